"""Which articles are printings of one text? From the links between them and what editors said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from tearsheet.model import Article, Copy, CopyGroup, CopyRelation, Link, Outlet, Pairing
from tearsheet.relate.copies.excerpts import with_excerpts, with_translations
from tearsheet.relate.copies.linkage import Cluster, Tie, Ties, Wording, joined
from tearsheet.relate.copies.originals import original_first, origins, why_original
from tearsheet.relate.copies.printing import writers_of
from tearsheet.relate.copies.words import words_of
from tearsheet.relate.dates import time_of

_SAME_WORDS = 0.999
_FEWEST = 6
"""Words that two texts may have in common by chance, so that they have to be judged."""


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
    decided = _decided(pairings)
    wordings = _wordings(ordered, decided)
    ties = _ties(links, wordings)
    wordings = [
        replace(wording, weight=sum(tie.confidence for tie in ties[wording.name].values()))
        for wording in wordings
    ]
    clusters = joined(_together(wordings, decided), ties)
    clusters = with_translations(with_excerpts(clusters, ties), ties)
    by_key = {article.key: article for article in ordered}
    first = {article.key: at for at, article in enumerate(ordered)}
    groups = [_group(cluster, ties, by_key, known) for cluster in clusters]
    return tuple(sorted(groups, key=lambda group: first[group.original]))


def _decided(pairings: Sequence[Pairing]) -> dict[tuple[str, str], bool]:
    """Whether two articles (keys, the smaller first) are together, the latest word first."""
    found = dict[tuple[str, str], bool]()
    for pairing in reversed(pairings):
        one, other = sorted((pairing.one, pairing.other))
        if one != other:
            found.setdefault((one, other), pairing.together)
    return found


def _wordings(
    articles: Sequence[Article], decided: Mapping[tuple[str, str], bool]
) -> list[Wording]:
    parted = defaultdict[str, set[str]](set)
    for (one, other), together in decided.items():
        if not together:
            parted[one].add(other)
            parted[other].add(one)
    same = defaultdict[tuple[int, str], list[Article]](list)
    for article in articles:
        digest, words = _digest(article.text)
        alone = article.key in parted or words <= _FEWEST
        same[digest, article.key if alone else ""].append(article)
    return [_wording(printings, parted) for printings in same.values()]


def _wording(printings: Sequence[Article], parted: Mapping[str, set[str]]) -> Wording:
    keys = sorted(article.key for article in printings)
    digest, words = _digest(printings[0].text)
    return Wording(
        name=keys[0],
        keys=tuple(keys),
        writers=frozenset[str]().union(*map(writers_of, printings)),
        parted=frozenset[str]().union(*(parted.get(key, ()) for key in keys)),
        language=_language(printings[0]),
        digest=digest,
        words=words,
    )


def _ties(links: Iterable[Link], wordings: Sequence[Wording]) -> Ties:
    """The surest tie of any two wordings, from both ends."""
    name_of = {key: wording.name for wording in wordings for key in wording.keys}
    best = dict[tuple[str, str], Tie]()
    for one, other, tie in (*_by_link(links, name_of), *_by_words(wordings)):
        pair, tie = ((one, other), tie) if one < other else ((other, one), tie.reversed)
        if one != other and (pair not in best or _rank(best[pair]) < _rank(tie)):
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
    same = defaultdict[int, list[Wording]](list)
    for wording in wordings:
        if wording.words > _FEWEST:
            same[wording.digest].append(wording)
    for first, *others in same.values():
        for other in others:
            yield first.name, other.name, Tie("exact", _SAME_WORDS, 1.0, 1.0, "the same words")


def _rank(tie: Tie) -> tuple[float, str, float, float, str]:
    return tie.confidence, tie.relation, tie.inside, tie.around, tie.evidence


def _together(
    wordings: Sequence[Wording], decided: Mapping[tuple[str, str], bool]
) -> list[Cluster]:
    """A cluster for each wording, and those joined that editors have put together."""
    cluster_of = {
        key: cluster for cluster in map(Cluster.of, wordings) for key in cluster.wordings[0].keys
    }
    for (one, other), together in decided.items():
        here, there = cluster_of.get(one), cluster_of.get(other)
        if not together or here is None or there is None or here is there:
            continue
        if not here.is_parted_from(there):
            here.absorb(there)
            cluster_of |= {key: here for wording in there.wordings for key in wording.keys}
    return list({id(cluster): cluster for cluster in cluster_of.values()}.values())


def _group(
    cluster: Cluster,
    ties: Ties,
    articles: Mapping[str, Article],
    outlets: Mapping[str, Outlet],
) -> CopyGroup:
    members = sorted(
        (articles[key] for wording in cluster.wordings for key in wording.keys),
        key=lambda article: (time_of(article), article.key),
    )
    wording_of = {key: wording.name for wording in cluster.wordings for key in wording.keys}
    contained = {
        key
        for wording in cluster.wordings
        if _is_contained(wording, cluster, ties)
        for key in wording.keys
    }
    original = original_first(members, outlets, contained)[0]
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


def _is_contained(wording: Wording, cluster: Cluster, ties: Ties) -> bool:
    """Whether another wording of the cluster holds it and much more."""
    within = {other.name for other in cluster.wordings}
    return any(
        name in within and tie.relation == "excerpt" and tie.inside > tie.around
        for name, tie in ties[wording.name].items()
    )


def _copy(article: Article, original: Article, wording_of: Mapping[str, str], ties: Ties) -> Copy:
    here, there = wording_of[article.key], wording_of[original.key]
    if here == there:
        return Copy(article.key, "exact", "the same words", _SAME_WORDS)
    near = ties[here]
    if tie := near.get(there):
        return Copy(article.key, _relation(tie), _evidence(tie), tie.confidence)
    within = [near[name] for name in sorted(set(wording_of.values()) & near.keys())]
    translated = _language(article) != _language(original)
    relation: CopyRelation = "translated" if translated else "edited"
    if not within:
        return Copy(article.key, relation, "an editor put it there")
    best = max(within, key=_rank)
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


def _language(article: Article) -> str:
    return article.language.partition("-")[0]


@lru_cache(maxsize=4096)
def _digest(text: str) -> tuple[int, int]:
    """A number for all words of a text in their order, and how many they are."""
    words = words_of([text])
    return int(words.whole()[0]), len(words.numbers)
