"""What does a story show?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tearsheet.model import (
    Annotations,
    Article,
    CopyGroup,
    CopyRelation,
    Outlet,
    Printing,
    Relevance,
    Share,
    Story,
    Telling,
    Turn,
)
from tearsheet.relate.stories.telling.growth import growth_of
from tearsheet.relate.stories.telling.headlines import headlines
from tearsheet.relate.stories.telling.independence import independent_outlets
from tearsheet.relate.stories.telling.informative import informative
from tearsheet.relate.stories.telling.order import in_order, originals_of, texts_of

_SEVERAL = 2


def tell(
    story: Story,
    articles: Iterable[Article],
    annotations: Mapping[str, Annotations],
    outlets: Mapping[str, Outlet],
    groups: Iterable[CopyGroup],
    *,
    relevance: Mapping[str, Relevance] | None = None,
    language: str = "",
    until: datetime | None = None,
) -> Telling:
    """What ``story`` shows; of ``articles`` only its own count, and it must have one.

    ``annotations``, ``outlets`` and ``relevance`` (what each article has to do with a watch) go
    by article key. ``language`` (BCP 47) is the one that the title and the article to read first
    should be in. ``until`` is when we last looked (see `Growth`). Raises ValueError for a story
    of which no article is given.
    """
    inside = set(story.article_keys)
    own = {article.key: article for article in articles if article.key in inside}
    if not own:
        raise ValueError(f"story {story.key[:12]}: none of its articles is there")
    near = tuple(groups)
    ordered = in_order(own.values(), near)
    known = {copy.article_key: group for group in near for copy in group.copies}
    texts = texts_of(ordered, near)
    voices = independent_outlets(ordered, outlets, near)
    copies = [article for article in ordered if _copied(article, known.get(article.key), inside)]
    return Telling(
        story.key,
        headlines([text for _, text in texts], annotations, language)[0],
        tuple(_printing(one, outlets.get(one.key), known.get(one.key)) for one in ordered),
        voices,
        len(copies),
        len({_outlet_key(article, outlets) for article in copies}),
        _shares(_country(article, outlets) for article in ordered),
        _shares(article.language.partition("-")[0] for article in ordered),
        _shares(kind_of(article, known.get(article.key)) for article in ordered),
        growth_of(ordered, voices, originals_of(own, near), until),
        _turns(story, ordered, near, annotations, language),
        informative(texts, annotations, relevance, language),
    )


def kind_of(article: Article, group: CopyGroup | None = None) -> str:
    """What an article is: its own kind, else how it came (``agency copy``), else ``news``.

    A copy that does not say so is called by what its ``group`` knows of it.
    """
    if article.kind != "news":
        return article.kind
    if article.provenance.kind != "original":
        return article.provenance.kind
    relation = _relation(article, group)
    return {"original": "news", "exact": "copy", "excerpt": "excerpt"}.get(
        relation, f"{relation} copy"
    )


def _relation(article: Article, group: CopyGroup | None) -> CopyRelation:
    copies = group.copies if group else ()
    return next((one.relation for one in copies if one.article_key == article.key), "original")


def _copied(article: Article, group: CopyGroup | None, inside: set[str]) -> bool:
    """Whether it repeats a text that stands elsewhere in the story, too."""
    if group is None or article.key == group.original:
        return False
    first = next(copy.article_key for copy in group.copies if copy.article_key in inside)
    return article.key != first


def _printing(article: Article, outlet: Outlet | None, group: CopyGroup | None) -> Printing:
    return Printing(
        article.key,
        article.title,
        article.published.at if article.published else None,
        article.published.precision if article.published else None,
        outlet.key if outlet else "",
        outlet.name if outlet else article.site_name or "",
        outlet.country if outlet else None,
        article.language,
        article.kind,
        article.provenance.kind,
        _relation(article, group),
        group.original if group and group.original != article.key else "",
        article.published.zoned if article.published else True,
    )


def _outlet_key(article: Article, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(article.key)
    return outlet.key if outlet else article.key


def _country(article: Article, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(article.key)
    return (outlet.country if outlet else None) or "unknown"


def _shares(found: Iterable[str]) -> tuple[Share, ...]:
    counted = sorted(Counter(found).items(), key=lambda one: (-one[1], one[0]))
    return tuple(Share(of, many) for of, many in counted)


def _turns(
    story: Story,
    ordered: Sequence[Article],
    groups: Sequence[CopyGroup],
    annotations: Mapping[str, Annotations],
    language: str,
) -> tuple[Turn, ...]:
    """The chapters of a story that has several, in the order of their first articles."""
    if len(story.chapters) < _SEVERAL:
        return ()
    chapter_of = {key: at for at, one in enumerate(story.chapters) for key in one.article_keys}
    chapters: dict[int, list[Article]] = {}
    for article in ordered:
        if article.key in chapter_of:
            chapters.setdefault(chapter_of[article.key], []).append(article)
    turns = list[Turn]()
    for inside in chapters.values():
        texts = [text for _, text in texts_of(inside, groups)]
        began = inside[0].published.at if inside[0].published else None
        headline = headlines(texts, annotations, language)[0]
        turns.append(Turn(headline, began, tuple(one.key for one in inside)))
    return tuple(turns)
