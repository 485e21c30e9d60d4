"""How does a story spread: when, how fast, and does it still?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from tearsheet.model import Article, Growth, IndependentOutlet, Period, Rhythm

_HOURS = timedelta(hours=48)
"""A story that is over within so long is told by the hour."""
_CLOCKED = 0.75
"""The least share of articles that must give the hour for that."""
_STILL = timedelta(hours=24)
_CLOCK = frozenset({"second", "minute"})
_DAYS = frozenset({"second", "minute", "day"})
_MOST_PERIODS = 400
"""A page that misdates itself by years must not make a line of thousands of empty days."""


def growth_of(
    articles: Sequence[Article],
    outlets: Sequence[IndependentOutlet],
    originals: Mapping[str, Article],
    until: datetime | None = None,
) -> Growth:
    """How a story's articles and independent outlets came, by the hour or by the day (UTC).

    ``until`` is when we last looked; a story still grows if an independent outlet took it up in
    the 24 hours before that. Without it nobody can say. ``originals`` go by the keys of their
    copies: none counts as out before its original.
    """
    rhythm = _rhythm(articles)
    precise = _CLOCK if rhythm == "hour" else _DAYS
    placed = {
        article.key: article.published.at.astimezone(UTC)
        for article in articles
        if article.published and article.published.precision in precise
    }
    times = {
        key: max(at, placed.get(originals[key].key, at)) if key in originals else at
        for key, at in placed.items()
    }
    heard = [
        min(times[key] for key in one.article_keys if key in times)
        for one in outlets
        if any(key in times for key in one.article_keys)
    ]
    periods = _periods(list(times.values()), heard, rhythm)
    peak = max(periods, key=lambda one: (one.articles, one.new_outlets), default=None)
    growing, why = _growing(heard, until)
    return Growth(rhythm, periods, len(articles) - len(times), peak, growing, why)


def _rhythm(articles: Sequence[Article]) -> Rhythm:
    dated = [article.published for article in articles if article.published]
    clocked = [one.at for one in dated if one.precision in _CLOCK]
    if not clocked or len(clocked) < _CLOCKED * len(dated):
        return "day"
    return "hour" if max(clocked) - min(clocked) <= _HOURS else "day"


def _periods(
    times: Sequence[datetime], heard: Sequence[datetime], rhythm: Rhythm
) -> tuple[Period, ...]:
    articles = Counter(_began(at, rhythm) for at in times)
    outlets = Counter(_began(at, rhythm) for at in heard)
    if not articles:
        return ()
    step = timedelta(hours=1) if rhythm == "hour" else timedelta(days=1)
    first, last = min(articles), max(articles)
    if (last - first) / step > _MOST_PERIODS:
        began = sorted(articles)
    else:
        began = [first + step * at for at in range(round((last - first) / step) + 1)]
    return tuple(Period(at, articles[at], outlets[at]) for at in began)


def _began(at: datetime, rhythm: Rhythm) -> datetime:
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour if rhythm == "hour" else hour.replace(hour=0)


def _growing(heard: Sequence[datetime], until: datetime | None) -> tuple[bool | None, str]:
    if until is None:
        return None, "nobody said until when we have looked"
    if not heard:
        return False, "no report says when it came out"
    new = sum(until - _STILL < at <= until for at in heard)
    if new:
        plural = "" if new == 1 else "s"
        return True, f"{new} new independent outlet{plural} in the last 24 hours"
    days = max(1, (until - max(heard)) // timedelta(days=1))
    return False, f"no new independent outlet for {days} day{'' if days == 1 else 's'}"
