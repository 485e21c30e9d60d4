"""What kind of thing some bytes are: by the name they came under, and by how they begin."""

import re
from pathlib import PurePath

HTML = "text/html"
XHTML = "application/xhtml+xml"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
MAIL = "message/rfc822"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGES = frozenset({HTML, XHTML, TEXT, MARKDOWN, MAIL, PDF, DOCX})
SNIFFED = 2048  # bytes that decide

BY_EXTENSION = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": XHTML,
    ".xht": XHTML,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".eml": MAIL,
    ".pdf": PDF,
    ".docx": DOCX,
}
WEB_ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")
GZIP_MAGIC = b"\x1f\x8b"
# What never is a page, whatever its name or its server says. Source: the magic numbers of the
# WHATWG MIME Sniffing Standard, sections 6.1 to 6.3, and of common archives.
_BINARY = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"\x1aE\xdf\xa3",
    b"OggS",
    b"ID3",
    b"wOFF",
    b"wOF2",
    b"\x7fELF",
    b"MZ",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite format 3\x00",
)
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html\b|<html\b|<head\b|<body\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEAD = re.compile(
    rb"(?:From \S+.*\r?\n)?(?:(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|Message-ID"
    rb"|MIME-Version):[ \t].*\r?\n(?:[ \t].*\r?\n)*){2}",
    re.IGNORECASE,
)


def is_warc(name: str) -> bool:
    """Whether a file's name says WARC, ARC or WACZ."""
    return name.lower().endswith(WEB_ARCHIVES)


def by_name(name: str) -> str | None:
    """The media type that a name's ending stands for (``.gz`` set aside), None if unknown."""
    return BY_EXTENSION.get(PurePath(name.lower().removesuffix(".gz")).suffix)


def by_content(start: bytes) -> str | None:
    """The media type that the first bytes give away beyond doubt; None if they do not.

    ``application/octet-stream`` for what is certainly not text.
    """
    if start.lstrip().startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in start or b"[Content_Types].xml" in start else "application/zip"
    if start.startswith(_BINARY) and b"\x00" in start:
        return "application/octet-stream"
    text = start.removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = start[2:].replace(b"\x00", b"")
    if _MARKUP.match(text):
        return HTML
    return MAIL if _MAIL_HEAD.match(text) else None


def settled(claimed: str | None, start: bytes) -> str | None:
    """The media type in the end: a claim stands unless the bytes give it the lie.

    Text that is markup is HTML whatever its name; markup in a Markdown file, a letter or XHTML
    is its own business. A file without a claim is known by its bytes or not at all.
    """
    seen = by_content(start)
    if claimed == PDF and b"%PDF-" in start[:1024]:  # where readers look for it
        return PDF
    if seen is None or claimed == seen:
        return claimed if seen is None and claimed not in (PDF, DOCX) else seen
    if claimed is not None and seen in (HTML, MAIL):
        return HTML if claimed in (TEXT, PDF, DOCX) and seen == HTML else claimed
    return seen
