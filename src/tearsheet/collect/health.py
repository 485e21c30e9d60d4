"""How does a source fare, since when, and what can a person do? Pure."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from itertools import pairwise, takewhile
from statistics import median
from urllib.parse import urlsplit

from tearsheet.collect.fetch import reasons
from tearsheet.collect.rhythm import DAY, HOUR, WEEK_HOURS, Rhythm, rhythm_of
from tearsheet.model import Condition, Health, Source, Visit

WORST_FIRST: tuple[Condition, ...] = (
    "blocked",
    "failing",
    "unreadable",
    "moved",
    "silent",
    "slow",
    "new",
    "paused",
    "well",
)
REFUSED = frozenset({reasons.FORBIDDEN, reasons.ROBOTS})
# Fewer visits than this say nothing of how a source fares, fewer moments nothing of its rhythm.
KNOWN_VISITS = 3
KNOWN_MOMENTS = 8
# A run of unreadable pages counts where chance would bring it less often than this.
CHANCE = 0.05
UNREAD_FROM_THE_START = 3
# Silence: so many times the longest gap of the past, so many leads missed, and no less than a
# day; half a day where the source never rests longer than a few hours. One that is not yet
# known over two weekends may rest over one and a holiday beside it.
# Tuned with tests/unit/test_health_found.py, 2026-11-22.
LONGEST_GAPS = 2.0
MISSED = 4.0
LEAST_SILENCE = DAY
SLEEPLESS = timedelta(hours=6)
SLEEPLESS_SILENCE = timedelta(hours=12)
WEEKEND = timedelta(hours=112)
TWO_WEEKENDS = timedelta(days=15)
# Slow: beyond this in any case, or beyond that and so many times the source's usual time.
SLOW_SECONDS = 20.0
NOTABLE_SECONDS = 5.0
TIMES_AS_SLOW = 4.0

NOT_VISITED = "not visited yet"
MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one page of a source, fetched ``at`` (aware): ``read`` as an article or not.

    ``reason`` is the plain phrase that it was counted under where it was not read: of reading
    ("no text"), or of fetching ("not found", "refused by the host").
    """

    at: datetime
    read: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Finding:
    condition: Condition
    since: datetime
    why: str
    reason: str = ""
    to: str = ""


def health(
    source: Source, visits: Sequence[Visit], readings: Sequence[Reading], now: datetime
) -> Health:
    """How the source fares at ``now``: the most urgent condition that its past shows.

    ``visits`` are its latest, newest first: the more of them found something, the better is
    known what is usual. ``readings`` tell of its latest pages in any order; fifty are plenty.
    """
    if source.paused:
        last = visits[0].at if visits else source.added_at
        return _said(source, _Finding("paused", last, f"paused; last visited {_when(last, now)}"))
    if not visits:
        since = source.added_at
        why = f"added {_when(since, now)}, {NOT_VISITED}"
        return _said(source, _Finding("new", since, why, NOT_VISITED))
    if visits[0].result == "failed":
        return _said(source, _failing(visits, now))
    went_well = [visit for visit in visits if visit.result != "failed"]
    rhythm = rhythm_of(went_well)
    finding = (
        _moved(source, went_well, now)
        or _unreadable(readings, now)
        or _empty(went_well, now)
        or _links_fail(went_well, now)
        or (_silent(rhythm, now) if rhythm else None)
        or _slow(went_well)
        or _well(source, went_well, rhythm, now)
    )
    return _said(source, finding)


def worst_first(all_of_them: Iterable[Health]) -> list[Health]:
    """By urgency; the same condition by how long it lasts, the longest first."""
    return sorted(
        all_of_them,
        key=lambda one: (
            WORST_FIRST.index(one.condition),
            one.since or datetime.max.replace(tzinfo=UTC),
            one.source,
        ),
    )


