"""Web archives whole, torn and damaged."""

import gzip
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tearsheet.archive import Archive
from tearsheet.collect import arrivals
from tearsheet.model import Arrival, Failed, Kept, Outcome, Skipped, Tally
from tests.unit.archive_arrivals import page

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMIT = 100_000
HTML = "text/html; charset=utf-8"


def collected(path: Path) -> list[Outcome[Arrival]]:
    return list(arrivals([str(path)], NOW, limit_bytes=LIMIT))


def kept(outcomes: list[Outcome[Arrival]]) -> list[Arrival]:
    return [one.value for one in outcomes if isinstance(one, Kept)]


class Warc:
    """A WARC file in the making, one record a member as crawlers write them."""

    def __init__(self, *, packed: bool) -> None:
        self.packed = packed
        self.content = b""
        self.starts = [0]

    def response(
        self,
        url: str,
        body: bytes,
        status: str = "200 OK",
        kind: str | None = HTML,
        coding: str | None = None,
    ) -> None:
        headers = f"HTTP/1.1 {status}\r\n"
        headers += f"Content-Type: {kind}\r\n" if kind else ""
        headers += f"Content-Encoding: {coding}\r\n" if coding else ""
        block = f"{headers}\r\n".encode() + body
        self.record(url, "response", block, Content_Type="application/http; msgtype=response")

    def record(self, url: str, kind: str, block: bytes, **headers: str) -> None:
        named = {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, str(self.starts[-1]))}>",
            "WARC-Date": "2025-06-11T06:00:00Z",
            "WARC-Target-URI": url,
            "Content-Length": str(len(block)),
            **headers,
        }
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
        head = "\r\n".join(["WARC/1.0", *lines, "", ""]).encode()
        record = head + block + b"\r\n\r\n"
        self.content += gzip.compress(record, mtime=0) if self.packed else record
        self.starts.append(len(self.content))

    def at(self, folder: Path) -> Path:
        path = folder / ("crawl.warc.gz" if self.packed else "crawl.warc")
        path.write_bytes(self.content)
        return path


def pages(number: int, *, packed: bool) -> Warc:
    warc = Warc(packed=packed)
    for one in range(number):
        warc.response(f"https://herald.example/{one}", f"<p>Day {one}: rain.".encode() * 20)
    return warc


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_comes_with_all_the_record_says(tmp_path: Path, packed: bool):
    body = b"<p>Rain.</p>"
    warc = Warc(packed=packed)
    warc.response("https://herald.example/0", b"<p>before")
    warc.response(
        "https://herald.example/1",
        gzip.compress(body),
        "200 OK",
        HTML,
        "gzip",
    )
    path = warc.at(tmp_path)
    arrival = kept(collected(path))[1]
    assert arrival == Arrival(
        url="https://herald.example/1",
        requested_url="https://herald.example/1",
        captured_at=datetime(2025, 6, 11, 6, 0, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", HTML), ("Content-Encoding", "gzip")),
        media_type="text/html",
        payload=body,
        source=f"warc:{path}@{warc.starts[1]}",
    )


@pytest.mark.parametrize("packed", [True, False])
def test_every_record_is_counted_with_its_reason(tmp_path: Path, packed: bool):
    url = "https://herald.example/a"
    warc = Warc(packed=packed)
    warc.record("", "warcinfo", b"software: x\r\n")
    warc.record("", "request", b"GET / HTTP/1.1\r\n\r\n")
    warc.record("dns:herald.example", "response", b"1.2.3.4", Content_Type="text/dns")
    warc.record("metadata://crawler/log", "resource", b"log", Content_Type="text/plain")
    warc.record(url, "revisit", b"")
    warc.record(url, "metadata", b"via: x\r\n")
    warc.record(url + ".txt", "resource", b"Rain.", Content_Type="text/plain; charset=utf-8")
    warc.record(url, "response", b"not http at all", Content_Type="application/http")
    warc.response(url, b"<p>moved", "301 Moved Permanently")
    warc.response(url, b"<p>gone", "404 Not Found")
    warc.response("https://herald.example/robots.txt", b"User-agent: *", "200 OK", "text/plain")
    warc.response(url + ".png", b"\x89PNG\r\n\x1a\n\x00\x00", "200 OK", "image/png")
    warc.response(url + "x", b"\x89PNG\r\n\x1a\n\x00\x00", "200 OK", HTML)
    warc.response(url + ".json", b"{}", "200 OK", "application/json")
    warc.response(url + "y", b"<html><p>Rain", "200 OK", None)
    warc.response(url, b"")
    warc.response(url, bytes(LIMIT + 1))
    warc.response(url, gzip.compress(bytes(LIMIT + 1)), "200 OK", HTML, "gzip")
    warc.response(url, bytes(4 * LIMIT) + bytes(1 << 18))
    warc.response(url, b"\x28\xb5\x2f\xfd??", "200 OK", HTML, "zstd")
    warc.record(url, "resource", b"<html>cut", WARC_Truncated="length", Content_Type="text/html")
    tally = Tally.of(outcomes := collected(warc.at(tmp_path)))
    assert [one.url for one in kept(outcomes)] == [url + ".txt", url + "y"]
    assert tally.skipped == Counter(
        {
            "about the archive itself": 1,
            "a request": 1,
            "a revisit": 1,
            "about another record": 1,
            "not a page": 5,
            "a redirect": 1,
            "status 404": 1,
            "robots.txt": 1,
            "empty": 1,
            "too large": 3,
            "cut short by its crawler": 1,
        }
    )
    assert tally.failed == Counter({"a broken record": 1, "broken compression": 1})
    assert tally.arrived == 21


@pytest.mark.parametrize("packed", [True, False])
def test_damage_is_counted_and_stepped_over(tmp_path: Path, packed: bool):
    warc = pages(10, packed=packed)
    content = bytearray(warc.content)
    start = warc.starts[4]
    content[start : start + 40] = random.Random(1).randbytes(40)
    path = tmp_path / warc.at(tmp_path).name
    path.write_bytes(content)
    outcomes = collected(path)
    assert [one.url[-1] for one in kept(outcomes)] == list("012356789")
    assert dict(Tally.of(outcomes).failed) == {"a broken record": 1}


@pytest.mark.parametrize("packed", [True, False])
def test_a_torn_end_is_told_wherever_it_is_torn(tmp_path: Path, packed: bool):
    warc = pages(3, packed=packed)
    whole = warc.content
    path = warc.at(tmp_path)
    assert dict(Tally.of(collected(path)).failed) == {}
    for cut in range(warc.starts[2] + 1, len(whole)):
        path.write_bytes(whole[:cut])
        outcomes = collected(path)
        tally = Tally.of(outcomes)
        assert tally.failed.total() == 1, cut
        body_is_whole = len(whole) - cut <= (12 if packed else 4)
        assert len(kept(outcomes)) == 2 or body_is_whole


def test_what_a_page_quotes_does_not_pass_for_a_record(tmp_path: Path):
    quoted = pages(1, packed=False).content
    warc = pages(1, packed=False)
    warc.response("https://herald.example/quotes", b"<p>\n" + quoted)
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc.content + b"garbage\r\n\r\n" + pages(1, packed=False).content)
    outcomes = collected(path)
    assert [one.url[-1] for one in kept(outcomes)] == ["0", "s", "0"]
    assert Tally.of(outcomes).failed.total() == 1


