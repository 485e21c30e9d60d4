"""All translations among a set of articles at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tearsheet.model import Article, Link, Outlet
from tearsheet.relate.translations.judgement import link_of
from tearsheet.relate.translations.side import Hands, Side, hands_of, passages_of, side_of
from tearsheet.relate.translations.traits import traits_of
from tearsheet.relate.translations.window import Window, facts_fit, head_of
from tearsheet.relate.vectors.encoder import Encoder, Vectors
from tearsheet.relate.vectors.means import LanguageMeans

LEAD = 1_000
"""Characters of the text that an encoder is given after the title; it reads 128 tokens."""


def links(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet] | None = None,
    encoder: Encoder | None = None,
) -> tuple[Link, ...]:
    """Every two of ``articles`` of which one translates the other, by their keys.

    ``outlets`` go by article key. Without an encoder only those that a credit names are found, and
    their evidence says so. The result does not depend on the order of ``articles``.
    """
    every = sorted({one.key: one for one in articles}.values(), key=lambda one: one.key)
    known = outlets or {}
    means = LanguageMeans.shipped(*((encoder.name, encoder.dimensions) if encoder else ("", 0)))
    pairs = _candidates(every, known, encoder, means)
    sides = _sides(every, pairs, known, encoder, means)
    found = (link_of(sides[one], sides[other]) for one, other in pairs)
    return tuple(link for link in found if link is not None)


def _candidates(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    encoder: Encoder | None,
    means: LanguageMeans,
) -> list[tuple[str, str]]:
    """Keys of the pairs worth reading, the smaller first, in order."""
    found = set(_credited(articles, outlets))
    if encoder is not None:
        found |= set(_near(articles, encoder, means))
    traits = {one.key: traits_of(one) for one in articles}
    return sorted(pair for pair in found if facts_fit(traits[pair[0]], traits[pair[1]]))


def _near(
    articles: Sequence[Article], encoder: Encoder, means: LanguageMeans
) -> Iterator[tuple[str, str]]:
    rows = encoder.encode([f"{one.title}\n{one.text[:LEAD]}" for one in articles])
    window = Window(encoder.dimensions)
    for article, row in zip(articles, rows, strict=True):
        head = head_of(article, row, means)
        for key in window.near(head):
            yield min(key, article.key), max(key, article.key)
        window.add(head)


def _credited(
    articles: Sequence[Article], outlets: Mapping[str, Outlet]
) -> Iterator[tuple[str, str]]:
    """Those of which a credit says that one is from the other, or that it is from somewhere."""
    hands = {one.key: hands_of(one, outlets.get(one.key)) for one in articles}
    printed = defaultdict[str, list[str]](list)
    for key, hand in hands.items():
        for name in hand.own:
            printed[name].append(key)
    for key, hand in hands.items():
        others = _partners(hand, printed, hands)
        yield from ((min(key, other), max(key, other)) for other in others if other != key)


def _partners(
    hand: Hands, printed: Mapping[str, Sequence[str]], hands: Mapping[str, Hands]
) -> set[str]:
    if hand.told:
        return set(hands)
    return {key for name in hand.credited | hand.own for key in printed.get(name, ())}


def _sides(
    articles: Sequence[Article],
    pairs: Sequence[tuple[str, str]],
    outlets: Mapping[str, Outlet],
    encoder: Encoder | None,
    means: LanguageMeans,
) -> dict[str, Side]:
    """The sides of the articles in the pairs, their passages encoded in one go."""
    wanted = {key for pair in pairs for key in pair}
    read = [one for one in articles if one.key in wanted]
    passages = [passages_of(one) for one in read]
    texts = [text for found in passages for text in found]
    rows = encoder.encode(texts) if encoder else np.zeros((len(texts), 0), np.float32)
    parts: list[Vectors] = np.split(rows, np.cumsum([len(found) for found in passages])[:-1])
    return {
        one.key: side_of(one, part, means, outlets.get(one.key))
        for one, part in zip(read, parts, strict=bool(read))
    }
