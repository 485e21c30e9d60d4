"""Captures and texts on a real disk: durable, whole, found again, written once."""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.archive import (
    Archive,
    ArchiveError,
    Damaged,
    FiledText,
    Progress,
    member,
    read_bundle,
    record,
)
from tearsheet.archive.listing import beside
from tearsheet.archive.member import members, packed
from tearsheet.model import Arrival, Capture, Location
from tests.unit.archive_arrivals import NOON, arrivals, article, page

MANY = 1 << 30


def opened(folder: Path, rotate_bytes: int = MANY) -> Archive:
    return Archive.open(folder, rotate_bytes=rotate_bytes)


def captures(archive: Archive) -> list[Capture]:
    return [one for one in archive.scan() if isinstance(one, Capture)]


def problems(archive: Archive, expected: dict[tuple[str, int], str] | None = None) -> list[Damaged]:
    return [one for one in archive.check(expected) if isinstance(one, Damaged)]


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(arrivals, max_size=6), st.integers(1, 3000))
def test_what_goes_in_comes_out(tmp_path: Path, some: list[Arrival], rotate_bytes: int):
    folder = tmp_path / os.urandom(8).hex()
    with opened(folder, rotate_bytes) as archive:
        written = archive.append_all(some)
    reading = Archive.reading(folder)
    assert list(reading.scan()) == list({one.key: one for one in written}.values())
    for arrival, capture in zip(some, written, strict=True):
        assert reading.payload(capture) == arrival.payload
    assert problems(reading) == []


def test_the_same_page_is_archived_once(tmp_path: Path):
    with opened(tmp_path) as archive:
        first = archive.append(page(1))
        again = archive.append(replace(page(1), source="file:elsewhere.html"))
    with opened(tmp_path) as archive:
        later = archive.append(page(1))
        assert first == again == later
        assert captures(archive) == [first]


def test_the_same_bytes_elsewhere_become_a_revisit(tmp_path: Path):
    with opened(tmp_path, rotate_bytes=1) as archive:
        first = archive.append(page(1, b"<p>Rain.</p>" * 5000))
        second = archive.append(page(2, first_payload := b"<p>Rain.</p>" * 5000))
    with opened(tmp_path) as archive:
        third = archive.append(page(3, first_payload, status=0))
        assert archive.payload(first) == archive.payload(second) == archive.payload(third)
        assert captures(archive) == [first, second, third]
        assert second.location.file != first.location.file
        assert problems(archive) == []
    raw = subprocess.run(
        ["gzip", "-dc", tmp_path / second.location.file], capture_output=True, check=True
    ).stdout
    assert b"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest" in raw
    assert b"WARC-Refers-To-Target-URI: https://herald.example/1\r\n" in raw
    assert b"Rain." not in raw


def test_a_new_file_is_begun_where_one_is_full(tmp_path: Path):
    with opened(tmp_path, rotate_bytes=3000) as archive:
        written = archive.append_all([page(n, os.urandom(700)) for n in range(12)])
    files = sorted(tmp_path.glob("*.warc.gz"))
    assert [one.name for one in files][:2] == [
        "tearsheet-000001.warc.gz",
        "tearsheet-000002.warc.gz",
    ]
    assert len(files) > 3
    assert all(one.stat().st_size <= 3000 for one in files)
    with opened(tmp_path, rotate_bytes=3000) as archive:
        assert archive.recovered == ()
        assert captures(archive) == written
        assert problems(archive) == []


def test_a_text_refers_to_its_capture_and_is_archived_once(tmp_path: Path):
    with opened(tmp_path) as archive:
        capture = archive.append(page(1))
        location = archive.append_text(article(capture), capture)
        assert archive.append_text(article(capture), capture) == location
        other = archive.append_text(article(capture, "It was dry."), capture)
        archive.sync()
    with opened(tmp_path) as archive:
        assert archive.append_text(article(capture), capture) == location
        assert archive.record_text(location) == "Rain 雨\n\nRain fell.\nIt was wet."
        assert archive.record_text(other) == "Rain 雨\n\nIt was dry."
        texts = [one for one in archive.scan() if isinstance(one, FiledText)]
        assert [one.article_key for one in texts] == [
            article(capture).key,
            article(capture, "It was dry.").key,
        ]
        assert {one.capture_key for one in texts} == {capture.key}
        assert problems(archive) == []