def _failing(visits: Sequence[Visit], now: datetime) -> _Finding:
    run = list(takewhile(lambda visit: visit.result == "failed", visits))
    last, since = run[0], run[-1].at
    reason = last.reason or "failed"
    said = f"{reason} ({last.detail})" if last.detail else reason
    before = next((visit.at for visit in visits[len(run) :]), None)
    well = f"; it went well {_when(before, now)}" if before else "; it never went well"
    times = (
        "the last visit failed"
        if len(run) == 1
        else f"the last {len(run)} visits failed since {_when(since, now)}"
    )
    why = f"{times}: {said}{well}"
    followed = {visit.moved_to for visit in visits[len(run) :]}  # what fails is that address
    if reason in (reasons.GONE, reasons.NOT_FOUND) and last.moved_to not in {"", *followed}:
        why = f"{reason} since {_when(since, now)}; its site now leads to {last.moved_to}"
        return _Finding("moved", since, why, to=last.moved_to)
    persistent = reason == reasons.SLOW_DOWN and len(run) > 1
    blocked = reason in REFUSED or persistent
    return _Finding("blocked" if blocked else "failing", since, why, reason)


def _moved(source: Source, visits: Sequence[Visit], now: datetime) -> _Finding | None:
    to = visits[0].moved_to
    if to in {"", source.url}:  # the second once a person has said so too
        return None
    since = list(takewhile(lambda visit: visit.moved_to, visits))[-1].at
    why = f"its address has led to {to} for good since {_when(since, now)}"
    return _Finding("moved", since, why, to=to)


def _unreadable(readings: Sequence[Reading], now: datetime) -> _Finding | None:
    """Its pages stopped extracting: a run of unread ones that its past does not explain."""
    newest_first = sorted(readings, key=lambda reading: reading.at, reverse=True)
    run = list(takewhile(lambda reading: not reading.read, newest_first))
    past = newest_first[len(run) :]
    if not run:
        return None
    if past:
        share = (sum(not reading.read for reading in past) + 1) / (len(past) + 2)
        if share ** len(run) > CHANCE:
            return None
    elif len(run) < UNREAD_FROM_THE_START:
        return None
    since = run[-1].at
    named = _named([reading.reason for reading in run])
    before = f"of the {len(past)} before, {sum(one.read for one in past)} could" if past else ""
    pages = "the latest page" if len(run) == 1 else f"the latest {len(run)} pages"
    why = f"{pages} could not be read since {_when(since, now)}: {named}"
    refused = all(reading.reason in REFUSED for reading in run)
    return _Finding(
        "blocked" if refused else "unreadable", since, f"{why}; {before}" if before else why
    )


def _empty(visits: Sequence[Visit], now: datetime) -> _Finding | None:
    """Its document lists nothing any more."""
    whole = [visit for visit in visits if visit.result != "unchanged"]
    run = list(takewhile(lambda visit: not visit.listed, whole))
    listed = [visit.listed for visit in whole[len(run) :]]
    if not run or len(listed) < KNOWN_VISITS or min(listed) == 0:
        return None
    why = f"it lists nothing since {_when(run[-1].at, now)}; it used to list {median(listed):.0f}"
    return _Finding("unreadable", run[-1].at, why)


def _links_fail(visits: Sequence[Visit], now: datetime) -> _Finding | None:
    """It names pages, and none of them can be fetched."""
    tried = [visit for visit in visits if visit.kept + visit.failed]
    run = list(takewhile(lambda visit: not visit.kept, tried))
    past = tried[len(run) :]
    lost = sum(visit.failed for visit in run)
    failed, kept = sum(visit.failed for visit in past), sum(visit.kept for visit in past)
    share = (failed + 1) / (failed + kept + 2)
    if not run or (share**lost > CHANCE if past else lost < UNREAD_FROM_THE_START):
        return None
    since = run[-1].at
    pages = "the one page" if lost == 1 else f"all {lost} pages"
    why = f"{pages} that it named since {_when(since, now)} could not be fetched"
    return _Finding("unreadable", since, why)


def _silent(rhythm: Rhythm, now: datetime) -> _Finding | None:
    """No lead for far longer than its own rhythm."""
    moments = rhythm.moments
    if len(moments) < KNOWN_MOMENTS:
        return None
    last = moments[-1]
    silence = rhythm.until - last
    if silence < silence_of_note(rhythm) or _missed(rhythm, last) < MISSED:
        return None
    why = f"no new article since {_when(last, now)}; it used to print {_pace(rhythm)}"
    return _Finding("silent", last, why)


