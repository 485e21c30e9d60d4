"""Web archives in every wrapping and place: WACZ, zstd, lists, web servers, S3."""

import gzip
import random
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.collect import arrivals
from tearsheet.collect.warc import buckets, http_file
from tearsheet.collect.warc.arriving import Step, steps, steps_in
from tearsheet.collect.warc.places import Place, places, required
from tearsheet.collect.warc.roads import MissingPartError, Roads
from tearsheet.model import Arrival, Failed, Kept, Outcome, Skipped, Tally
from tests.warc_making import Shelf, packed, pages, record, response, served

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT = 100_000
OPEN = Roads(open_hosts=("127.0.0.1",), tries=3)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_file, "WAIT", 0.0)


def taken(where: str, roads: Roads = OPEN) -> list[Outcome[Arrival]]:
    found: list[Outcome[Arrival]] = []
    for place in places([where], roads):
        if isinstance(place, Place):
            found += [step.outcome for step in steps(place, NOW, limit_bytes=LIMIT)]
        else:
            found.append(place)
    return found


def numbers(outcomes: list[Outcome[Arrival]]) -> list[str]:
    return [one.value.url.rpartition("/")[2] for one in outcomes if isinstance(one, Kept)]


def wacz(folder: Path, compression: int = zipfile.ZIP_STORED) -> Path:
    path = folder / "crawl.wacz"
    with zipfile.ZipFile(path, "w", compression) as parts:
        parts.writestr("datapackage.json", "{}")
        parts.writestr("archive/a.warc.gz", packed(pages(3)))
        parts.writestr("archive/../../b.warc", b"".join(pages(2)))
        parts.writestr("pages/pages.jsonl", "{}")
    return path


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_file_gives_the_pages_of_its_archives(tmp_path: Path, compression: int) -> None:
    path = wacz(tmp_path, compression)
    outcomes = taken(str(path))
    assert numbers(outcomes) == list("01201")
    assert all(isinstance(one, Kept) for one in outcomes)
    assert f"{path}!archive/a.warc.gz@0" in [
        one.value.source.removeprefix("warc:") for one in outcomes if isinstance(one, Kept)
    ]
    assert sorted(tmp_path.iterdir()) == [path]
    assert numbers(list(arrivals([str(path)], NOW, limit_bytes=LIMIT))) == list("01201")


@pytest.mark.parametrize("cut", [0, 10, 200, -30, -200])
def test_a_wacz_file_that_is_damaged_says_so(tmp_path: Path, cut: int) -> None:
    path = wacz(tmp_path)
    path.write_bytes(path.read_bytes()[:cut] if cut else b"")
    assert [type(one) for one in taken(str(path))] == [Failed]


def test_a_wacz_file_without_an_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.wacz"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("datapackage.json", "{}")
    assert taken(str(path)) == [Failed("not a WACZ file", str(path), "no web archive in it")]


def zst(dictionary: bool) -> bytes:
    records = pages(6)
    if not dictionary:
        compressor = zstandard.ZstdCompressor()
        return b"".join(compressor.compress(one) for one in records)
    learned = zstandard.train_dictionary(2048, [one + bytes([n]) * n for n in range(100)
                                                for one in records])  # fmt: skip
    compressor = zstandard.ZstdCompressor(dict_data=learned)
    raw = zstandard.ZstdCompressor().compress(learned.as_bytes())
    head = struct.pack("<II", 0x184D2A5D, len(raw)) + raw
    return head + b"".join(compressor.compress(one) for one in records)


@pytest.mark.parametrize("dictionary", [False, True])
def test_zstd_is_read_and_taken_up_in_the_middle(tmp_path: Path, dictionary: bool) -> None:
    path = tmp_path / "crawl.warc.zst"
    path.write_bytes(zst(dictionary))
    (place,) = places([str(path)])
    assert isinstance(place, Place)
    all_steps = list(steps(place, NOW, limit_bytes=LIMIT))
    assert numbers([one.outcome for one in all_steps]) == list("012345")
    for place_in_it, step in enumerate(all_steps):
        with place.open() as reach:
            rest = list(steps_in(reach, NOW, limit_bytes=LIMIT, start=step.offset))
        assert rest == all_steps[place_in_it:]


