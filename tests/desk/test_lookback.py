"""Looking back: counts that agree with the press, and plots that agree with the counts."""

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tearsheet import demo
from tearsheet.desk.plots.bars import by_kind
from tearsheet.desk.plots.look import LOOKS
from tearsheet.desk.plots.world import countries, projected, shaded
from tearsheet.desk.sheet import harmless
from tearsheet.model import DeskRole
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.lookback import coverage, journeys, most_quoted
from tearsheet.pipeline.lookback.coverage import periods, rhythm_of

SignedIn = Callable[[DeskRole | None], Client]
FIRST, LAST = demo.WEEK[0] - timedelta(days=10), demo.WEEK[1] + timedelta(days=3)
PERIOD = f"?from={FIRST}&to={LAST}"
PAGE = "/w/velmaria/lookback/"


def test_every_way_of_counting_counts_the_same(desk: Newsroom) -> None:
    found = coverage("velmaria", FIRST, LAST)
    assert found.articles > found.texts > 10
    for counts in (
        found.over_time,
        found.countries,
        found.languages,
        found.outlets,
        found.ownership,
    ):
        assert sum(one.articles for one in counts) == found.articles
        assert sum(one.texts for one in counts) == found.texts
        assert all(one.texts <= one.articles for one in counts)


def test_a_time_without_articles_is_empty(desk: Newsroom) -> None:
    found = coverage("velmaria", date(1999, 1, 1), date(1999, 1, 5))
    assert found.articles == 0
    assert len(found.over_time) == 5


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 3000))
def test_periods_follow_one_another_and_hold_every_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    begun = list(periods(first, last, rhythm_of(first, last)))
    assert begun[0] <= first
    assert begun[-1] <= last
    assert begun == sorted(set(begun))
    assert len(begun) <= 120


def test_who_is_quoted_most_and_where_their_words_went(desk: Newsroom) -> None:
    quoted = most_quoted("velmaria", FIRST, LAST)
    assert [one.articles for one in quoted] == sorted(
        (one.articles for one in quoted), reverse=True
    )
    first = quoted[0]
    assert first.outlets > 3
    ways = journeys("velmaria", FIRST, LAST, first.printed)
    assert len(ways[0].stops) == len(ways[0].utterance.wordings) > 3
    assert len(ways[0].countries) > 1
    times = [wording.printed_at for wording in ways[0].utterance.wordings]
    assert times == sorted(times)


def test_the_pages_read(desk: Newsroom, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    page = client.get(PAGE + PERIOD)
    assert page.status_code == 200
    for of in ("time", "country", "language", "outlet", "ownership"):
        for look in LOOKS:
            drawn = client.get(f"{PAGE}{of}-{look}.svg{PERIOD}")
            assert ElementTree.fromstring(drawn.content).tag.endswith("svg")
        assert client.get(f"{PAGE}{of}-light.png{PERIOD}").content.startswith(b"\x89PNG")
        rows = list(
            csv.reader(
                StringIO(client.get(f"{PAGE}{of}.csv{PERIOD}").getvalue().decode("utf-8-sig"))
            )
        )
        assert sum(int(row[2]) for row in rows[1:]) == coverage("velmaria", FIRST, LAST).articles
    name = most_quoted("velmaria", FIRST, LAST)[0].name
    assert client.get(f"{PAGE}quotations/", {"name": name, "from": FIRST, "to": LAST}).content


@pytest.mark.parametrize(
    "asked",
    ["?from=x&to=y", "?from=0001-01-01&to=9999-12-31", "?to=2025-09-21&from=2026-01-01", "?from="],
)
def test_whatever_period_is_typed_the_page_answers(
    desk: Newsroom, signed_in: SignedIn, asked: str
) -> None:
    assert signed_in("reader").get(PAGE + asked).status_code == 200


@pytest.mark.parametrize(
    "where", ["nobody/lookback/", "velmaria/lookback/x-light.svg", "velmaria/lookback/time-x.svg"]
)
def test_what_is_not_there_is_not_found(desk: Newsroom, signed_in: SignedIn, where: str) -> None:
    assert signed_in("reader").get(f"/w/{where}").status_code == 404


def test_a_plot_takes_any_name() -> None:
    names = ["$x^2$", "</text><script>alert(1)</script>", "中国日报", "القدس", "a\x00b", "\ud800"]
    drawn = by_kind([(name, 3, 1) for name in names], ("a", "b"), LOOKS["light"], "svg")
    assert b"<script" not in drawn
    ElementTree.fromstring(drawn)


_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from tearsheet.desk.plots.bars import by_kind, over_time
from tearsheet.desk.plots.look import LOOKS
from tearsheet.desk.plots.world import shaded

look, words, bars = LOOKS["light"], ("a", "b"), [("one", 3, 1)]
draws = [
    lambda: shaded({"KZ": 1}, look, "svg"),
    lambda: by_kind(bars, words, look, "svg"),
    lambda: over_time(bars, words, look, "svg"),
]
with ThreadPoolExecutor(3) as pool:
    for drawn in [pool.submit(draw) for draw in draws]:
        assert drawn.result()
"""


def test_the_first_plots_of_a_process_may_be_asked_for_at_once() -> None:
    subprocess.run([sys.executable, "-c", _AT_ONCE], check=True, timeout=60)


def test_the_map_knows_the_world_and_keeps_it_in_its_frame() -> None:
    assert {"KZ", "FJ", "RU", "SG", "VA", "XK"} <= countries().keys()
    points = [projected(*point) for rings in countries().values() for r in rings for point in r]
    assert max(abs(x) for x, _ in points) < 2.71
    assert max(abs(y) for _, y in points) < 1.32
    assert shaded({}, LOOKS["dark"], "png").startswith(b"\x89PNG")


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(text).endswith(text)
