"""Do these words stand on the archived page? A second reader, plain and by another way.

It shares no code with ``read/``: HTML goes through the standard library's parser and our own
guess at the charset, PDF through pypdf, DOCX through its XML, mail through the standard library.
It does not look for the article; it takes all that a reader can see, without white space, and
looks whether the words are in it.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_UNSEEN = frozenset({"script", "style", "template", "svg", "math"})
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKUP_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_MARKUP_SIGN = re.compile(r"[*_`#>|~]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)
_DROPPED = dict.fromkeys(
    (*range(8203, 8208), *range(8234, 8237), *range(8288, 8298), 173, 1564, 65038, 65039, 65279)
)
_LIKE = (
    {ord(mark): '"' for mark in "“”„‟«»＂〃″״「」〝〞〟"}
    | {ord(mark): "'" for mark in "‘’‚‛‹›＇ʼʻ׳『』`´"}
    | {0x2010: "-", 0x2011: "-", ord("…"): "..."}
)
_TABLE = _DROPPED | _LIKE


def ink(text: str) -> str:
    """What of a text is printed: no white space, one style of marks, composed characters."""
    return "".join(unicodedata.normalize("NFC", text.translate(_TABLE)).split())


class Page:
    """An archived page as a plain reader sees it, in each way its bytes can be decoded."""

    def __init__(self, payload: bytes, media_type: str, charset: str = "") -> None:
        """``charset`` is what the response's head says, empty if nothing."""
        self._payload = payload
        self._media_type = media_type
        self._charset = charset
        self._seen: list[tuple[str, str]] | None = None

    def shows(self, words: str) -> bool:
        """Whether the words stand in the visible text."""
        wanted = ink(words)
        return bool(wanted) and any(wanted in seen for seen, _ in self._readings())

    def names(self, words: str) -> bool:
        """Whether the words stand in the visible text or in what the page says of itself."""
        wanted = ink(words)
        return bool(wanted) and any(wanted in seen + own for seen, own in self._readings())

    def holds(self, characters: str) -> bool:
        """Whether these exact characters stand anywhere in the page, markup included.

        A number or a Latin word must stand whole: "025-06-16" is not in "2025-06-16".
        """
        if not characters:
            return False
        if any(stands_whole(characters, text) for text in self._texts()):
            return True
        if any(stands_whole(characters, html.unescape(text)) for text in self._texts()):
            return True
        # Parted by tags or line ends: "<b>16</b> June".
        wanted = " ".join(characters.split())
        return any(
            stands_whole(wanted, " ".join(join.join(_parsed(text).seen).split()))
            for text in self._texts()
            for join in ("", " ")
        )

    def _readings(self) -> list[tuple[str, str]]:
        """Visible text and what the page says of itself (metadata), both as ink."""
        if self._seen is None:
            self._seen = list(dict.fromkeys(self._read()))
        return self._seen

    def _read(self) -> Iterator[tuple[str, str]]:
        kind = self._media_type
        if kind == "application/pdf":
            text, own = _pdf(self._payload)
            yield ink(text), ink(own)
            # Words parted at the end of a line.
            yield ink(re.sub(r"-\s*\n\s*", "", text)), ink(own)
        elif kind.endswith("wordprocessingml.document"):
            text, own = _docx(self._payload)
            yield ink(text), ink(own)
        elif kind == "message/rfc822":
            for text, own in _mail(self._payload):
                yield ink(text), ink(own)
        elif kind == "text/markdown":
            for text in _decoded(self._payload, self._charset):
                yield ink(_without_markup(text)), ""
                yield ink(text), ""
        elif kind == "text/plain":
            for text in _decoded(self._payload, self._charset):
                yield ink(text), ""
        else:
            for text in _decoded(self._payload, self._charset):
                yield _html(text)

    def _texts(self) -> Iterator[str]:
        """The bytes as characters, packed ones unpacked."""
        kind = self._media_type
        if kind == "application/pdf":
            yield "\n".join(_pdf(self._payload))
        elif kind.endswith("wordprocessingml.document"):
            yield "\n".join(_docx(self._payload))
        elif kind == "message/rfc822":
            for text, own in _mail(self._payload):
                yield f"{own}\n{text}"
        yield from _decoded(self._payload, self._charset)


