"""``tearsheet stories``: which events the press tells, who tells them on their own, and why."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tearsheet.cli.console import Voice, home_option, json_option, now
from tearsheet.cli.meaning import COPY, one_article, opened, shown_time, with_decision
from tearsheet.model import Feature, Growth, Telling, Watch

if TYPE_CHECKING:
    from tearsheet.pipeline.telling import Shown

_DAY = click.DateTime(["%Y-%m-%d"])
_DAYS = 7
_BARS = "▁▂▃▄▅▆▇█"
_SAYS_NOTHING = 0.005
Order = Literal["biggest", "newest"]


@click.group(
    "stories",
    invoke_without_command=True,
    epilog="""
\b
Examples:
  tearsheet stories                                   # the last seven days, biggest first
  tearsheet stories --from 2026-03-01 --to 2026-03-07 --watch velmaria
  tearsheet stories --language ru --least 3 --json
  tearsheet stories show 3fa94c21                     # a story, by an article of it
  tearsheet stories join 3fa94c21 77b0de19 --reason "one summit"
  tearsheet stories part 3fa94c21 --reason "another bridge"
""",
)
@click.option("--from", "first", type=_DAY, help="First day [the last seven on file].")
@click.option("--to", "last", type=_DAY, help="Last day [the latest on file].")
@click.option("--watch", "watch_key", help="Only stories about the subject of this watch.")
@click.option("--language", help="Of the titles, where there is a choice [the watch's].")
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Told by so many independent outlets at the least.",
)
@click.option(
    "--order",
    type=click.Choice(["biggest", "newest"]),
    default="biggest",
    show_default=True,
    help="Which come first.",
)
@click.option("--most", default=30, show_default=True, help="How many stories at the most.")
@home_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    first: datetime | None,
    last: datetime | None,
    watch_key: str | None,
    language: str | None,
    least: int,
    order: Order,
    most: int,
    home: Path | None,
    as_json: bool,
) -> None:
    """List the events the press tells; show one, with the reasons; join and part them.

    The number that leads each line counts independent outlets: one for each text, however many
    print it, and one for each owner.
    """
    if context.invoked_subcommand:
        return
    from tearsheet.pipeline import telling
    from tearsheet.store import queries

    speak = opened(home, as_json)
    watch = _watch(watch_key)
    days = _days(first, last)
    wanted = telling.shown_between(*days, watch, least)
    wanted.sort(key=lambda one: one.last_seen, reverse=True)
    if order == "biggest":
        wanted.sort(key=lambda one: len(one.outlets), reverse=True)
    until = queries.last_look()
    told = [one.told(language or (watch.language if watch else ""), until) for one in wanted[:most]]
    for one in told:
        _list(speak, one)
    _remark(speak, len(wanted) - len(told), least, days)
    speak.give(told)


def _watch(key: str | None) -> Watch | None:
    from tearsheet.store import queries

    if key is None:
        return None
    watch = queries.watch(key)
    if watch is None:
        there = ", ".join(one.key for one in queries.watches()) or "none yet"
        raise click.UsageError(
            f"no watch {key!r} (there are: {there}); tearsheet watch add {key} …"
        )
    return watch


def _days(first: datetime | None, last: datetime | None) -> tuple[date, date]:
    from tearsheet.store import queries

    start, end = queries.latest_days(_DAYS)
    one, other = first.date() if first else start, last.date() if last else end
    if first and not last:
        other = max(one, end)
    if last and not first:
        one = min(other, start)
    if other < one:
        raise click.UsageError(f"--to {other} lies before --from {one}")
    return one, other


def _list(speak: Voice, told: Telling) -> None:
    speak.say(f"{len(told.outlets):3}  {told.title.text}", "bold")
    articles = len(told.printings)
    facts = [
        _span(told),
        f"{articles} article{'' if articles == 1 else 's'}",
        _copies(told),
        _among("countries", [one.of for one in told.countries if one.of != "unknown"]),
        _among("languages", [one.of for one in told.languages]),
        "still growing" if told.growth.growing else "",
    ]
    speak.say(f"     {told.story_key[:12]}  {' · '.join(filter(None, facts))}", "dim")


def _span(told: Telling) -> str:
    first, last = told.first_report.at, told.last_seen
    if first is None or last is None:
        return "undated"
    return f"{first:%Y-%m-%d}" if first.date() == last.date() else f"{first:%m-%d} to {last:%m-%d}"


def _copies(told: Telling) -> str:
    if not told.copies:
        return ""
    copies = "a copy" if told.copies == 1 else f"{told.copies} copies"
    return f"{copies} in {told.places} place{'' if told.places == 1 else 's'}"


def _among(what: str, found: list[str]) -> str:
    few = 3
    return ", ".join(found) if len(found) <= few else f"{len(found)} {what}"


def _remark(speak: Voice, more: int, least: int, days: tuple[date, date]) -> None:
    speak.remark(f"From {days[0]} to {days[1]}; --from and --to name other days.")
    if more:
        speak.remark(f"{more} more; --most shows them.")
    if least > 1:
        speak.remark(
            f"What fewer than {least} independent outlets tell is left out; --least 1 shows it."
        )


@command.command(
    "show",
    epilog="""
