"""Writers in processes of their own, quick to start and easy to kill."""

import multiprocessing
import os
import random
from collections.abc import Iterator
from itertools import islice
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tearsheet.archive import Archive
from tearsheet.model import Arrival
from tests.unit.archive_arrivals import article, page

ROTATE = 60_000
SHARED = 20_000_000  # pages from here on are written by every writer

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__])


def start(folder: Path, told: Path, first: int, pages: int = 1 << 30) -> ForkServerProcess:
    """A writer of so many pages from number ``first`` on; ends itself by and by.

    The keys of captures and texts stand in the file ``told`` once the archive has them for good.
    """
    process = _context.Process(target=write, args=(folder, told, first, pages), daemon=True)
    process.start()
    return process


def acknowledged(told: Path) -> list[str]:
    """The keys in such a file; a line that was broken off does not count."""
    if not told.exists():
        return []
    return [key for line in told.read_text().split("\n")[:-1] for key in line.split()]


def write(folder: Path, told: Path, first: int, pages: int) -> None:
    """Write pages in batches of changing size, captures and texts in one turn or in two."""
    chance = random.Random(first)
    coming = arrivals(first, pages, chance)
    with Archive.open(folder, rotate_bytes=ROTATE) as archive, told.open("ab", buffering=0) as out:
        while batch := list(islice(coming, chance.choice([1, 1, 7]))):
            with archive.writing():
                captures = archive.append_all(batch)
                if together := chance.random() < 0.5:
                    texts = [archive.append_text(article(one), one) for one in captures]
            if not together:
                texts = [archive.append_text(article(one), one) for one in captures]
            assert len(texts) == len(captures)
            keys = " ".join(f"{one.key} {article(one).key}" for one in captures)
            out.write(f"{keys}\n".encode())
    if archive.recovered:
        told.with_suffix(".mended").write_text("\n".join(archive.recovered))


def arrivals(first: int, pages: int, chance: random.Random) -> Iterator[Arrival]:
    """Pages of the writer's own, the same bytes elsewhere, and pages that all writers bring."""
    for number in range(pages):
        match number % 5:
            case 0:
                yield page(SHARED + number)
            case 1:
                yield page(first + number, b"<p>Rain.</p>" * (1 + number % 50))
            case _:
                body = os.urandom(chance.choice([300, 3000, 40_000]))
                yield page(first + number, body, status=number % 2 and 200)
