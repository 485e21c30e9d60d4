"""Several collectors on one home, and collectors that are killed: the same set, nothing twice."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path

import pytest

from tearsheet.archive import Archive
from tearsheet.demo.online import Asked
from tearsheet.model import Capture
from tests.acceptance.conftest import tearsheet
from tests.loopback import LoadPress, ServedApart, press_of, serving_apart

GAP = 0.05  # seconds between two requests to one host


def settings(served: ServedApart) -> dict[str, str]:
    return {
        "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{served.port}",
        "TEARSHEET_HOST_SECONDS": str(GAP),
        "TEARSHEET_FETCH_SECONDS": "5",
    }


def opml(press: LoadPress, path: Path) -> Path:
    feeds = "".join(f'<outline type="rss" text="{url}" xmlUrl="{url}"/>' for url in press.feeds)
    path.write_text(f'<opml version="2.0"><head/><body>{feeds}</body></opml>', "utf-8")
    return path


def begun(home: Path, served: ServedApart) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tearsheet", "collect", "--no-read", "--home", str(home)]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **settings(served)},
        start_new_session=True,
    )


def archived(home: Path) -> Counter[str]:
    """How often each page stands in the archive, as read from its bytes."""
    records = Archive.reading(home / "archive").scan() if (home / "archive").exists() else ()
    return Counter(one.requested_url for one in records if isinstance(one, Capture))


def on_file(home: Path) -> int:
    ran = tearsheet("check", "--home", home, "--json")
    assert ran.code == 0, ran.out + ran.aside
    return ran.json()["held"]["captures"]


def imported(home: Path, press: LoadPress, tmp_path: Path) -> None:
    ran = tearsheet("source", "import", opml(press, tmp_path / "press.opml"), "--home", home)
    assert ran.code == 0, ran.aside


def least_pace(asked: tuple[Asked, ...]) -> float:
    """Of all hosts the shortest mean time between two requests, in seconds.

    A busy machine may hand two requests to the server at once that left in good order.
    """
    times: dict[str, list[float]] = defaultdict(list)
    for one in asked:
        times[one.host].append(one.at)
    return min((max(one) - min(one)) / (len(one) - 1) for one in times.values() if len(one) > 3)


def test_one_and_four_collectors_end_with_the_same_set(tmp_path: Path):
    press = press_of(hosts=12, pages=5, faults=0.2)
    with serving_apart(press) as served:
        alone, together = tmp_path / "alone", tmp_path / "together"
        for home, collectors in ((alone, 1), (together, 4)):
            imported(home, press, tmp_path)
            before = len(served.requests())
            running = [begun(home, served) for _ in range(collectors)]
            assert [one.wait(timeout=120) for one in running] == [0] * collectors
            assert archived(home) == Counter(press.kept.keys())
            assert on_file(home) == len(press.kept)
            asked = served.requests()[before:]
            feeds = Counter(one.host for one in asked if one.path == "/feed.xml")
            assert set(feeds.values()) == {1}, "a source was fetched by two"
            if collectors == 1:
                assert least_pace(asked) > GAP * 0.9


def killed_collector(tmp_path: Path, press: LoadPress, kills: int) -> None:
    chance = random.Random(20261122)
    with serving_apart(press) as served:
        homes = 1
        home = tmp_path / "home-1"
        imported(home, press, tmp_path)
        safe: set[str] = set()
        killed = 0
        while killed < kills:
            running = begun(home, served)
            try:
                running.wait(timeout=chance.uniform(0.7, 2.5))
            except subprocess.TimeoutExpired:
                killed += 1
            else:  # it finished before the blow: go on with a new home
                assert archived(home) == Counter(press.kept.keys())
                homes += 1
                home, safe = tmp_path / f"home-{homes}", set()
                imported(home, press, tmp_path)
                continue
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            there = archived(home)
            assert safe <= set(there), "a page that was on disk is gone"
            safe = set(there)
        assert begun(home, served).wait(timeout=300) == 0
        assert archived(home) == Counter(press.kept.keys())
        assert on_file(home) == len(press.kept)


def test_a_collector_killed_a_few_times(tmp_path: Path):
    killed_collector(tmp_path, press_of(hosts=10, pages=12, faults=0.1), kills=4)


@pytest.mark.nightly
def test_a_collector_killed_fifty_times(tmp_path: Path):
    killed_collector(tmp_path, press_of(hosts=40, pages=20, faults=0.1), kills=50)
