"""Which passage of an article is the one to quote, and why?

Two kinds stand against each other: what a named person says in quotation marks, and one to
three consecutive sentences of the article's own. Each gets a sum of named features; the best
one wins, the earlier one where two are equal.
The weights are set by hand and were looked at in editions of the demo press and of real pages
for US, CN and UA (2026-11-22), not fitted.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tearsheet.edit.cues import Cues, cues
from tearsheet.edit.lines import (
    Line,
    begins_alone,
    ends_whole,
    is_boilerplate,
    lines_of,
    points_back,
    whole_quotations,
    word_count,
)
from tearsheet.edit.verify.edges import dropped_qualifier
from tearsheet.model import Annotations, Article, Feature, Quote, Span
from tearsheet.text import paragraphs, search_terms, sentences

SHORTEST, LONGEST, BEST = 25, 90, 50
SHORTEST_SAID = 16
SURE = 0.6
"""Probability below which a speaker is not named: what is said to be theirs must be theirs."""
_MOST_LINES = 3
_LEAST_OPENING = 5
# So far, in characters, a mention in the same or the next paragraph says what a passage is on.
_REACH = 600
# So many content words of the headline make a passage one about the headline's subject.
_HEADLINE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to quote.

    ``spans`` lie in the article's text, one for each paragraph, or one for each side of "said X"
    if ``split``. ``quote`` is set where a person says them. ``features`` say why it was chosen.
    """

    spans: tuple[Span, ...]
    features: tuple[Feature, ...]
    quote: Quote | None = None
    split: bool = False

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)

    @property
    def manner(self) -> Literal["said", "article"]:
        """Who speaks."""
        return "said" if self.quote else "article"

    @property
    def why(self) -> str:
        """Its reasons in words, strongest first."""
        told = sorted(self.features, key=lambda feature: -abs(feature.share))
        return "; ".join(feature.why for feature in told if feature.why and feature.share)


