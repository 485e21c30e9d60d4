"""Which articles are translations of which? Only where a credit says so, and the facts agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tearsheet.model import Article, Outlet
from tearsheet.relate.originals import time_of
from tearsheet.relate.traits import Traits, traits_of

_WITHIN = timedelta(days=5)
_AGREEMENT = 0.5
"""On corpora/stories/meantime-half.jsonl (2026-11-22) 191 of 192 true pairs agree so much, and for
190 no other article of the set agrees more."""
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Translation:
    """One article that is a translation of another, and what says so."""

    article_key: str
    source_key: str
    evidence: str


def translations(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> list[Translation]:
    """The translated copies among ``articles``, each with its most likely source.

    A copy must say that it is one: its provenance is ``translated copy``, or it credits as its
    originator or distributor the outlet that printed the source. Then figures, names and the
    count of quotations must agree.
    """
    traits = dict[str, Traits]()

    def of(article: Article) -> Traits:
        if article.key not in traits:
            traits[article.key] = traits_of(article)
        return traits[article.key]

    found = list[Translation]()
    for article in articles:
        told = article.provenance.kind == "translated copy"
        credited = _credited(article)
        if not told and not credited:
            continue
        rated = sorted(
            (
                (_agreement(of(article), of(source)), source.key)
                for source in articles
                if _may_be(article, source)
                and (told or credited & _called(outlets.get(source.key)))
            ),
            reverse=True,
        )
        if rated and rated[0][0] >= _AGREEMENT:
            share, key = rated[0]
            source = next(source for source in articles if source.key == key)
            found.append(_translation(article, source, told, share, (of(article), of(source))))
    return found


def _may_be(article: Article, source: Article) -> bool:
    """Whether ``source`` is in another language, of about that time, and no translation."""
    apart = abs(time_of(article) - time_of(source))
    dated = article.published is not None and source.published is not None
    return (
        article.language.partition("-")[0] != source.language.partition("-")[0]
        and source.provenance.kind != "translated copy"
        and (not dated or apart <= _WITHIN)
    )


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


def _translation(
    article: Article, source: Article, told: bool, share: float, traits: tuple[Traits, Traits]
) -> Translation:
    one, other = traits
    said = "says it is translated" if told else "credits its source"
    evidence = (
        f"{said}; shares {len(one.figures & other.figures)} figures and "
        f"{len(one.names & other.names)} names, {one.quotations} and {other.quotations} "
        f"quotations (agreement {share:.0%})"
    )
    return Translation(article.key, source.key, evidence)
