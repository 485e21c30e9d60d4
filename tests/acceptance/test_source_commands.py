"""What a press officer types, well and badly: one clear line, a code, nothing broken."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ran, tearsheet
from tests.loopback import LoadPress, ServedApart, press_of, serving_apart

PRESS = press_of(hosts=3, pages=12, faults=0.0)
FEED = PRESS.feeds[0]


@dataclass(frozen=True)
class Street:
    """A press online, and how it is reached."""

    press: LoadPress
    served: ServedApart
    opml: Path

    def settings(self, gap: float = 0.01) -> dict[str, str]:
        return {
            "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{self.served.port}",
            "TEARSHEET_HOST_SECONDS": str(gap),
            "TEARSHEET_FETCH_SECONDS": "5",
            "TEARSHEET_FETCH_TRIES": "1",
        }

    def run(self, home: Path, *words: object) -> Ran:
        return tearsheet(*words, "--home", home, settings=self.settings())

    def begin(self, home: Path, gap: float, *words: str) -> subprocess.Popen[str]:
        """A collector in the foreground of nobody, so that Ctrl-C can be sent to it alone."""
        return subprocess.Popen(
            [sys.executable, "-m", "tearsheet", "collect", *words, "--home", str(home)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **self.settings(gap)},
            start_new_session=True,
            preexec_fn=_hears_interrupts,
        )


def _hears_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    opml = tmp_path_factory.mktemp("street") / "press.opml"
    feeds = "".join(f'<outline type="rss" text="Paper" xmlUrl="{url}"/>' for url in PRESS.feeds)
    opml.write_text(f'<opml version="2.0"><head/><body>{feeds}</body></opml>', "utf-8")
    with serving_apart(PRESS) as served:
        yield Street(PRESS, served, opml)


@pytest.fixture(scope="module")
def home(street: Street, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sources that nobody visits. Look, do not touch."""
    home = tmp_path_factory.mktemp("home")
    assert street.run(home, "source", "import", street.opml).code == 0
    return home


def is_one_line(ran: Ran) -> bool:
    """Whether a person is told in one line, the usage apart, and no code of ours is shown."""
    told = [line for line in ran.aside.splitlines() if line and not line.startswith(USAGE)]
    return len(told) == 1 and "Traceback" not in ran.aside


USAGE = ("Usage:", "Try '")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("source", "add", "http://ada:secret@paper-000.loopback.example/"), 2, "password"),
        (("source", "add", "ftp://paper-000.loopback.example/"), 2, "https://example.org/"),
        (("source", "add", "http://10.0.0.1/"), 1, "TEARSHEET_OPEN_HOSTS"),
        (("source", "add", "http://nowhere.invalid/"), 1, "check the spelling"),
        (("source", "move", "paper-000.loopback.example", "notaurl"), 2, "https://example.org/"),
        (("source", "move", "paper-000.loopback.example", PRESS.feeds[1]), 1, "followed already"),
        (("source", "pause", "nobody.example"), 2, "source list"),
        (("source", "test", "nobody"), 2, "source list"),
        (("source", "suggest", "nowhere"), 2, "watch add"),
        (("collect", "--source", "nobody.example"), 2, "source list"),
        (("collect", "--every", "soon"), 2, "such as 15m"),
        (("collect", "--every", "99999999999999d"), 2, "such as 15m"),
        (("sources", "health", "nobody.example"), 2, "source list"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    street: Street, home: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    ran = street.run(home, *words)
    assert (ran.code, told in ran.aside, is_one_line(ran)) == (code, True, True), ran.aside
    assert "secret" not in ran.aside + ran.out


def test_who_only_looks_makes_no_home(street: Street, tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    for words in (("collect",), ("source", "list"), ("sources", "health")):
        ran = street.run(absent, *words)
        assert (ran.code, is_one_line(ran)) == (2, True), ran.aside
    assert not absent.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "empty"),
        ("<html>no</html>", "not an OPML file"),
        ('<opml version="2.0"><body/></opml>', "names no feed"),
    ],
)
def test_a_file_without_feeds_is_told(
    street: Street, home: Path, tmp_path: Path, content: str, told: str
) -> None:
    (tmp_path / "feeds.opml").write_text(content)
    ran = street.run(home, "source", "import", tmp_path / "feeds.opml")
    assert (ran.code, told in ran.aside, is_one_line(ran)) == (1, True, True), ran.aside


def test_an_address_in_another_spelling_is_followed_already(street: Street, home: Path) -> None:
    ran = street.run(home, "source", "add", FEED.replace("http://", "HTTP://www.") + "#top")
    again = street.run(home, "source", "add", FEED, "--json")
    assert "Added" not in ran.out
    assert again.json() == []
    assert "already, as paper-000.loopback.example" in again.aside


def test_ctrl_c_leaves_all_whole_and_the_next_run_goes_on(street: Street, tmp_path: Path) -> None:
    street.run(tmp_path, "source", "import", street.opml)
    before = len(street.served.requests())
    running = street.begin(tmp_path, 0.3)
    while len(street.served.requests()) < before + 12 and running.poll() is None:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, aside = running.communicate(timeout=30)
    assert running.returncode == 130, out + aside
    assert aside.strip().splitlines() == [
        "Stopped. What was acknowledged is safe; run the command again to go on."
    ]
    assert list((tmp_path / "collectors").iterdir()) == []
    assert street.run(tmp_path, "check").code == 0
    went_on = street.run(tmp_path, "collect", "--json").json()
    assert {one["result"] for one in went_on["visits"]} <= {"new", "nothing new"}
    held = street.run(tmp_path, "check", "--json").json()["held"]
    assert held["captures"] == len(PRESS.kept)


def test_rounds_go_on_until_ctrl_c_each_a_line_of_json(street: Street, tmp_path: Path) -> None:
    street.run(tmp_path, "source", "import", street.opml)
    running = street.begin(tmp_path, 0.01, "--every", "1s", "--all", "--no-read", "--json")
    assert running.stdout is not None
    rounds = [json.loads(running.stdout.readline()) for _ in range(2)]
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=30)
    assert running.returncode == 130
    assert [len(one["visits"]) for one in rounds] == [3, 3]


def test_a_full_disk_ends_a_round_with_one_line(street: Street, tmp_path: Path) -> None:
    """No file may grow beyond 100 kB."""
    street.run(tmp_path, "source", "import", street.opml)
    most = 100_000

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    ran = subprocess.run(
        [sys.executable, "-m", "tearsheet", "collect", "--home", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, **street.settings()},
        preexec_fn=small_files,
    )
    assert ran.returncode == 2, ran.stdout + ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert "make room" in ran.stderr or "too large" in ran.stderr
    assert street.run(tmp_path, "check").code == 0
    assert street.run(tmp_path, "collect").code == 0
    held = street.run(tmp_path, "check", "--json").json()["held"]
    assert held["captures"] == len(PRESS.kept)


def test_suggestions_take_turns_and_leave_home_for_last(tmp_path: Path) -> None:
    watched = tearsheet("watch", "add", "kz", "--country", "KZ", "--home", tmp_path)
    assert watched.code == 0, watched.aside
    ran = tearsheet("source", "suggest", "kz", "--most", "300", "--json", "--home", tmp_path)
    assert ran.code == 0, ran.aside
    countries = [one["outlet"]["country"] for one in ran.json()]
    assert len(set(countries[:8])) >= 4
    first_at_home = countries.index("KZ")
    assert set(countries[first_at_home:]) == {"KZ"}
