"""What a figure counts, what is said of it, for when it holds and whose claim it is."""

import re
from bisect import bisect_right

from tearsheet.annotate.figures.amounts import Amount
from tearsheet.annotate.figures.language import Numerals
from tearsheet.annotate.times.template import LETTER
from tearsheet.model import Figure, Moment, Quote, Span
from tearsheet.model.annotation import Comparison
from tearsheet.text import sentences

_BREAK = re.compile(r"[.!?…。！？؟۔।;；:：\n\"“”„«»()（）]|,(?=[^\S\n])|[，、،]|[—–](?=[^\S\n])")
_WORD = re.compile(rf"{LETTER}+(?:['’ʻ‘-]{LETTER}+)*")
_REACH = 44  # characters before a figure in which what is said of it stands
_FURTHER = 90  # … and in which what it counts stands
_MOST_WORDS = 4


class Context:
    """A text with its quotations and moments, asked figure after figure, in order."""

    def __init__(
        self,
        text: str,
        language: str,
        numerals: Numerals,
        quotes: tuple[Quote, ...],
        moments: tuple[Moment, ...],
    ) -> None:
        self._text = text
        self._numerals = numerals
        self._moments = moments
        self._moment_starts = [moment.span.start for moment in moments]
        self._sentences = sentences(text, language) if moments else []
        self._sentence_starts = [sentence.start for sentence in self._sentences]
        self._said = sorted(
            (span.start, span.end, index)
            for index, quote in enumerate(quotes)
            if quote.part == "text"
            for span in quote.spans
        )
        self._next, self._open = 0, list[tuple[int, int, int]]()

    def figure(self, amount: Amount, before: int) -> Figure:
        """The amount with all that is said about it; the figure before it ended at ``before``."""
        left = self._clause(amount.start, before)
        return Figure(
            Span(amount.start, amount.end),
            amount.kind,
            amount.value,
            amount.unit,
            amount.upper,
            self._counts(amount, left),
            self._comparisons(amount, left),
            self._when(amount),
            self._quote(amount),
        )

    def _clause(self, start: int, before: int) -> int:
        left = max(before, start - _FURTHER)
        for stop in _BREAK.finditer(self._text, left, start):
            left = stop.end()
        return left

    def _comparisons(self, amount: Amount, left: int) -> tuple[Comparison, ...]:
        """What is said of it in the words before, or right behind."""
        said = list[str]()
        near = max(left, amount.start - _REACH)
        for match in self._numerals.compared.finditer(self._text, near, amount.start):
            said.append(match[0])
        at = amount.end
        while at < len(self._text) and self._text[at] in " \u00a0\u202f" and at < amount.end + 2:
            at += 1
        behind = self._numerals.compared.match(self._text, at)
        if behind:
            said.append(behind[0])
        found = (self._numerals.comparisons.value(words) for words in said)
        names = dict.fromkeys(name for name in found if name)
        if "up" in names or "down" in names:
            names.pop("up to", None)  # "rose to", not "as many as"
        return tuple(names)

    def _counts(self, amount: Amount, left: int) -> Span | None:
        """What it counts: the words behind a count, those before an amount of money or a share."""
        behind = self._behind(amount)
        if behind is not None or amount.kind == "count":
            return behind
        return self._ahead(amount, left)

    def _behind(self, amount: Amount) -> Span | None:
        """The noun phrase behind: "200 workers", "15 % of households"."""
        numerals, text, at = self._numerals, self._text, amount.end
        if amount.kind == "measure":
            return None
        if not numerals.spaced:
            match = numerals.counted.match(text, at) if amount.kind == "count" else None
            return Span(match.start(1), match.end(1)) if match else None
        first, last, words = None, at, 0
        led = amount.kind == "count"
        while words < _MOST_WORDS and text[at : at + 1] in (" ", "\u00a0", "\u202f"):
            word = _WORD.match(text, at + 1)
            if word is None:
                break
            said = word[0].casefold()
            if not led:
                if said not in numerals.of:
                    break
                led, at = True, word.end()
                continue
            if said in numerals.determiners and first is None:
                at = word.end()
                continue
            if (
                said in numerals.stops
                or said[0].isdecimal()
                or numerals.links.match(text, word.start())
            ):
                break
            first = word.start() if first is None else first
            last, at, words = word.end(), word.end(), words + 1
        return None if first is None else Span(first, last)

    def _ahead(self, amount: Amount, left: int) -> Span | None:
        """The noun phrase before the verb: "bilateral trade reaching a record $43.8 billion"."""
        numerals, text = self._numerals, self._text
        if not numerals.spaced:
            return None
        links = list(numerals.links.finditer(text, left, amount.start))
        if not links:
            return None
        words = list(_WORD.finditer(text, left, links[0].start()))
        kept = list[re.Match[str]]()
        for word in reversed(words):
            said = word[0].casefold()
            if said in numerals.stops or said in numerals.determiners or len(kept) == _MOST_WORDS:
                break
            kept.append(word)
        return Span(kept[-1].start(), kept[0].end()) if kept else None

    def _when(self, amount: Amount) -> Moment | None:
        """The nearest moment in its sentence."""
        if not self._moments:
            return None
        place = bisect_right(self._sentence_starts, amount.start) - 1
        if place < 0:
            return None
        sentence = self._sentences[place]
        at = bisect_right(self._moment_starts, amount.start)
        near = [
            moment
            for moment in self._moments[max(0, at - 1) : at + 1]
            if sentence.contains(moment.span)
        ]
        return min(near, key=lambda m: self._away(m, amount), default=None)

    @staticmethod
    def _away(moment: Moment, amount: Amount) -> int:
        return max(moment.span.start - amount.end, amount.start - moment.span.end)

    def _quote(self, amount: Amount) -> int | None:
        """The index of the narrowest quotation that holds it."""
        while self._next < len(self._said) and self._said[self._next][0] <= amount.start:
            self._open.append(self._said[self._next])
            self._next += 1
        self._open = [said for said in self._open if said[1] > amount.start]
        holding = [said for said in self._open if said[1] >= amount.end]
        narrowest = min(holding, key=lambda said: said[1] - said[0], default=None)
        return narrowest[2] if narrowest else None
