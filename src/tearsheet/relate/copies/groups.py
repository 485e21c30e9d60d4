"""Which articles are printings of one text? From the links between them and what editors said."""

from collections.abc import Iterable, Mapping, Sequence

from tearsheet.model import Article, Copy, CopyGroup, CopyRelation, Link, Outlet, Pairing
from tearsheet.relate.copies.excerpts import with_excerpts, with_translations
from tearsheet.relate.copies.linkage import Cluster, joined
from tearsheet.relate.copies.originals import original_of, origins, why_original
from tearsheet.relate.copies.wordings import (
    SAME_WORDS,
    Tie,
    Ties,
    Wording,
    last_words,
    rank,
    ties_of,
    units_of,
    wordings_of,
)
from tearsheet.relate.dates import time_of
from tearsheet.relate.translations.side import language_of


def grouped(
    articles: Sequence[Article],
    links: Iterable[Link] = (),
    outlets: Mapping[str, Outlet] | None = None,
    pairings: Sequence[Pairing] = (),
) -> tuple[CopyGroup, ...]:
    """Every article in exactly one group with the other printings of its text.

    A pure function of the sets of articles and links: neither their order nor how often one is
    given matters, and links to articles that are not there are passed over. ``outlets`` go by
    article key; with them, credits can tell the original. ``pairings`` are what editors decided,
    the latest last: two articles together are in one group and two apart never are, whatever
    links say; where both cannot be, an apart stands before togethers by way of others, and the
    later word before the earlier one. Groups come by the time of their original.
    """
    known = outlets or {}
    ordered = sorted(
        {article.key: article for article in articles}.values(),
        key=lambda article: (time_of(article), article.key),
    )
    decided = last_words(pairings)
    found = tuple(links)
    wordings = wordings_of(ordered, found, decided)
    ties = ties_of(found, wordings)
    units, unit_ties = units_of(wordings, ties, decided)
    clusters = joined(map(Cluster.of, units), unit_ties)
    clusters = with_translations(with_excerpts(clusters, unit_ties), unit_ties)
    of_article = {key: wording for wording in wordings for key in wording.keys}
    by_key = {article.key: article for article in ordered}
    first = {article.key: at for at, article in enumerate(ordered)}
    groups = [_group(cluster, of_article, ties, by_key, known) for cluster in clusters]
    return tuple(sorted(groups, key=lambda group: first[group.original]))


def _group(
    cluster: Cluster,
    wordings: Mapping[str, Wording],
    ties: Ties,
    articles: Mapping[str, Article],
    outlets: Mapping[str, Outlet],
) -> CopyGroup:
    members = sorted(
        (articles[key] for unit in cluster.wordings for key in unit.keys),
        key=lambda article: (time_of(article), article.key),
    )
    wording_of = {article.key: wordings[article.key].name for article in members}
    within = frozenset(wording_of.values())
    held = {name for name in within if _is_contained(name, within, ties)}
    contained = {key for key, name in wording_of.items() if name in held}
    original = original_of(members, outlets, contained)
    copies = [
        Copy(original.key, "original", why_original(original, members, outlets, contained)),
        *(
            _copy(article, original, wording_of, ties)
            for article in members
            if article.key != original.key
        ),
    ]
    written_by = origins(members).get(original.key)
    return CopyGroup(key=original.key, copies=tuple(copies), written_by=written_by)


def _is_contained(name: str, within: frozenset[str], ties: Ties) -> bool:
    """Whether another wording of its group holds it and much more."""
    return any(
        other in within and tie.relation == "excerpt" and tie.inside > tie.around
        for other, tie in ties[name].items()
    )


def _copy(article: Article, original: Article, wording_of: Mapping[str, str], ties: Ties) -> Copy:
    here, there = wording_of[article.key], wording_of[original.key]
    if here == there:
        return Copy(article.key, "exact", "the same words", SAME_WORDS)
    near = ties[here]
    if tie := near.get(there):
        return Copy(article.key, _relation(tie), _evidence(tie), tie.confidence)
    within = [near[name] for name in sorted(set(wording_of.values()) & near.keys())]
    translated = language_of(article) != language_of(original)
    relation: CopyRelation = "translated" if translated else "edited"
    if not within:
        return Copy(article.key, relation, "an editor put it there")
    best = max(within, key=rank)
    what = "copy of a translated copy" if translated else "shares its text with another copy"
    return Copy(article.key, relation, f"{what}: {_evidence(best)}", best.confidence)


def _relation(tie: Tie) -> CopyRelation:
    """What the first of two wordings is to the second; one that holds it and more edits it."""
    if tie.relation == "excerpt" and tie.inside < tie.around:
        return "edited"
    return tie.relation


def _evidence(tie: Tie) -> str:
    if tie.relation == "translated":
        return tie.evidence
    return f"{tie.inside:.0%} of it there, {tie.around:.0%} of that here; {tie.evidence}"
