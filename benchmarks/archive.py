"""How fast pages are put away for good and come back, on one core and this machine's disk.

The pages are `pages/aeb` and `pages/fundus`: real ones, 330 KB each as sent. Peers are the
libraries below us doing only their part of the same work: fastwarc and warcio reading the same
WARC file, zlib inflating it, one bare write and fsync of the same bytes.
"""

import os
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastWarc
from warcio.archiveiterator import ArchiveIterator as Warcio

from benchmarks.figures import Figure
from tearsheet.archive import Archive
from tearsheet.collect import arrivals
from tearsheet.model import Arrival, Capture, Kept

LIMIT = 20 << 20
ROTATE = 1 << 30
RUNS = 3
PAGES = 120  # of each folder: all would only take longer


def measure(corpora: Path) -> list[Figure]:
    folders = [corpora / "pages" / "aeb" / "html", corpora / "pages" / "fundus"]
    collected = _seconds(lambda: _pages(folders))
    pages = _pages(folders)
    with tempfile.TemporaryDirectory(prefix="tearsheet-") as scratch:
        one, bare = _each(pages, Path(scratch))
        batch = _batches(pages, Path(scratch), 16)
        archive = Path(scratch) / "kept"
        captures = _archived(pages, archive)
        figures = _read_back(archive, captures, pages)
        warc = next(archive.glob("*.warc.gz"))
        figures += _from_warc(warc, len(pages))
    count = len(pages)
    return [
        Figure("collect.files", count / collected, "pages/s", note="read, unpacked, typed, named"),
        Figure(
            "archive.append.each",
            count / one,
            "captures/s",
            peers={"bare write and fsync": count / bare},
            note="fsync for each capture",
        ),
        Figure("archive.append.batch16", count / batch, "captures/s", note="one fsync for 16"),
        *figures,
    ]


def _pages(folders: Sequence[Path]) -> list[Arrival]:
    now = datetime.now(UTC)
    pages: list[Arrival] = []
    for folder in folders:
        outcomes = arrivals([str(folder)], now, limit_bytes=LIMIT)
        pages += islice((one.value for one in outcomes if isinstance(one, Kept)), PAGES)
    return pages


def _each(pages: Sequence[Arrival], scratch: Path) -> tuple[float, float]:
    """Median seconds to append all one by one, and to write and sync as many bytes bare."""
    ours, bare = [], []
    for run in range(RUNS):
        folder = scratch / f"each-{run}"
        with Archive.open(folder, rotate_bytes=ROTATE) as archive:
            ours.append(_time(lambda: [archive.append(page) for page in pages]))
        sizes = [one.location.length for one in archive.scan() if isinstance(one, Capture)]
        blocks = [os.urandom(size) for size in sizes]
        with (scratch / f"bare-{run}").open("wb", buffering=0) as file:
            bare.append(_time(partial(_written, file.fileno(), blocks)))
    return statistics.median(ours), statistics.median(bare)


def _written(file: int, blocks: Sequence[bytes]) -> None:
    for block in blocks:
        os.write(file, block)
        os.fsync(file)


def _batches(pages: Sequence[Arrival], scratch: Path, size: int) -> float:
    times = []
    for run in range(RUNS):
        with Archive.open(scratch / f"batch-{run}", rotate_bytes=ROTATE) as archive:
            groups = [pages[place : place + size] for place in range(0, len(pages), size)]
            times.append(_time(partial(list, map(archive.append_all, groups))))
    return statistics.median(times)


def _archived(pages: Sequence[Arrival], folder: Path) -> list[Capture]:
    with Archive.open(folder, rotate_bytes=ROTATE) as archive:
        return archive.append_all(pages)


def _read_back(folder: Path, captures: Sequence[Capture], pages: Sequence[Arrival]) -> list[Figure]:
    archive = Archive.reading(folder)
    packed = sum(one.stat().st_size for one in folder.glob("*.warc.gz")) / 1e6
    plain = sum(len(page.payload) for page in pages) / 1e6
    inflate = _seconds(lambda: [_inflated(folder, one) for one in captures])
    check = _seconds(lambda: list(archive.check()))
    scan = _seconds(lambda: list(archive.scan()))
    payload = _seconds(lambda: [archive.payload(one) for one in captures])
    opened = _seconds(lambda: Archive.open(folder, rotate_bytes=ROTATE).close())
    return [
        Figure(
            "archive.check",
            packed / check,
            "MB/s on disk",
            peers={"zlib alone": packed / inflate},
            note=f"{plain / check:.0f} MB/s of pages",
        ),
        Figure("archive.scan", len(captures) / scan, "captures/s"),
        Figure("archive.payload", len(captures) / payload, "captures/s", note="digests verified"),
        Figure("archive.open", opened * 1000, "ms", better="low", note=f"{len(captures)} captures"),
    ]


def _inflated(folder: Path, capture: Capture) -> bytes:
    with (folder / capture.location.file).open("rb") as file:
        file.seek(capture.location.offset)
        return zlib.decompress(file.read(capture.location.length), zlib.MAX_WBITS + 16)


def _from_warc(warc: Path, pages: int) -> list[Figure]:
    now = datetime.now(UTC)

    def ours() -> None:
        assert sum(1 for _ in arrivals([str(warc)], now, limit_bytes=LIMIT)) >= pages

    def fast() -> None:
        with warc.open("rb") as file:
            for one in FastWarc(file, parse_http=True):
                one.reader.read()

    def slow() -> None:
        with warc.open("rb") as file:
            for one in Warcio(file):
                one.content_stream().read()

    peers = {"fastwarc": pages / _seconds(fast), "warcio": pages / _seconds(slow)}
    return [Figure("collect.warc", pages / _seconds(ours), "pages/s", peers=peers)]


def _seconds(work: Callable[[], object]) -> float:
    return statistics.median(_time(work) for _ in range(RUNS))


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
