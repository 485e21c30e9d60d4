"""Each hostile host alone: its page is counted with its reason, in time and in memory."""

import pytest

from tearsheet.collect.fetch import reasons, robots
from tearsheet.model import Kept, Skipped
from tests.hostile_net.ground import LIMIT, SECONDS, fetched
from tests.hostile_net.traps import PAGE, TRAPS, Trap

MEGABYTES = 16
"""What a page of at most 0.2 MB may cost; a bomb holds 100, an endless body 20 or more."""


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_a_trap_costs_its_page_and_nothing_else(trap: Trap, far) -> None:
    got = fetched(trap.url, far)
    assert got.reason == trap.reason, got.detail
    assert isinstance(got.outcome, Skipped) == (trap.reason in reasons.CHOSEN)
    assert got.seconds < SECONDS + 1.5
    assert got.megabytes < MEGABYTES
    assert not got.watch.refused
    if isinstance(got.outcome, Kept):
        assert len(got.outcome.value.payload) <= LIMIT


def test_a_length_too_short_is_where_the_page_ends(far) -> None:
    got = fetched("http://length-too-short.hostile.example/page", far)
    assert isinstance(got.outcome, Kept)
    assert got.outcome.value.payload == PAGE[:20]


def test_a_trap_is_tried_no_more_often_than_said(far) -> None:
    host = "closes-at-once.hostile.example"
    before = len(far.requests(host))
    got = fetched(f"http://{host}/page", far, tries=2, seconds=5)
    assert got.reason == reasons.CONNECTION
    # robots.txt, the page on the same line, which is no try if it closes, and two tries
    assert 2 <= len(far.requests(host)) - before <= 4
    assert got.seconds < 5


def test_chunks_go_before_a_length(far) -> None:
    got = fetched("http://chunked-and-length.hostile.example/page", far)
    assert isinstance(got.outcome, Kept)
    assert got.outcome.value.payload == b"hello"


def test_no_host_can_ask_for_a_year_between_two_pages() -> None:
    assert 0 < robots.parse(b"User-agent: *\nCrawl-delay: 31536000\n").delay <= 60


def test_redirects_end_after_a_handful(far) -> None:
    host = "steps-without-end.hostile.example"
    before = len(far.requests(host))
    fetched(f"http://{host}/page", far)
    assert len(far.requests(host)) - before <= 25
