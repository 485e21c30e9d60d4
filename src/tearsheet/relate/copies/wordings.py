"""Texts word for word, and the ties between them: what groups are made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from tearsheet.model import Article, Link, LinkRelation, Pairing
from tearsheet.relate.copies.printing import writers_of
from tearsheet.relate.copies.words import words_of
from tearsheet.relate.translations.side import language_of

SAME_WORDS = 0.999
"""How sure it is that the same words are one text."""
_AT_ONCE = 8
"""Texts cut into words at once: as many as the arrays of which fit a core's cache."""

Pair = tuple[str, str]
"""Two keys or names, the smaller first."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text word for word, and the articles that print it.

    ``name`` is the least of the article ``keys``, which rise. ``writers`` are those whom any of
    them credits; ``parted`` the articles that an editor has parted from one of them. ``text``
    is the same in wordings that differ in nothing but who parted them; ``words`` counts its words,
    ``weight`` is the sum of the confidences of its ties.
    """

    name: str
    keys: tuple[str, ...]
    writers: frozenset[str]
    parted: frozenset[str]
    language: str
    text: str
    words: int
    weight: float = 0.0

    def with_(self, other: "Wording") -> "Wording":
        """Both as one, because an editor says so."""
        return replace(
            self,
            name=min(self.name, other.name),
            keys=tuple(sorted((*self.keys, *other.keys))),
            writers=self.writers | other.writers,
            parted=self.parted | other.parted,
            words=max(self.words, other.words),
        )


@dataclass(frozen=True, slots=True)
class Tie:
    """How sure it is that two wordings are one text, and how much of either is in the other.

    ``inside`` is the share of the first named in the second, ``around`` the reverse.
    """

    relation: LinkRelation
    confidence: float
    inside: float
    around: float
    evidence: str

    @property
    def reversed(self) -> "Tie":
        """The same with the second named first."""
        return Tie(self.relation, self.confidence, self.around, self.inside, self.evidence)


Ties = Mapping[str, Mapping[str, Tie]]
"""For the name of each wording those that are tied to it, by name; every tie from both ends."""


def last_words(pairings: Sequence[Pairing]) -> dict[Pair, bool]:
    """Whether two articles (keys, the smaller first) are together, the latest word first."""
    found = dict[Pair, bool]()
    for pairing in reversed(pairings):
        one, other = sorted((pairing.one, pairing.other))
        if one != other:
            found.setdefault((one, other), pairing.together)
    return found


def wordings_of(
    articles: Sequence[Article], links: Iterable[Link], decided: Mapping[Pair, bool]
) -> list[Wording]:
    """The articles by their words, where a link joins those of the same words.

    Without a link the same words are no text: an outlet's notice, or too few to say anything.
    Articles that editors have parted from others stand by themselves.
    """
    parted = defaultdict[str, set[str]](set)
    for (one, other), together in decided.items():
        if not together:
            parted[one].add(other)
            parted[other].add(one)
    counted = dict(
        zip(
            (article.key for article in articles),
            _digests([article.text for article in articles]),
            strict=True,
        )
    )
    text_of = _texts(counted, links)
    same = defaultdict[tuple[str, str], list[Article]](list)
    for article in articles:
        # Two that are parted from each other are not parted from the same ones.
        apart = " ".join(sorted(parted.get(article.key, ())))
        same[text_of[article.key], apart].append(article)
    return [
        _wording(printings, parted, text, counted[text][1]) for (text, _), printings in same.items()
    ]


def _texts(counted: Mapping[str, tuple[int, int]], links: Iterable[Link]) -> dict[str, str]:
    """For each article (key) the least one it is linked to by way of articles of its words."""
    parent = {key: key for key in counted}

    def least(key: str) -> str:
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for link in links:
        here, there = counted.get(link.one), counted.get(link.other)
        if here is not None and here == there:
            one, other = sorted((least(link.one), least(link.other)))
            parent[other] = one
    return {key: least(key) for key in counted}


def _wording(
    printings: Sequence[Article], parted: Mapping[str, set[str]], text: str, words: int
) -> Wording:
    keys = sorted(article.key for article in printings)
    return Wording(
        name=keys[0],
        keys=tuple(keys),
        writers=frozenset[str]().union(*map(writers_of, printings)),
        parted=frozenset[str]().union(*(parted.get(key, ()) for key in keys)),
        language=language_of(printings[0]),
        text=text,
        words=words,
    )


def ties_of(links: Iterable[Link], wordings: Sequence[Wording]) -> Ties:
    """The surest tie of any two wordings, from both ends."""
    name_of = {key: wording.name for wording in wordings for key in wording.keys}
    return _surest((*_by_link(links, name_of), *_by_words(wordings)), wordings)


def units_of(
    wordings: Sequence[Wording], ties: Ties, decided: Mapping[Pair, bool]
) -> tuple[list[Wording], Ties]:
    """The wordings, those made one that editors have put together, and the surest ties of these."""
    unit_of = {key: wording for wording in wordings for key in wording.keys}
    for (one, other), together in decided.items():
        here, there = unit_of.get(one), unit_of.get(other)
        if not together or here is None or there is None or here is there:
            continue
        if here.parted.isdisjoint(there.keys):
            unit = here.with_(there)
            unit_of |= dict.fromkeys(unit.keys, unit)
    units = list({unit.name: unit for unit in unit_of.values()}.values())
    found = [
        (unit_of[one].name, unit_of[other].name, tie)
        for one, others in ties.items()
        for other, tie in others.items()
        if one < other
    ]
    tied = _surest(found, units)
    return [
        replace(unit, weight=sum(tie.confidence for tie in tied[unit.name].values()))
        for unit in units
    ], tied


def _surest(found: Iterable[tuple[str, str, Tie]], wordings: Sequence[Wording]) -> Ties:
    best = dict[Pair, Tie]()
    for one, other, tie in found:
        pair, tie = ((one, other), tie) if one < other else ((other, one), tie.reversed)
        if one != other and (pair not in best or rank(best[pair]) < rank(tie)):
            best[pair] = tie
    ties: dict[str, dict[str, Tie]] = {wording.name: {} for wording in wordings}
    for (one, other), tie in sorted(best.items()):
        ties[one][other] = tie
        ties[other][one] = tie.reversed
    return ties


def _by_link(links: Iterable[Link], name_of: Mapping[str, str]) -> Iterator[tuple[str, str, Tie]]:
    for link in links:
        one, other = name_of.get(link.one), name_of.get(link.other)
        if one is not None and other is not None:
            yield one, other, Tie(
                link.relation, link.confidence, link.one_in_other, link.other_in_one, link.evidence
            )  # fmt: skip


def _by_words(wordings: Sequence[Wording]) -> Iterator[tuple[str, str, Tie]]:
    """Between wordings that differ in nothing, where editors have parted their articles."""
    same = defaultdict[str, list[Wording]](list)
    for wording in wordings:
        same[wording.text].append(wording)
    tie = Tie("exact", SAME_WORDS, 1.0, 1.0, "the same words")
    for alike in same.values():
        for one, other in combinations(alike, 2):
            yield one.name, other.name, tie


def rank(tie: Tie) -> tuple[float, str, float, float, str]:
    """By which ties are sorted, the surest last."""
    return tie.confidence, tie.relation, tie.inside, tie.around, tie.evidence


def _digests(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """For each text a number for all its words in their order, and how many they are."""
    for at in range(0, len(texts), _AT_ONCE):
        words = words_of(texts[at : at + _AT_ONCE])
        yield from zip(words.whole().tolist(), np.diff(words.bounds).tolist(), strict=True)
