"""Are a sentence's words the archived ones, and found a second time on the page itself?"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tearsheet.edit.cues import cues
from tearsheet.edit.verify.chain import page_of
from tearsheet.edit.verify.edges import (
    cuts_word,
    dropped_qualifier,
    negation_in,
    unmarked_rest,
)
from tearsheet.edit.verify.words import compared
from tearsheet.model import Article, Evidence, Problem, Sentence, Span, Support
from tearsheet.text import paragraphs, quoted, sentences

# Outside quotation marks only a stretch of this many words says something that a cut can change;
# shorter ones are names and noun phrases.
_LEAST_TO_CUT = 6
OPENING = tuple('"“”„«»「『‘')


class Archived:
    """Holds words against their articles."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        self.evidence = evidence

    def examined(self, sentence: Sentence, support: Support) -> Iterator[tuple[Problem, str, bool]]:
        """What is wrong with a verbatim or figure support: problem, message, only a warning."""
        one = self.evidence[support.article_key]
        text = one.article.part(support.part)
        if support.span is None or support.span.end > len(text):
            yield "broken support", "The support points outside the archived text", False
            return
        printed = support.span.of(text)
        words = support.at.of(sentence.text)
        if cuts_word(text, support.span):
            yield "words differ", f"‘{words[:40]}’ cuts a word or a number of the page", False
        if support.relation == "figure" and _digits(words) == _digits(printed):
            pass
        else:
            yield from self._compared(one, words, printed)
        seen = page_of(one)
        for paragraph in printed.split("\n"):
            shown = seen.names(paragraph) if support.part == "title" else seen.shows(paragraph)
            if paragraph.strip() and not shown:
                message = f"‘{paragraph[:60]}’ is not in the visible text of the archived page"
                yield "not in the archived page", message, False
        is_quoted = sentence.text[: support.at.start].endswith(OPENING)
        if support.part == "text" and (is_quoted or len(printed.split()) >= _LEAST_TO_CUT):
            yield from self._edges(one.article, support.span, is_quoted)

    def _compared(
        self, one: Evidence, ours: str, printed: str
    ) -> Iterator[tuple[Problem, str, bool]]:
        result = compared(ours, printed)
        known = cues(one.article.language)
        if result.difference:
            yield "words differ", result.difference, False
        for removed in result.removed:
            cue = negation_in(removed, known)
            if cue:
                message = f"The marked cut leaves out ‘{cue}’ in ‘{removed.strip()[:60]}’"
                yield "qualifier dropped", message, True
        for inserted in result.inserted:
            words = one.article.text.casefold()
            for word in inserted.split():
                if word.strip(",.;:").casefold() not in words:
                    message = f"‘{word}’ in square brackets is nowhere in the article"
                    yield "unsupported words", message, False
            if negation_in(inserted, known):
                message = f"‘[{inserted}]’ puts a qualifier into somebody's mouth"
                yield "words differ", message, False

    def _edges(
        self, article: Article, span: Span, is_quoted: bool
    ) -> Iterator[tuple[Problem, str, bool]]:
        bounds = _bounds(article.text, article.language)
        cue = dropped_qualifier(article.text, span, bounds, cues(article.language))
        if cue:
            message = f"The quotation is cut right at ‘{cue}’, which may change what it says"
            yield "qualifier dropped", message, True
        elif is_quoted and (rest := unmarked_rest(article.text, span, bounds)):
            message = f"The quotation stops inside a sentence; the page goes on ‘{rest[:60]}’"
            yield "qualifier dropped", message, True


def is_spoken(article: Article, span: Span) -> bool:
    """Whether the article prints the span as somebody's words: in marks, or after a dash."""
    for paragraph in paragraphs(article.text):
        if paragraph.overlaps(span):
            if article.text[paragraph.start] in "-–—":
                return True
            return any(one.whole.contains(span) for one in quoted(article.text, paragraph))
    return False


@lru_cache(maxsize=64)
def _bounds(text: str, language: str) -> list[Span]:
    return sentences(text, language)


def _digits(text: str) -> str:
    """A figure with the decimal digits of any script as European ones, without spaces."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
        if not letter.isspace()
    )