class Passages:
    """The passages of one article; sentences are split and weighed once."""

    def __init__(
        self, article: Article, annotations: Annotations, mentions: Sequence[Span]
    ) -> None:
        """``mentions`` are where the text names the subject."""
        self.article = article
        self.annotations = annotations
        self.mentions = mentions
        self.lines = lines_of(article)
        self.sentences = sentences(article.text, article.language)
        self.known: Cues = cues(article.language)
        self.bounds = paragraphs(article.text)
        self._terms = [frozenset(self._searched(line.text)) for line in self.lines]
        self._counts = Counter(term for terms in self._terms for term in terms)
        self._headline = frozenset(self._searched(article.title))
        little = " ".join(self.known.little_words)
        self._content = self._headline - frozenset(search_terms(little, article.language).split())

    def _searched(self, text: str) -> list[str]:
        return [
            term
            for term in search_terms(text, self.article.language).split()
            if len(term) > 3 or not term.isascii()
        ]

    def fact(self, longest: int = 40) -> Line | None:
        """The sentence that tells the news best in one breath, among the first three."""
        for number, line in enumerate(self.lines[:3]):
            if number and points_back(line.text, self.article.language):
                continue
            if 8 <= line.words <= longest and self._is_fact(line):
                return line
        return None

    def _is_fact(self, line: Line) -> bool:
        closing = self.known.words(line.text)[-8:]
        return (
            line.text.endswith((".", "。"))
            and not line.text.endswith("...")
            and begins_alone(line.text, self.article.language)
            and not any(word in self.known.saying for word in closing)
            and not any(mark in line.text for mark in '"“”«»„「」')
            and not is_boilerplate(line.text, self.known)
            and any(line.span.contains(mention) for mention in self.mentions)
        )

    def best(self, besides: Sequence[Span] = (), said: bool = True) -> Passage | None:
        """The passage to quote, apart from the spans ``besides``; said quotations if asked.

        It names the subject or stands near where the article does; failing that, it takes up the
        headline. None where no passage does either.
        """
        for shortest in (SHORTEST, 12, 1):
            every = [*self._of_article(shortest)] + ([*self._said()] if said else [])
            found = [one for one in every if self._is_near_subject(one)] or [
                one for one in every if self._is_on_headline(one)
            ]
            apart = [one for one in found if not _shares(one.spans, besides)] or found
            if apart:
                return max(apart, key=lambda one: (round(one.score, 6), -one.spans[0].start))
        return None

    def _is_near_subject(self, passage: Passage) -> bool:
        """Whether it names the subject, or stands in or next to a paragraph that does, not far
        off."""
        whole = Span(passage.spans[0].start, passage.spans[-1].end)
        around = self._around(whole, after=1)
        return any(
            around.contains(one) and max(one.start - whole.end, whole.start - one.end) <= _REACH
            for one in self.mentions
        )

    def _is_on_headline(self, passage: Passage) -> bool:
        """Whether it has content words of the headline."""
        terms = self._searched(" ".join(span.of(self.article.text) for span in passage.spans))
        needed = min(_HEADLINE_WORDS, len(self._content))
        return needed > 0 and len(self._content & set(terms)) >= needed

    # What the article says itself.

    def _of_article(self, shortest: int) -> Iterator[Passage]:
        for first, opening in enumerate(self.lines):
            if opening.words < _LEAST_OPENING or not begins_alone(
                opening.text, self.article.language
            ):
                continue
            for last in range(first, min(first + _MOST_LINES, len(self.lines))):
                window = self.lines[first : last + 1]
                words = sum(line.words for line in window)
                if words > LONGEST or is_boilerplate(window[-1].text, self.known):
                    break
                if window[-1].paragraph - opening.paragraph > 1:
                    break
                span = Span(opening.span.start, window[-1].span.end)
                if (
                    words >= shortest
                    and all(ends_whole(line.text) for line in window)
                    and whole_quotations(self.article.text, span, self.bounds)
                ):
                    yield Passage(
                        _by_paragraph(span, self.bounds), self._features(first, last, words)
                    )

    def _features(self, first: int, last: int, words: int) -> tuple[Feature, ...]:
        window = self.lines[first : last + 1]
        terms = frozenset[str]().union(*self._terms[first : last + 1])
        following = self.lines[last + 1].text if last + 1 < len(self.lines) else ""
        taken_back = self.known.opening(following, self.known.qualifying)
        text = " ".join(line.text for line in window)
        return (
            self._about(Span(window[0].span.start, window[-1].span.end)),
            Feature("early", 1 - first / len(self.lines), 1.0, "stands early in the article"),
            _length(words),
            Feature("figures", min(1, sum(c.isdigit() for c in text) / 4), 0.6, "has figures"),
            self._headline_words(terms),
            Feature("central words", self._central(terms), 0.8, "uses the article's own key words"),
            Feature(
                "paragraphs",
                float(window[0].paragraph != window[-1].paragraph),
                -0.7,
                "runs over two paragraphs",
            ),
            Feature(
                "taken back",
                float(bool(taken_back)),
                -1.5,
                f"the next sentence opens with “{taken_back}”",
            ),
            Feature(
                "quotes others", float(any(m in text for m in '"“«„「')), -0.9, "quotes others"
            ),
            Feature(
                "points back",
                float(first > 0 and points_back(text, self.article.language)),
                -0.5,
                "opens on a thing named before",
            ),
            Feature("asks", float("?" in text or "？" in text or "؟" in text), -0.8, "asks"),
        )

    # What a named person says.

    def _said(self) -> Iterator[Passage]:
        for quote in self.annotations.printed_quotes:
            if quote.form != "direct" or quote.speaker is None or quote.speaker.confidence < SURE:
                continue
            spans = self._within_measure([_trimmed(self.article.text, s) for s in quote.spans])
            words = sum(word_count(span.of(self.article.text)) for span in spans)
            if not spans or words < SHORTEST_SAID:
                continue
            opening = spans[0].of(self.article.text)
            if begins_alone(opening, self.article.language) and not is_boilerplate(
                " ".join(span.of(self.article.text) for span in spans), self.known
            ):
                split = any(
                    any(letter.isalnum() for letter in self.article.text[one.end : two.start])
                    for one, two in pairwise(spans)
                )
                if split and len(spans) > 2:
                    continue
                yield Passage(tuple(spans), self._said_features(quote, spans, words), quote, split)

    def _within_measure(self, spans: list[Span]) -> list[Span]:
        """As much from the quotation's start as fits, cut only where a sentence ends."""
        kept, words = list[Span](), 0
        for span in spans:
            length = word_count(span.of(self.article.text))
            if words + length <= LONGEST:
                kept.append(span)
                words += length
                continue
            end = span.start
            for sentence in sentences(span.of(self.article.text), self.article.language):
                length = word_count(span.of(self.article.text)[sentence.start : sentence.end])
                if words + length > LONGEST:
                    break
                words += length
                end = span.start + sentence.end
            if end > span.start:
                kept.append(_trimmed(self.article.text, Span(span.start, end)))
            break
        return kept

    def _said_features(
        self, quote: Quote, spans: Sequence[Span], words: int
    ) -> tuple[Feature, ...]:
        speaker = quote.speaker
        terms = frozenset(
            term for span in spans for term in self._searched(span.of(self.article.text))
        )
        named = speaker.name if speaker else ""
        role = bool(speaker and speaker.role)
        at = spans[0].start / max(1, len(self.article.text))
        cut = dropped_qualifier(self.article.text, spans[-1], self.sentences, self.known)
        return (
            self._about(self._around(Span(spans[0].start, spans[-1].end))),
            Feature("early", 1 - at, 0.6, "stands early in the article"),
            _length(words),
            self._headline_words(terms),
            Feature("central words", self._central(terms), 0.8, "uses the article's own key words"),
            Feature(
                "cut short",
                float(bool(cut)),
                -2.0,
                f"the sentence goes on with “{cut}”",
            ),
            Feature("said", 1.0, 1.3, f"{named} says it in quotation marks"),
            Feature("role", float(role), 0.5, "the speaker's office is known"),
            Feature(
                "interview",
                float(self.article.kind == "interview"),
                0.8,
                "an interview is there for its answers",
            ),
        )

    # What both are weighed by.

    def _around(self, span: Span, after: int = 0) -> Span:
        """The span with the rest of its paragraph, the one before and ``after`` that follow."""
        inside = [at for at, bound in enumerate(self.bounds) if bound.overlaps(span)]
        last = min(inside[-1] + after, len(self.bounds) - 1)
        return Span(self.bounds[max(0, inside[0] - 1)].start, self.bounds[last].end)

    def _about(self, span: Span) -> Feature:
        named = sum(span.contains(mention) for mention in self.mentions)
        value = (0.0, 0.75)[named] if named < 2 else 1.0
        return Feature("about the subject", value, 2.4, "names the subject")

    def _headline_words(self, terms: frozenset[str]) -> Feature:
        share = len(terms & self._headline) / max(1, len(self._headline))
        return Feature("headline words", share, 1.2, "takes up the headline")

    def _central(self, terms: frozenset[str]) -> float:
        if not terms:
            return 0.0
        heaviest = math.log(1 + max(self._counts.values(), default=1))
        return sum(math.log(1 + self._counts[term]) for term in terms) / (len(terms) * heaviest)


def _length(words: int) -> Feature:
    return Feature(
        "length", max(0.0, 1 - abs(words - BEST) / BEST), 1.0, f"{words} words, a good length"
    )


def _shares(spans: Sequence[Span], besides: Sequence[Span]) -> bool:
    return any(span.overlaps(other) for span in spans for other in besides)


def _by_paragraph(span: Span, bounds: Sequence[Span]) -> tuple[Span, ...]:
    """The span parted at paragraph ends."""
    return tuple(
        Span(max(span.start, bound.start), min(span.end, bound.end))
        for bound in bounds
        if bound.overlaps(span)
    )


def _trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
