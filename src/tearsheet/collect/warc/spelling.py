"""A word as the bytes of a page may spell it: encodings, entities, escapes, marks inside words."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from html.entities import codepoint2name

ESCAPED = 4
"""Characters of a word that are looked for in escaped form: each takes six bytes and more."""

# What pages are written in that is not UTF-8, by script. Source: the WHATWG Encoding Standard and
# what Python reads of it.
_ENCODINGS = (
    (0x0000, 0x024F, ("cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "iso8859-3",
                      "iso8859-4", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15",
                      "iso8859-16", "mac_roman", "mac_latin2", "cp437", "cp850", "cp852",
                      "cp1258")),
    (0x0250, 0x036F, ("cp1258",)),
    (0x0370, 0x03FF, ("cp1253", "iso8859-7", "mac_greek")),
    (0x0400, 0x052F, ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac_cyrillic",
                      "ptcp154", "kz1048", "cp855")),
    (0x0590, 0x05FF, ("cp1255", "iso8859-8")),
    (0x0600, 0x06FF, ("cp1256", "iso8859-6")),
    (0x0E00, 0x0E7F, ("cp874",)),
    (0x1E00, 0x1EFF, ("cp1258",)),
    (0x3000, 0x30FF, ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")),
    (0x3400, 0x9FFF, ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")),
    (0xAC00, 0xD7A3, ("cp949", "johab", "gb18030")),
)  # fmt: skip
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

JOINTS = (
    b"\xc2\xad",
    b"\xe2\x80\x8b",
    b"\xe2\x80\x8c",
    b"\xe2\x80\x8d",
    b"\xe2\x81\xa0",
    b"&shy",
    b"&SHY",
    b"&#173",
    b"&#xad",
    b"&#xAD",
    b"&#820",
    b"&#x200",
    b"&zwnj",
    b"&zwj",
    b"&Zero",
    b"\\u00ad",
    b"\\u00AD",
    b"\\u200b",
    b"\\u200c",
    b"\\u200B",
    b"<wbr",
    b"<WBR",
)
"""How the marks begin that may stand inside a word unseen: soft hyphens, joiners, break chances."""
_JOINT = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|&(?:shy|SHY|zwn?j|ZeroWidthSpace);?"
    rb"|&#(?:173|820[3-7]);?|&#x(?:ad|AD|200[b-fB-F]);?|\\u(?:00[aA][dD]|200[b-fB-F])"
    rb"|</?(?:wbr|WBR)\s*/?>"
)


def in_utf8(word: str) -> Iterator[bytes]:
    """The word in UTF-8, its accents composed or not."""
    for form in ("NFC", "NFD"):
        yield unicodedata.normalize(form, word).encode("utf-8", "replace")
    yield word.encode("utf-8", "replace")


def in_legacy(word: str) -> Iterator[bytes]:
    """The word in each other encoding that has all its letters; none for an ASCII word."""
    top = max(word, default="")
    if not top or word.isascii():
        return
    for first, last, names in _ENCODINGS:
        if first <= ord(top) <= last:
            for name in names:
                try:
                    yield word.encode(name)
                except (UnicodeEncodeError, LookupError):
                    continue


def escaped(word: str) -> Iterator[bytes]:
    """The word's beginning with every letter beyond ASCII escaped, in each way pages do.

    HTML entities by number or name, JSON and JavaScript escapes. Percent-encoding is for URLs,
    which nobody reads as words.
    """
    if word.isascii():
        return
    start = word[:ESCAPED]
    if start.isascii():
        start = word[: next(at for at, letter in enumerate(word) if not letter.isascii()) + 1]
    ways = [
        [escape(letter) if not letter.isascii() else letter for letter in start]
        for escape in (_decimal, _hex, _hex_upper, _hex_x, _json, _json_upper, _named)
    ]
    for way in ways:
        yield "".join(way).encode("ascii")


def _decimal(letter: str) -> str:
    return f"&#{ord(letter)};"


def _hex(letter: str) -> str:
    return f"&#x{ord(letter):x};"


def _hex_upper(letter: str) -> str:
    return f"&#x{ord(letter):X};"


def _hex_x(letter: str) -> str:
    return f"&#x{ord(letter):04x};"


def _json(letter: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _units(letter))


def _json_upper(letter: str) -> str:
    return "".join(f"\\u{unit:04X}" for unit in _units(letter))


def _units(letter: str) -> Iterator[int]:
    wide = letter.encode("utf-16-be", "surrogatepass")
    for place in range(0, len(wide), 2):
        yield int.from_bytes(wide[place : place + 2], "big")


def _named(letter: str) -> str:
    name = codepoint2name.get(ord(letter))
    return f"&{name};" if name else _decimal(letter)


def joined(page: bytes) -> bytes:
    """The page without the marks that part words unseen."""
    return _JOINT.sub(b"", page)


def widened(page: bytes) -> bytes:
    """The page in UTF-8 where it is in UTF-16, UTF-32 or ISO-2022; else as it is."""
    for mark, name in _WIDE_MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace").encode("utf-8")
    head = page[:1000]
    zeros = head.count(0)
    if zeros and zeros * 8 >= len(head):
        big = head[0::2].count(0) > head[1::2].count(0)
        return page.decode("utf-16-be" if big else "utf-16-le", "replace").encode("utf-8")
    if b"\x1b" in page and b"\x1b$" in page:
        return page.decode("iso2022_jp_2", "replace").encode("utf-8")
    return page
