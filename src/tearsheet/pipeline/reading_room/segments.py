"""A text cut where annotations begin and end, so that overlapping ones can be shown at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tearsheet.model import Span

Layer = Literal["quotation", "speaker", "name", "figure", "time", "credit", "passage"]
LAYERS: tuple[Layer, ...] = ("quotation", "speaker", "name", "figure", "time", "credit", "passage")


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation on a text: where, of which kind, and the number of the note that tells of it
    (0: none).
    """

    span: Span
    layer: Layer
    note: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that lie in the same marks; ``start`` is where they begin in the text.

    ``marks`` come the longest first, so that the innermost is the last.
    """

    start: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The kinds of its marks, each once, in the order of `LAYERS`."""
        there = {mark.layer for mark in self.marks}
        return tuple(layer for layer in LAYERS if layer in there)


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """The text in segments, whose characters joined are the text, each in all its marks.

    Marks may overlap in any way. What reaches past the end of the text is cut there, an empty one
    left out. Time grows with the length of the answer.
    """
    inside = [mark for mark in marks if mark.span.start < min(mark.span.end, len(text))]
    begins, ends = dict[int, list[Mark]](), dict[int, list[Mark]]()
    for mark in inside:
        begins.setdefault(mark.span.start, []).append(mark)
        ends.setdefault(min(mark.span.end, len(text)), []).append(mark)
    borders = sorted({0, len(text), *begins, *ends})
    found, standing = list[Segment](), list[Mark]()
    for start, end in pairwise(borders):
        closed = ends.get(start, ())
        standing = [mark for mark in standing if mark not in closed] + begins.get(start, [])
        within = sorted(standing, key=lambda mark: (-len(mark.span), mark.span.start, mark.note))
        found.append(Segment(start, text[start:end], tuple(within)))
    return tuple(found)
