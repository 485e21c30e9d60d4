"""``tearsheet quotes``: who said what, where first, and what became of the words."""

from datetime import date, datetime
from pathlib import Path

import click

from tearsheet.cli.console import Voice, home_option, json_option, settings_at, voice
from tearsheet.model import Drift, Utterance, Wording
from tearsheet.settings import Settings

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "quotes",
    epilog="""
\b
Examples:
  tearsheet quotes --person "Aliya Bekova"
  tearsheet quotes --person "Бекова" --drift
  tearsheet quotes --from 2026-03-01 --to 2026-03-07 --drift --json
""",
)
@click.option("--person", help="Whose words; the name in any script.")
@click.option("--drift", is_flag=True, help="Only what was changed on the way.")
@click.option("--from", "first", type=_DAY, help="First day [without --person: 30 days ago].")
@click.option("--to", "last", type=_DAY, help="Last day [without --person: the latest].")
@click.option("--most", default=50, show_default=True, help="How many utterances at the most.")
@home_option
@json_option
def command(
    person: str | None,
    drift: bool,
    first: datetime | None,
    last: datetime | None,
    most: int,
    home: Path | None,
    as_json: bool,
) -> None:
    """The ledger of quotations: each utterance once, with every wording in which it was printed.

    The first printing comes first; each later one says what makes it the same utterance and what
    was dropped, changed, added, cut at a word that turns the meaning, or put into another mouth.
    """
    from tearsheet.store.database import open_store

    speak, settings = voice(as_json), settings_at(home, there=True)
    open_store(settings.store)
    days = first.date() if first else None, last.date() if last else None
    with speak.stepping("Comparing quotations"):
        found = _found(person, *days, settings)
    wanted = [one for one in found if one.has_drifted or not drift]
    for one in wanted[-most:]:
        _show(speak, one, drift=drift)
    if not wanted:
        speak.remark("No quotation there." if not drift else "No quotation there has drifted.")
    elif len(wanted) > most:
        speak.remark(f"The latest {most} of {len(wanted)}; --most shows more.")
    speak.give(wanted[-most:])


def _found(
    person: str | None, first: date | None, last: date | None, settings: Settings
) -> list[Utterance]:
    from tearsheet.pipeline import ledger, people
    from tearsheet.pipeline.vectors.meaning import Meaning
    from tearsheet.store import queries

    meaning = Meaning.open(settings)
    if person is None:
        start, end = queries.latest_days(30)
        return list(ledger.said_between(first or start, last or end, meaning))
    try:
        found = ledger.said_by(people.person_called(person), meaning)
    except people.UnknownPersonError as error:
        raise click.ClickException(str(error)) from error
    return [
        one
        for one in found
        if (first is None or one.first.printed_at.date() >= first)
        and (last is None or one.first.printed_at.date() <= last)
    ]


def _show(speak: Voice, one: Utterance, *, drift: bool) -> None:
    speak.say(f"{one.speaker}: “{one.first.text.replace(chr(10), ' … ')}”", "bold")
    for wording in one.wordings:
        if not drift or wording is one.first or wording.drifts:
            _show_wording(speak, one, wording)
    speak.say("")


def _show_wording(speak: Voice, one: Utterance, wording: Wording) -> None:
    other = f": {wording.speaker}" if wording.speaker != one.speaker else ""
    carried = f"{other}, after {wording.relay}" if wording.relay else other
    speak.say(
        f"  {wording.printed_at:%Y-%m-%d %H:%M}  {wording.outlet} ({wording.language}){carried}  "
        f"{wording.article_key[:12]}  {'first' if wording is one.first else wording.why}"
    )
    for found in wording.drifts:
        speak.say(f"      {_told(found)}", "yellow")
    if wording.drifts or wording.language != one.first.language:
        speak.say(f"      “{wording.text.replace(chr(10), ' … ')}”", "dim")


def _told(found: Drift) -> str:
    match found.kind:
        case "another speaker":
            return f"another speaker: there it was {found.words}"
        case "cut at a turn":
            return f"cut where the meaning turns: at ‘{found.words}’"
        case "cut short":
            return f"cut short: the sentence went on ‘{found.words}’"
        case "goes on":
            return f"goes on where the other stopped: ‘{found.words}’"
        case "dropped" | "added" | "changed":
            return f"{found.kind}: {found.words}"
