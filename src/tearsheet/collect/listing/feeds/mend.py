"""The bytes of a feed as an XML parser can take them: one encoding, no DOCTYPE, no stray marks.

A DOCTYPE never reaches a parser, so that no entity is ever expanded or fetched: what it declares
as plain characters is put in by hand, nested entities stay as they are printed.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<?xm" or "<" and a letter begin without a mark (XML 1.0, appendix F).
_BEGINNINGS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})", re.ASCII)
_DECLARATION = re.compile(r"<\?xml[\s?][^<>]{0,1000}>", re.IGNORECASE)
# What labels mean in practice (WHATWG Encoding Standard).
_IN_PRACTICE = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_NO_CHARACTERS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"}
_SHIFTING = ("iso2022", "hz")
_DOCTYPE = "<!DOCTYPE"
_UNQUOTED = re.compile(
    r"(<[A-Za-z][\w:.-]{0,60}"
    r"(?:\s+[\w:.-]{1,60}\s*=\s*(?:\"[^\"<]*+\"|'[^'<]*+'))*+"
    r"\s+[\w:.-]{1,60}\s*=\s*)([^\s\"'<>]{1,500})"
)
_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DECLARED_LATE = re.compile(r"<!(?=[A-Z])")
_SUBSET_END = re.compile(r"\]\s*>")
_ENTITY = re.compile(
    r"<!ENTITY\s+([\w.-]{1,60})\s+(?:\"(&#\w{1,8};|[^&%<\"]{0,1000})\"|'(&#\w{1,8};|[^&%<']{0,1000})')\s*>"
)
_MOST_ENTITIES = 1_000
_MOST_EXPANDED = 1_000_000  # code points that references may grow to
_REFERENCE = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(\d{1,10}|[xX][0-9a-fA-F]{1,8});|([A-Za-z][\w.-]{0,60});)?"
)
# Characters that XML 1.0 does not allow (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_START = re.compile(r"<(?:\?xml|rss\b|feed\b|rdf:rdf\b|channel\b|!--|!DOCTYPE|\w)", re.IGNORECASE)
_OWN_PREFIXES = ("rss", "atom")
_OPENING, _CLOSING = "<![CDATA[", "]]>"


def plain_utf8(payload: bytes, charset: str) -> bytes | None:
    """The payload if a parser can take it as UTF-8 just as it is, else None.

    It holds no DOCTYPE, and no other encoding is more likely than UTF-8: text that is valid
    UTF-8 is UTF-8, whatever the server and the document declare.
    """
    start = payload[:1024].removeprefix(codecs.BOM_UTF8)
    if b"\x00" in start or _DOCTYPE.encode() in payload:
        return None
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii() and _shifts(_labels(payload, charset)):
        return None
    return payload.removeprefix(codecs.BOM_UTF8).lstrip()


def characters(payload: bytes, charset: str) -> str:
    """The characters that the payload spells; bytes that spell none become U+FFFD.

    Order of trust: byte order mark, zero bytes, valid UTF-8, the server's charset, the document's
    declaration if its bytes bear it out, Windows-1252.
    """
    for mark, name in _MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(name, "replace")
    for beginning, name in _BEGINNINGS:
        if payload.startswith(beginning):
            return payload.decode(name, "replace")
    names = _labels(payload, charset)
    if not (payload.isascii() and _shifts(names)):
        names.insert(0, "utf-8")
    for name in names:
        try:
            return payload.decode(name)
        except (UnicodeError, ValueError):
            continue
    # A declared encoding of several bytes that some bytes break is still the better reading.
    lenient = next((name for name in names[1:] if not name.startswith(("utf", "cp125"))), "cp1252")
    return payload.decode("utf-8" if _is_nearly_utf8(payload) else lenient, "replace")


def codec_of(label: str) -> str | None:
    """Python's name of the text encoding that ``label`` means in practice, None if it is none."""
    try:
        name = codecs.lookup(label.strip()).name
        name = _IN_PRACTICE.get(name, name)
        if name in _NO_CHARACTERS or not isinstance(b"aa".decode(name, "replace"), str):
            return None
    except (LookupError, ValueError):
        return None
    return name