\b
Examples:
  tearsheet stories show 3fa94c21 --watch velmaria
  tearsheet stories show https://example.org/a --language de
""",
)
@click.argument("wanted", nargs=-1, required=True, metavar="STORY_OR_ARTICLE")
@click.option("--watch", "watch_key", help="Which article tells most for this watch.")
@click.option("--language", help="Of the title, where there is a choice [the watch's].")
@home_option
@json_option
def show(
    wanted: tuple[str, ...],
    watch_key: str | None,
    language: str | None,
    home: Path | None,
    as_json: bool,
) -> None:
    """Show a story: who printed what when, who tells it on their own, what to read first, and why.

    STORY_OR_ARTICLE is the start of a key, a page's address, or words of an article.
    """
    from tearsheet.pipeline import telling
    from tearsheet.store import queries

    speak = opened(home, as_json)
    watch = _watch(watch_key)
    shown = _shown(" ".join(wanted), watch)
    told = shown.told(language or (watch.language if watch else ""), queries.last_look())
    _show_title(speak, told)
    _show_outlets(speak, told)
    _show_line(speak, told)
    _show_growth(speak, told.growth)
    _show_informative(speak, told)
    _show_reasons(speak, shown)
    speak.give({"telling": told, "assignments": telling.reasons_of(shown.story)})


def _shown(wanted: str, watch: Watch | None) -> "Shown":
    from tearsheet.pipeline import telling

    known = one_article(wanted, several=True)
    shown = telling.shown_with(known.article.key, watch)
    if shown is None:
        raise click.ClickException(
            f"{known.article.title!r} has not been related to the others yet; "
            "`tearsheet collect` or `tearsheet ingest` does that"
        )
    return shown


def _show_title(speak: Voice, told: Telling) -> None:
    speak.say(told.title.text, "bold")
    speak.say(f"  {told.story_key[:12]}  {_span(told)}", "dim")
    for feature in told.title.features:
        _show_feature(speak, feature)


def _show_outlets(speak: Voice, told: Telling) -> None:
    articles, outlets = len(told.printings), len(told.outlets)
    speak.say(
        f"\n{outlets} independent outlet{'' if outlets == 1 else 's'} in {articles} "
        f"article{'' if articles == 1 else 's'}; {_copies(told) or 'no copies'}",
        "bold",
    )
    for one in told.outlets:
        also = f" with {', '.join(one.also)}" if one.also else ""
        times = f"{len(one.article_keys)} printings" if len(one.article_keys) > 1 else "once"
        why = f"; {one.why}" if one.why else ""
        speak.say(f"  {one.name}{also}: {times}{why}")
    for what, shares in (
        ("countries", told.countries),
        ("languages", told.languages),
        ("kinds", told.kinds),
    ):
        speak.say(f"  {what}: {', '.join(f'{one.of} {one.articles}' for one in shares)}", "dim")


def _show_line(speak: Voice, told: Telling) -> None:
    speak.say("\nTime line (UTC; ~ where the page names no zone)", "bold")
    turns = {turn.article_keys[0]: turn for turn in told.turns}
    for one in told.printings:
        if turn := turns.get(one.article_key):
            speak.say(f"  — {turn.headline.text}", "yellow")
        when = shown_time(one.at, one.precision, zoned=one.zoned)
        what = f"  ({COPY[one.relation]} of {one.copy_of[:12]})" if one.copy_of else ""
        place = ", ".join(filter(None, (one.country, one.language)))
        speak.say(f"  {when}  {one.article_key[:12]}  {one.outlet} ({place}): {one.title}{what}")


def _show_growth(speak: Voice, growth: Growth) -> None:
    speak.say(f"\nGrowth by the {growth.rhythm}", "bold")
    if growth.peak:
        most = growth.peak.articles
        bars = "".join(
            _BARS[round(one.articles / most * (len(_BARS) - 1))] if one.articles else "·"
            for one in growth.periods
        )
        form = "%Y-%m-%d %H:00" if growth.rhythm == "hour" else "%Y-%m-%d"
        speak.say(
            f"  {bars}  most ({most} article{'' if most == 1 else 's'}) {growth.peak.began:{form}}"
        )
    speak.say(f"  {'still growing: ' if growth.growing else ''}{growth.why}")


def _show_informative(speak: Voice, told: Telling) -> None:
    title_of = {one.article_key: f"{one.outlet}: {one.title}" for one in told.printings}
    first = told.informative[0]
    speak.say("\nTells most", "bold")
    speak.say(f"  {first.article_key[:12]}  {title_of[first.article_key]}")
    for feature in first.features:
        _show_feature(speak, feature)


def _show_reasons(speak: Voice, shown: "Shown") -> None:
    """Why each article is where it is; what editors decided says so by itself."""
    from tearsheet.pipeline import telling

    known = {one.article.key: one for one in shown.articles}
    speak.say("\nWhy they are one story (log-odds)", "bold")
    for one in telling.reasons_of(shown.story):
        if one.article_key not in known:
            continue
        beside = known.get(one.near)
        where = f" next to {beside.article.title}" if beside else " opens it"
        score = (
            f"{sum(feature.share for feature in one.features):+.2f}" if one.features else "     "
        )
        speak.say(f"  {one.article_key[:12]}  {score}{where}")
        for feature in one.features:
            _show_feature(speak, feature)


def _show_feature(speak: Voice, feature: Feature) -> None:
    """One reason, unless it says nothing."""
    if abs(feature.share) >= _SAYS_NOTHING:
        why = f": {feature.why}" if feature.why else ""
        speak.say(f"      {feature.share:+.2f} {feature.name}{why}", "dim")


@command.command(
    "join",
    epilog="""
