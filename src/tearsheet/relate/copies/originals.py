"""Which printing of a text was the first? Credits, then what holds the others, then clocks."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import datetime

from tearsheet.model import Article, Credit, Outlet
from tearsheet.relate.dates import out_by

_SOURCES = frozenset({"agency", "wire distributor"})


def original_of(
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    contained: Container[str] = frozenset(),
) -> Article:
    """The original among ``articles``, printings of one text.

    It is no translation, and stands where the others credit it: with their originator, else their
    distributor; else at an agency; else where nobody is credited. Among those it is none of the
    ``contained`` (keys of those that another printing holds and much more), then the earliest
    dated, then the longest. ``outlets`` go by article key.
    """
    credited = {role: _credited(articles, role) for role in ("originator", "distributor")}

    def rank(article: Article) -> tuple[bool, int, bool, datetime, int, str]:
        return (
            article.provenance.kind == "translated copy",
            _place(article, outlets.get(article.key), credited),
            article.key in contained,
            out_by(article),
            -len(article.text),
            article.key,
        )

    return min(articles, key=rank)


def why_original(
    original: Article,
    articles: Sequence[Article],
    outlets: Mapping[str, Outlet],
    contained: Container[str] = frozenset(),
) -> str:
    """What made ``original`` the first of ``articles``, in words; arguments as `original_of`."""
    if len(articles) == 1:
        return "the only printing"
    outlet = outlets.get(original.key)
    others = [article for article in articles if article.key != original.key]
    own = _names(outlet)
    named = {
        credit.name
        for article in others
        for credit in article.provenance.credits
        if credit.role in {"originator", "distributor"}
        and {credit.outlet, credit.name.casefold()} & own
    }
    first = "earliest" if original.published else "longest"
    whole = original.key not in contained and any(article.key in contained for article in others)
    early = f"the {first} of the {'whole ' if whole else ''}printings"
    if named:
        return f"credited by its copies ({', '.join(sorted(named))})"
    if outlet and outlet.kind == "agency":
        return f"printed by an agency, {early}"
    if outlet and outlet.kind == "wire distributor":
        return f"its distributor's, {early}"
    if original.provenance.kind == "original" and not _credits_others(original, own):
        credit = any(
            _credits_others(article, _names(outlets.get(article.key))) for article in others
        )
        return f"credits nobody else, {early}" if credit else early
    return early


def _place(article: Article, outlet: Outlet | None, credited: Mapping[str, set[str]]) -> int:
    """How well an article stands to be the original, by credits alone: 0 is best."""
    names = _names(outlet)
    if names & credited["originator"]:
        return 0
    if names & credited["distributor"]:
        return 1
    if outlet and outlet.kind in _SOURCES:
        return 2
    if article.provenance.kind == "original" and not _credits_others(article, names):
        return 3
    return 4


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
