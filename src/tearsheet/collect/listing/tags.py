"""Broken and hostile XML, told tag by tag: no tree is built, so that memory stays flat."""

import codecs
import re
from collections.abc import Mapping
from html.entities import html5
from typing import Protocol

import lxml.etree

_CHUNK = 1 << 16
_REFERENCE = re.compile(
    r"&(?:(?P<own>amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});|(\w{2,31};)?)"
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})[\"']", re.IGNORECASE
)
# Codecs of text that a document may name; Python knows others, which cost more or are none.
_TEXT_CODECS = re.compile(
    r"utf-8|ascii|(?:cp|windows-|iso8859-|koi8-|mac-|gb|big5|euc_|shift_jis|hz|iso2022_|tis-).*"
)


class TagReader(Protocol):
    """Who listens."""

    @property
    def is_done(self) -> bool:
        """Whether the rest need not be read."""

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens; names as in `local_name`."""

    def closed(self, tag: str) -> None:
        """A tag closes."""

    def said(self, text: str) -> None:
        """Text, in pieces of any length."""


class _Target:
    """A reader as lxml wants it: its ``ParserTarget`` speaks of bytes for Python 2's sake."""

    def __init__(self, reader: TagReader) -> None:
        self._reader = reader

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        given = {local_name(str(name)): str(value) for name, value in attrib.items()}
        self._reader.opened(local_name(str(tag)), given)

    def end(self, tag: str | bytes) -> None:
        self._reader.closed(local_name(str(tag)))

    def data(self, data: str | bytes) -> None:
        self._reader.said(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments say nothing to us."""

    def close(self) -> None:
        """Nothing is held back."""


def read_tags(content: bytes, reader: TagReader) -> str:
    """Let ``reader`` see every tag of ``content`` as far as it can be read.

    Returns what broke the reading off, empty if nothing did. A bare ampersand is taken as
    written. No entity that the document declares is resolved (there is no reference left to
    it: HTML's names become their characters, others words), and nothing outside is loaded.
    """
    parser = lxml.etree.XMLParser(
        target=_Target(reader), encoding="utf-8", recover=True, no_network=True, load_dtd=False
    )
    text = _REFERENCE.sub(_plain_reference, decoded(content))
    content = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(content), _CHUNK):
            parser.feed(content[start : start + _CHUNK])
            if reader.is_done:
                break
        parser.close()
    except lxml.etree.LxmlError as error:
        return str(error)
    return ""


def decoded(content: bytes) -> str:
    """The text of an XML document: by its byte order mark, as it declares, as UTF-8 if it is that.

    Bytes that do not fit become replacement characters.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        found = _DECLARED.match(content.lstrip()[:400])
    try:
        encoding = codecs.lookup(found[1].decode("ascii") if found else "utf-8").name
    except LookupError:
        encoding = "utf-8"
    return content.decode(encoding if _TEXT_CODECS.fullmatch(encoding) else "utf-8", "replace")


def _plain_reference(found: re.Match[str]) -> str:
    if found["own"]:
        return found.group()
    named = html5.get(found[2] or "")
    if named is None:
        return "&amp;" + found.group()[1:]
    return "".join(f"&#{ord(mark)};" for mark in named)


def local_name(tag: str) -> str:
    """A tag's own name, whether its prefix was declared (``{…}loc``) or not (``news:title``)."""
    return tag.rpartition("}")[2].rpartition(":")[2]
