"""Three hundred hosts on loopback, twenty pages each, one in ten faulty: collected and archived.

The press is generated and served by a process of its own on the same machine; the collector is
the command a person runs. No peer is quoted: none archives with proof as it goes.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.loopback import LoadPress, ServedApart, press_of, serving_apart

from benchmarks.figures import Figure
from tearsheet.archive import Archive
from tearsheet.demo.online import Asked
from tearsheet.model import Capture

HOSTS = 300
PAGES = 20
GAP = 1.0  # seconds between two requests to one host: the default of the settings


def measure(corpora: Path) -> list[Figure]:
    del corpora  # the press is generated
    press = press_of(hosts=HOSTS, pages=PAGES, faults=0.1)
    with tempfile.TemporaryDirectory(prefix="tearsheet-") as folder:
        with serving_apart(press) as served:
            alone = _Run(Path(folder) / "alone", press, served)
            seconds, megabytes = alone.collect(1)
            asked = served.requests()
        with serving_apart(press) as served:  # faults that pass have passed on the first
            together = _Run(Path(folder) / "together", press, served)
            together.collect(4)
        archived = alone.archived()
        both = together.archived()
    note = f"{HOSTS} hosts, {PAGES} pages each, 10 % faulty, {GAP:g} s between requests to a host"
    return [
        Figure("collect.live.pages", sum(archived.values()) / seconds, "pages/s", 150, note=note),
        Figure("collect.live.memory", megabytes, "MB", 400, better="low", note="peak, collector"),
        Figure("collect.live.gap", _pace(asked), "s", GAP * 0.97, note="least mean gap of a host"),
        Figure(
            "collect.live.missing",
            _wrong(archived, press),
            "pages",
            0,
            better="low",
            note="or twice",
        ),
        Figure(
            "collect.live.together",
            _wrong(both, press),
            "pages",
            0,
            better="low",
            note="missing or twice with four collectors on one home",
        ),
    ]


class _Run:
    """One home and the collectors that fill it."""

    def __init__(self, home: Path, press: LoadPress, served: ServedApart) -> None:
        self._home = home
        self._command = [sys.executable, "-m", "tearsheet"]
        self._environment = {
            **os.environ,
            "TEARSHEET_HOME": str(home),
            "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{served.port}",
            "TEARSHEET_HOST_SECONDS": str(GAP),
            "TEARSHEET_FETCH_SECONDS": "10",
        }
        opml = home.with_suffix(".opml")
        feeds = "".join(f'<outline type="rss" text="{url}" xmlUrl="{url}"/>' for url in press.feeds)
        opml.write_text(f'<opml version="2.0"><head/><body>{feeds}</body></opml>', "utf-8")
        self._run("source", "import", str(opml))

    def collect(self, collectors: int) -> tuple[float, float]:
        """Seconds until the last collector is done, and the most memory of any, in MB."""
        start = time.perf_counter()
        running = [self._begin("collect", "--no-read") for _ in range(collectors)]
        used = [os.wait4(one.pid, 0)[2].ru_maxrss / 1024 for one in running]
        return time.perf_counter() - start, max(used)

    def archived(self) -> Counter[str]:
        """How often each page is in the archive."""
        records = Archive.reading(self._home / "archive").scan()
        return Counter(one.requested_url for one in records if isinstance(one, Capture))

    def _begin(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._command, *words],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, *words: str) -> None:
        subprocess.run(
            [*self._command, *words], env=self._environment, check=True, capture_output=True
        )


def _wrong(archived: Counter[str], press: LoadPress) -> int:
    """Pages that are missing, there twice, or there and should not be."""
    kept = Counter(press.kept.keys())
    return ((archived - kept) + (kept - archived)).total()


def _pace(asked: Sequence[Asked]) -> float:
    """The least mean time between two requests to one host, in seconds."""
    times: dict[str, list[float]] = defaultdict(list)
    for one in asked:
        times[one.host].append(one.at)
    return min((max(one) - min(one)) / (len(one) - 1) for one in times.values() if len(one) > 3)
