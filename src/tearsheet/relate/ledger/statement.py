"""One quotation as one article prints it, its words ready to be held against others."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tearsheet.model import Annotations, Article, Quote, Span, SpeakerKind

# A word, or one letter of a script that does not part its words.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[^\W_]+(?:['’ʼ‘-][^\W_]+)*"
)
_MARKED = re.compile(r"\[[^\[\]\n]{0,80}\]|\.\.\.|…")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")

Turning = Callable[[str], tuple[frozenset[str], frozenset[str]]]
"""For a language: words that a cut must not come after, and words that it must not come before."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where the article prints it.

    ``marked`` tells that the printing itself marks something as left out or put in before it.
    """

    folded: str
    at: Span
    marked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One quotation of one article.

    ``text`` holds the characters of the quotation's spans, one line for each. ``person`` is the
    same for everyone whom the caller takes for one person. ``figures`` are the values in it,
    ``names`` the names.
    """

    article_key: str
    quote: Quote
    text: str
    words: tuple[Word, ...]
    language: str
    speaker: str
    speaker_kind: SpeakerKind
    confidence: float
    person: str
    outlet: str
    printed_at: datetime
    figures: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def folded(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(word.folded for word in self.words)

    def span_of(self, at: Span) -> int:
        """The number of the quotation's span that holds a word."""
        return next(n for n, span in enumerate(self.quote.spans) if span.contains(at))

    def characters(self, start: int, end: int) -> str:
        """What it prints between two offsets of its article; a line feed between its spans."""
        parts, base = list[str](), 0
        for span in self.quote.spans:
            first, last = max(start, span.start), min(end, span.end)
            if first < last:
                parts.append(self.text[base + first - span.start : base + last - span.start])
            base += len(span) + 1
        return "\n".join(parts)


def statements_of(
    article: Article,
    annotations: Annotations,
    outlet: str,
    printed_at: datetime,
    person_of: Callable[[str], str],
) -> Iterator[Statement]:
    """The printed quotations of an article that have a speaker.

    ``person_of`` gives for a printed name the key that all spellings of that person share.
    """
    text = article.text
    for index, quote in enumerate(annotations.quotes):
        speaker = quote.speaker
        if speaker is None or not quote.is_printed or quote.part != "text":
            continue
        words = tuple(word for span in quote.spans for word in _words(text, span))
        if words:
            yield Statement(
                article.key,
                quote,
                "\n".join(span.of(text) for span in quote.spans),
                words,
                article.language.partition("-")[0].lower(),
                speaker.name,
                speaker.kind,
                speaker.confidence,
                person_of(speaker.name) if speaker.kind == "person" else speaker.name.casefold(),
                outlet,
                printed_at,
                frozenset(
                    f"{figure.value.normalize()} {figure.unit}"
                    for figure in annotations.figures
                    if figure.quote == index or _inside(figure.span, quote)
                ),
                frozenset(
                    name.text
                    for name in annotations.names
                    if any(_inside(mention, quote) for mention in name.mentions)
                ),
            )


def _inside(span: Span, quote: Quote) -> bool:
    return any(one.contains(span) for one in quote.spans)


def _words(text: str, span: Span) -> Iterator[Word]:
    marks = [match.span() for match in _MARKED.finditer(text, span.start, span.end)]
    before = span.start
    for match in _WORD.finditer(text, span.start, span.end):
        start, end = match.span()
        if any(a <= start < b for a, b in marks):  # a word that the printing itself put in
            continue
        marked = any(before <= a < start for a, _ in marks)
        yield Word(folded(match[0]), Span(start, end), marked)
        before = end


def folded(word: str) -> str:
    """A word without its case, accents' composition and style of apostrophe."""
    return unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
