"""What of an article do stories look at?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from sys import intern

import numpy as np
from numpy.typing import NDArray

from tearsheet.model import Annotations, Article
from tearsheet.model.article import Precision
from tearsheet.press.hosts import host_of, registrable
from tearsheet.relate.stories.terms import add_name, address_words, names_of, stems
from tearsheet.relate.translations.traits import figures

Vector = NDArray[np.float32]

LEAD = 100
"""Words of the text that tell what happened; what follows is background, shared by many."""
_LETTERS_A_WORD = 12
_WORDS = ("title", "lead", "address", "names", "printed", "places", "figures")
_LONGEST_FIGURE = 20
"""Digits before the point; what is longer counts nothing."""
_MOST = 64
"""Names, places or figures that are kept of one article, in reading order."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article as story-making sees it: a few kilobytes, and all of it may be written down.

    ``language`` is the primary subtag; ``at`` is to be read as far as ``precision`` goes, both
    None for an undated article. ``outlet`` is the site that printed it. ``title`` and ``lead`` are
    stems in reading order, repeated as often as they stand there, stop words left out; ``address``
    are those of the headline that its URL spells. ``length`` is the text's in code points, 0 of a
    bare headline.

    What languages share, sorted and each once: ``names`` are consonant skeletons of the words of
    names (``printed`` holds, in the same order, how the article writes them), ``places`` the ISO
    3166-1 codes of countries that lie behind its places, ``figures`` plain numbers. ``packed`` and
    ``packed_title`` are unit vectors of title and lead and of the title alone, not centred, as
    little-endian float16; empty where there are none.
    """

    key: str
    language: str
    at: datetime | None = None
    precision: Precision | None = None
    outlet: str = ""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    length: int = 0
    names: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    packed: bytes = b""
    packed_title: bytes = b""

    def __post_init__(self) -> None:
        """One copy of each word in memory, however many reports hold it."""
        for field in _WORDS:
            object.__setattr__(self, field, tuple(map(intern, getattr(self, field))))
        object.__setattr__(self, "language", intern(self.language))
        object.__setattr__(self, "outlet", intern(self.outlet))

    @property
    def vector(self) -> Vector | None:
        """The vector of title and lead, of unit length, not centred."""
        return _unpacked(self.packed)

    @property
    def title_vector(self) -> Vector | None:
        """The vector of the title alone, of unit length, not centred."""
        return _unpacked(self.packed_title)

    def with_vectors(self, vector: Vector | None, title_vector: Vector | None = None) -> "Report":
        """The same report with these vectors, as an encoder gave them for its `wording`."""
        return replace(self, packed=_packed(vector), packed_title=_packed(title_vector))


def wording(title: str, text: str) -> tuple[str, str]:
    """What is to be turned into the two vectors of a report: title and lead, and the title."""
    return f"{title}\n{text[: LEAD * _LETTERS_A_WORD]}".strip(), title


def report_of(
    article: Article,
    annotations: Annotations | None,
    vector: Vector | None = None,
    title_vector: Vector | None = None,
) -> Report:
    """What stories look at of an article; vectors as an encoder gave them.

    Without annotations it has no places, and its names and figures are those of the bare text.
    """
    text = article.text
    if annotations is None:
        told, found = names_of(article.title, text), figures(text)
    else:
        told, found = (
            names_of(article.title, text[: LEAD * _LETTERS_A_WORD]),
            _annotated(annotations),
        )
    names = annotations.names if annotations else ()
    for name in names:
        for word in name.text.split():
            add_name(told, word)
    address = address_words(article.url)
    for word in address.split():
        add_name(told, word)
    published = article.published
    return _report(
        article.key,
        article.title,
        text,
        article.language,
        at=published.at if published else None,
        precision=published.precision if published else None,
        outlet=_outlet(article),
        address=address,
        told=told,
        places={name.country for name in names if name.country},
        figures=figures(article.title) | found,
        vector=vector,
        title_vector=title_vector,
    )


def report_from_text(
    key: str,
    title: str,
    text: str,
    language: str,
    *,
    at: datetime | None = None,
    precision: Precision | None = None,
    outlet: str = "",
    vector: Vector | None = None,
    title_vector: Vector | None = None,
) -> Report:
    """The same of bare text, as far as it goes without annotations: no places."""
    return _report(
        key,
        title,
        text,
        language,
        at=at,
        precision=precision or ("second" if at else None),
        outlet=outlet,
        address="",
        told=names_of(title, text),
        places=(),
        figures=figures(title) | figures(text),
        vector=vector,
        title_vector=title_vector,
    )


def _report(
    key: str,
    title: str,
    text: str,
    language: str,
    *,
    at: datetime | None,
    precision: Precision | None,
    outlet: str,
    address: str,
    told: Mapping[str, str],
    places: Iterable[str],
    figures: Iterable[str],
    vector: Vector | None,
    title_vector: Vector | None,
) -> Report:
    primary = language.partition("-")[0].lower()
    names = sorted(list(told)[:_MOST])
    return Report(
        key=key,
        language=primary,
        at=at,
        precision=precision,
        outlet=outlet,
        address=tuple(stems(address, language)),
        title=tuple(stems(title, language)),
        lead=tuple(stems(text[: LEAD * _LETTERS_A_WORD], language)[:LEAD]),
        length=len(text),
        names=tuple(names),
        printed=tuple(told[name] for name in names),
        places=tuple(sorted(places)[:_MOST]),
        figures=tuple(sorted(f for f in figures if len(f) <= _LONGEST_FIGURE)[:_MOST]),
        packed=_packed(vector),
        packed_title=_packed(title_vector),
    )


def _annotated(annotations: Annotations) -> frozenset[str]:
    return frozenset(
        _plain(figure.value)
        for figure in annotations.figures
        if figure.value.adjusted() < _LONGEST_FIGURE
    )


def _plain(value: Decimal) -> str:
    """A value without a useless tail: ``43800000000``, ``12.5``."""
    return f"{value.normalize():f}"


def _outlet(article: Article) -> str:
    """Who printed it: the site, else what it calls itself."""
    host = host_of(article.url)
    return registrable(host) if host else article.site_name or ""


def _packed(vector: Vector | None) -> bytes:
    return b"" if vector is None else np.asarray(vector, "<f2").tobytes()


def _unpacked(packed: bytes) -> Vector | None:
    return np.frombuffer(packed, "<f2").astype(np.float32) if packed else None
