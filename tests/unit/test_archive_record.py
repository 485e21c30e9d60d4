"""A record says everything a capture is, in a form any WARC reader follows."""

import zlib
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from tearsheet.archive import ArchiveError, http, listing, record
from tearsheet.archive.listing import Entry
from tearsheet.archive.member import HEAD, packed
from tearsheet.archive.record import Original
from tearsheet.model import Arrival, Capture, Location
from tests.unit.archive_arrivals import NOON, arrivals, headers, page, payloads, words

PLACE = Location("tearsheet-000001.warc.gz", 7, 100, "0" * 64)
ORIGINAL = Original("https://a.example/", NOON, "a" * 64, "tearsheet-000001.warc.gz", 4711)


def as_capture(arrival: Arrival) -> Capture:
    return Capture(
        key=arrival.key,
        url=arrival.url,
        requested_url=arrival.requested_url,
        captured_at=arrival.captured_at,
        status=arrival.status,
        headers=arrival.headers,
        media_type=arrival.media_type,
        payload_sha256=arrival.payload_sha256,
        payload_length=len(arrival.payload),
        location=PLACE,
        source=arrival.source,
        reserved=arrival.reserved,
    )


@settings(deadline=None)
@given(arrivals)
def test_any_arrival_comes_back_exactly(arrival: Arrival):
    found = record.parsed(record.of_arrival(arrival, "b" * 64), PLACE)
    assert record.capture_of(found, PLACE) == as_capture(arrival)
    assert record.payload_of(found) == arrival.payload
    assert record.previous_of(found) == "b" * 64


@settings(deadline=None)
@given(arrivals)
def test_a_revisit_says_all_but_the_payload(arrival: Arrival):
    found = record.parsed(record.of_arrival(arrival, "", ORIGINAL), PLACE)
    assert found.kind == "revisit"
    assert record.capture_of(found, PLACE) == as_capture(arrival)
    assert record.original_of(found, PLACE) == (ORIGINAL.file, ORIGINAL.offset)
    assert record.previous_of(found) == ""


def test_rights_reserved_are_kept_and_none_are_none():
    reserved = ("noarchive (robots meta)", "tdm-reservation (header)")
    for original in (None, ORIGINAL):
        plain = record.of_arrival(replace(page(1), reserved=reserved), "", original)
        said = b'Tearsheet-Reserved: ["noarchive (robots meta)", "tdm-reservation (header)"]\r\n'
        assert said in plain
        assert record.capture_of(record.parsed(plain, PLACE), PLACE).reserved == reserved
        silent = record.parsed(record.of_arrival(page(1), "", original), PLACE)
        assert "Reserved" not in silent.own
        assert record.capture_of(silent, PLACE).reserved == ()


@pytest.mark.parametrize("wrong", [b'"noarchive"', b"[1]", b"{}", b"null"])
def test_rights_that_make_no_sense_are_refused(wrong: bytes):
    plain = record.of_arrival(replace(page(1), reserved=("noarchive",)), "")
    found = record.parsed(plain.replace(b'["noarchive"]', wrong), PLACE)
    with pytest.raises(ArchiveError, match="lacks what makes a capture"):
        record.capture_of(found, PLACE)


@settings(deadline=None)
@given(payloads, st.sampled_from([0, 200, 404]))
def test_other_readers_find_the_same_payload(payload: bytes, status: int):
    arrival = page(1, payload, status=status)
    packed_record = packed(record.of_arrival(arrival, ""))
    fast = next(iter(ArchiveIterator(BytesIO(packed_record), auto_decode="all")))
    assert fast.reader.read() == payload
    slow = next(WarcioIterator(BytesIO(packed_record), check_digests="raise"))
    assert slow.content_stream().read() == payload
    assert slow.rec_headers.get_header("WARC-Record-ID") == record.record_id(arrival.key)


@settings(deadline=None)
@given(words, words)
def test_a_text_comes_back_with_its_capture(title: str, text: str):
    capture = as_capture(page(1))
    key = record.article_key(capture.key, f"{title}\n\n{text}")
    found = record.parsed(record.of_text(key, f"{title}\n\n{text}", capture, "", NOON), PLACE)
    filed = record.filed_text(found, PLACE)
    assert (filed.record, filed.capture_key) == (f"{title}\n\n{text}", capture.key)
    assert filed.article_key == key
    assert found.headers["WARC-Refers-To"] == record.record_id(capture.key)
    assert found.headers["Content-Type"] == "text/plain; charset=utf-8"


@settings(deadline=None)
@given(headers)
def test_a_head_tells_all_or_says_that_it_does_not(pairs: tuple[tuple[str, str], ...]):
    head = http.head(200, pairs, 3)
    assert head.count(b"\r\n\r\n") == 1
    assert head.endswith(b"\r\n\r\n")
    plain = all(":" not in name and "\n" not in name + value for name, value in pairs)
    if plain and all((name + value).isascii() and name.isalpha() for name, value in pairs):
        assert http.parsed(head) == (200, pairs)


def test_a_head_is_true_for_the_body_as_archived():
    sent = (("Content-Encoding", "gzip"), ("Content-Length", "10"), ("ETag", "x"))
    assert http.head(200, sent, 30) == (
        b"HTTP/1.1 200 \r\nX-Archive-Orig-Content-Encoding: gzip\r\n"
        b"X-Archive-Orig-Content-Length: 10\r\nETag: x\r\nContent-Length: 30\r\n\r\n"
    )


def test_a_file_is_a_resource_and_a_response_stays_one():
    assert b"WARC-Type: resource\r\n" in record.of_arrival(page(1, status=0), "")
    assert b"WARC-Type: response\r\n" in record.of_arrival(page(1), "")


@pytest.mark.parametrize("cut", [1, 4, 5, 200])
def test_less_than_a_record_is_refused(cut: int):
    plain = record.of_arrival(page(1), "")
    with pytest.raises(ArchiveError, match="at byte 7"):
        record.parsed(plain[:-cut], PLACE)


def test_more_than_a_record_is_refused():
    plain = record.of_arrival(page(1), "")
    with pytest.raises(ArchiveError, match="exactly one"):
        record.parsed(plain + plain, PLACE)


@pytest.mark.parametrize(
    "header", [b"Tearsheet-Source", b"WARC-Date", b"WARC-Target-URI", b"WARC-Identified-Payload"]
)
def test_a_capture_that_lacks_a_fact_is_refused(header: bytes):
    plain = record.of_arrival(page(1), "").replace(header, b"X" + header[1:])
    with pytest.raises(ArchiveError, match="lacks"):
        record.capture_of(record.parsed(plain, PLACE), PLACE)


@settings(deadline=None)
@given(words)
def test_members_open_alike_everywhere(text: str):
    member = packed(text.encode())
    assert member.startswith(HEAD)
    assert zlib.decompress(member, zlib.MAX_WBITS + 16) == text.encode()


def test_a_list_line_notices_any_changed_character():
    entry = Entry(12, 34, sha256(b"").hexdigest(), "response", "a" * 64, "b" * 64)
    line = listing.lines([entry]).rstrip(b"\n")
    assert listing.parsed(line) == entry
    for place in range(len(line)):
        changed = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
        assert listing.parsed(changed) is None