def test_a_torn_zstd_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.zst"
    path.write_bytes(zst(False)[:-7])
    outcomes = taken(str(path))
    assert numbers(outcomes) == list("01234")
    assert dict(Tally.of(outcomes).failed) == {"a torn end": 1}


def test_a_zstd_content_coding_is_undone(tmp_path: Path) -> None:
    body = b"<p>Rain in the valley.</p>" * 50
    path = tmp_path / "a.warc"
    path.write_bytes(
        response("https://herald.example/1", zstandard.ZstdCompressor().compress(body), "zstd")
    )
    (outcome,) = taken(str(path))
    assert isinstance(outcome, Kept)
    assert outcome.value.payload == body


def test_a_revisit_is_the_page_it_names_at_its_own_time(tmp_path: Path) -> None:
    digest = {"WARC_Payload_Digest": "sha1:AAAA"}
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Second: yes\r\n\r\n"
    again = {**digest, "WARC_Date": "2025-07-01T00:00:00Z"}
    path = tmp_path / "a.warc"
    path.write_bytes(
        response("https://herald.example/1", b"<p>Rain.", **digest)
        + record("https://herald.example/2", "revisit", head, **again)
        + record("https://herald.example/3", "revisit", b"", **again)
        + record("https://herald.example/4", "revisit", b"", WARC_Payload_Digest="sha1:B")
    )
    first, second, third, unknown = taken(str(path))
    assert isinstance(first, Kept)
    assert isinstance(second, Kept)
    assert isinstance(third, Kept)
    assert second.value.payload == third.value.payload == first.value.payload
    assert (second.value.url, second.value.captured_at) == (
        "https://herald.example/2",
        datetime(2025, 7, 1, tzinfo=UTC),
    )
    assert ("X-Second", "yes") in second.value.headers
    assert isinstance(unknown, Skipped)
    assert unknown.reason == "a revisit"


def test_a_list_names_archives_beside_it(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.warc.gz").write_bytes(packed(pages(2)))
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(b"one/a.warc.gz\n\none/none.warc.gz\n"))
    outcomes = taken(str(tmp_path / "warc.paths.gz"))
    assert numbers(outcomes) == ["0", "1"]
    assert Tally.of(outcomes).failed == {"no such file": 1}


def test_a_folder_gives_its_web_archives_only(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"".join(pages(1)))
    (tmp_path / "b.html").write_bytes(b"<p>Rain")
    outcomes = taken(str(tmp_path))
    assert numbers(outcomes) == ["0"]
    assert Tally.of(outcomes).skipped == {"not a web archive": 1}


@pytest.mark.parametrize("where", ["", "ftp://a.example/a.warc", "no such.warc"])
def test_what_is_not_there_is_told(where: str) -> None:
    assert [type(one) for one in taken(where)] == [Failed]


# -- web servers


@pytest.fixture
def shelf() -> Iterator[tuple[Shelf, str]]:
    shelf = Shelf()
    with served(shelf) as address:
        yield shelf, address


@pytest.mark.parametrize("ranges", [True, False])
def test_a_broken_connection_is_taken_up(shelf: tuple[Shelf, str], ranges: bool) -> None:
    files, address = shelf
    files.files["/crawl.warc.gz"] = packed(pages(60))
    files.ranges = ranges
    whole = taken(f"{address}/crawl.warc.gz")
    assert numbers(whole) == [str(n) for n in range(60)]
    files.breaks = 3000
    if ranges:
        assert taken(f"{address}/crawl.warc.gz") == whole
        assert len(files.asked) > 3
    else:  # it can only begin anew, and never gets further
        *_, last = taken(f"{address}/crawl.warc.gz")
        assert isinstance(last, Failed)
        assert last.reason == "cannot be reached"


