"""Broken and hostile XML, told tag by tag: no tree is built, so that memory stays flat."""

import codecs
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Protocol

import lxml.etree

_CHUNK = 1 << 16
_LONGEST_REFERENCE = 40
_LONGEST_HELD = 4 * _CHUNK
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)"  # where an ampersand is one
    r"|&(?:(?P<own>amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});|(?P<name>\w{2,31};)?)",
    re.DOTALL,
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
    try:
        for text in _texts(content):
            parser.feed(_REFERENCE.sub(_plain_reference, text).encode("utf-8", "replace"))
            if reader.is_done:
                break
        parser.close()
    except lxml.etree.LxmlError as error:
        return str(error)
    return ""


def local_name(tag: str) -> str:
    """A tag's own name, whether its prefix was declared (``{…}loc``) or not (``news:title``)."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _texts(content: bytes) -> Iterator[str]:
    """The document's text in pieces that end in no reference and no CDATA section begun."""
    decoder = codecs.getincrementaldecoder(_encoding(content))("replace")
    held = ""
    for start in range(0, len(content), _CHUNK):
        is_last = start + _CHUNK >= len(content)
        text = held + decoder.decode(content[start : start + _CHUNK], final=is_last)
        if start == 0:
            text = text.removeprefix("\ufeff")
        cut = len(text) if is_last else _end_of_whole(text)
        held = text[cut:]
        yield text[:cut]


def _end_of_whole(text: str) -> int:
    """Where the last reference or CDATA section begins that is not over yet, else the end."""
    data = text.rfind("<![CDATA[")
    over = text.find("]]>", data) if data >= 0 else -1
    if data >= 0 and over < 0 and len(text) - data < _LONGEST_HELD:
        return data
    tail = max(0, len(text) - _LONGEST_REFERENCE, over)
    begun = max(text.rfind("&", tail), text.rfind("<", tail))
    return begun if begun >= 0 else len(text)


def _encoding(content: bytes) -> str:
    """By the byte order mark, else as declared if it is a codec of text, else UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    found = _DECLARED.match(content[:400].lstrip())
    try:
        name = codecs.lookup(found[1].decode("ascii") if found else "utf-8").name
    except LookupError:
        return "utf-8"
    return name if _TEXT_CODECS.fullmatch(name) else "utf-8"


def _plain_reference(found: re.Match[str]) -> str:
    if found["own"] or found.group().startswith("<"):
        return found.group()
    named = html5.get(found["name"] or "")
    if named is None:
        return "&amp;" + found.group()[1:]
    return "".join(f"&#{ord(mark)};" for mark in named)
