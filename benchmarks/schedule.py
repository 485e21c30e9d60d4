"""What the schedule costs and brings, beside a visit every fifteen minutes.

Ten simulated weeks of each way of publishing; the first four, in which the schedule learns,
have a figure of their own. Then the real
times of publication of `feeds/real`, replayed. Requests count visits of the source's document
alone; a delay lasts from an article's publication to the visit that finds it.
"""

import gzip
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.publishing import DAY, PATTERNS, START, Due, published, source_of, visits_paid
from tearsheet.collect.listing import feeds
from tearsheet.collect.schedule import next_visit
from tearsheet.model import Kept, Source, Visit

ENOUGH = 8  # articles in half a feed, for its figure to mean something
YEAR = 365 * DAY
FIXED = timedelta(minutes=15)
LEARNT = 28 * DAY
SIMULATED = 70 * DAY


@dataclass(frozen=True, slots=True)
class Cost:
    """Requests, articles found, and the articles' delays in minutes."""

    requests: int
    articles: int
    delays: tuple[float, ...]

    @property
    def each(self) -> float:
        return self.requests / max(self.articles, 1)

    @property
    def delay(self) -> float:
        return statistics.fmean(self.delays) if self.delays else 0.0


def fixed(source: Source, visits: Sequence[Visit], now: datetime) -> datetime:
    return visits[0].at + FIXED if visits else now


def cost(
    times: Sequence[datetime],
    due: Due,
    start: datetime,
    counted: datetime,
    end: datetime,
    name: str,
) -> Cost:
    """What the visits from ``counted`` on cost."""
    paid = [
        visit
        for visit in visits_paid(times, due, start, end, source_of(name))
        if visit.at >= counted and visit.at > start
    ]
    delays = tuple(
        (visit.at - time) / timedelta(minutes=1) for visit in paid for time in visit.appeared
    )
    return Cost(len(paid), sum(visit.fresh for visit in paid), delays)


def simulated(span: timedelta = SIMULATED) -> dict[str, tuple[Cost, Cost, Cost]]:
    """For each pattern: our schedule, the fixed one, and ours in the weeks it learns."""
    found = {}
    for pattern in PATTERNS:
        times = published(pattern, START - 10 * DAY, START + span)
        end, learnt = START + span, START + LEARNT
        found[pattern.name] = (
            cost(times, next_visit, START, learnt, end, pattern.name),
            cost(times, fixed, START, learnt, end, pattern.name),
            cost(times, next_visit, START, START, learnt, pattern.name),
        )
    return found


def replayed(corpora: Path) -> list[tuple[Cost, Cost]]:
    """Each real feed that gives enough times: its later half as if it came out now."""
    costs = []
    for file in sorted((corpora / "feeds" / "real").glob("*.gz")):
        times = _times(gzip.decompress(file.read_bytes()))
        half = len(times) // 2
        if half < ENOUGH or times[-1] - times[half] > YEAR:
            continue
        start, end = times[half], times[-1] + timedelta(minutes=1)
        name = file.name
        costs.append(
            (cost(times, next_visit, start, start, end, name),
             cost(times, fixed, start, start, end, name))
        )  # fmt: skip
    return costs


def _times(payload: bytes) -> list[datetime]:
    """The times of publication in a feed, in order; none where it names days alone."""
    match feeds.parse(payload, "https://feed.example/"):
        case Kept(value=listing):
            times = sorted(lead.published for lead in listing.leads if lead.published)
            return times if any(time.minute for time in times) else []
    return []


def measure(corpora: Path) -> list[Figure]:
    figures = []
    all_of_them = simulated()
    for name, (ours, quarter, _) in all_of_them.items():
        key = "_".join(name.replace(",", "").split()[:3])
        figures += _both(f"schedule.{key}", ours, quarter, f"simulated: {name}")
    ours, quarter = _sums(list(all_of_them.values()))
    figures.append(
        Figure(
            "schedule.simulated.share_of_requests", ours / quarter, "of the fixed schedule's",
            bar=0.3, better="low", note="requests, all patterns together",
        )
    )  # fmt: skip
    early = [learning for _, _, learning in all_of_them.values()]
    figures.append(
        Figure(
            "schedule.learning.delay",
            statistics.median(one.delay for one in early if one.articles),
            "minutes",
            better="low",
            note="median of the patterns' mean delays, first four weeks",
        )
    )
    if real := replayed(corpora):
        figures += _of_real(real)
    return figures


def _of_real(costs: list[tuple[Cost, Cost]]) -> list[Figure]:
    ours, quarter = _sums(costs)
    return [
        Figure(
            "schedule.real.share_of_requests",
            ours / quarter,
            "of the fixed schedule's",
            bar=0.3,
            better="low",
            note=f"{len(costs)} real feeds replayed, from their first visit",
        ),
        Figure(
            "schedule.real.delay",
            statistics.median(one.delay for one, _ in costs),
            "minutes",
            better="low",
            peers={"every 15 minutes": statistics.median(two.delay for _, two in costs)},
            note="median of the feeds' mean delays",
        ),
    ]


def _both(key: str, ours: Cost, quarter: Cost, note: str) -> list[Figure]:
    peer = "every 15 minutes"
    return [
        Figure(f"{key}.requests", ours.each, "a new article", better="low",
               peers={peer: quarter.each}, note=note),
        Figure(f"{key}.delay", ours.delay, "minutes", better="low",
               peers={peer: quarter.delay}, note="mean"),
    ]  # fmt: skip


def _sums(costs: Sequence[tuple[Cost, ...]]) -> tuple[int, int]:
    return sum(one[0].requests for one in costs), sum(one[1].requests for one in costs)
