"""``tearsheet collect``: the press arrives."""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tearsheet.cli.console import Voice, home_option, json_option, now, settings_at, voice
from tearsheet.cli.relating import relate

if TYPE_CHECKING:
    from tearsheet.model import Change, Visit, VisitResult
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.collecting import Collected, Push, Scope
    from tearsheet.settings import Settings

_INTERVAL = re.compile(r"(\d+)\s*([smhd])")
STANDS = {
    True: "its words still stand",
    False: "its words stand no more",
    None: "please look whether its words still stand",
}
DIGITS = 5  # of a time; a hundred thousand days are beyond what a computer can wait
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class _Interval(click.ParamType[timedelta, str | timedelta]):
    """``90s``, ``15m``, ``2h``, ``1d``."""

    name = "interval"

    def convert(
        self,
        value: str | timedelta,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = _INTERVAL.fullmatch(value.strip().lower())
        if found is None or len(found[1]) > DIGITS or int(found[1]) == 0:
            self.fail(f"{value!r}: write a time such as 15m, 2h or 1d", param, ctx)
        return timedelta(**{_UNITS[found[2]]: int(found[1])})


INTERVAL = _Interval()


@click.command(
    "collect",
    epilog="""
\b
Examples:
  tearsheet collect                        # one round over what is due
  tearsheet collect --every 15m            # a round each quarter of an hour, until Ctrl-C
  tearsheet collect --source bbc.co.uk     # this one now, due or not
""",
)
@click.option("--once", is_flag=True, help="One round, then stop (what it does anyway).")
@click.option(
    "--every", type=INTERVAL, metavar="TIME", help="A round each TIME (15m, 2h) until stopped."
)
@click.option(
    "--source", "names", multiple=True, metavar="NAME", help="Only this source, due or not."
)
@click.option("--all", "everything", is_flag=True, help="All sources, due or not.")
@click.option(
    "--no-read", is_flag=True, help="Archive only; `tearsheet ingest` reads the pages later."
)
@home_option
@json_option
def command(
    once: bool,
    every: timedelta | None,
    names: tuple[str, ...],
    everything: bool,
    no_read: bool,
    home: Path | None,
    as_json: bool,
) -> None:
    """Visit the sources that are due; archive and read what is new.

    When a source is due it decides by its own rhythm. Several collectors may work on one home:
    no source is visited by two at a time. Stop it whenever you like: what was acknowledged is
    on disk, and the next round goes on from there. Exit code 1 if every visit failed. With
    --every and --json each round is one line.
    """
    from tearsheet.pipeline import Newsroom
    from tearsheet.pipeline.collecting import Scope

    if once and every:
        raise click.UsageError("--once and --every exclude each other")
    speak, settings = voice(as_json), settings_at(home)
    if isinstance(settings.store, Path) and not settings.store.exists():
        raise _no_source()
    with Newsroom.open(settings) as room, _hearing(settings, speak, every) as push:
        for mended in room.mended:
            speak.remark(mended, "yellow")
        keys = _keys(names)
        callback = push.address if push else ""
        scope = Scope(keys, not (everything or names), not no_read, callback)
        collected = _round(room, speak, scope, push)
        at = now()
        while every:
            speak.give_line(collected)
            if _called_before(at + every, speak, push):
                collected = _round(room, speak, replace(scope, when_due=True), push)
            else:
                collected = _round(room, speak, scope, push)
                at = now()
        speak.give(collected)
    visits = collected.visits
    sys.exit(int(bool(visits) and all(one.result == "failed" for one in visits)))


def _keys(names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The sources that are meant, None for all. An unknown name is a usage error."""
    from tearsheet.store import sources

    if not sources.sources():
        raise _no_source()
    keys: list[str] = []
    for name in names:
        meant = sources.named(name)
        if not meant:
            raise click.UsageError(f"no source {name!r}; `tearsheet source list` shows them")
        keys += [one.key for one in meant]
    return tuple(dict.fromkeys(keys)) if names else None


def _no_source() -> click.UsageError:
    return click.UsageError(
        "there is no source yet; `tearsheet source add https://example.org/` adds one"
    )


def _round(room: "Newsroom", speak: Voice, scope: "Scope", push: "Push | None") -> "Collected":
    from tearsheet.pipeline.collecting import collect

    with speak.counting_both("Fetching pages", "Reading pages") as (fetched, read):
        collected = collect(room, scope, now, fetched, read)
    if scope.read:
        relate(room, speak)
    if push:
        collected.calls = dict(push.counted)
    report(speak, collected)
    if not collected.visits:
        _why_none(scope, speak)
    return collected


def _why_none(scope: "Scope", speak: Voice) -> None:
    """Why no source was visited, and what to do."""
    from tearsheet.store import sources

    due_at = sources.next_due()
    if due_at is None and scope.keys is None:
        speak.remark("All sources are paused; `tearsheet source resume NAME` takes one up again.")
    elif due_at is None or not scope.when_due or due_at <= now():
        speak.remark("Another collector is at what was to be visited.")
    else:
        speak.remark(f"Nothing is due before {_clock(due_at)}; --all visits everything now.")


def report(speak: Voice, collected: "Collected") -> None:
    """What a round brought, in words."""
    from tearsheet.pipeline.ingest import explain

    if collected.visits or not collected.pages.arrived:
        speak.say(visited(collected.visits))
    if collected.pages.arrived:
        speak.say(f"Pages: {explain(collected.pages)}")
    if collected.read.arrived:
        speak.say(f"Read: {explain(collected.read)}")
    tell_changes(speak, collected.changes)
    for one in collected.visits:
        if one.result == "failed":
            speak.say(f"  {one.source}: {one.reason}{_beside(one.detail)}", "yellow")
    if collected.hubs.arrived:
        speak.say(f"Hubs asked to call: {explain(collected.hubs)}")
    if collected.calls:
        calls = ", ".join(f"{count} {what}" for what, count in collected.calls.items())
        speak.say(f"Calls heard so far: {calls}")


def tell_changes(speak: Voice, changes: "list[Change]") -> None:
    """Pages that are no longer what they were, and the editions that rest on them."""
    from tearsheet.pipeline.changes import touched
    from tearsheet.store import queries

    known = queries.articles([one.older for one in changes])
    for change in changes:
        older = known.get(change.older)
        if older is None:
            continue
        notice = f": {change.notice}" if change.notice else ""
        speak.say(f"{change.edit}: “{older.article.title}” ({older.outlet.name}){notice}", "yellow")
        for one in touched(change):
            stands = STANDS[one.stands]
            edition = f"{one.digest.watch_key} {one.digest.number}"
            speak.say(f"  edition {edition} rests on it, {one.where}: {stands}")


def visited(visits: list["Visit"]) -> str:
    """``12 sources visited: 9 new, 2 unchanged, 1 failed``."""
    counted = Counter(one.result for one in visits)
    order: tuple[VisitResult, ...] = ("new", "nothing new", "unchanged", "failed")
    listed = ", ".join(f"{counted[result]} {result}" for result in order if counted[result])
    plural = "source" if len(visits) == 1 else "sources"
    return f"{len(visits)} {plural} visited{': ' if listed else ''}{listed}"


def _beside(detail: str) -> str:
    return f" ({detail})" if detail else ""


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


@contextmanager
def _hearing(
    settings: "Settings", speak: Voice, every: timedelta | None
) -> "Iterator[Push | None]":
    """Hubs are heard between the rounds, where the settings say how they reach us."""
    if not (every and settings.push_address):
        yield None
        return
    from tearsheet.pipeline.collecting import Push

    with ExitStack() as heard:
        try:
            push = heard.enter_context(Push.listening(settings, now))
        except OSError as error:  # maybe of another collector that hears them
            speak.remark(f"No hub is heard, feeds are polled: {error.strerror}", "yellow")
            push = None
        else:
            speak.remark(f"Hubs may call {settings.push_address}; port {settings.push_port} here.")
        yield push


def _called_before(until: datetime, speak: Voice, push: "Push | None") -> bool:
    """Wait; whether a hub called before the time was over."""
    speak.remark(f"Next round at {_clock(until)}; Ctrl-C stops.")
    left = max(0.0, (until - now()).total_seconds())
    if push:
        return push.rung(left)
    time.sleep(left)
    return False
