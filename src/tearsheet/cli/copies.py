"""``tearsheet copies``: who prints the same text, whose it is, and what says so."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, home_option, json_option, now
from tearsheet.cli.meaning import COPY, one_article, opened, shown_time, with_decision
from tearsheet.model import Copy, CopyGroup, Passage

if TYPE_CHECKING:
    from tearsheet.store.queries import Known

_LONGEST = 160


@click.group(
    "copies",
    epilog="""
\b
Examples:
  tearsheet copies show 3fa94c21                # whose text it is, and who prints it
  tearsheet copies show 3fa94c21 --passages     # with the words that both have
  tearsheet copies join 3fa94c21 77b0de19 --reason "translated from it"
  tearsheet copies part 3fa94c21 77b0de19 --reason "two reports of one speech"
""",
)
def command() -> None:
    """Printings of one text: the original and why, who wrote it, each copy and its evidence.

    Copies count once. What you decide binds: no run joins what you parted or parts what you
    joined.
    """


@command.command(
    "show",
    epilog="""
\b
Examples:
  tearsheet copies show 3fa94c21
  tearsheet copies show https://example.org/a --passages --json
""",
)
@click.argument("wanted", nargs=-1, required=True, metavar="ARTICLE")
@click.option(
    "--passages", is_flag=True, help="Show the words that a copy shares with the original."
)
@home_option
@json_option
def show(wanted: tuple[str, ...], passages: bool, home: Path | None, as_json: bool) -> None:
    """Show the printings of an article's text: original first, each with what makes it a copy.

    ARTICLE is the start of a key, a page's address, or words of an article.
    """
    from tearsheet.store import queries

    speak = opened(home, as_json)
    known = one_article(" ".join(wanted), several=True)
    group = _group(known)
    printings = queries.articles(copy.article_key for copy in group.copies)
    _show_head(speak, group, printings)
    shared: dict[str, tuple[Passage, ...]] = {}
    original = printings.get(group.original)
    for copy in group.copies:
        there = printings.get(copy.article_key)
        if there is None:
            continue
        _show_copy(speak, copy, there, asked=copy.article_key == known.article.key)
        if passages and original and copy.article_key != group.original:
            shared[copy.article_key] = _passages(there, original)
            _show_passages(speak, there, shared[copy.article_key])
    speak.give({"group": group, "passages": shared} if passages else {"group": group})


def _group(known: "Known") -> CopyGroup:
    """The copy group of an article; of one that stands alone a group of its own."""
    from tearsheet.store import relations

    key = known.article.key
    alone = (Copy(key, "original", "the only printing on file"),)
    written = known.article.provenance.credited("originator")
    return relations.group_of(key) or CopyGroup(key, alone, written[0] if written else None)


def _show_head(speak: Voice, group: CopyGroup, printings: "dict[str, Known]") -> None:
    original = printings.get(group.original)
    outlets = {one.outlet.key for one in printings.values()}
    title = original.article.title if original else group.original[:12]
    speak.say(title, "bold")
    if len(group.copies) > 1:
        places = f"{len(outlets)} outlet{'' if len(outlets) == 1 else 's'}"
        speak.say(f"  one text, printed {len(group.copies)} times by {places}; counted once")
    else:
        speak.say("  printed once, as far as is on file")
    if group.written_by:
        speak.say(f"  written by {group.written_by.name}: {group.written_by.basis}")
    else:
        speak.say("  no page says who wrote it")


def _show_copy(speak: Voice, copy: Copy, known: "Known", *, asked: bool) -> None:
    article, outlet = known.article, known.outlet
    printed = article.published
    when = shown_time(None)
    if printed:
        when = shown_time(printed.at, printed.precision, zoned=printed.zoned)
    mark = " ←" if asked else ""
    place = ", ".join(filter(None, (outlet.country, article.language)))
    speak.say(f"\n  {when}  {article.key[:12]}  {outlet.name} ({place}){mark}")
    sure = "" if copy.relation == "original" else f", {copy.confidence:.0%} sure"
    speak.say(f"      {COPY[copy.relation]}{sure}: {copy.evidence}")
    speak.say(f"      {article.url}", "dim")


def _passages(copy: "Known", original: "Known") -> tuple[Passage, ...]:
    from tearsheet.relate.copies import shared_passages

    return shared_passages(copy.article.text, original.article.text)


def _show_passages(speak: Voice, known: "Known", passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        words = passage.here.of(known.article.text).replace("\n", " ")
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
        here, there = passage.here, passage.there
        where = f"[{here.start}, {here.end}) as [{there.start}, {there.end})"
        speak.say(f"      {where}  {words}", "green")
    if not passages:
        speak.say("      no passage word for word", "dim")


@command.command(
    "join",
    epilog="""
\b
Examples:
  tearsheet copies join 3fa94c21 77b0de19 --reason "translated from it"
""",
)
@click.argument("one")
@click.argument("other")
@with_decision
def join(one: str, other: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Say that two articles print one text.

    ONE and OTHER are starts of keys, or pages' addresses.
    """
    from tearsheet.pipeline import pairing

    speak = opened(home, as_json)
    first, second = one_article(one).article, one_article(other).article
    try:
        pairing.join_copies(first, second, who, now(), reason)
    except pairing.NothingToPartError as error:
        raise click.ClickException(str(error)) from error
    speak.say(f"{first.title} and {second.title} are one text, says {who}.")
    _give_group(speak, first.key)


@command.command(
    "part",
    epilog="""
\b
Examples:
  tearsheet copies part 3fa94c21 77b0de19 --reason "two reports of one speech"
  tearsheet copies part 3fa94c21                # from the original of its group
""",
)
@click.argument("one")
@click.argument("other", required=False)
@with_decision
def part(
    one: str, other: str | None, who: str, reason: str, home: Path | None, as_json: bool
) -> None:
    """Say that two articles do not print one text; without OTHER, that ONE is no copy.

    ONE and OTHER are starts of keys, or pages' addresses.
    """
    from tearsheet.pipeline import pairing

    speak = opened(home, as_json)
    first = one_article(one).article
    second = one_article(other).article if other else None
    try:
        times = pairing.part_copy(first, second, who, now(), reason)
    except pairing.NothingToPartError as error:
        raise click.ClickException(str(error)) from error
    what = f"does not print the text of {second.title}" if second else "is no copy"
    also = f" ({times} printings)" if times > 1 else ""
    speak.say(f"{first.title} {what}{also}, says {who}.")
    _give_group(speak, first.key)


def _give_group(speak: Voice, key: str) -> None:
    speak.remark(f"`tearsheet copies show {key[:12]}` shows the group.")
    speak.give({"group": _group(one_article(key))})
