"""The generated press is what it says it is, so that measures taken on it mean something."""

import asyncio
import http.client
import subprocess
import sys
import time
from collections import Counter
from signal import SIGINT

import pytest

from tearsheet.collect.fetch import Fetcher, Manners, Request
from tearsheet.demo.online import Ask, Asked, Reply, Wire, serving
from tearsheet.model import Kept
from tests.loopback import DOMAIN, REASONS, least_gap, pace, press_of, serving_apart

PRESS = press_of(hosts=12, pages=20, faults=0.3)


def answers(page, times=2):
    (outlet,) = [one for one in PRESS.outlets if one.host == page.host]
    return [
        outlet.answer(Ask("GET", page.host, page.path, (), "first day", earlier))
        for earlier in range(times)
    ]


def test_the_same_seed_is_the_same_press_and_another_is_another():
    again, other = press_of(12, 20, 0.3), press_of(12, 20, 0.3, seed=1)
    assert again.all_pages == PRESS.all_pages
    assert other.all_pages != PRESS.all_pages


def test_every_page_is_its_own():
    bodies = {page.body for page in PRESS.all_pages}
    assert len(bodies) == len({page.url for page in PRESS.all_pages}) == 12 * 20
    assert all(1_500 < len(body) < 12_000 for body in bodies)


def test_a_share_of_the_pages_is_troubled_in_every_way():
    large = press_of(hosts=300, pages=20, faults=0.1)
    troubles = Counter(page.trouble for page in large.all_pages)
    assert 0.08 < 1 - troubles[""] / large.hosts / large.pages < 0.12
    assert len(troubles) == 8
    assert len(large.kept) + len(large.lost) == 6000


def test_the_truth_is_what_the_pages_answer_in_the_end():
    kept, lost = PRESS.kept, PRESS.lost
    for page in PRESS.all_pages:
        *_, last = answers(page)
        whole = isinstance(last, Reply) and last.status == 200
        assert whole == (page.url in kept)
        assert whole != (page.url in lost)
        if whole:
            assert last.body == kept[page.url]
    assert set(lost.values()) == set(REASONS.values())


def test_passing_troubles_pass():
    once = [page for page in PRESS.all_pages if page.trouble.endswith("once")]
    assert once
    for page in once:
        first, second = answers(page)
        assert isinstance(first, Wire) or first.status == 500
        assert second.status == 200


def test_the_least_gap_is_per_host():
    asked = [Asked(at, "GET", host, "/", 200) for at, host in [(0, "a"), (0.1, "b"), (1, "a")]]
    assert least_gap(asked) == 1
    assert least_gap(asked[:1]) == float("inf")


def test_the_pace_is_that_of_the_fastest_host():
    steady = [Asked(at, "GET", "a", "/", 200) for at in (0, 1, 2, 3, 4)]
    jittery = [Asked(at, "GET", "b", "/", 200) for at in (0, 0.9, 1.0, 1.1, 2)]
    assert pace([*steady, *jittery]) == 0.5
    assert pace(steady[:4]) == float("inf")


@pytest.mark.parametrize("way", [lambda press: serving(press.sites), serving_apart])
def test_it_answers_over_http_and_counts(way):
    press = press_of(hosts=2, pages=3, faults=0)
    with way(press) as served:
        for url, body in press.kept.items():
            host, _, path = url.removeprefix("http://").partition("/")
            connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
            connection.request("GET", f"/{path}", headers={"Host": host})
            assert connection.getresponse().read() == body
            connection.close()
        assert len(served.requests()) == 6


def test_the_command_serves_until_it_is_interrupted():
    words = "import sys; from tearsheet.demo.online import serve; serve(int(sys.argv[1]))"
    with serving(()) as free:
        port = free.port
    running = subprocess.Popen(
        [sys.executable, "-c", words, str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        page = until_it_answers(port)
        running.send_signal(SIGINT)
        said, _ = running.communicate(timeout=10)
    finally:
        running.kill()
        running.wait()
    assert b"www.harbourledger.example" in page
    assert (running.returncode, said) == (0, b"")


def until_it_answers(port):
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().read()
        except ConnectionError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("nobody answers")


def test_a_polite_fetcher_ends_with_the_truth():
    press = press_of(hosts=30, pages=10, faults=0.3)

    async def fetched(port):
        manners = Manners(
            contact="desk@tearsheet.example",
            host_seconds=0.01,
            seconds=5,
            open_hosts=(f"*.{DOMAIN}=127.0.0.1:{port}",),
        )
        async with Fetcher(manners) as fetcher:
            urls = [page.url for page in press.all_pages]
            return dict(
                zip(
                    urls,
                    await asyncio.gather(*(fetcher.get(Request(url)) for url in urls)),
                    strict=True,
                )
            )

    with serving(press.sites) as served:
        outcomes = asyncio.run(fetched(served.port))
        assert pace(served.requests()) > 0.008
    had = {url: one.value.payload for url, one in outcomes.items() if isinstance(one, Kept)}
    assert had == press.kept
    lost = {url: one.reason for url, one in outcomes.items() if not isinstance(one, Kept)}
    assert lost == press.lost
