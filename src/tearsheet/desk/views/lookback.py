"""Looking back: how much was printed, where and by whom, who was quoted, where words travelled."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.plots.bars import OVER_TIME, Bar, by_kind, lying, over_time
from tearsheet.desk.plots.look import LOOKS, Format, points
from tearsheet.desk.plots.world import SIZE, shaded
from tearsheet.desk.sheet import csv_answer
from tearsheet.desk.templatetags.tongue import country, day, tongue
from tearsheet.model import Count, Coverage, CoverageOf, Watch
from tearsheet.pipeline.lookback import coverage, journeys, most_quoted
from tearsheet.store import queries

MOST_BARS = 15
MONTH = 30
LONGEST = 3660
"""Days that are looked back over at most: some ten years."""


@dataclass(frozen=True, slots=True)
class Table:
    """One thing that coverage is counted by: a plot of that size, and the same as a table."""

    of: CoverageOf
    title: str
    head: str
    rows: tuple[tuple[str, Count], ...]
    more: int
    size: tuple[int, int]


@door("reader")
def lookback(request: Asked, watch_key: str) -> HttpResponse:
    """The page: every plot beside its table, then who was quoted."""
    watch, first, last = _asked(request, watch_key)
    found = coverage(watch.key, first, last)
    words = {
        "watch": watch,
        "first": first,
        "last": last,
        "found": found,
        "tables": [_table(found, of) for of in get_args(CoverageOf)],
        "quoted": most_quoted(watch.key, first, last),
        "period": f"from={first.isoformat()}&to={last.isoformat()}",
        "periods": _periods(last),
    }
    return render(request, "desk/lookback/lookback.html", words)


@door("reader")
def plot(request: Asked, watch_key: str, of: str, look: str, form: str) -> HttpResponse:
    """One plot, by day or by night, as SVG or PNG; country is a map."""
    if of not in get_args(CoverageOf) or look not in LOOKS or form not in ("svg", "png"):
        raise Http404
    watch, first, last = _asked(request, watch_key)
    found = coverage(watch.key, first, last)
    kind: Format = "svg" if form == "svg" else "png"
    if of == "country":
        picture = shaded({one.of: one.articles for one in found.countries}, LOOKS[look], kind)
    else:
        names = (_("articles"), _("own texts"))
        bars = _bars(found, of)
        draw = over_time if of == "time" else by_kind
        picture = draw(bars, names, LOOKS[look], kind)
    media_type = "image/svg+xml" if kind == "svg" else "image/png"
    response = HttpResponse(picture, content_type=media_type)
    if "download" in request.GET:
        name = f"{watch.key}-{of}-{first}-{last}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@door("reader")
def table(request: Asked, watch_key: str, of: str) -> HttpResponse:
    """What a plot shows, as CSV (RFC 4180, UTF-8)."""
    if of not in get_args(CoverageOf):
        raise Http404
    watch, first, last = _asked(request, watch_key)
    rows = (
        (one.of, one.name, str(one.articles), str(one.texts))
        for one in _counts(coverage(watch.key, first, last), of)
    )
    name = f"{watch.key}-{of}-{first}-{last}.csv"
    return csv_answer(name, (of, "name", "articles", "own texts"), rows)


@door("reader")
def travels(request: Asked, watch_key: str) -> HttpResponse:
    """Where the words of one person travelled."""
    watch, first, last = _asked(request, watch_key)
    forms = [form for form in request.GET.getlist("name") if form]
    if not forms:
        raise Http404
    words = {
        "watch": watch,
        "first": first,
        "last": last,
        "name": forms[0],
        "journeys": [
            (one, list(zip(one.utterance.wordings, one.stops, strict=True)))
            for one in journeys(watch.key, first, last, forms)
        ],
        "period": f"from={first.isoformat()}&to={last.isoformat()}",
    }
    return render(request, "desk/lookback/travels.html", words)


def _asked(request: Asked, watch_key: str) -> tuple[Watch, date, date]:
    """The watch and the period that are asked for; without one the month up to what came last."""
    watch = queries.watch(watch_key)
    if watch is None:
        raise Http404
    last = _day(request, "to") or _latest()
    first = _day(request, "from") or last - timedelta(days=MONTH - 1)
    first, last = min(first, last), max(first, last)
    return watch, max(first, last - timedelta(days=LONGEST)), last


def _day(request: Asked, name: str) -> date | None:
    try:
        asked = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
    return asked if date(1700, 1, 1) <= asked <= date(9000, 1, 1) else None


def _latest() -> date:
    latest = queries.latest_days(1)[1]
    return min(latest, timezone.now().date())


def _periods(last: date) -> list[tuple[str, str]]:
    spans = ((7, _("a week")), (30, _("a month")), (91, _("three months")), (365, _("a year")))
    return [
        (words, f"from={(last - timedelta(days=days - 1)).isoformat()}&to={last.isoformat()}")
        for days, words in spans
    ]


def _counts(found: Coverage, of: str) -> tuple[Count, ...]:
    by: dict[str, tuple[Count, ...]] = {
        "time": found.over_time,
        "country": found.countries,
        "language": found.languages,
        "outlet": found.outlets,
        "ownership": found.ownership,
    }
    return by[of]


def _named(found: Coverage, of: str, one: Count) -> str:
    """What is counted, in words of the page's language."""
    match of:
        case "time":
            when = date.fromisoformat(one.of)
            return when.strftime("%Y-%m") if found.rhythm == "month" else day(when)
        case "country":
            return country(one.of)
        case "language":
            return tongue(one.of)
        case "ownership":
            return _owner(one.of)
    return one.name or one.of


def _owner(kind: str) -> str:
    names = {
        "state": _("owned by the state"),
        "state-funded": _("paid by the state"),
        "public": _("public broadcaster"),
        "private": _("privately owned"),
        "unknown": _("owner unknown"),
    }
    return names.get(kind, kind)


def _bars(found: Coverage, of: str) -> list[Bar]:
    shown = _counts(found, of) if of == "time" else _counts(found, of)[:MOST_BARS]
    return [(_named(found, of, one), one.articles, one.texts) for one in shown]


def _table(found: Coverage, of: CoverageOf) -> Table:
    titles: dict[CoverageOf, tuple[str, str]] = {
        "time": (_("Over time"), _("Day") if found.rhythm == "day" else _("From")),
        "country": (_("By country of the outlet"), _("Country")),
        "language": (_("By language"), _("Language")),
        "outlet": (_("By outlet"), _("Outlet")),
        "ownership": (_("By who owns the outlet"), _("Ownership")),
    }
    counts = _counts(found, of)
    shown = [one for one in counts if one.articles] if of == "time" else counts[:MOST_BARS]
    rows = tuple((_named(found, of, one), one) for one in shown)
    more = 0 if of == "time" else len(counts) - len(shown)
    return Table(of, *titles[of], rows, more, points(_size(of, len(shown))))


def _size(of: CoverageOf, bars: int) -> tuple[float, float]:
    if of == "time":
        return OVER_TIME
    return SIZE if of == "country" else lying(bars)


paths = [
    path("w/<str:watch_key>/lookback/", lookback, name="lookback"),
    path("w/<str:watch_key>/lookback/quotations/", travels, name="travels"),
    path("w/<str:watch_key>/lookback/<str:of>.csv", table, name="lookback-table"),
    path("w/<str:watch_key>/lookback/<str:of>-<str:look>.<str:form>", plot, name="lookback-plot"),
]
