"""What can a reader see of an archived page, by plain means?

HTML through one pattern (the standard library's parser takes quadratic time on hostile pages);
PDF through pypdf; DOCX through its XML; mail through the standard library. Nothing here looks
for an article or shares code with ``read/``. What is seen and what a page says of itself
(metadata) are kept apart.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from html import unescape
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# A comment, something unseen with all it holds, or a tag whose quoted values may hold ">".
# Possessive, and values bounded, so that no page takes more than linear time.
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|template|svg|math)\b[^>]*+>.*?(?:</\1\b[^>]*+>|\Z)"
    r"|</?[a-z!?](?:[^\"'<>]++|\"[^\"]{0,9999}+\"|'[^']{0,9999}+')*+>",
    re.DOTALL | re.IGNORECASE,
)
_CONTENT = re.compile(r"\bcontent\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_SIGN = re.compile(r"[*_`#>|~]+|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)

Reading = tuple[str, str]


def charset_of(content_type: str) -> str:
    """The charset a Content-Type names, empty if none."""
    found = _CHARSET.search(content_type.encode("ascii", "ignore"))
    return found[1].decode("ascii") if found else ""


def decoded(payload: bytes, charset: str) -> Iterator[str]:
    """The bytes as text, in each way that fits, the likeliest first.

    Valid UTF-8 is UTF-8, unless escapes switch charsets in it. Else it is tried as marked, as
    declared and as Western; words that stand in a wrong decoding by accident are not words.
    """
    declared = [charset, *(name.decode("ascii") for name in _CHARSET.findall(payload[:4096]))]
    is_wide = payload[:2] in (b"\xff\xfe", b"\xfe\xff")
    if is_wide:
        declared.insert(0, "utf-16")
    try:
        yield payload.decode("utf-8-sig")
        if b"\x1b" not in payload and not is_wide:
            return
    except UnicodeDecodeError:
        pass
    tried = set[str]()
    for name in (*declared, "cp1252", "cp1251", "gb18030"):
        if name and name.lower() not in tried:
            tried.add(name.lower())
            try:
                yield payload.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    for name in dict.fromkeys(("utf-8", *declared)):
        try:
            yield payload.decode(name or "utf-8", "replace")
        except LookupError:
            continue


def html(text: str, instead: str = " ") -> str:
    """The visible text of HTML: everything that is no tag, comment or script.

    ``instead`` takes the place of each of those.
    """
    return unescape(_TAG.sub(instead, text))


def html_own(text: str) -> str:
    """What an HTML page says of itself in its head: ``meta`` contents and JSON-LD."""
    own = list[str]()
    for found in _TAG.finditer(text):
        tag = found[0]
        if tag[:5].lower() == "<meta":
            own += [unescape(value[1:-1]) for value in _CONTENT.findall(tag)]
        elif found[1] and _LINKED_DATA.match(tag):
            own += _strings(tag[tag.index(">") + 1 : tag.rindex("<")])
    return "\n".join(own)


def _strings(linked_data: str) -> Iterator[str]:
    """Every string of a JSON document, its entities resolved; all of it where it is not JSON."""
    try:
        waiting = [json.loads(linked_data, strict=False)]
    except (ValueError, RecursionError):
        yield unescape(linked_data)
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield unescape(value)
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()


def without_markup(text: str) -> str:
    """Markdown without its signs."""
    return _ESCAPED.sub(r"\1", _SIGN.sub("", _LINK.sub(r"\1", text)))


def pdf(payload: bytes) -> Reading:
    """The text of every page, and the document's properties; empty where it cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(payload))
        text = "\n".join(one.extract_text() for one in reader.pages)
        own = "\n".join(str(value) for value in (reader.metadata or {}).values())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return "", ""
    return text, own


def docx(payload: bytes) -> Reading:
    """The text of the document part, and the core properties; empty where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as packed:
            text = _xml_text(packed.read("word/document.xml"))
            core = "docProps/core.xml"
            own = _xml_text(packed.read(core)) if core in packed.namelist() else ""
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return "", ""
    return text, own


def _xml_text(xml: bytes) -> str:
    return "\n".join(ElementTree.fromstring(xml).itertext())


def mail(payload: bytes) -> Iterator[Reading]:
    """Each readable part of a letter, and its head."""
    letter = message_from_bytes(payload, policy=policy.default)
    head = "\n".join(f"{name}: {value}" for name, value in letter.items())
    for part in letter.walk():
        content = part.get_payload(decode=True)
        if part.get_content_maintype() != "text" or not isinstance(content, bytes):
            continue
        for text in decoded(content, part.get_content_charset() or ""):
            is_html = part.get_content_subtype() == "html"
            yield html(text) if is_html else text, head
