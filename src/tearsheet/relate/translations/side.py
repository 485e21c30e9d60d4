"""What is needed of an article to tell whether it is a translation of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Article, Outlet
from tearsheet.relate.translations.traits import figures, names
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.text import sentences

_MOST = 40
_LONGEST = 600
"""Characters of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """What a sentence keeps in any language: its figures, and its names as skeletons."""

    figures: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands an article went through, by register key and by casefolded name.

    ``own`` are the names of the outlet that printed it, ``credited`` those of its originators and
    distributors; ``told`` says whether the page calls itself a translation.
    """

    own: frozenset[str] = frozenset()
    credited: frozenset[str] = frozenset()
    told: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One article, ready to be held against others.

    ``vectors`` (n x dimensions) are its passages', centred by language, of unit length, of no
    dimensions where there was no ``encoder``; ``lengths`` their characters, ``anchors`` what they
    keep. All three have one row a passage.
    """

    key: str
    language: str
    time: datetime | None
    vectors: NDArray[np.float64]
    lengths: NDArray[np.float64]
    anchors: tuple[Anchors, ...]
    hands: Hands = Hands()
    encoder: str = ""

    @property
    def has_vectors(self) -> bool:
        """Whether it was made with an encoder."""
        return bool(self.vectors.shape[1])


def passages_of(article: Article) -> tuple[str, ...]:
    """What of an article is put into vectors: its title and its first sentences, in order."""
    return tuple(text for text, _ in zip(_passages(article), range(_MOST), strict=False))


def side_of(
    article: Article,
    vectors: Vectors,
    means: LanguageMeans,
    outlet: Outlet | None = None,
    seen: datetime | None = None,
) -> Side:
    """The article with the ``vectors`` of its `passages_of`, one row each as an encoder gave them.

    They are centred by ``means``: those that are shipped, never those of a stream, so that what
    is said of two articles does not depend on others. ``seen`` stands in for a date that the page
    lacks. Raises ValueError if there are not as many rows as passages.
    """
    passages = passages_of(article)
    language = language_of(article)
    if len(vectors) != len(passages):
        raise ValueError(f"{len(vectors)} vectors for {len(passages)} passages")
    return Side(
        article.key,
        language,
        article.published.at if article.published else seen,
        np.asarray(means.centred(vectors, [language] * len(passages)), dtype=np.float64),
        np.array([len(passage) for passage in passages], dtype=np.float64),
        tuple(map(_anchors, passages)),
        hands_of(article, outlet),
        means.encoder,
    )


def _anchors(passage: str) -> Anchors:
    return Anchors(frozenset(map(_significant, figures(passage))), names(passage)[0])


def _significant(figure: str) -> str:
    """Its digits without nought at the end: 82.29 billion are 82.290 millones."""
    digits = figure.replace(".", "").strip("0")
    return digits if len(digits) > 1 else figure


def language_of(article: Article) -> str:
    """The primary subtag of its language, ``und`` where nobody knows."""
    return article.language.partition("-")[0].lower() or "und"


def hands_of(article: Article, outlet: Outlet | None) -> Hands:
    """Who printed it and whom it credits."""
    own = frozenset[str]()
    if outlet is not None:
        printed = {name.text.casefold() for name in outlet.names}
        own = frozenset({outlet.key, outlet.name.casefold(), *printed})
    credited = frozenset(
        name
        for credit in article.provenance.credits
        if credit.role in {"originator", "distributor"}
        for name in (credit.outlet, credit.name.casefold())
        if name
    )
    return Hands(own, credited - own, article.provenance.kind == "translated copy")


def _passages(article: Article) -> Iterator[str]:
    if article.title.strip():
        yield article.title.strip()[:_LONGEST]
    for span in sentences(article.text, article.language):
        if any(map(str.isalnum, passage := span.of(article.text).strip()[:_LONGEST])):
            yield passage
