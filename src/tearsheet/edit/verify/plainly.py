"""Do these words stand on the archived page? A second reader, plain and by another way.

It takes all that a reader can see, as `visible` gives it, drops the white space and looks
whether the words are in it. It shares no code with ``read/``.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from tearsheet.edit.verify import visible
from tearsheet.edit.verify.visible import Reading, charset_of

__all__ = ["Page", "charset_of", "ink", "page", "stands_whole"]

_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202c\u2060-\u2069\ufe0e\ufe0f\ufeff"
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_LIKE = (
    {ord(mark): '"' for mark in "“”„‟«»＂〃″״「」〝〞〟"}
    | {ord(mark): "'" for mark in "‘’‚‛‹›＇ʼʻ׳『』`´"}
    | {0x2010: "-", 0x2011: "-", ord("…"): "..."}
)


def ink(text: str) -> str:
    """What of a text is printed: no white space, one style of marks, composed characters."""
    return "".join(unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_LIKE)).split())


class Page:
    """An archived page as a plain reader sees it, in each way its bytes can be decoded.

    Ways are tried only as far as needed, and answers are kept.
    """

    def __init__(self, payload: bytes, media_type: str, charset: str = "") -> None:
        """``charset`` is what the response's head says, empty if nothing."""
        self._payload = payload
        self._media_type = media_type
        self._charset = charset
        self._read: list[Reading] = []
        self._unread = self._readings()
        self._answers: dict[tuple[str, str], bool] = {}

    def shows(self, words: str) -> bool:
        """Whether the words stand in the visible text."""
        return self._answered("shows", words)

    def names(self, words: str) -> bool:
        """Whether the words stand in the visible text or in what the page says of itself."""
        return self._answered("names", words)

    def holds(self, characters: str) -> bool:
        """Whether these exact characters stand anywhere in the page, markup included.

        A number or a Latin word must stand whole: "025-06-16" is not in "2025-06-16".
        """
        return self._answered("holds", characters)

    def _answered(self, question: str, words: str) -> bool:
        known = self._answers.get((question, words))
        if known is None:
            if question == "holds":
                known = bool(words) and self._holds(words)
            else:
                known = self._prints(ink(words), question == "names")
            self._answers[question, words] = known
        return known

    def _prints(self, wanted: str, own_too: bool) -> bool:
        if not wanted:
            return False
        return any(wanted in seen or (own_too and wanted in own) for seen, own in self._each())

    def _each(self) -> Iterator[Reading]:
        """Every reading, those made before first."""
        yield from tuple(self._read)
        for seen, own in self._unread:
            reading = ink(seen), ink(own)
            self._read.append(reading)
            yield reading

    def _readings(self) -> Iterator[Reading]:
        kind = self._media_type
        if kind == "application/pdf":
            text, own = visible.pdf(self._payload)
            yield text, own
            # Words parted at the end of a line.
            yield re.sub(r"-\s*\n\s*", "", text), own
        elif kind.endswith("wordprocessingml.document"):
            yield visible.docx(self._payload)
        elif kind == "message/rfc822":
            yield from visible.mail(self._payload)
        else:
            for text in visible.decoded(self._payload, self._charset):
                if kind in ("text/plain", "text/markdown"):
                    yield text, ""
                    if kind == "text/markdown":
                        yield visible.without_markup(text), ""
                else:
                    yield visible.html(text), ""
                    yield "", visible.html_own(text)

    def _holds(self, characters: str) -> bool:
        wanted = " ".join(characters.split())
        return any(
            stands_whole(characters, text) or stands_whole(characters, unescape(text))
            for text in self._texts()
        ) or any(
            # Parted by tags or line ends: "<b>16</b> June".
            stands_whole(wanted, " ".join(visible.html(text, instead).split()))
            for text in self._texts()
            for instead in ("", " ")
        )

    def _texts(self) -> Iterator[str]:
        """The bytes as characters, packed ones unpacked."""
        kind = self._media_type
        if kind == "application/pdf":
            yield "\n".join(visible.pdf(self._payload))
        elif kind.endswith("wordprocessingml.document"):
            yield "\n".join(visible.docx(self._payload))
        elif kind == "message/rfc822":
            for text, head in visible.mail(self._payload):
                yield f"{head}\n{text}"
        yield from visible.decoded(self._payload, self._charset)


def stands_whole(characters: str, text: str) -> bool:
    """Whether ``characters`` stand in ``text`` and no digit or Latin letter runs on at an edge."""
    at = text.find(characters)
    while at >= 0:
        end = at + len(characters)
        before = text[max(0, at - 1) : at + 1]
        if not _runs_on(before) and not _runs_on(text[end - 1 : end + 1]):
            return True
        at = text.find(characters, at + 1)
    return False


def _runs_on(pair: str) -> bool:
    return len(pair) == 2 and (pair.isdecimal() or (pair.isascii() and pair.isalpha()))


@lru_cache(maxsize=64)
def page(payload: bytes, media_type: str, charset: str = "") -> Page:
    """The page of these bytes; the last ones read are kept."""
    return Page(payload, media_type, charset)
