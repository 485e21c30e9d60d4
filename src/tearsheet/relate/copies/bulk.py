"""All copy groups of a set of articles at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tearsheet.model import Article, CopyGroup, Link, Outlet, Pairing, Span
from tearsheet.relate import translations
from tearsheet.relate.copies.boilerplate import boilerplate_in, boilerplate_of
from tearsheet.relate.copies.candidates import candidates
from tearsheet.relate.copies.groups import grouped
from tearsheet.relate.copies.judgement import judged
from tearsheet.relate.copies.printing import Printing, printing_of
from tearsheet.relate.vectors.encoder import Encoder


def copy_groups(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet] | None = None,
    encoder: Encoder | None = None,
    pairings: Sequence[Pairing] = (),
) -> tuple[CopyGroup, ...]:
    """Every article in exactly one group with the other printings of its text.

    ``outlets`` go by article key; with them credits can tell the original, and what an outlet
    prints under all its articles is left out. With an ``encoder`` translations are found by what
    they say, without one only those that a credit names. ``pairings`` are what editors decided,
    the latest last. Articles given twice count once. The result does not depend on the order of
    ``articles``; groups come by the time of their original.
    """
    every = sorted({one.key: one for one in articles}.values(), key=lambda one: one.key)
    known = outlets or {}
    found = [*_printed(every, known), *translations.links(every, known, encoder)]
    return grouped(every, found, known, pairings)


def _printed(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> Iterator[Link]:
    left_out = _standing(articles, outlets)
    printings = dict[int, Printing]()
    for pair in candidates([article.text for article in articles], left_out):
        for at in pair:
            if at not in printings:
                printings[at] = printing_of(articles[at], left_out[at])
        link = judged(printings[pair[0]], printings[pair[1]])
        if link is not None:
            yield link


def _standing(articles: Sequence[Article], outlets: Mapping[str, Outlet]) -> list[tuple[Span, ...]]:
    """For each article what its outlet prints whatever it is about."""
    texts = defaultdict[str, dict[str, str]](dict)
    for article in articles:
        if outlet := outlets.get(article.key):
            texts[outlet.key][article.key] = article.text
    boilerplate = {outlet: boilerplate_of(printed) for outlet, printed in texts.items()}
    return [
        boilerplate_in(article.text, boilerplate[outlets[article.key].key])
        if article.key in outlets
        else ()
        for article in articles
    ]
