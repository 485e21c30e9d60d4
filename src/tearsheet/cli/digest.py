"""``tearsheet digest``: draft an edition."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, home_option, json_option, now, settings_at, voice
from tearsheet.cli.relating import relate

if TYPE_CHECKING:
    from tearsheet.pipeline.editions import Drafted

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "digest",
    epilog="""
\b
Examples:
  tearsheet digest kazakhstan --from 2025-06-09 --to 2025-06-20
  tearsheet digest kazakhstan --from 2025-06-09 --to 2025-06-15 --form brief --language ru
  tearsheet digest kazakhstan --from 2025-06-09 --to 2025-06-15 --why
""",
)
@click.argument("watch_key", metavar="WATCH")
@click.option("--from", "first", type=DAY, required=True, help="First day, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="Last day, included.")
@click.option(
    "--form",
    type=click.Choice(["astana", "list", "brief"]),
    help="Form of the edition [else: the watch's].",
)
@click.option("--language", help="Language of the edition: en, ru or kk [else: the watch's].")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the edition's files [else: in the home folder].",
)
@click.option("--why", is_flag=True, help="Say why each article was chosen or passed over.")
@home_option
@json_option
def command(
    watch_key: str,
    first: datetime,
    last: datetime,
    form: str | None,
    language: str | None,
    out: Path | None,
    why: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Draft the edition of WATCH for a period, prove it, and write it out.

    Writes a web page, Markdown, JSON and the evidence bundle. Exit code 1 if the gate refuses
    anything or nothing was found to report.
    """
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.editions import Order, draft_edition, publish_edition
    from tearsheet.store import queries

    if last < first:
        raise click.UsageError(f"--to {last:%Y-%m-%d} lies before --from {first:%Y-%m-%d}")
    speak = voice(as_json)
    settings = settings_at(home, there=True)
    with Newsroom.open(settings) as room:
        watch = queries.watch(watch_key)
        if watch is None:
            there = ", ".join(one.key for one in queries.watches()) or "none yet"
            raise click.UsageError(
                f"no watch {watch_key!r} (there are: {there}); tearsheet watch add {watch_key} …"
            )
        order = Order(
            watch, first.date(), last.date(), form or watch.form, language or watch.language
        )
        relate(room, speak)
        drafted = draft_edition(room, order, now())
        files = (
            publish_edition(room, drafted.edition, out or settings.editions)
            if drafted.chosen
            else []
        )
    report(speak, drafted, files, why)
    sys.exit(int(not files or not proven(drafted)))


def proven(drafted: "Drafted") -> bool:
    """Whether the gate passed the whole edition."""
    verdict = drafted.edition.verdict
    return verdict is not None and verdict.proven


def explain_choice(speak: Voice, drafted: "Drafted") -> None:
    """Why each article was chosen or passed over: the named features and what each adds."""
    from tearsheet.store import queries

    suggestions = (*drafted.chosen, *drafted.passed_over)
    known = queries.articles(one.article_key for one in suggestions)
    for one in suggestions:
        there = known[one.article_key]
        verdict = one.passed_over or f"chosen, {one.score:.2f}"
        speak.say(f"{one.article_key[:12]}  {there.outlet.name}: {there.article.title}", "bold")
        speak.say(f"              {verdict}")
        for feature in one.features:
            why = f"  {feature.why}" if feature.why else ""
            speak.say(f"              {feature.share:+.2f} {feature.name}{why}", "dim")


def report(speak: Voice, drafted: "Drafted", files: list[Path], why: bool) -> None:
    """The edition as read in a terminal, the gate's word, the counts and the files."""
    from tearsheet.pipeline.ingest import explain
    from tearsheet.publish import terminal

    if files and not speak.as_json:
        terminal.render(drafted.edition, speak.out)
    if why:
        explain_choice(speak, drafted)
    for finding in drafted.edition.verdict.findings if drafted.edition.verdict else ():
        speak.remark(f"{finding.where}: {finding.message}", "yellow" if finding.warning else "red")
    speak.say(explain(drafted.tally))
    for file in files:
        speak.say(f"  {file}")
    if not files:
        speak.remark("Nothing to report in that period. `--why` says what was passed over and why.")
    speak.give(
        {
            "edition": drafted.edition.digest,
            "verdict": drafted.edition.verdict,
            "passed_over": drafted.passed_over,
            "tally": drafted.tally,
            "files": [str(file) for file in files],
        }
    )