def test_a_scan_goes_on_from_where_it_was(tmp_path: Path):
    with opened(tmp_path, rotate_bytes=1500) as archive:
        written = archive.append_all([page(n, os.urandom(300)) for n in range(9)])
        for known in range(9):
            after: dict[str, int] = {}
            for capture in written[:known]:
                after[capture.location.file] = capture.location.offset + capture.location.length
            assert list(archive.scan(after)) == written[known:]


def test_one_writer_at_a_time(tmp_path: Path):
    with opened(tmp_path) as archive, opened(tmp_path) as other:
        other._lock.patience = 0.05
        with archive.writing():
            archive.append(page(1))
            for write in (
                lambda: other.append(page(2)),
                lambda: Archive.open(tmp_path, rotate_bytes=MANY, patience=0.05),
            ):
                with pytest.raises(
                    ArchiveError, match=f"another process \\({os.getpid()}\\) is writing"
                ):
                    write()
            assert len(captures(Archive.reading(tmp_path))) == 1
        other.append(page(2))
        archive.append(page(3))
        assert len(captures(archive)) == 3
        assert problems(archive) == []


def test_what_another_wrote_is_known(tmp_path: Path):
    with opened(tmp_path, 2500) as archive, opened(tmp_path, 2500) as other:
        for number in range(0, 30, 3):
            first = archive.append(page(number))
            text = archive.append_text(article(first), first)
            assert other.append(page(number)) == first
            assert other.append_text(article(first), first) == text
            revisit = other.append(page(number + 1, page(number).payload))
            assert archive.payload(revisit) == page(number).payload
            archive.append(page(number + 2))
        assert len(captures(archive)) == 30
        assert len(list(tmp_path.glob("*.warc.gz"))) > 5
        assert archive.recovered == other.recovered == ()
        assert problems(archive) == []


@pytest.mark.parametrize("killed", [False, True])
def test_a_child_that_outlives_the_writer_does_not_hold_the_lock(tmp_path: Path, killed: bool):
    archive = opened(tmp_path)
    reading, writing = os.pipe()
    with archive.writing():
        child = os.fork()
        if child == 0:
            os.close(writing)
            os.read(reading, 1)  # until the parent says so
            os._exit(0)
        if killed:  # the kernel closes its descriptors, and nobody unlocks
            descriptor = archive._lock.descriptor
            assert descriptor is not None
            os.close(descriptor)
            archive._lock.descriptor = None
    try:
        Archive.open(tmp_path, rotate_bytes=MANY, patience=0.5).close()
    finally:
        os.close(writing)
        os.close(reading)
        os.waitpid(child, 0)
        archive.close()


def test_a_child_writes_in_its_own_name(tmp_path: Path):
    """Forked inside `writing`, a child waits its turn and leaves what is the parent's alone."""
    with opened(tmp_path) as archive:
        with archive.writing():
            capture = archive.append(page(1))
            archive.append_text(article(capture), capture)
            child = os.fork()
            if child == 0:
                archive.append_all([page(2), page(1)])
                os._exit(0)
            time.sleep(0.05)
            archive.append(page(3))
        assert os.waitpid(child, 0)[1] == 0
        archive.append(page(2))
        assert [one.url[-1] for one in captures(archive)] == ["1", "3", "2"]
        assert problems(archive) == []


def test_a_reader_cannot_write_and_a_closed_archive_neither(tmp_path: Path):
    archive = opened(tmp_path)
    archive.close()
    for one in (archive, Archive.reading(tmp_path)):
        with pytest.raises(ArchiveError, match="not open for writing"):
            one.append(page(1))


def test_a_folder_that_is_none_gives_a_clear_error(tmp_path: Path):
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(ArchiveError, match="archive: cannot be written"):
        opened(tmp_path / "archive")


def test_a_read_only_folder_gives_a_clear_error():
    with tempfile.TemporaryDirectory() as name, nobody():
        folder = Path(name) / "archive"
        with pytest.raises(ArchiveError, match="cannot be written"):
            opened(folder)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder) as archive:
            capture = archive.append(page(1))
        (folder / "archive.lock").chmod(0o444)
        folder.chmod(0o555)
        with nobody():
            with pytest.raises(ArchiveError, match="cannot be written"):
                opened(folder)
            reading = Archive.reading(folder)
            assert captures(reading) == [capture]
            assert problems(reading) == []
            with pytest.raises(ArchiveError, match="cannot be written"):
                reading.bundle([capture], [], folder / "e.warc.gz")
        folder.chmod(0o755)


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, who may write anywhere."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


