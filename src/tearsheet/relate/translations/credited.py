"""Which articles are translations of which? Only where a credit says so, and the facts agree."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tearsheet.model import Article, Outlet
from tearsheet.relate.dates import time_of
from tearsheet.relate.translations.traits import Traits, traits_of

_WITHIN = timedelta(days=5)
_AGREEMENT = 0.5
"""On corpora/stories/meantime-half.jsonl (2026-11-22) 191 of 192 true pairs agree so much, and for
190 no other article of the set agrees more."""
_FEWEST = 3


Basis = Literal["says it is translated", "credits its source", "same outlet in another language"]
_LEAST: dict[Basis, float] = {
    "says it is translated": _AGREEMENT,
    "credits its source": _AGREEMENT,
    "same outlet in another language": 0.6,
}
"""How well the facts must agree, by who says that it is a translation."""


@dataclass(frozen=True, slots=True)
class Translation:
    """One article that is a translation of another, and what says so."""

    article_key: str
    source_key: str
    evidence: str


def translations(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> list[Translation]:
    """The translated copies among ``articles``, each with its most likely source.

    A copy must say that it is one: its provenance is ``translated copy``, or it credits as its
    originator or distributor the outlet that printed the source; or one outlet prints both, as
    agencies do. Then figures, names and the count of quotations must agree. Of two languages of
    one outlet the earlier is the source.
    """
    traits, sources = _Traits(), _Sources(articles, outlets)
    found = list[Translation]()
    for article in articles:
        rated = [
            (_agreement(traits.of(article), traits.of(source)), _standing(source), source, basis)
            for source, basis in sources.of(article)
        ]
        able = [one for one in rated if one[0] >= _LEAST[one[3]]]
        if able:
            # What credits nobody comes before another translation, which may agree even better.
            best = max(able, key=lambda one: (one[1], one[0], one[2].key))
            share, _, source, basis = best
            pair = (traits.of(article), traits.of(source))
            found.append(
                Translation(article.key, source.key, f"{basis}; {_facts(*pair)} ({share:.0%})")
            )
    return _without_circles(found)


class _Sources:
    """Articles by who printed them, so that a translation looks only where its source may be."""

    def __init__(self, articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> None:
        self._articles = articles
        self._own = {one.key: _called(outlets.get(one.key)) for one in articles}
        self._by_name = defaultdict[str, list[Article]](list)
        for article in articles:
            for name in self._own[article.key]:
                self._by_name[name].append(article)

    def of(self, article: Article) -> Iterator[tuple[Article, Basis]]:
        """What ``article`` may be a translation of, and by whose word; each source once."""
        own, told = self._own[article.key], article.provenance.kind == "translated copy"
        credited = _credited(article) - own
        tried: tuple[tuple[Basis, list[Article]], ...] = (
            ("credits its source", self._printed_by(credited)),
            ("same outlet in another language", self._printed_by(own)),
            ("says it is translated", list(self._articles) if told else []),
        )
        seen = set[str]()
        for basis, sources in tried:
            for source in sources:
                follows = basis != "same outlet in another language" or _follows(article, source)
                if source.key not in seen and follows and _may_be(article, source):
                    seen.add(source.key)
                    yield source, basis

    def _printed_by(self, names: set[str]) -> list[Article]:
        return [article for name in sorted(names) for article in self._by_name.get(name, ())]


class _Traits:
    """Traits of articles, each worked out once."""

    def __init__(self) -> None:
        self._known = dict[str, Traits]()

    def of(self, article: Article) -> Traits:
        if article.key not in self._known:
            self._known[article.key] = traits_of(article)
        return self._known[article.key]


def _may_be(article: Article, source: Article) -> bool:
    """Whether ``source`` is in another language, of about that time, and no translation."""
    dated = article.published is not None and source.published is not None
    return (
        article.language.partition("-")[0] != source.language.partition("-")[0]
        and source.provenance.kind != "translated copy"
        and (not dated or abs(time_of(article) - time_of(source)) <= _WITHIN)
    )


def _follows(article: Article, source: Article) -> bool:
    """Whether it came out after the other, which is what is left to tell two editions apart."""
    return (time_of(source), source.key) < (time_of(article), article.key)


def _standing(source: Article) -> bool:
    """Whether it looks like the first of its text rather than something carried on."""
    return source.provenance.kind in {"original", "press release", "agency copy"} and bool(
        source.provenance.dateline or source.provenance.credits
    )


def _without_circles(found: Sequence[Translation]) -> list[Translation]:
    """Each with a source that is not itself a translation of it."""
    source_of = {one.article_key: one.source_key for one in found}
    return [one for one in found if source_of.get(one.source_key) != one.article_key]


def _agreement(one: Traits, other: Traits) -> float:
    """How well the facts agree, from 0 to 1: figures, names and the number of quotations."""
    figures = _overlap(one.figures, other.figures)
    names = _overlap(one.names, other.names)
    quotations = _alike(one.quotations, other.quotations)
    parts = [share for share in (figures, names) if share is not None]
    if not parts or len(one.figures & other.figures) + len(one.names & other.names) < _FEWEST:
        return 0.0
    return 0.8 * sum(parts) / len(parts) + 0.2 * quotations


def _overlap(one: frozenset[str], other: frozenset[str]) -> float | None:
    """The share of the smaller set in the larger; None where it is too small to say anything."""
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _FEWEST - 1 else None


def _alike(one: int, other: int) -> float:
    return min(one, other) / max(one, other) if one or other else 1.0


def _credited(article: Article) -> set[str]:
    return {
        name
        for credit in article.provenance.credits
        if credit.role in {"originator", "distributor"}
        for name in (credit.outlet, credit.name.casefold())
        if name
    }


def _called(outlet: Outlet | None) -> set[str]:
    if outlet is None:
        return set()
    return {outlet.key, outlet.name.casefold(), *(name.text.casefold() for name in outlet.names)}


def _facts(one: Traits, other: Traits) -> str:
    return (
        f"shares {len(one.figures & other.figures)} figures and "
        f"{len(one.names & other.names)} names, {one.quotations} and {other.quotations} quotations"
    )
