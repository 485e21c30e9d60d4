"""Which printing of a text was the first? Credits before clocks, clocks before length."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from tearsheet.model import Article, Credit, Outlet
from tearsheet.relate.dates import out_by

_SOURCES = frozenset({"agency", "wire distributor"})


def original_first(
    articles: Sequence[Article], outlets: Mapping[str, Outlet]
) -> tuple[Article, ...]:
    """``articles``, printings of one text, with the original first and the rest by time.

    The original is the one that stands where the others credit it: with their originator, else
    their distributor; else the one at an agency; else the one that credits nobody; else the
    earliest dated; else the longest. ``outlets`` go by article key.
    """
    credited = {role: _credited(articles, role) for role in ("originator", "distributor")}

    def rank(article: Article) -> tuple[int, datetime, int, str]:
        outlet = outlets.get(article.key)
        names = _names(outlet)
        if names & credited["originator"]:
            place = 0
        elif names & credited["distributor"]:
            place = 1
        elif outlet and outlet.kind in _SOURCES:
            place = 2
        elif article.provenance.kind == "original" and not _credits_others(article, names):
            place = 3
        else:
            place = 4
        return place, out_by(article), -len(article.text), article.key

    first = min(articles, key=rank)
    rest = sorted(
        (article for article in articles if article.key != first.key),
        key=lambda article: (out_by(article), -len(article.text), article.key),
    )
    return first, *rest


def origins(articles: Sequence[Article]) -> dict[str, Credit]:
    """Who wrote each of ``articles``, printings of one text, by article key.

    A page's own originator speaks first. One that credits nobody has its text from the one whom
    most of the others credit; the basis then says so. Nobody is in it where no page names anyone.
    """
    own: dict[str, Credit] = {}
    for article in articles:
        if said := article.provenance.credited("originator"):
            own[article.key] = said[0]
    called = Counter(map(_called, own.values()))
    if not called:
        return {}
    ((most, pages),) = called.most_common(1)
    name = next(credit for credit in own.values() if _called(credit) == most)
    basis = f"{pages} other printing{'s' if pages > 1 else ''} of the text: {name.basis}"
    written = Credit("originator", name.name, basis, name.outlet)
    return {article.key: own.get(article.key, written) for article in articles}


def _called(credit: Credit) -> str:
    return credit.outlet or credit.name.casefold()


def _credited(articles: Sequence[Article], role: str) -> set[str]:
    return {
        name
        for article in articles
        for credit in article.provenance.credits
        if credit.role == role
        for name in (credit.outlet, credit.name.casefold())
        if name
    }


def _credits_others(article: Article, own: set[str]) -> bool:
    return any(
        credit.role in {"originator", "distributor"}
        and not {credit.outlet, credit.name.casefold()} & own
        for credit in article.provenance.credits
    )


def _names(outlet: Outlet | None) -> set[str]:
    if outlet is None:
        return set()
    return {outlet.key, outlet.name.casefold(), *(name.text.casefold() for name in outlet.names)}