FULL = """
import json, resource, signal, sys
from pathlib import Path
from tearsheet.archive import Archive, ArchiveError
from tests.unit.archive_arrivals import page
import os
import random
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
archive = Archive.open(Path(sys.argv[1]), rotate_bytes=1 << 30)
safe, errors = [], []
for number in range(40):
    try:
        safe.append(archive.append(page(number, os.urandom(300 * number))).key)
    except ArchiveError as error:
        errors.append(str(error))
archive.close()
print(json.dumps([safe, errors]))
"""


def test_a_full_disk_loses_nothing_and_says_so(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path], capture_output=True, check=True, text=True
    )
    safe, errors = json.loads(done.stdout)
    assert len(safe) > 5
    assert len(errors) > 5
    assert all("cannot be written" in one and "nothing was lost" in one for one in errors)
    with opened(tmp_path) as archive:
        assert archive.recovered == ()
        assert [one.key for one in captures(archive)] == safe
        assert problems(archive) == []


def test_damage_is_named_by_file_and_offset(tmp_path: Path):
    with opened(tmp_path) as archive:
        first, second = archive.append_all([page(1), page(2)])
        location = archive.append_text(article(second), second)
        archive.sync()
        path = tmp_path / second.location.file
        content = bytearray(path.read_bytes())
        content[second.location.offset + 40] ^= 8
        content[location.offset + 40] ^= 8
        path.write_bytes(content)
        place = f"{path.name} at byte {second.location.offset}:"
        with pytest.raises(ArchiveError, match=place):
            archive.payload(second)
        with pytest.raises(ArchiveError, match=f"at byte {location.offset}:"):
            archive.record_text(location)
        with pytest.raises(ArchiveError, match=place):
            list(archive.scan())
        assert archive.payload(first) == page(1).payload
        told: list[ArchiveError] = []
        assert list(archive.scan(damaged=told.append)) == [first]
        assert [one.offset for one in told] == [second.location.offset]


def test_a_location_that_lies_is_found_out(tmp_path: Path):
    with opened(tmp_path) as archive:
        capture = archive.append(page(1))
        location = archive.append_text(article(capture), capture)
        archive.sync()
        for wrong in (
            replace(location, offset=location.offset + 1),
            replace(location, length=location.length - 1),
            replace(location, sha256="0" * 64),
            replace(location, file="tearsheet-000009.warc.gz"),
            capture.location,
        ):
            with pytest.raises(ArchiveError):
                archive.record_text(wrong)


def test_progress_is_told_and_ends_with_all(tmp_path: Path):
    with opened(tmp_path) as archive:
        archive.append_all([page(n, os.urandom(3 << 20)) for n in range(4)])
        told = list(archive.check())
    assert all(isinstance(one, Progress) for one in told)
    last = told[-1]
    assert isinstance(last, Progress)
    assert (last.records, last.bytes_done) == (5, last.bytes_total)
    assert len(told) == 2


def test_an_empty_archive_is_whole(tmp_path: Path):
    with opened(tmp_path / "new" / "deep") as archive:
        assert list(archive.scan()) == []
        assert problems(archive) == []
        archive.sync()
    assert problems(archive, {("tearsheet-000001.warc.gz", 0): "0" * 64}) != []
    assert not beside(tmp_path / "new" / "deep" / "tearsheet-000001.warc.gz").exists()


def bundled(folder: Path) -> tuple[list[Capture], list[Location], Path]:
    with opened(folder, rotate_bytes=2000) as archive:
        written = archive.append_all([page(n, os.urandom(400)) for n in range(5)])
        revisit = replace(page(9, archive.payload(written[0])), reserved=("noarchive",))
        written.append(archive.append(revisit))
        texts = [archive.append_text(article(one), one) for one in written]
        archive.sync()
        path = folder / "evidence.warc.gz"
        archive.bundle(written[3:], texts[3:], path)
    return written, texts, path


