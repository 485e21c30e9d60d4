"""A stretch of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, counted in code points.

    Raises ValueError for a negative start or an end before the start; a span may be empty.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers.

        Raises ValueError if the span reaches past the end: a finding that points outside its
        text is a bug, and a shorter answer would hide it.
        """
        if self.end > len(text):
            raise ValueError(f"span [{self.start}, {self.end}) reaches past {len(text)}")
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether every character of ``other`` lies in this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def shifted(self, by: int) -> "Span":
        """The same stretch, ``by`` code points further on (or back, if negative)."""
        return Span(self.start + by, self.end + by)
