"""Indirect speech by the weight of what speaks for it: candidates, scored."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from tearsheet.annotate.indirect.candidates import Candidate, around, ends
from tearsheet.annotate.indirect.cues import Cue, Cues, cues_for
from tearsheet.annotate.indirect.features import (
    Weighed,
    answers,
    end_answers,
    numbers,
    total,
)
from tearsheet.annotate.indirect.retold import Retold, kind_of, mention_of, retold
from tearsheet.annotate.indirect.sources import Range, source_of
from tearsheet.annotate.indirect.weights import Weights, weights_for
from tearsheet.annotate.indirect.words import Words, kinds_for
from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.subject import subject_before
from tearsheet.model import Quote, Span

IsOutlet = Callable[[Range], bool]
_LONGEST_SENTENCE = 400
_BASES = {
    "right": "cue before what is retold",
    "left": "cue after what is retold",
    "according": "according to",
    "passive": "by, after a passive",
}
# Of 3,056 candidates that the table of cues put this far below the threshold 1 was believed
# (150 articles of the PolNeAR training half, 2026-11-22).
_HOPELESS = 2.1
# Fewer words say nothing to a reader; on the PolNeAR development half to leave them out costs .001
# of the F1 (2026-11-22).
_FEWEST = 3
# Kinds of words that names and dates are made of.
_IN_NAMES = frozenset({"Name", "owner", "number", "the", "of", "sign", ",", "end", "mark"})
# Two passages that share more of their words than this are one.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate that is believed, as numbers of words; ``sure`` is a probability.

    ``relay`` is the outlet that has it: A said that …, *B* reported.
    """

    way: str
    at: int
    content: tuple[Range, ...]
    source: Range | None
    sure: float
    relay: Range | None = None


class Marks:
    """The quotations in marks of a text, by number of word."""

    def __init__(self, words: Words, quotes: tuple[Quote, ...]) -> None:
        found = sorted(
            (
                bisect_right(words.ends, span.start),
                bisect_left(words.starts, span.end),
                quote.form == "direct",
                quote.cue.start if quote.cue else -1,
            )
            for quote in quotes
            for span in quote.spans
        )
        self._found = found
        self._starts = [first for first, _, _, _ in found]
        self._cues = {cue: direct for _, _, direct, cue in found if cue >= 0}
        self.inside = bytearray(len(words.starts))
        for first, last, _, _ in found:
            self.inside[first:last] = b"\1" * (last - first)

    def beside(self, words: Words, candidate: Candidate) -> str:
        """What they tell about a candidate; see `features.answers`."""
        if not self._found:
            return ""
        cued = self._cues.get(words.starts[candidate.at])
        if cued:
            return "direct"
        first, last = candidate.content[0]
        at = bisect_left(self._starts, first)
        if at == len(self._found) or self._found[at][1] > last:
            return ""
        return "others" if cued is None else "own"


def candidates(
    words: Words, marks: Marks, ways_of: Callable[[str], Collection[str]]
) -> Iterator[list[Candidate]]:
    """The candidates of each sentence with any; ``ways_of`` says what a word may bring in."""
    inside, kinds, lower = marks.inside, words.kinds, words.lower
    bringing = {word: ways for word in set(lower) if (ways := ways_of(word))}
    for sentence in words.sentences:
        begin, end = sentence
        if end - begin > _LONGEST_SENTENCE:
            continue
        made = list[Candidate]()
        for at in [at for at in range(begin, end) if lower[at] in bringing]:
            kind = kinds[at]
            if (kind == "word" or (kind == "Name" and at == begin)) and not inside[at]:
                made += around(words, at, sentence, bringing[lower[at]])
        if made:
            yield made


def passages(
    words: Words, quotes: tuple[Quote, ...], language: str, is_outlet: IsOutlet | None = None
) -> Iterator[Passage]:
    """The passages that are believed, in order of their cues; the language must have weights.

    ``is_outlet`` tells whether a source is an outlet, which relays what it has others say.
    """
    weights, cues = weights_for(language), cues_for(language)
    assert weights is not None
    marks = Marks(words, quotes)
    for made in candidates(words, marks, cues.ways_of):
        yield from sentence_passages(words, made, marks, cues, weights, is_outlet)