def silence_of_note(rhythm: Rhythm) -> timedelta:
    """How long a source of this rhythm (two moments or more) must be silent to be called so."""
    moments = rhythm.moments
    longest = max(later - earlier for earlier, later in pairwise(moments))
    known = moments[-1] - rhythm.since
    if longest <= SLEEPLESS and known >= DAY:
        least = SLEEPLESS_SILENCE
    else:
        least = LEAST_SILENCE if known > TWO_WEEKENDS else WEEKEND
    return max(least, LONGEST_GAPS * longest)


def _missed(rhythm: Rhythm, last: datetime) -> float:
    """Moments that its rhythm led to expect since the last."""
    silence = (rhythm.until - last) / HOUR
    whole = sum(rhythm.hours) * (silence // WEEK_HOURS)
    return whole + sum(rhythm.at(last + hour * HOUR) for hour in range(int(silence % WEEK_HOURS)))


def _slow(visits: Sequence[Visit]) -> _Finding | None:
    usual = median(visit.seconds for visit in visits)
    limit = min(SLOW_SECONDS, max(NOTABLE_SECONDS, TIMES_AS_SLOW * usual))
    run = list(takewhile(lambda visit: visit.seconds >= limit, visits))
    if not run:
        return None
    why = f"its document took {run[0].seconds:.0f} s; half of the visits took {usual:.1f} s or less"
    return _Finding("slow", run[-1].at, why)


def _well(
    source: Source, visits: Sequence[Visit], rhythm: Rhythm | None, now: datetime
) -> _Finding:
    named = sum(visit.fresh for visit in visits)
    so_far = f"{named} {'article' if named == 1 else 'articles'} so far"
    if len(visits) < KNOWN_VISITS:
        why = f"added {_when(source.added_at, now)}; {so_far}"
        return _Finding("new", source.added_at, why)
    if rhythm is None or not rhythm.moments:
        why = f"it answers; {so_far}"
    else:
        why = f"{_pace(rhythm)}, the last {_when(rhythm.moments[-1], now)}"
    return _Finding("well", visits[-1].at, why)


def _pace(rhythm: Rhythm) -> str:
    """How often it prints, in words. Its silence at the end does not count."""
    span = max((rhythm.moments[-1] - rhythm.since) / DAY, 1.0)
    each_day = len(rhythm.moments) / span
    if each_day >= 0.95:
        return f"about {each_day:.0f} a day"
    each_week = each_day * 7
    return f"about {each_week:.0f} a week" if each_week >= 0.95 else "less than one a week"


def _named(phrases: Sequence[str]) -> str:
    """The phrases of a run, each once, in order of their number."""
    known = sorted(set(filter(None, phrases)), key=lambda one: (-phrases.count(one), one))
    return ", ".join(known) or "no reason given"


def _when(at: datetime, now: datetime) -> str:
    """A time as a person says it: the hour while it is fresh, the year once it is another."""
    at = at.astimezone(UTC)
    day = f"{at.day} {MONTHS[at.month - 1]}"
    if abs(now - at) < 2 * DAY:
        return f"{day}, {at:%H:%M} UTC"
    return day if at.year == now.astimezone(UTC).year else f"{day} {at.year}"


def _said(source: Source, finding: _Finding) -> Health:
    form = _phrases("reasons").get(finding.reason) or _phrases("conditions")[finding.condition]
    advice = form.format(name=source.key, url=source.url, to=finding.to, site=_site(source.url))
    return Health(source.key, finding.condition, finding.since, finding.why, advice)


def _site(url: str) -> str:
    """The front page of the site a URL belongs to, the URL itself where it cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{parts.scheme}://{parts.netloc}/"


@lru_cache(maxsize=2)
def _phrases(table: str) -> dict[str, str]:
    raw = resources.files("tearsheet.collect").joinpath("health.toml").read_text("utf-8")
    known = tomllib.loads(raw)
    return dict(known[table])