@pytest.mark.parametrize("ranges", [True, False])
def test_what_was_lost_begins_at_the_record_where_it_broke(
    shelf: tuple[Shelf, str], ranges: bool
) -> None:
    files, address = shelf
    files.ranges = ranges
    content = packed(pages(9))
    files.files["/crawl.warc.gz"] = content
    (place,) = places([f"{address}/crawl.warc.gz"], OPEN)
    assert isinstance(place, Place)
    whole = list(steps(place, NOW, limit_bytes=LIMIT))
    first: list[Step] = []
    with place.open() as reach:
        walk = steps_in(reach, NOW, limit_bytes=LIMIT)
        first.append(next(walk))
        reach.problem = "the line went dead"
        first += walk
    assert first[-1].lost
    with place.open() as reach:
        rest = list(steps_in(reach, NOW, limit_bytes=LIMIT, start=first[-1].offset))
    assert [*first[:-1], *rest] == whole


def test_every_place_of_a_file_can_be_gone_to(shelf: tuple[Shelf, str]) -> None:
    files, address = shelf
    content = random.Random(3).randbytes(500_000)
    files.files["/a.warc.gz"] = content
    chance = random.Random(4)
    for ranges in (True, False):
        files.ranges = ranges
        with http_file.opened(f"{address}/a.warc.gz", OPEN) as reach:
            for _ in range(40):
                place = chance.choice([0, reach.tell(), chance.randrange(len(content) + 1)])
                size = chance.randrange(1, 200_000)
                reach.seek(place)
                piece = reach.read(size)
                assert piece == content[place : place + len(piece)]
                assert piece or place == len(content)
                assert not reach.problem


def test_a_file_that_changes_meanwhile_is_not_mixed(shelf: tuple[Shelf, str]) -> None:
    files, address = shelf
    files.files["/crawl.warc.gz"] = packed(pages(60))
    files.breaks = 3000
    (place,) = places([f"{address}/crawl.warc.gz"], OPEN)
    assert isinstance(place, Place)
    with place.open() as reach:
        walk = steps_in(reach, NOW, limit_bytes=LIMIT)
        next(walk)
        files.etag = '"2"'
        *_, last = walk
    assert last.lost
    assert isinstance(last.outcome, Failed)
    assert last.outcome.detail == "it was changed while it was read"


def test_redirects_are_followed_and_each_address_is_checked(shelf: tuple[Shelf, str]) -> None:
    files, address = shelf
    port = address.rpartition(":")[2]
    files.files["/there.warc"] = b"".join(pages(2))
    files.moved["/here.warc"] = "/there.warc"
    files.moved["/out.warc"] = f"http://localhost:{port}/there.warc"
    assert numbers(taken(f"{address}/here.warc")) == ["0", "1"]
    named = Roads(open_hosts=(f"crawls.example=127.0.0.1:{port}",), tries=1)
    assert numbers(taken("http://crawls.example/here.warc", named)) == ["0", "1"]
    for where, roads in (
        (f"{address}/there.warc", Roads()),
        (f"http://localhost:{port}/there.warc", OPEN),
        (f"{address}/out.warc", OPEN),
    ):
        (outcome,) = taken(where, roads)
        assert isinstance(outcome, Failed)
        assert outcome.detail.startswith("a private address")


def test_a_missing_file_and_credentials_are_told(shelf: tuple[Shelf, str]) -> None:
    _, address = shelf
    (gone,) = taken(f"{address}/none.warc.gz")
    assert isinstance(gone, Failed)
    assert gone.detail == "status 404"
    (secret,) = taken(address.replace("http://", "http://me:secret@") + "/a.warc")
    assert isinstance(secret, Failed)
    assert "secret" not in str(secret)