def sentence_passages(
    words: Words,
    made: list[Candidate],
    marks: Marks,
    cues: Cues,
    weights: Weights,
    is_outlet: IsOutlet | None = None,
) -> list[Passage]:
    """The candidates of one sentence that are believed, in order of their cues."""
    believed = list[tuple[float, Candidate]]()
    for candidate in made:
        cue = cues.of(candidate.way, words.lower[candidate.at])
        sum_of = log_odds_of(words, candidate, cue, marks.beside(words, candidate), weights)
        if sum_of >= weights.least:
            believed.append((sum_of, candidate))
    relay: Range | None = None
    if is_outlet and len(believed) > 1:
        believed, relay = _relayed(words, believed, is_outlet)
    kept = list[tuple[float, Candidate, tuple[Range, ...]]]()
    for sum_of, candidate in sorted(believed, key=lambda entry: -entry[0]):
        content = _content(words, candidate, weights.ends)
        if sum(end - start for start, end in content) < _FEWEST or _names_only(words, content):
            continue
        if not any(_share(content, other) > _SAME for _, _, other in kept):
            kept.append((sum_of, candidate, content))
    found, earlier = list[Passage](), None
    for sum_of, candidate, content in sorted(kept, key=lambda entry: entry[1].at):
        source = source_of(words, candidate, earlier)
        earlier = source or earlier
        sure = 1 / (1 + math.exp(-sum_of))
        found.append(Passage(candidate.way, candidate.at, content, source, sure, relay))
    return found


def _relayed(
    words: Words, believed: list[tuple[float, Candidate]], is_outlet: IsOutlet
) -> tuple[list[tuple[float, Candidate]], Range | None]:
    """A said that …, B reported: without what an outlet reports around someone's own words."""
    for entry in believed:
        outer = entry[1]
        if outer.way not in {"left", "according"}:
            continue
        first, last = outer.content[0]
        inner = [one for one in believed if one[1].way == "right" and first < one[1].at < last]
        source = source_of(words, outer) if inner else None
        if source is None or not is_outlet(source):
            continue
        rest = [one for one in believed if one is not entry and one not in inner]
        cut = [(sure, _until(last, candidate)) for sure, candidate in inner]
        return [*cut, *rest], source
    return believed, None


def _until(last: int, candidate: Candidate) -> Candidate:
    """The candidate with nothing retold behind a place."""
    start, end = candidate.content[0]
    return replace(candidate, content=((start, max(start + 1, min(end, last))),))


def log_odds_of(
    words: Words, candidate: Candidate, cue: Cue | None, marks: str, weights: Weights
) -> float:
    """The log-odds that a candidate is retold speech or thought."""
    of = weights.ways[candidate.way]
    word, after, before = numbers(candidate, cue)
    first, second, third = of.numbers
    beside = of.answers[0](candidate.after, 0.0) + of.answers[1](candidate.before, 0.0)
    table = of.base + first * word + second * after + third * before
    if table + beside < weights.least - _HOPELESS:
        return table + beside
    return table + total(answers(words, candidate, marks), of.answers)


def _content(
    words: Words, candidate: Candidate, weights: Mapping[str, Weighed]
) -> tuple[Range, ...]:
    """The words retold, up to the likeliest end."""
    if candidate.way != "right":
        return candidate.content
    first, last = candidate.content[0]
    options = ends(words, first, last)
    if len(options) == 1:
        return candidate.content
    best, most = last, -math.inf
    for name, end in options.items():
        given = total(end_answers(words, candidate, end), weights[name])
        if given > most:
            best, most = end, given
    return ((first, best),)


def _names_only(words: Words, content: tuple[Range, ...]) -> bool:
    """Whether nothing but a name or a date would be retold: praised *the March Accord*."""
    return all(_IN_NAMES.issuperset(words.kinds[start:end]) for start, end in content)


def _share(one: tuple[Range, ...], other: tuple[Range, ...]) -> float:
    """The share of words that two contents have in common."""
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    size = sum(end - start for start, end in (*one, *other)) - both
    return both / size if size else 0.0


def _apposed(text: str, begin: int, source: Span, lexicon: Lexicon) -> Mention | None:
    """The name at the end of a source, parted by commas: the envoy to X, NAME, told …"""
    if text.find(",", source.start, source.end) < 0 or not text.startswith(",", source.end):
        return None
    found = subject_before(text, begin, source.end + 1, lexicon)
    return found if found and found.name and found.span.end > source.start else None


def retold_in(
    text: str, language: str, lexicon: Lexicon, quotes: tuple[Quote, ...]
) -> Iterator[Retold]:
    """What the passages that are believed retell, in order of their cues."""
    kinds, weights = kinds_for(language), weights_for(language)
    assert kinds is not None
    assert weights is not None
    words = Words(text, language, kinds)

    def is_outlet(source: Range) -> bool:
        found = words.span(*source)
        return lexicon.carriers.first(text, found.start, found.end) is not None

    for passage in passages(words, quotes, language, is_outlet):
        cue = words.span(passage.at, passage.at + 1)
        spans = tuple(words.span(*content) for content in passage.content)
        mention, sure = None, passage.sure
        if passage.source:
            source = words.span(*passage.source)
            begin = words.sentence_start(passage.at)
            mention = _apposed(text, begin, source, lexicon) or mention_of(text, source, lexicon)
            sure = weights.source_right(kind_of(mention), sure)
        made = retold(spans, cue, mention, _BASES[passage.way], sure)
        yield replace(made, relay=words.span(*passage.relay)) if passage.relay else made
