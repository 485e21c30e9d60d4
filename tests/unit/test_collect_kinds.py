"""Name and bytes together say what a file is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect import kinds
from tearsheet.collect.kinds import DOCX, HTML, MAIL, MARKDOWN, PDF, TEXT, XHTML

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PAGE = b"<!DOCTYPE html><title>Rain</title>"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", HTML),
        ("A.HTM", HTML),
        ("a.html.gz", HTML),
        ("a.xhtml", XHTML),
        ("a.txt", TEXT),
        ("a.md", MARKDOWN),
        ("a.eml", MAIL),
        ("a.b.pdf", PDF),
        ("a.docx", DOCX),
        ("a.css", None),
        ("html", None),
        ("article?id=3", None),
    ],
)
def test_a_name_says_what_it_is(name: str, kind: str | None):
    assert kinds.by_name(name) == kind


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "A.ARC.GZ", "x.arc"])
def test_web_archives_are_known_by_name(name: str):
    assert kinds.is_warc(name)
    assert kinds.by_name(name) is None


@pytest.mark.parametrize(
    ("claimed", "start", "kind"),
    [
        (None, PAGE, HTML),
        (None, b"\xef\xbb\xbf  <HTML lang=en>", HTML),
        (None, b'<?xml version="1.0"?>\n<!-- saved -->\n<html xmlns="x">', HTML),
        (None, "\ufeff<html><body>Rain".encode("utf-16-le"), HTML),
        (TEXT, PAGE, HTML),
        (XHTML, PAGE, XHTML),
        (MARKDOWN, b"<html> in Markdown", MARKDOWN),
        (HTML, PNG, "application/octet-stream"),
        (HTML, b"%PDF-1.7 ...", PDF),
        (PDF, b"junk before\n%PDF-1.4", PDF),
        (PDF, PAGE, HTML),
        (PDF, b"nothing of the kind", None),
        (DOCX, b"PK\x03\x04....[Content_Types].xml", DOCX),
        (DOCX, b"PK\x03\x04....mimetype", "application/zip"),
        (DOCX, b"plain", None),
        (None, b"From: a@b.example\r\nSubject: Rain\r\n\r\nIt fell.", MAIL),
        (TEXT, b"From: a@b.example\nSubject: Rain\n\nIt fell.", TEXT),
        (TEXT, b"BMW sells more cars", TEXT),
        (None, b"It rained.", None),
        (None, b"", None),
    ],
)
def test_a_claim_stands_unless_the_bytes_give_it_the_lie(
    claimed: str | None, start: bytes, kind: str | None
):
    assert kinds.settled(claimed, start) == kind


@given(st.binary(max_size=200), st.sampled_from([None, *sorted(kinds.PAGES)]))
def test_any_bytes_are_something_or_nothing(start: bytes, claimed: str | None):
    found = kinds.settled(claimed, start)
    assert found is None or "/" in found
