"""The passage that proves a sentence, cut out of its article with a little of what surrounds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tearsheet.model import Article, Span
from tearsheet.model.article import Part

AROUND = 180
"""Code points of context on either side: two lines of a tear sheet, enough to judge a cut by."""
EDGE = 70
"""Fewer code points of a neighbouring paragraph than this are not worth showing."""
WORD = 24
"""How far a cut may move, in code points, so as not to fall inside a word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; ``lit`` if the sentence rests on them."""

    text: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's ``part``: ``span`` covers all that is shown, context included.

    ``opens`` and ``closes`` say whether it begins and ends where a paragraph does; where it
    does not, readers see an ellipsis.
    """

    article_key: str
    part: Part
    span: Span
    pieces: tuple[Piece, ...]
    opens: bool
    closes: bool

    @property
    def text(self) -> str:
        """All that is shown, without the ellipses."""
        return "".join(piece.text for piece in self.pieces)


def passages(article: Article, part: Part, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """The passages that show ``spans`` of one part of an article, in reading order.

    Spans whose surroundings meet share a passage. Raises ValueError for a span past the end.
    """
    text = article.part(part)
    lit = sorted(span for span in spans if span.of(text))
    windows: list[Span] = []
    for window in (_window(text, span) for span in lit):
        if windows and window.start <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, window.end))
        else:
            windows.append(window)
    return tuple(
        Passage(
            article.key,
            part,
            window,
            tuple(_pieces(text, window, [span for span in lit if window.contains(span)])),
            opens=window.start == 0 or text[window.start - 1] == "\n",
            closes=window.end == len(text) or text[window.end] == "\n",
        )
        for window in windows
    )


def _window(text: str, span: Span) -> Span:
    """The span with its surroundings, cut between words, or between paragraphs if one is near."""
    start = max(0, span.start - AROUND)
    end = min(len(text), span.end + AROUND)
    if start:
        paragraph = text.find("\n", start, min(start + EDGE, span.start)) + 1
        start = paragraph or _next_word(text, start)
    if end < len(text):
        paragraph = text.rfind("\n", max(end - EDGE, span.end), end)
        end = paragraph if paragraph >= 0 else _last_word(text, end)
    return Span(min(start, span.start), max(end, span.end))


def _next_word(text: str, at: int) -> int:
    """The start of a word at or soon after ``at``; ``at`` itself where no space is near."""
    space = text.find(" ", at, at + WORD)
    return at if space < 0 else space + 1


def _last_word(text: str, at: int) -> int:
    """The end of a word at or soon before ``at``; ``at`` itself where no space is near."""
    space = text.rfind(" ", at - WORD, at)
    return at if space < 0 else space


def _pieces(text: str, window: Span, lit: list[Span]) -> Iterator[Piece]:
    """The window's characters as dim and lit runs in turn; overlapping spans are one run."""
    at = window.start
    runs: list[Span] = []
    for span in lit:
        if runs and span.start <= runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    for run in runs:
        if at < run.start:
            yield Piece(text[at : run.start], lit=False)
        yield Piece(run.of(text), lit=True)
        at = run.end
    if at < window.end:
        yield Piece(text[at : window.end], lit=False)