def stands_whole(characters: str, text: str) -> bool:
    """Whether ``characters`` stand in ``text`` and no digit or Latin letter runs on at an edge."""
    at = text.find(characters)
    while at >= 0:
        end = at + len(characters)
        if not _runs_on(text[at - 1 : at + 1]) and not _runs_on(text[end - 1 : end + 1]):
            return True
        at = text.find(characters, at + 1)
    return False


def _runs_on(pair: str) -> bool:
    return len(pair) == 2 and (pair.isdecimal() or (pair.isascii() and pair.isalpha()))


@lru_cache(maxsize=64)
def page(payload: bytes, media_type: str, charset: str = "") -> Page:
    """The page of these bytes; the last ones read are kept."""
    return Page(payload, media_type, charset)


def charset_of(content_type: str) -> str:
    """The charset a Content-Type names, empty if none."""
    found = _CHARSET.search(content_type.encode("ascii", "ignore"))
    return found[1].decode("ascii") if found else ""


def _decoded(payload: bytes, charset: str) -> Iterator[str]:
    """The bytes as text: by their own mark, as UTF-8, as declared, as Western.

    Each way that fits is tried, the likeliest first: words that stand in a wrong decoding by
    accident are not words.
    """
    declared = [charset, *(name.decode("ascii") for name in _CHARSET.findall(payload[:4096]))]
    if payload[:2] in (b"\xff\xfe", b"\xfe\xff"):
        declared.insert(0, "utf-16")
    done = set[str]()
    for name in ("utf-8-sig", *declared, "cp1252", "cp1251", "gb18030"):
        if not name or name.lower() in done:
            continue
        done.add(name.lower())
        try:
            yield payload.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    for name in ("utf-8", *declared):
        try:
            yield payload.decode(name or "utf-8", "replace")
        except LookupError:
            continue


class _Visible(HTMLParser):
    """Collects what is printed, and apart from it what the head says of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.own: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter what is not printed; note what the page says of itself."""
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag == "meta":
            self.own += [value for name, value in attrs if name == "content" and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself holds nothing."""
        if tag == "meta":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not printed."""
        if tag in self._unseen:
            while self._unseen and self._unseen.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Text, printed unless inside something unseen."""
        if not self._unseen:
            self.seen.append(data)


def _parsed(text: str) -> _Visible:
    parser = _Visible()
    parser.feed(text)
    parser.close()
    return parser


def _html(text: str) -> tuple[str, str]:
    parser = _parsed(text)
    return ink("".join(parser.seen)), ink(" ".join(parser.own))


def _without_markup(text: str) -> str:
    text = _MARKUP_LINK.sub(r"\1", text)
    text = _MARKUP_SIGN.sub("", text)
    return _MARKUP_ESCAPE.sub(r"\1", text)


def _pdf(payload: bytes) -> tuple[str, str]:
    try:
        reader = PdfReader(io.BytesIO(payload))
        text = "\n".join(one.extract_text() for one in reader.pages)
        own = " ".join(str(value) for value in (reader.metadata or {}).values())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "", ""
    return text, own


def _docx(payload: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as packed:
            names = packed.namelist()
            text = _xml_text(packed.read("word/document.xml"))
            core = "docProps/core.xml"
            own = _xml_text(packed.read(core)) if core in names else ""
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return "", ""
    return text, own


def _xml_text(xml: bytes) -> str:
    return "\n".join(piece for piece in ElementTree.fromstring(xml).itertext())


def _mail(payload: bytes) -> Iterator[tuple[str, str]]:
    """Each readable part of a letter, and its head."""
    letter = message_from_bytes(payload, policy=policy.default)
    head = "\n".join(f"{name}: {value}" for name, value in letter.items())
    for part in letter.walk():
        if part.get_content_maintype() != "text":
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        for text in _decoded(content, part.get_content_charset() or ""):
            if part.get_content_subtype() == "html":
                yield _html(text)[0], head
            else:
                yield text, head
