"""How fast the press of a web crawl is looked through for one subject, and read where it names it.

The web archives are made of real pages (`pages/aeb`, `pages/fundus`) of 60 to 300 KB, repeated
under changed addresses, one gzip member a record as Common Crawl's news crawl has it. What runs
on one core is timed in seconds of its process, so that a busy machine does not count; reading
takes all cores and is timed by the clock.
"""

import gzip
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastWarc
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.lang import detect_fast
from warcio.archiveiterator import ArchiveIterator as Warcio

from benchmarks.figures import Figure
from benchmarks.pages import RealPage, aeb, fundus
from tearsheet.collect import kinds
from tearsheet.collect.warc.matching import Matcher
from tearsheet.edit import country_watch
from tearsheet.model import Kept, Tally
from tearsheet.pipeline import Newsroom, crawls
from tearsheet.pipeline.ingest import explain, ingest
from tearsheet.settings import Settings
from tearsheet.store.database import close_store, open_store

LEAST, MOST = 60_000, 300_000  # bytes of a page
RECORDS = 1000
READ = 300
WARM = 40  # pages until every reader has its first behind it
READ_RUNS = 5
RUNS = 3
RARE, FREQUENT = "KZ", "US"


def measure(corpora: Path) -> list[Figure]:
    pages = [
        page for page in (*aeb(corpora), *fundus(corpora)) if LEAST <= len(page.payload) <= MOST
    ]
    with tempfile.TemporaryDirectory(prefix="tearsheet-") as scratch:
        folder = Path(scratch)
        return [*_looked_through(pages, folder), *_read(pages, folder)]


def _looked_through(pages: Sequence[RealPage], folder: Path) -> list[Figure]:
    sought = crawls.matcher(country_watch(RARE, "rare"))
    other = [page for page in pages if not sought(page.payload, kinds.HTML)]
    warc = _written(folder / "rare.warc.gz", other, RECORDS)
    settings = Settings(home=folder / "through")
    open_store(settings.store)

    def ours() -> None:
        with crawls.arrivals([str(warc)], _now, settings, sought=sought, again=True) as coming:
            assert not any(isinstance(one, Kept) for one in coming)

    def unsought() -> None:
        with crawls.arrivals([str(warc)], _now, settings, again=True) as coming:
            assert sum(isinstance(one, Kept) for one in islice(coming, RECORDS)) == RECORDS

    before = _resident()
    seconds = _seconds(ours)
    grown = _resident() - before
    peers = {
        "fastwarc, bare": RECORDS / _seconds(lambda: _fast(warc)),
        "fastwarc, resiliparse detection": RECORDS / _seconds(lambda: _detected(warc)),
        "warcio, bare": RECORDS / _seconds(lambda: _slow(warc)),
    }
    size = statistics.mean(len(page.payload) for page in other) / 1000
    figures = [
        Figure(
            "warc.through",
            RECORDS / seconds,
            "records/s on one core",
            bar=1500,
            peers=peers,
            note=f"nothing matches; {size:.0f} KB a page",
        ),
        Figure(
            "warc.all",
            RECORDS / _seconds(unsought),
            "records/s on one core",
            note="without a subject",
        ),
        Figure(
            "warc.through.memory", max(0.0, grown), "MB", better="low", note="grown over all runs"
        ),
        _let_through(sought, pages),
    ]
    close_store()
    return figures


def _let_through(sought: Matcher, pages: Sequence[RealPage]) -> Figure:
    passed = sum(sought(page.payload, kinds.HTML) for page in pages)
    return Figure(
        "warc.let_through",
        100 * passed / len(pages),
        "% of pages",
        better="low",
        note=f"{passed} of {len(pages)} for {RARE}",
    )


def _read(pages: Sequence[RealPage], folder: Path) -> list[Figure]:
    sought = crawls.matcher(country_watch(FREQUENT, "frequent"))
    naming = [page for page in pages if sought(page.payload, kinds.HTML)]
    warc = _written(folder / "frequent.warc.gz", naming, min(READ, len(naming)))
    runs = [_read_once(warc, sought, folder / f"read-{run}") for run in range(READ_RUNS)]
    return [
        Figure(
            "warc.read",
            statistics.median(rate for rate, _, _ in runs),
            "pages/s",
            bar=60,
            note=f"archived, read, annotated, filed, all cores, once the readers run; median of "
            f"{READ_RUNS} runs; {explain(runs[0][1])}; "
            f"{statistics.median(own for _, _, own in runs):.0f} ms a page outside the readers",
        )
    ]


def _read_once(warc: Path, sought: Matcher, home: Path) -> tuple[float, Tally, float]:
    """Pages a second, what became of them, and the main process's own CPU ms a page."""
    seen: list[tuple[float, int]] = []

    def progress(tally: Tally) -> None:
        seen.append((time.perf_counter(), tally.arrived))

    settings = Settings(home=home)
    with Newsroom.open(settings) as room:
        own = time.process_time()
        with crawls.arrivals([str(warc)], _now, settings, sought=sought) as coming:
            tally = ingest(room, coming, _now, progress)
        own = time.process_time() - own
    (first, before), (last, after) = seen[WARM], seen[-1]
    return (after - before) / (last - first), tally, 1000 * own / tally.arrived


def _written(path: Path, pages: Sequence[RealPage], count: int) -> Path:
    with path.open("wb") as file:
        for number in range(count):
            page = pages[number % len(pages)]
            file.write(gzip.compress(_record(f"{page.url}?crawl={number}", page.payload), 6))
    return path


def _record(url: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    block = head.encode() + body
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        "WARC-Date: 2025-06-11T06:00:00Z",
        f"WARC-Target-URI: {url.replace(' ', '%20')}",
        "WARC-IP-Address: 192.0.2.1",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def _fast(warc: Path) -> None:
    with warc.open("rb") as file:
        for one in FastWarc(file, parse_http=True):
            one.reader.read()


def _detected(warc: Path) -> None:
    with warc.open("rb") as file:
        for one in FastWarc(file, parse_http=True):
            body = one.reader.read()
            detect_fast(body.decode(detect_encoding(body) or "utf-8", "replace"))


def _slow(warc: Path) -> None:
    with warc.open("rb") as file:
        for one in Warcio(file):
            one.content_stream().read()


def _now() -> datetime:
    return datetime.now(UTC)


def _resident() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _seconds(work: Callable[[], None]) -> float:
    return statistics.median(_timed(work) for _ in range(RUNS))


def _timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