def test_a_bundle_proves_its_texts(tmp_path: Path):
    written, _, path = bundled(tmp_path)
    bundle = read_bundle(path)
    archive = Archive.reading(tmp_path)
    chosen = {one.key for one in written[3:]}
    assert set(bundle.captures) == chosen | {written[0].key}  # what the revisit stands for
    for capture in written[3:]:
        assert bundle.payloads[capture.key] == archive.payload(capture)
        found = bundle.captures[capture.key]
        assert replace(found, location=capture.location) == capture
        made = article(capture)
        assert bundle.records[made.key] == (made.record, capture.key)
    assert len(bundle.records) == 3
    assert not list(tmp_path.glob(".*draft"))


def test_the_same_bundle_is_the_same_bytes(tmp_path: Path):
    written, texts, path = bundled(tmp_path)
    before = path.read_bytes()
    Archive.reading(tmp_path).bundle(written[3:], texts[3:], path)
    assert path.read_bytes() == before


def test_a_bundle_notices_every_changed_byte(tmp_path: Path):
    _, _, path = bundled(tmp_path)
    whole = path.read_bytes()
    first = len(whole) - len(whole.split(b"\x1f\x8b\x08\x00", 2)[2])  # past its opening record
    for place in random.Random(11).sample(range(first, len(whole)), 200):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(ArchiveError):
            read_bundle(path)


@pytest.mark.parametrize("change", ["cut", "doubled", "appended", "emptied"])
def test_a_bundle_with_other_records_is_refused(tmp_path: Path, change: str):
    _, _, path = bundled(tmp_path)
    whole = path.read_bytes()
    last = whole.rfind(b"\x1f\x8b\x08\x00")
    changed = {"cut": whole[:last], "doubled": whole * 2, "appended": whole + whole[last:]}
    path.write_bytes(changed.get(change, b""))
    with pytest.raises(ArchiveError, match=path.name):
        read_bundle(path)


def test_a_bundle_that_would_not_hold_is_not_written(tmp_path: Path):
    written, texts, path = bundled(tmp_path)
    archive = Archive.reading(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ArchiveError, match="capture is missing"):
        archive.bundle(written[3:4], texts[:1], path)
    with pytest.raises(ArchiveError, match="cannot be written"):
        archive.bundle(written[3:4], texts[3:4], tmp_path / "nowhere" / "e.warc.gz")
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*draft"))


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_bundle_made_by_anybody_is_read_or_refused(tmp_path: Path, data: st.DataObject):
    """Records altered with care, all their gzip and list in order, still raise nothing else."""
    path = tmp_path / "forged.warc.gz"
    if not (tmp_path / "archive").exists():
        with opened(tmp_path / "archive") as archive:
            made = archive.append_all([page(1), page(2, page(1).payload)])
            text = archive.append_text(article(made[0]), made[0])
            archive.sync()
            archive.bundle(made, [text], tmp_path / "true.warc.gz")
    plain = [one.plain for one in members(tmp_path / "true.warc.gz")][1:]
    which = data.draw(st.integers(0, 2))
    start = data.draw(st.integers(0, len(plain[which])))
    end = start + data.draw(st.integers(0, 30))
    new = data.draw(
        st.sampled_from([b"", b"[", b'"', b"\xff", b"\r\n", b"9" * 30, b"{}", b"[" * 9999])
    )
    plain[which] = plain[which][:start] + new + plain[which][end:]
    packed_records = [packed(one) for one in plain]
    facts = [("tearsheet-record", sha256(one).hexdigest()) for one in packed_records]
    opening = record.warcinfo(path.name, NOON, "", facts)
    path.write_bytes(packed(opening) + b"".join(packed_records))
    with suppress(ArchiveError):
        read_bundle(path)


def test_a_bundle_that_is_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(packed(bytes(50_000_000)))
    monkeypatch.setattr(member, "LARGEST", 10_000_000)
    with pytest.raises(ArchiveError, match="larger than any of ours"):
        read_bundle(path)


def test_a_page_too_large_to_read_back_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(member, "LARGEST", 10_000)
    with opened(tmp_path) as archive:
        with pytest.raises(ArchiveError, match="too large to archive"):
            archive.append(page(1, bytes(10_000)))
        assert captures(archive) == []
        archive.append(page(2))
    assert problems(Archive.reading(tmp_path)) == []


def test_a_bundle_that_is_not_there_is_said_so(tmp_path: Path):
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_bundle(tmp_path / "none.warc.gz")