def without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """The document from where it begins, without its DOCTYPE, and the plain characters that this
    gave names to.
    """
    begins = _START.search(text)
    text = text[begins.start() :] if begins else text
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if not text.startswith(_DOCTYPE, start):
        return text, {}
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        closed = _SUBSET_END.search(text, bracket)
        end = closed.end() - 1 if closed else -1
    if end < 0:
        return text[:start] + text[start + len(_DOCTYPE) :], {}  # it never ends
    entities: dict[str, str] = {}
    for found in _ENTITY.finditer(text, start, end):
        if len(entities) >= _MOST_ENTITIES:
            break
        entities.setdefault(found[1], found[2] or found[3] or "")
    return text[:start] + text[end + 1 :], entities


def well_formed(text: str, entities: dict[str, str]) -> str:
    """The document with its common slips put right.

    These are XML declarations in the wrong place, prefixes never declared, characters that XML
    forbids, bare ampersands, entities that XML does not know, and a CDATA section left open.
    """
    text = _DECLARATION.sub("", text)
    for prefix in _OWN_PREFIXES:
        if f"xmlns:{prefix}" not in text and f"<{prefix}:" in text:
            text = text.replace(f"<{prefix}:", "<").replace(f"</{prefix}:", "</")
    text = _FORBIDDEN.sub("", text)

    spent = 0

    def reference(found: re.Match[str]) -> str:
        nonlocal spent
        spelled = _spelled(found, entities if spent < _MOST_EXPANDED else {})
        spent += len(spelled)
        return spelled

    return "".join(
        piece if is_cdata else _REFERENCE.sub(reference, _DECLARED_LATE.sub("&lt;!", piece))
        for piece, is_cdata in _pieces(text)
    )


def quoted(text: str) -> str:
    """The document with quotes around the attribute that lacks them in a tag."""
    return "".join(
        piece if is_cdata else _UNQUOTED.sub(r'\1"\2"', piece) for piece, is_cdata in _pieces(text)
    )


def _labels(payload: bytes, charset: str) -> list[str]:
    """The codecs that the server and the document declare, in this order."""
    declared = _DECLARED.match(payload[:2048])
    labels = [charset, declared[1].decode("ascii", "replace") if declared else ""]
    return [name for label in labels if label and (name := codec_of(label))]


def _shifts(names: list[str]) -> bool:
    """Whether a declared encoding spells other characters in ASCII bytes (ISO 2022, HZ)."""
    return any(name.startswith(_SHIFTING) for name in names)


def _is_nearly_utf8(payload: bytes) -> bool:
    """Whether nearly every byte beyond ASCII is part of UTF-8: one broken headline in a feed."""
    text = payload.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(re.findall(r"[\x80-\uffef]", text[:200_000]))
    return bad * 10 < good


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order, cut into what is CDATA (closed if it was open) and what is not."""
    place = 0
    while (start := text.find(_OPENING, place)) >= 0:
        yield text[place:start], False
        end = text.find(_CLOSING, start)
        if end < 0:
            # The section should have ended with its element.
            yield text[start:] + _CLOSING, True
            return
        place = end + len(_CLOSING)
        yield text[start:place], True
    yield text[place:], False


def _spelled(found: re.Match[str], entities: dict[str, str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0x10FFFF
        return found[0] if allowed and code not in (0xFFFE, 0xFFFF) else ""
    if not name:
        return "&amp;"
    if name in entities:
        return (
            entities[name].replace("&", "&amp;") if entities[name][:2] != "&#" else entities[name]
        )
    known = html5.get(f"{name};")
    return known.replace("&", "&amp;").replace("<", "&lt;") if known else f"&amp;{name};"
