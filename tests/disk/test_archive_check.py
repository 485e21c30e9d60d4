"""One flipped byte anywhere is found, and named."""

import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tearsheet.archive import Archive, Damaged, record
from tearsheet.archive.listing import beside
from tearsheet.archive.member import packed
from tearsheet.model import Capture
from tests.unit.archive_arrivals import NOON, article, page

EXPECTED = dict[tuple[str, int], str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EXPECTED]:
    """An archive with everything in it, and what a database remembers of it."""
    folder = tmp_path_factory.mktemp("whole")
    with Archive.open(folder, rotate_bytes=8000) as archive:
        captures = archive.append_all([page(n, status=n % 2 and 200) for n in range(8)])
        captures += archive.append_all([page(n, b"<p>Rain again.</p>" * 90) for n in range(8, 12)])
        captures += archive.append_all([page(20, b""), page(21, os.urandom(3000))])
        texts = [archive.append_text(article(one), one) for one in captures]
    places = [one.location for one in captures] + texts
    return folder, {(at.file, at.offset): at.sha256 for at in places}


def damaged(folder: Path, expected: EXPECTED | None = None) -> list[Damaged]:
    found = Archive.reading(folder).check(expected)
    return [one for one in found if isinstance(one, Damaged)]


def flips(folder: Path, number: int) -> list[tuple[Path, int, int]]:
    """File, byte and bit for each of so many flips, over all WARC files alike."""
    chance = random.Random(20261121)
    files = sorted(folder.glob("*.warc.gz"))
    sizes = [one.stat().st_size for one in files]
    chosen = chance.choices(files, sizes, k=number)
    return [(one, chance.randrange(one.stat().st_size), chance.randrange(8)) for one in chosen]


def all_found(
    whole: tuple[Path, EXPECTED], scratch: Path, number: int, *, listed: bool, remembered: bool
) -> None:
    folder, expected = whole
    copy = scratch / "copy"
    shutil.copytree(folder, copy)
    for path, place, bit in flips(copy, number):
        content = bytearray(path.read_bytes())
        content[place] ^= 1 << bit
        path.write_bytes(content)
        if not listed:
            for one in copy.glob("*.list"):
                one.unlink()
        found = damaged(copy, expected if remembered else None)
        found = [one for one in found if one.file.endswith(".warc.gz")]
        assert found, f"bit {bit} of byte {place} in {path.name}"
        # The damage is named where it is, or as what the next record's chain betrays.
        assert any(one.file == path.name for one in found) or "before" in found[0].message
        content[place] ^= 1 << bit
        path.write_bytes(content)
    shutil.rmtree(copy)


def test_an_untouched_archive_is_whole(whole: tuple[Path, EXPECTED]):
    assert damaged(whole[0]) == []
    assert damaged(*whole) == []


@pytest.mark.parametrize(("listed", "remembered"), [(True, False), (False, True), (True, True)])
def test_any_flipped_bit_is_found(
    whole: tuple[Path, EXPECTED], tmp_path: Path, listed: bool, remembered: bool
):
    all_found(whole, tmp_path, 60, listed=listed, remembered=remembered)


@pytest.mark.nightly
def test_any_of_five_thousand_flipped_bits_is_found(whole: tuple[Path, EXPECTED], tmp_path: Path):
    all_found(whole, tmp_path, 5000, listed=True, remembered=False)


def test_a_flip_that_reads_the_same_is_found_by_the_chain_alone(tmp_path: Path):
    """Padding after the last block of a deflate stream: no CRC and no digest of words sees it."""
    with Archive.open(tmp_path, rotate_bytes=1 << 30) as archive:
        captures = archive.append_all([page(n, b"x" * n) for n in range(40)])
    path = tmp_path / captures[0].location.file
    content = path.read_bytes()
    unseen = 0
    for capture in captures[:-1]:
        last = capture.location.offset + capture.location.length - 9  # before CRC and length
        path.write_bytes(content[:last] + bytes([content[last] ^ 0x80]) + content[last + 1 :])
        beside(path).unlink(missing_ok=True)
        found = [one for one in damaged(tmp_path) if one.file == path.name]
        assert found
        unseen += all("the record before this one" in one.message for one in found)
    assert unseen > 10


def test_a_flip_in_the_list_is_found(whole: tuple[Path, EXPECTED], tmp_path: Path):
    copy = shutil.copytree(whole[0], tmp_path / "copy")
    for path in copy.glob("*.list"):
        content = path.read_bytes()
        for place in random.Random(3).sample(range(len(content)), 40):
            path.write_bytes(content[:place] + bytes([content[place] ^ 2]) + content[place + 1 :])
            assert path.name in [one.file for one in damaged(copy)]
        path.write_bytes(content)


def test_what_is_gone_is_missed(whole: tuple[Path, EXPECTED], tmp_path: Path):
    folder, expected = whole
    copy = shutil.copytree(folder, tmp_path / "copy")
    newest = sorted(copy.glob("*.warc.gz"))[-1]
    os.truncate(newest, newest.stat().st_size // 2)
    assert any("of the list is not there" in one.message for one in damaged(copy))
    newest.unlink()
    beside(newest).unlink()
    assert damaged(copy) == []  # nothing in the archive says that there was more,
    gone = damaged(copy, expected)  # but the database does
    assert {one.file for one in gone} == {newest.name}
    assert {one.message for one in gone} == {"a record the database knows is not there"}


def forged(folder: Path, plain: bytes) -> list[str]:
    """What a check says of one more record, well-formed but false, behind the others."""
    path = sorted(folder.glob("*.warc.gz"))[-1]
    with path.open("ab") as file:
        file.write(packed(plain))
    return [one.message for one in damaged(folder)]


def test_records_that_do_not_fit_together_are_named(tmp_path: Path):
    def fresh(name: str) -> tuple[Path, Capture, str]:
        with Archive.open(tmp_path / name, rotate_bytes=1 << 30) as archive:
            capture = archive.append(page(1))
        return tmp_path / name, capture, capture.location.sha256

    folder, capture, previous = fresh("text")
    stray = replace(capture, key="f" * 64)
    plain = record.of_text("e" * 64, "Rain\n\nIt fell.", stray, previous, NOON)
    messages = forged(folder, plain)
    assert "a text whose capture is not there" in messages
    assert "the record's name does not fit what it holds" in messages

    folder, capture, previous = fresh("revisit")
    original = record.Original(capture.url, NOON, capture.key, capture.location.file, 9999)
    messages = forged(folder, record.of_arrival(page(2), previous, original))
    assert messages == ["the payload it revisits is not where it says"]

    folder, capture, previous = fresh("digest")
    plain = record.of_arrival(page(2), previous)
    digest = page(2).payload_sha256.encode()
    messages = forged(
        folder,
        plain.replace(b"Payload-Digest: sha256:" + digest, b"Payload-Digest: sha256:" + b"0" * 64),
    )
    assert "the payload does not have its digest" in messages

    folder, capture, previous = fresh("chain")
    messages = forged(folder, record.of_arrival(page(2), "0" * 64))
    assert messages == ["the record before this one has changed (its bytes differ from the chain)"]
