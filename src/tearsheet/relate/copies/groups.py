"""Which articles are printings of one text?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tearsheet.model import Article, Copy, CopyGroup, CopyRelation, Outlet
from tearsheet.relate.copies.candidates import candidates
from tearsheet.relate.copies.comparison import Comparison
from tearsheet.relate.copies.originals import original_first
from tearsheet.relate.copies.runs import Text, text_of
from tearsheet.relate.dates import time_of
from tearsheet.relate.translations import Translation, translations

_ROUND_UP = 3
"""A text that holds so many unrelated articles is a round-up, not the original of them all."""
_ARTICLE = 150
"""Words below which a text is a teaser: many teasers of one article make no round-up of it."""


@dataclass(frozen=True, slots=True)
class _Link:
    """Two articles (positions, the smaller text first) and how much of the smaller they share."""

    small: int
    large: int
    relation: CopyRelation
    share: float


def copy_groups(
    articles: Sequence[Article], outlets: Mapping[str, Outlet] | None = None
) -> tuple[CopyGroup, ...]:
    """Every article in exactly one group with the other printings of its text.

    ``outlets`` go by article key; with them, credits can tell the original. Articles given twice
    count once. The result does not depend on the order of ``articles``: groups come by the time
    of their original. In memory it holds each text's words as numbers.
    """
    known = outlets or {}
    ordered = sorted(
        {article.key: article for article in articles}.values(),
        key=lambda article: (time_of(article), article.key),
    )
    texts = [text_of(article.text) for article in ordered]
    families = _Families(len(ordered))
    links = _links(texts)
    _join_whole(families, links)
    _join_excerpts(families, links, texts)
    translated = _join_translations(families, ordered, known)
    groups = [
        _group([ordered[at] for at in family], [texts[at] for at in family], known, translated)
        for family in families.all()
    ]
    first = {article.key: at for at, article in enumerate(ordered)}
    return tuple(sorted(groups, key=lambda group: first[group.original]))


def _links(texts: Sequence[Text]) -> list[_Link]:
    found = list[_Link]()
    for before, at in candidates(texts):
        small, large = sorted((before, at), key=lambda one: (len(texts[one].words), one))
        comparison = Comparison(texts[small], texts[large])
        if comparison.relation is not None:
            found.append(_Link(small, large, comparison.relation, comparison.share))
    return sorted(found, key=lambda link: (-link.share, link.small, link.large))


class _Families:
    """Positions that belong together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first

    def all(self) -> list[list[int]]:
        members = defaultdict[int, list[int]](list)
        for at in range(len(self._parent)):
            members[self.of(at)].append(at)
        return list(members.values())


def _join_whole(families: _Families, links: Iterable[_Link]) -> None:
    for link in links:
        if link.relation != "excerpt":
            families.join(link.small, link.large)


def _join_excerpts(families: _Families, links: Sequence[_Link], texts: Sequence[Text]) -> None:
    """Each excerpt to the one text that holds most of it, unless that is a round-up of many."""
    held = defaultdict[int, set[int]](set)
    best = dict[int, _Link]()
    for link in links:
        if link.relation == "excerpt" and families.of(link.small) != families.of(link.large):
            if len(texts[link.small].words) >= _ARTICLE:
                held[link.large].add(families.of(link.small))
            best.setdefault(families.of(link.small), link)
    joined = [
        (link.small, link.large) for link in best.values() if len(held[link.large]) < _ROUND_UP
    ]
    for small, large in joined:
        families.join(small, large)


def _join_translations(
    families: _Families, ordered: Sequence[Article], outlets: Mapping[str, Outlet]
) -> dict[str, Translation]:
    """Joins each translated copy to its source; what says so, by the copy's article key."""
    at = {article.key: position for position, article in enumerate(ordered)}
    found = translations(ordered, outlets)
    for translation in found:
        families.join(at[translation.article_key], at[translation.source_key])
    return {translation.article_key: translation for translation in found}


def _group(
    articles: Sequence[Article],
    texts: Sequence[Text],
    outlets: Mapping[str, Outlet],
    translated: Mapping[str, Translation],
) -> CopyGroup:
    sources = [article for article in articles if article.key not in translated] or articles
    original = original_first(sources, outlets)[0]
    text_by_key = {article.key: text for article, text in zip(articles, texts, strict=True)}
    rest = sorted(
        (article for article in articles if article.key != original.key),
        key=lambda article: (time_of(article), article.key),
    )
    copies = [Copy(original.key, "original", _why_original(original, articles, outlets))]
    for article in rest:
        if translation := translated.get(article.key):
            copies.append(Copy(article.key, "translated", translation.evidence))
        elif article.language.partition("-")[0] != original.language.partition("-")[0]:
            copies.append(Copy(article.key, "translated", "copy of a translated copy"))
        else:
            copies.append(_copy(article, text_by_key[article.key], text_by_key[original.key]))
    return CopyGroup(key=original.key, copies=tuple(copies))


def _copy(article: Article, text: Text, original: Text) -> Copy:
    comparison = Comparison(text, original)
    relation = comparison.relation
    if relation is None:
        return Copy(article.key, "edited", "shares its text with another copy in the group")
    smaller = "its" if len(text.words) <= len(original.words) else "the original's"
    evidence = (
        f"{comparison.share:.0%} of {smaller} three-word runs are shared "
        f"({comparison.shared:,} of {comparison.size:,})"
    )
    if text.dense:
        evidence = evidence.replace("three-word", "six-character")
    return Copy(article.key, relation, evidence)


def _why_original(
    original: Article, articles: Sequence[Article], outlets: Mapping[str, Outlet]
) -> str:
    if len(articles) == 1:
        return "the only printing"
    outlet = outlets.get(original.key)
    others = [article for article in articles if article.key != original.key]
    named = {
        credit.name
        for article in others
        for credit in article.provenance.credits
        if credit.role in {"originator", "distributor"}
        and outlet is not None
        and (credit.outlet == outlet.key or credit.name.casefold() == outlet.name.casefold())
    }
    if named:
        return f"credited by its copies ({', '.join(sorted(named))})"
    if outlet and outlet.kind in {"agency", "wire distributor"}:
        return f"printed by an {outlet.kind}" if outlet.kind == "agency" else "its distributor's"
    if original.published:
        return "the earliest of the printings"
    return "the longest of the printings"