\b
Examples:
  tearsheet stories join 3fa94c21 77b0de19 --reason "one summit, two days"
""",
)
@click.argument("one")
@click.argument("other")
@with_decision
def join(one: str, other: str, who: str, reason: str, home: Path | None, as_json: bool) -> None:
    """Say that two articles tell one event; their stories become one, and stay it.

    ONE and OTHER are starts of keys, or pages' addresses.
    """
    from tearsheet.pipeline import pairing

    speak = opened(home, as_json)
    first, second = one_article(one), one_article(other)
    told = [_shown(known.article.key, None).story for known in (first, second)]
    try:
        pairing.join_stories(first.article, second.article, told, who, now(), reason)
    except pairing.NothingToPartError as error:
        raise click.ClickException(str(error)) from error
    speak.say(f"{first.article.title} and {second.article.title} are one story, says {who}.")
    shown = _shown(first.article.key, None)
    speak.remark(f"`tearsheet stories show {shown.story.key[:12]}` shows it.")
    speak.give(shown.told())


@command.command(
    "part",
    epilog="""
\b
Examples:
  tearsheet stories part 3fa94c21 --reason "another bridge"
  tearsheet stories part 3fa94c21 --from 77b0de19     # never in that one's story
""",
)
@click.argument("article")
@click.option("--from", "story", help="The story it is not of, by an article [the one it is in].")
@with_decision
def part(
    article: str,
    story: str | None,
    who: str,
    reason: str,
    home: Path | None,
    as_json: bool,
) -> None:
    """Say that an article does not tell the event of its story; its copies leave with it.

    ARTICLE is the start of a key, or a page's address.
    """
    from tearsheet.pipeline import pairing

    speak = opened(home, as_json)
    leaving = one_article(article)
    left = _shown(one_article(story).article.key if story else leaving.article.key, None)
    try:
        pairing.part_story(leaving.article, left.story, who, now(), reason)
    except pairing.NothingToPartError as error:
        raise click.ClickException(str(error)) from error
    speak.say(f"{leaving.article.title} is another story, says {who}.")
    shown = _shown(leaving.article.key, None)
    speak.give(shown.told())
