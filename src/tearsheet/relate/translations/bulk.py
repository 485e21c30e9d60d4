"""All translations among a set of articles at once."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tearsheet.model import Article, Link, Outlet
from tearsheet.relate.translations.credited import translations
from tearsheet.relate.translations.judgement import link_of
from tearsheet.relate.translations.side import Side, passages_of, side_of
from tearsheet.relate.translations.traits import traits_of
from tearsheet.relate.translations.window import Window, facts_fit, head_of
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans

LEAD = 1_000
"""Characters of the text that an encoder is given after the title; it reads 128 tokens."""
_CREDITED = 0.9


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
    found = _credited(every, known) if encoder is None else _aligned(every, known, encoder)
    return tuple(sorted(found, key=lambda link: (link.one, link.other)))


def _credited(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> Iterator[Link]:
    for found in translations(articles, outlets):
        one, other = sorted((found.article_key, found.source_key))
        why = f"{found.evidence}; no vectors were at hand"
        yield Link(one, other, "translated", 1.0, 1.0, _CREDITED, why)


def _aligned(
    articles: Sequence[Article], outlets: Mapping[str, Outlet], encoder: Encoder
) -> Iterator[Link]:
    means = LanguageMeans.shipped(encoder.name, encoder.dimensions)
    by_key = {article.key: article for article in articles}
    pairs = list(_candidates(articles, encoder, means))
    read = sorted({key for pair in pairs for key in pair})
    passages = [passages_of(by_key[key]) for key in read]
    rows = encoder.encode([text for found in passages for text in found])
    ends = np.cumsum([len(found) for found in passages])
    sides: dict[str, Side] = {
        key: side_of(by_key[key], rows[end - len(found) : end], means, outlets.get(key))
        for key, found, end in zip(read, passages, ends, strict=True)
    }
    for one, other in pairs:
        link = link_of(sides[one], sides[other])
        if link is not None:
            yield link


def _candidates(
    articles: Sequence[Article], encoder: Encoder, means: LanguageMeans
) -> Iterator[tuple[str, str]]:
    """Keys of the pairs worth reading, the smaller first."""
    rows = encoder.encode([f"{one.title}\n{one.text[:LEAD]}" for one in articles])
    window = Window(encoder.dimensions)
    traits = {one.key: traits_of(one) for one in articles}
    for article, row in zip(articles, rows, strict=True):
        head = head_of(article, row, means)
        for key in window.near(head):
            if facts_fit(traits[key], traits[article.key]):
                yield min(key, article.key), max(key, article.key)
        window.add(head)
