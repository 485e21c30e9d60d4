"""Which lines of a text may speak of the text itself: those at its head and its foot."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.model import Span

# A masthead, captions and a byline may stand above the first paragraphs, "contributed" and "©"
# with a few boxes below the last.
_HEAD, _FOOT = 6000, 4000
_HEAD_LINES, _FOOT_LINES, _CUT_LINES = 60, 7, 300
_PARAGRAPHS = 5
_LEAST_PARAGRAPH = 140

Edge = Literal["above", "head", "foot", "tail"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``span`` is its place in the text, None for a line cut from above or below."""

    text: str
    edge: Edge
    span: Span | None

    def within(self, start: int, end: int) -> Span | None:
        """The place in the text of a stretch of this line."""
        return Span(self.span.start + start, self.span.start + end) if self.span else None

    @property
    def is_paragraph(self) -> bool:
        """Whether it is running text."""
        return len(self.text) >= _LEAST_PARAGRAPH


def edges(text: str, tail: str, above: str = "") -> tuple[Line, ...]:
    """The lines ``above`` a text, those at its head and its foot, and the ``tail``'s, in order.

    The head ends with the fifth paragraph, since captions look like paragraphs. In a short text
    a line may stand at both ends, and comes twice.
    """
    return (*_cut(above, "above"), *_head(text), *_foot(text), *_cut(tail, "tail"))


def _cut(lines: str, edge: Edge) -> list[Line]:
    """Lines that are no part of the text."""
    first = lines.split("\n", _CUT_LINES)[:_CUT_LINES]
    return [Line(line.strip(), edge, None) for line in first if line.strip()]


def _head(text: str) -> list[Line]:
    lines = list[Line]()
    start, paragraphs = 0, 0
    for line in text[:_HEAD].split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        lines.append(Line(line, "head", Span(start, start + len(line))))
        start += len(line) + 1
        paragraphs += lines[-1].is_paragraph
        if paragraphs == _PARAGRAPHS:
            break
    return lines


def _foot(text: str) -> list[Line]:
    lines = list[Line]()
    end = len(text)
    for line in reversed(text[-_FOOT:].split("\n")[-_FOOT_LINES:]):
        lines.append(Line(line, "foot", Span(end - len(line), end)))
        end -= len(line) + 1
    return lines[::-1]
