"""All copy groups of a set of articles at once."""

from collections.abc import Iterator, Mapping, Sequence

from tearsheet.model import Article, CopyGroup, Link, Outlet, Pairing
from tearsheet.relate.copies.candidates import candidates
from tearsheet.relate.copies.groups import grouped
from tearsheet.relate.copies.judgement import judged
from tearsheet.relate.copies.printing import printing_of
from tearsheet.relate.translations import translations

_CREDITED = 0.9


def copy_groups(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet] | None = None,
    pairings: Sequence[Pairing] = (),
) -> tuple[CopyGroup, ...]:
    """Every article in exactly one group with the other printings of its text.

    ``outlets`` go by article key; with them, credits can tell the original. ``pairings`` are what
    editors decided, the latest last. Articles given twice count once. The result does not depend
    on the order of ``articles``; groups come by the time of their original.
    """
    every = sorted({one.key: one for one in articles}.values(), key=lambda one: one.key)
    known = outlets or {}
    links = [*_printed(every), *_translated(every, known)]
    return grouped(every, links, known, pairings)


def _printed(articles: Sequence[Article]) -> Iterator[Link]:
    printings = [printing_of(article) for article in articles]
    for one, other in candidates([article.text for article in articles]):
        link = judged(printings[one], printings[other])
        if link is not None:
            yield link


def _translated(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> Iterator[Link]:
    for found in translations(articles, outlets):
        one, other = sorted((found.article_key, found.source_key))
        yield Link(one, other, "translated", 1.0, 1.0, _CREDITED, found.evidence)