def test_lists_and_wacz_files_are_read_from_the_web(
    shelf: tuple[Shelf, str], tmp_path: Path
) -> None:
    files, address = shelf
    files.files["/data/a.warc.gz"] = packed(pages(2))
    files.files["/data/crawl.wacz"] = wacz(tmp_path).read_bytes()
    lines = f"data/a.warc.gz\n{address}/data/crawl.wacz\n".encode()
    files.files["/lists/warc.paths.gz"] = gzip.compress(lines)
    assert numbers(taken(f"{address}/lists/warc.paths.gz")) == list("0101201")


# -- S3


@pytest.fixture(scope="module")
def bucket() -> Iterator[Roads]:
    from moto.server import ThreadedMotoServer

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        roads = Roads(s3_endpoint=f"http://{host}:{port}", tries=1)
        import s3fs

        files = s3fs.S3FileSystem(endpoint_url=roads.s3_endpoint, skip_instance_cache=True)
        files.mkdir("press")
        for name, content in {
            "2025/a.warc.gz": packed(pages(3)),
            "2025/b.warc.gz": packed(pages(2)),
            "2025/readme.txt": b"hello",
            "warc.paths": b"2025/a.warc.gz\n",
        }.items():
            files.pipe(f"press/{name}", content)
        yield roads
        server.stop()


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("s3://press/2025/a.warc.gz", "012"),
        ("s3://press/2025/", "01201"),
        ("s3://press/*/b*.warc.gz", "01"),
        ("s3://press/warc.paths", "012"),
    ],
)
def test_s3_keys_prefixes_and_patterns(bucket: Roads, where: str, expected: str) -> None:
    outcomes = taken(where, bucket)
    assert numbers(outcomes) == list(expected)
    assert all(isinstance(one, Kept) for one in outcomes)


def test_an_object_knows_whether_it_is_the_same(bucket: Roads) -> None:
    with buckets.opened("s3://press/2025/a.warc.gz", bucket) as reach:
        assert reach.length == len(packed(pages(3)))
        assert reach.version


def test_what_s3_does_not_have_is_told(bucket: Roads) -> None:
    for where in ("s3://press/none.warc.gz", "s3://nobody/a.warc.gz", "s3://press/none/"):
        assert [type(one) for one in taken(where, bucket)] == [Failed]


def test_without_the_part_for_s3_one_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(buckets, "find_spec", lambda name: None)
    with pytest.raises(MissingPartError, match=r"pip install 'tearsheet\[s3\]'"):
        required(["a.warc", "s3://press/a.warc.gz"])
    required(["a.warc"])
    (outcome,) = taken("s3://press/a.warc.gz")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "a part is missing"


# -- whatever the bytes

SAMPLES = {
    "z.warc": b"".join(pages(3)),
    "z.warc.gz": packed(pages(3)),
    "z.warc.zst": zst(False),
    "y.warc.zst": zst(True),
}


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from([*sorted(SAMPLES), "z.wacz"]), st.data())
def test_no_bytes_stop_the_run(tmp_path: Path, name: str, data: st.DataObject) -> None:
    whole = SAMPLES.get(name) or wacz(tmp_path).read_bytes()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    path = tmp_path / name
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=60)) + whole[end:])
    outcomes = taken(str(path))
    assert all(isinstance(one, Kept | Skipped | Failed) for one in outcomes)
    assert 0 < len(outcomes) < 40


def test_a_list_of_common_crawl_leads_there(tmp_path: Path) -> None:
    path = tmp_path / "warc.paths"
    path.write_text("crawl-data/CC-NEWS/2025/09/a.warc.gz\n", "utf-8")
    (place,) = places([str(path)])
    assert isinstance(place, Place)
    assert place.shown == "https://data.commoncrawl.org/crawl-data/CC-NEWS/2025/09/a.warc.gz"
