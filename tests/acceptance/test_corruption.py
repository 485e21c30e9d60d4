"""One character of an edition, or one byte of an archive, altered at random: it is noticed."""

import random
import shutil
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tearsheet.archive import Archive, ArchiveError, Damaged
from tearsheet.pipeline.proof import prove
from tearsheet.publish import PublishError
from tests.acceptance.conftest import Ran

SEED = 20261122


class _Visible(HTMLParser):
    """Where the characters stand that a reader of the page can see, or that prove it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.places: list[int] = []
        self.hidden = ""
        self.page = page
        self.lines = [0]
        for line in page.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        manifest = tag == "script" and ("id", "tearsheet-edition") in attrs
        if tag in ("script", "style") and not manifest:
            self.hidden = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""

    def handle_data(self, data: str) -> None:
        line, column = self.getpos()
        start = self.lines[line - 1] + column
        if not self.hidden:
            self.places += [
                start + at
                for at, character in enumerate(data)
                if unicodedata.category(character)[0] in "LN"
            ]


def refuted(edition: Path) -> bool:
    """Whether the edition is refused, by whatever word."""
    try:
        return not prove(edition).verdict.proven
    except (PublishError, ArchiveError):
        return True


def altered(text: str, at: int, chance: random.Random) -> str:
    """``text`` with the character at ``at`` replaced by another, doubled or dropped."""
    other = chance.choice([one for one in "aeбж文7" if one != text[at]])
    change = chance.choice([other, text[at] + other, ""])
    return text[:at] + change + text[at + 1 :]


def corrupt_edition(folder: Path, tmp_path: Path, times: int) -> None:
    page = (folder / "velmaria-1.html").read_text("utf-8")
    shutil.copy(folder / "velmaria-1.evidence.warc.gz", tmp_path)
    edition = tmp_path / "velmaria-1.html"
    edition.write_text(page, "utf-8")
    assert not refuted(edition)
    chance = random.Random(SEED)
    places = _Visible(page).places
    assert len(places) > 5000
    missed = []
    for at in chance.choices(places, k=times):
        edition.write_text(altered(page, at, chance), "utf-8")
        if not refuted(edition):
            missed.append(page[max(0, at - 40) : at + 40])
    assert missed == []


def corrupt_archive(folder: Path, tmp_path: Path, times: int) -> None:
    home = tmp_path / "archive"
    shutil.copytree(folder / "archive", home)
    warc = next(home.glob("*.warc.gz"))
    content = warc.read_bytes()
    chance = random.Random(SEED)

    def damaged() -> bool:
        return any(isinstance(step, Damaged) for step in Archive.reading(home).check())

    assert not damaged()
    missed = []
    for _ in range(times):
        at = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[at] ^= 1 << chance.randrange(8)
        warc.write_bytes(flipped)
        if not damaged():
            missed.append(at)
    assert missed == []


def test_a_hundred_altered_characters_of_an_edition(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    corrupt_edition(demo[0], tmp_path, times=100)


def test_a_hundred_flipped_bits_of_an_archive(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    corrupt_archive(demo[0], tmp_path, times=100)


@pytest.mark.nightly
def test_five_thousand_altered_characters_of_an_edition(
    demo: tuple[Path, Ran], tmp_path: Path
) -> None:
    corrupt_edition(demo[0], tmp_path, times=5000)


@pytest.mark.nightly
def test_five_thousand_flipped_bits_of_an_archive(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    corrupt_archive(demo[0], tmp_path, times=5000)
