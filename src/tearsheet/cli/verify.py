"""``tearsheet verify``: prove or refute an edition."""

import sys
from pathlib import Path

import click

from tearsheet.cli.console import json_option, voice


@click.command(
    "verify",
    epilog="""
\b
Examples:
  tearsheet verify kazakhstan-12.html
  tearsheet verify kazakhstan-12.json --evidence kazakhstan-12.evidence.warc.gz
""",
)
@click.argument("edition", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--evidence",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The evidence bundle [else: the .evidence.warc.gz beside the edition].",
)
@json_option
def command(edition: Path, evidence: Path | None, as_json: bool) -> None:
    """Prove or refute EDITION (.html or .json), every sentence of it.

    Needs the edition and its evidence bundle, and nothing else: no store, no network. Exit code
    1 if anything is refuted.
    """
    from tearsheet.pipeline.proof import prove

    speak = voice(as_json)
    proof = prove(edition, evidence)
    for finding in proof.verdict.findings:
        speak.say(f"{finding.where}: {finding.message}", "yellow" if finding.warning else "red")
    flagged = sum(finding.warning for finding in proof.verdict.findings)
    refuted = len(proof.verdict.findings) - flagged
    if proof.verdict.proven:
        notes = f", {flagged} flagged for an editor's eye" if flagged else ""
        speak.say(
            f"Proven: {proof.verdict.sentences} sentences against {proof.against}{notes}.", "green"
        )
    else:
        speak.say(f"Refuted: {refuted} findings against {proof.against}.", "bold red")
    speak.give(proof)
    sys.exit(int(not proof.verdict.proven))
