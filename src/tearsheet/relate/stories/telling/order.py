"""In which order did a story's articles come out?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tearsheet.model import Article, CopyGroup
from tearsheet.relate.dates import out_by


def in_order(articles: Iterable[Article], groups: Iterable[CopyGroup]) -> list[Article]:
    """Articles by when they were out, undated ones last; no copy before its original.

    A page that gives a day without an hour, or an hour without its zone, would else seem to print
    a text before it was sent.
    """
    inside = {article.key: article for article in articles}
    originals = originals_of(inside, groups)

    def out(article: Article) -> tuple[datetime, bool, datetime, str]:
        original = originals.get(article.key)
        own = out_by(article)
        after = max(own, out_by(original)) if original and original.published else own
        return after, original is not None, own, article.key

    return sorted(inside.values(), key=out)


def originals_of(
    articles: Mapping[str, Article], groups: Iterable[CopyGroup]
) -> dict[str, Article]:
    """For each copy among ``articles`` its original, where that is among them too."""
    return {
        copy.article_key: articles[group.original]
        for group in groups
        if group.original in articles
        for copy in group.copies[1:]
        if copy.article_key in articles
    }


def texts_of(
    articles: Sequence[Article], groups: Iterable[CopyGroup]
) -> list[tuple[CopyGroup | None, list[Article]]]:
    """Articles by the text they print, and its group if it has one; the order given is kept."""
    group_of = {copy.article_key: group for group in groups for copy in group.copies}
    texts: dict[str, tuple[CopyGroup | None, list[Article]]] = {}
    for article in articles:
        group = group_of.get(article.key)
        texts.setdefault(group.key if group else article.key, (group, []))[1].append(article)
    return list(texts.values())