def arc(*bodies: bytes) -> list[bytes]:
    """The records of an ARC file of version 1."""
    records = [b"filedesc://crawl.arc 0.0.0.0 20250611060000 text/plain 12\n1 0 Crawler\n\n"]
    for number, body in enumerate(bodies):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        line = b"http://herald.example/a page %d 1.2.3.4 20250611060000 text/html %d\n"
        records.append(line % (number, len(block)) + block + b"\n")
    return records


def arc_at(folder: Path, records: list[bytes], *, packed: bool) -> Path:
    path = folder / ("crawl.arc.gz" if packed else "crawl.arc")
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_an_arc_file_is_read_like_a_warc_file(tmp_path: Path, packed: bool):
    path = arc_at(tmp_path, arc(b"<p>Rain.", b"<p>Wind."), packed=packed)
    first, second = kept(outcomes := collected(path))
    assert (first.url, first.payload) == ("http://herald.example/a page 0", b"<p>Rain.")
    assert second.captured_at == datetime(2025, 6, 11, 6, 0, tzinfo=UTC)
    offset = int(second.source.rpartition("@")[2])
    rest = path.read_bytes()[offset:]
    assert (gzip.decompress(rest) if packed else rest).startswith(b"http://herald.example/a page 1")
    assert Tally.of(outcomes).failed.total() == 0


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_arc_file_gives_what_it_can(tmp_path: Path, packed: bool):
    records = arc(*(b"<p>Day %d" % n * 30 for n in range(6)))
    whole = arc_at(tmp_path, records, packed=packed)
    parts = [gzip.compress(one) if packed else one for one in records]
    parts[3] = random.Random(2).randbytes(30) + parts[3][30:]
    whole.write_bytes(b"".join(parts))
    outcomes = collected(whole)
    assert [one.url[-1] for one in kept(outcomes)] == list("01345")
    assert Tally.of(outcomes).failed.total() == 1
    whole.write_bytes(b"".join(parts)[:-40])
    assert Tally.of(collected(whole)).failed.total() == 2


def test_our_own_archive_can_be_read_as_any_other(tmp_path: Path):
    with Archive.open(tmp_path / "archive", rotate_bytes=1 << 30) as archive:
        written = archive.append_all([page(1), page(2, status=0)])
    outcomes = collected(tmp_path / "archive" / "tearsheet-000001.warc.gz")
    assert [(one.url, one.payload) for one in kept(outcomes)] == [
        (one.url, archive.payload(one)) for one in written
    ]


SAMPLES = [
    ("z.warc", pages(3, packed=False).content),
    ("z.warc.gz", pages(3, packed=True).content),
    ("z.arc", b"".join(arc(b"<p>Rain." * 30, b"<p>Wind"))),
    ("z.arc.gz", b"".join(map(gzip.compress, arc(b"<p>Rain." * 30, b"<p>Wind")))),
]


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(SAMPLES), st.data())
def test_no_bytes_stop_the_run(tmp_path: Path, sample: tuple[str, bytes], data: st.DataObject):
    name, whole = sample
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    path = tmp_path / name
    path.write_bytes(whole[:start] + data.draw(st.binary(max_size=60)) + whole[end:])
    outcomes = collected(path)
    assert all(isinstance(one, Kept | Skipped | Failed) for one in outcomes)
    assert len(outcomes) < 40


@pytest.mark.parametrize("name", ["z.warc", "z.warc.gz", "z.arc", "z.arc.gz"])
def test_a_file_without_a_record_is_counted_too(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"")
    assert collected(path) == [Skipped("empty", str(path))]
    path.write_bytes(b"nothing of the kind\n")
    assert [type(one) for one in collected(path)] == [Failed]


def test_a_url_for_a_whole_web_archive_is_refused(tmp_path: Path):
    path = pages(1, packed=True).at(tmp_path)
    line = f"{path}\thttps://herald.example/"
    (outcome,) = arrivals(["-"], NOW, limit_bytes=LIMIT, stdin=[line])
    assert outcome == Failed("a URL for a whole web archive", str(path))
