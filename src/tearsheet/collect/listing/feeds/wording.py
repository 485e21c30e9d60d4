"""Markup to plain text: tags removed, entities resolved, white space made single.

Every pattern stops at the next "<" (or at the end of its element), so that the time is linear in
the text whatever it holds.
"""

import html
import re
from contextlib import suppress
from html.entities import html5

from tearsheet.collect.listing.feeds.vocabulary import ELEMENTS, INLINE, UNSEEN

LONGEST_TITLE = 1_000
LONGEST_SUMMARY = 1_000
"""Code points kept; a summary is for choosing pages, the page itself is fetched. Twice as many
cost a sixth of the speed (2026-11-22)."""
_MARKUP_READ = (3, 16)  # so many times more markup than text is read: at first, and then at most

# The rest of a tag: a quoted value may hold ">", but where the quotes do not pair, the tag ends at
# the first ">".
_REST = r"""(?:(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)"""
_INLINE_NAMES = "|".join(sorted(INLINE | {name.upper() for name in INLINE}))
# Names in both cases: to ignore case would take twice as long.
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE_NAMES})(?![^\s/>]){_REST}")
_TAG = re.compile(rf"</?[a-zA-Z]{_REST}")
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
# What no reader sees. One that never ends runs to the end, as in a browser.
_HIDDEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<({'|'.join(UNSEEN)})\b.*?(?:</\1\b[^<>]*+>?|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_CLOSED = re.compile(r"</\w+>|<br\s*/?>")
_NAMES = re.compile(r"</?(\w+)")
_REFERENCE = re.compile(r"&#?\w{1,31};")
_NAMED = re.compile(r"&([A-Za-z]\w{0,30});")
_BROKEN = re.compile("[\x80-\x9f]|[\xc2-\xf4][\xa0-\xbf]")
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", chr(code))
    for code in range(0x80, 0xA0)
}


def plain(markup: str, longest: int) -> str:
    """The text of some HTML in single-spaced plain text, at most ``longest`` code points."""
    text = ""
    for times in _MARKUP_READ:
        text = literal(_text_of(_start_of(markup, times * longest)), longest)
        if len(markup) <= times * longest or len(text) == longest:
            break
    return text


def literal(text: str, longest: int) -> str:
    """Plain text, single-spaced and mended, at most ``longest`` code points."""
    text = " ".join(mended(text[: _MARKUP_READ[-1] * longest]).split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rstrip() + "…"


def guessed(text: str, longest: int) -> str:
    """Plain text of what may be markup and may be text, by how it looks."""
    return plain(text, longest) if is_markup(text) else literal(text, longest)


def is_markup(text: str) -> bool:
    """Whether a text that should be plain is HTML: it has an end tag or a character reference,
    and no element or entity that HTML does not know. The rule is feedparser's.
    """
    if "<" not in text and "&" not in text:
        return False
    if not (_CLOSED.search(text) or _REFERENCE.search(text)):
        return False
    if any(name.lower() not in ELEMENTS for name in _NAMES.findall(text)):
        return False
    return all(f"{name};" in html5 for name in _NAMED.findall(text))


def mended(text: str) -> str:
    """Text whose UTF-8 was read as Latin-1 on its way put right, and Windows' own characters.

    Neither occurs by accident: the one needs every accented letter to pair up, the other are
    control characters that no text uses.
    """
    if text.isascii() or not _BROKEN.search(text):
        return text
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return text.translate(_WINDOWS)


def _start_of(markup: str, length: int) -> str:
    """The first ``length`` code points of markup, less a tag that the cut would break."""
    if len(markup) <= length:
        return markup
    last = markup.rfind("<", 0, length)
    return markup[: length if last < 0 or markup.find(">", last, length) >= 0 else last]


def _text_of(markup: str) -> str:
    if "<" in markup:
        markup = _INLINE_TAG.sub("", _HIDDEN.sub(" ", markup))
        markup = _DECLARATION.sub("", _TAG.sub(" ", markup))
    return html.unescape(markup) if "&" in markup else markup
