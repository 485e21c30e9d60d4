"""Indirect speech by the weight of what speaks for it: candidates, scored."""

import math
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tearsheet.annotate.indirect.candidates import Candidate, around, ends
from tearsheet.annotate.indirect.cues import Cues, cues_for
from tearsheet.annotate.indirect.features import (
    Surroundings,
    end_features,
    features,
    score,
)
from tearsheet.annotate.indirect.retold import Retold, mention_of, retold
from tearsheet.annotate.indirect.sources import Range, source_of
from tearsheet.annotate.indirect.words import Words, kinds_for
from tearsheet.annotate.lexicon import Lexicon
from tearsheet.model import Quote

_LONGEST_SENTENCE = 400
_BASES = {
    "right": "cue before what is retold",
    "left": "cue after what is retold",
    "according": "according to",
    "passive": "by, after a passive",
}
# Two passages that share more of their words than this are one.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A candidate that is believed, as numbers of words; ``sure`` is a probability."""

    way: str
    at: int
    content: tuple[Range, ...]
    source: Range | None
    sure: float


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What each feature weighs, and the log-odds from which a candidate is believed."""

    of: Mapping[str, float]
    least: float


@cache
def weights_for(language: str) -> Weights | None:
    """The weights of a language (its primary subtag), None where none were learned."""
    file = resources.files(__package__ or "") / f"{language}.weights.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text("utf-8"))
    return Weights(table["weights"], math.log(table["least"] / (1 - table["least"])))


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

    def beside(self, words: Words, candidate: Candidate) -> Surroundings:
        """What they tell about a candidate."""
        first, last = candidate.content[0]
        at = bisect_left(self._starts, first)
        held = at < len(self._found) and self._found[at][1] <= last
        cued = self._cues.get(words.starts[candidate.at])
        return Surroundings(held and cued is False, held, bool(cued))


def candidates(
    words: Words, marks: Marks, may_be_cue: Callable[[str], bool]
) -> Iterator[list[Candidate]]:
    """The candidates of each sentence with any."""
    inside, kinds, lower = marks.inside, words.kinds, words.lower
    for sentence in words.sentences:
        begin, end = sentence
        if end - begin > _LONGEST_SENTENCE:
            continue
        made = list[Candidate]()
        for at in range(begin, end):
            kind = kinds[at]
            if kind != "word" and not (at == begin and kind == "Name"):
                continue
            if not inside[at] and may_be_cue(lower[at]):
                made += around(words, at, sentence)
        if made:
            yield made


def weighed(text: str, language: str, quotes: tuple[Quote, ...]) -> tuple[Words, list[Passage]]:
    """The passages that are believed, in order of their cues, and the words they count in."""
    kinds, weights, cues = kinds_for(language), weights_for(language), cues_for(language)
    assert kinds is not None
    assert weights is not None
    words = Words(text, language, kinds)
    marks = Marks(words, quotes)
    right, left = cues["right"].of, cues["left"].of

    def may_be_cue(word: str) -> bool:
        return right(word) is not None or left(word) is not None or word == "according"

    found = list[Passage]()
    for made in candidates(words, marks, may_be_cue):
        found += sentence_passages(words, made, marks, cues, weights)
    return words, found


def sentence_passages(
    words: Words, made: list[Candidate], marks: Marks, cues: Mapping[str, Cues], weights: Weights
) -> list[Passage]:
    """The candidates of one sentence that are believed, in order of their cues."""
    scored = list[tuple[float, Candidate]]()
    for candidate in made:
        cue = cues[candidate.way].of(words.lower[candidate.at]) if candidate.way in cues else None
        if cue is None and candidate.way != "according":
            continue
        total = score(features(words, candidate, cue, marks.beside(words, candidate)), weights.of)
        if total >= weights.least:
            scored.append((total, candidate))
    kept = list[tuple[float, Candidate, tuple[Range, ...]]]()
    for total, candidate in sorted(scored, key=lambda entry: -entry[0]):
        content = _content(words, candidate, weights.of)
        if not any(_share(content, other) > _SAME for _, _, other in kept):
            kept.append((total, candidate, content))
    found, earlier = list[Passage](), None
    for total, candidate, content in sorted(kept, key=lambda entry: entry[1].at):
        source = source_of(words, candidate, earlier)
        earlier = source or earlier
        sure = 1 / (1 + math.exp(-total))
        found.append(Passage(candidate.way, candidate.at, content, source, sure))
    return found


def _content(words: Words, candidate: Candidate, weights: Mapping[str, float]) -> tuple[Range, ...]:
    """The words retold, up to the likeliest end."""
    if candidate.way != "right":
        return candidate.content
    first, last = candidate.content[0]
    options = ends(words, first, last)
    if len(options) == 1:
        return candidate.content
    get = weights.get
    best = max(
        options,
        key=lambda name: sum(
            get(feature, 0.0) for feature in end_features(words, candidate, name, options[name])
        ),
    )
    return ((first, options[best]),)


def _share(one: tuple[Range, ...], other: tuple[Range, ...]) -> float:
    """The share of words that two contents have in common."""
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    size = sum(end - start for start, end in (*one, *other)) - both
    return both / size if size else 0.0


def retold_in(
    text: str, language: str, lexicon: Lexicon, quotes: tuple[Quote, ...]
) -> Iterator[Retold]:
    """What the passages that are believed retell, in order of their cues."""
    words, found = weighed(text, language, quotes)
    for passage in found:
        cue = words.span(passage.at, passage.at + 1)
        mention = passage.source and mention_of(text, words.span(*passage.source), lexicon)
        spans = tuple(words.span(*content) for content in passage.content)
        yield retold(spans, cue, mention, _BASES[passage.way], passage.sure)
