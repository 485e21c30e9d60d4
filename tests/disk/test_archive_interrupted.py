"""Ctrl-C at any moment: memory and disk agree again, and the lock is free."""

import contextlib
import random
import sys
from pathlib import Path
from types import FrameType

import pytest

from tearsheet import archive as package
from tearsheet.archive import Archive, Damaged
from tearsheet.model import Capture
from tests.unit.archive_arrivals import article, page

FOLDER = str(Path(package.__file__).parent)
ROTATE = 2500

# A file that was being opened at the moment is closed by Python, which warns of it.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Interrupt:
    """Ctrl-C at the n-th moment that the archive's code has.

    A moment is the start of a function or the end of a call into C: there Python looks for
    signals (and at the end of a loop's turn).
    """

    def __init__(self, moment: int) -> None:
        self.left = moment

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event not in ("call", "c_return"):
            return
        if frame.f_code.co_filename.startswith((FOLDER, contextlib.__file__)):
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


def write(archive: Archive, first: int) -> None:
    """Pages with their texts and a revisit, in one turn that begins more than one file."""
    with archive.writing():
        captures = archive.append_all([page(n, b"%d" % n * 200) for n in range(first, first + 3)])
        for capture in captures:
            archive.append_text(article(capture), capture)
        archive.append(page(first + 3, b"%d" % first * 200))


def write_interrupted(archive: Archive, interrupt: Interrupt) -> None:
    """`write` until the interrupt; all of it where that comes too late."""
    before = sys.getprofile()
    sys.setprofile(interrupt)
    try:
        write(archive, 1)
    except KeyboardInterrupt:
        assert interrupt.left == 0
    finally:
        sys.setprofile(before)


def moments(folder: Path) -> int:
    """How many moments `write` has."""
    count = Interrupt(1 << 60)
    with Archive.open(folder, rotate_bytes=ROTATE) as archive:
        archive.append(page(1))
        write_interrupted(archive, count)
    return (1 << 60) - count.left


def interrupt_at(folder: Path, moment: int) -> None:
    with (
        Archive.open(folder, rotate_bytes=ROTATE, patience=0.2) as archive,
        Archive.open(folder, rotate_bytes=ROTATE, patience=0.2) as other,
    ):
        archive.append(page(1))
        write_interrupted(archive, Interrupt(moment))
        for one in (other, archive) if moment % 2 else (archive, other):
            one.append(page(50 + moment % 2))
            write(one, 1)
        keys = [one.key if isinstance(one, Capture) else one.article_key for one in archive.scan()]
        assert len(keys) == len(set(keys)) == 1 + 3 + 3 + 1 + 1, f"moment {moment}"
        assert not [one for one in archive.check() if isinstance(one, Damaged)], f"moment {moment}"
    with Archive.open(folder, rotate_bytes=ROTATE) as archive:
        assert archive.recovered == (), f"moment {moment}"


def test_a_turn_interrupted_at_some_moments_is_made_good(tmp_path: Path):
    last = moments(tmp_path / "whole")
    assert last > 500
    for moment in random.Random(20261122).sample(range(1, last + 1), 30):
        interrupt_at(tmp_path / str(moment), moment)


@pytest.mark.nightly
def test_a_turn_interrupted_at_any_moment_is_made_good(tmp_path: Path):
    for moment in range(1, moments(tmp_path / "whole") + 1):
        interrupt_at(tmp_path / str(moment), moment)
