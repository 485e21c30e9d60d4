"""Which characters do the bytes of a page spell?

Order of trust: byte order mark; bytes that are valid UTF-8 (no other encoding yields that by
accident in a text of any length); what the server and then the page declare, if the bytes bear it
out; what the bytes look like. Labels are read as browsers do (WHATWG Encoding Standard), so that
"iso-8859-1" is windows-1252 and "gb2312" is gb18030.
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from resiliparse.parse.encoding import detect_encoding

from tearsheet.model import Headers

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read a label as; Python's own name of the codec.
_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_NOT_FOR_PAGES = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7"}
_UNKNOWN_TO_PYTHON = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "windows-949": "cp949",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-cp1251": "cp1251",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "utf8": "utf-8",
    "unicode": "utf-16-le",
}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.ASCII | re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.ASCII | re.IGNORECASE,
)
# A page declares itself near its start; some print long comments or scripts first.
_HEAD = 8192
# What a detector needs to see; more costs time and adds nothing.
_SAMPLE = 32_768
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]{0,2000}>", re.DOTALL | re.IGNORECASE
)
# Four capital or small accented letters in a row are rare in any Latin text, and are what
# Cyrillic, Greek, Arabic or Chinese bytes look like when they are read as Latin.
_MOJIBAKE = re.compile(r"[À-ÿ]{4}")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def decoded(payload: bytes, headers: Headers = ()) -> str:
    """The characters of ``payload``; a byte that spells none becomes U+FFFD. Never raises."""
    for mark, name in _MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(name, "replace")
    wide = _wide(payload)
    if wide:
        return payload.decode(wide, "replace")
    if b"\x1b$" in payload and "iso2022_jp" in _declared(payload, headers):
        return payload.decode("iso2022_jp", "replace")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(payload):
        return payload.decode("utf-8", "replace")
    for name in _declared(payload, headers):
        text = _if_borne_out(payload, name)
        if text is not None:
            return text
    return _by_its_look(payload)


def _declared(payload: bytes, headers: Headers) -> Iterator[str]:
    """Codec names that the server, then the page, declare."""
    labels = [
        match[1]
        for name, value in headers
        if name.lower() == "content-type"
        for match in [_CHARSET.search(value.encode("utf-8", "replace"))]
        if match
    ]
    labels += [match[1] or match[2] for match in _META.finditer(payload[:_HEAD])]
    for label in labels:
        name = codec_of(label.decode("ascii", "replace"))
        if name:
            yield name


def codec_of(label: str) -> str | None:
    """Python's name of the codec a browser would use for ``label``, None if it is no encoding."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(label, label)).name
    except (LookupError, ValueError):
        return None
    if name in _NOT_FOR_PAGES:
        return None
    name = _BROWSERS_READ.get(name, name)
    try:
        b"aa".decode(name, "replace")
    except (LookupError, ValueError):  # a codec of bytes to bytes, such as "hex"
        return None
    return name


def _wide(payload: bytes) -> str | None:
    """UTF-16 without a mark: markup has a zero byte beside each letter."""
    head = payload[:1000]
    if head.count(0) * 8 < len(head):
        return None
    return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _is_damaged_utf8(payload: bytes) -> bool:
    """Whether nearly all of the page is UTF-8: one bad advertisement does not change that."""
    bad = payload.decode("utf-8", "replace").count("\ufffd")
    good = sum(1 for _ in _MULTIBYTE.finditer(payload[: 4 * _SAMPLE]))
    return bad <= 3 < good or bad * 20 < good


def _if_borne_out(payload: bytes, name: str) -> str | None:
    """``payload`` in that encoding, None where the bytes speak against it."""
    if name.startswith("utf"):
        return None
    text = payload.decode(name, "replace")
    if text.count("\ufffd") * 500 > len(text) // 10 + 500:
        return None
    if name in ("cp1252", "iso8859-15", "cp1250", "cp1254", "iso8859-2"):
        words = _visible(payload).decode(name, "replace")
        if len(_MOJIBAKE.findall(words)) > 5:
            return None
    return text


def _by_its_look(payload: bytes) -> str:
    sample = _visible(payload)[:_SAMPLE] or payload[:_SAMPLE]
    for label in (_resiliparse_says(sample), _normalizer_says(sample)):
        name = codec_of(label) if label else None
        if name and not name.startswith("utf"):
            text = payload.decode(name, "replace")
            if text.count("\ufffd") * 50 <= len(text):
                return text
    utf8 = payload.decode("utf-8", "replace")
    return utf8 if utf8.count("\ufffd") * 50 <= len(utf8) else payload.decode("cp1252", "replace")


def _resiliparse_says(sample: bytes) -> str | None:
    name: str | None = detect_encoding(sample, max_len=_SAMPLE, html5_compatible=False)
    return name


def _normalizer_says(sample: bytes) -> str | None:
    best = from_bytes(sample[:8192]).best()
    return best.encoding if best else None


def _visible(payload: bytes) -> bytes:
    """The bytes between the tags, enough of them to judge by."""
    return _MARKUP.sub(b" ", payload[: 8 * _SAMPLE])
