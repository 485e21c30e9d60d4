"""What does a plain text file say?"""

import re

from tearsheet.model import Capture, Failed, Kept, Outcome, Skipped
from tearsheet.read.decode import decoded
from tearsheet.read.formats.legible import is_legible, is_too_short_to_tell
from tearsheet.read.formats.manuscript import Block, material_of
from tearsheet.read.formats.material import Material

MOST_BYTES = 20_000_000
_BLANK = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
# Lines broken by a typewriter's margin: no line is longer, most reach near it.
_WIDEST_MARGIN = 100
_NARROWEST_MARGIN = 45


def read_plain(capture: Capture, payload: bytes) -> Outcome[Material]:
    """Skipped "no text" for an empty file, Failed "too large" above 20 MB, "not readable"."""
    if len(payload) > MOST_BYTES:
        return Failed("too large", capture.url, f"{len(payload)} bytes")
    text = text_of(payload, capture.headers)
    blocks = blocks_of(text)
    if not blocks:
        return Skipped("no text", capture.url)
    if not is_legible(text) or is_too_short_to_tell(payload, text):
        return Failed("not readable", capture.url, "no words")
    return Kept(material_of(blocks, captured_at=capture.captured_at))


def text_of(payload: bytes, headers: tuple[tuple[str, str], ...]) -> str:
    """The decoded payload with one kind of line end and without control characters."""
    text = decoded(payload, headers).lstrip("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]", "", text)


def blocks_of(text: str) -> list[Block]:
    """Its paragraphs: every line one, unless lines were broken at a margin."""
    blocks: list[Block] = []
    stretches = [stretch for stretch in _PARAGRAPHS.split(text) if stretch.strip()]
    for number, stretch in enumerate(stretches, 1):
        lines = [_BLANK.sub(" ", line).strip() for line in stretch.split("\n")]
        lines = [line for line in lines if line]
        joined = [joined_lines(lines)] if _is_broken_at_margin(lines) else lines
        apart = len(joined) == 1 and number < len(stretches)
        blocks.extend(Block(line, 0, line, apart) for line in joined)
    return blocks


def joined_lines(lines: list[str]) -> str:
    """One paragraph from broken lines; no space between two characters of a script without."""
    text = ""
    for line in lines:
        unspaced = text and _UNSPACED.match(text[-1]) and _UNSPACED.match(line[0])
        text += line if not text or unspaced else f" {line}"
    return text


_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def _is_broken_at_margin(lines: list[str]) -> bool:
    if len(lines) < 2:
        return False
    widest = max(map(len, lines))
    return (
        _NARROWEST_MARGIN <= widest <= _WIDEST_MARGIN and min(map(len, lines[:-1])) > widest * 0.6
    )
