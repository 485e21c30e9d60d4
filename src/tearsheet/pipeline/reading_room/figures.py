"""The figures of a story: what several texts say, and where they say different things."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tearsheet.model import Figure, FigureKind, Span
from tearsheet.store.queries import Known
from tearsheet.text import folded

_SMALL = 20
"""Counts up to this, said by one text alone, are seldom what a story is about."""
Amount = tuple[FigureKind, str, Decimal, Decimal | None]
"""Kind, unit, value and the other end of a range."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One article that prints a figure, and its outlet's name.

    ``words`` and ``counted`` are as printed, ``speaker`` is who claims it, empty where the article
    says it itself.
    """

    article_key: str
    outlet: str
    language: str
    span: Span
    words: str
    counted: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Stated:
    """One value and everybody who states it, in time order."""

    kind: FigureKind
    unit: str
    value: Decimal
    upper: Decimal | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FigureTold:
    """Values that are told of the same thing, the most often stated first; mostly just one."""

    stated: tuple[Stated, ...]

    @property
    def differs(self) -> bool:
        """Whether outlets give different values."""
        return len(self.stated) > 1

    @property
    def claims(self) -> int:
        """How many articles state any of them."""
        return sum(len(one.claims) for one in self.stated)


def figures_of(articles: Sequence[Known]) -> tuple[FigureTold, ...]:
    """The figures of a story's articles (in time order), differing ones first, then the most told.

    Two values are of the same thing if two articles of one language count the same words with
    them in the same unit, of no two different times, and no article has both. A small count that
    one article has alone is left out.
    """
    by_amount = defaultdict[Amount, list[tuple[Figure, Claim]]](list)
    for one in articles:
        key = one.article.key
        for figure in one.annotations.figures:
            amount = (figure.kind, figure.unit, figure.value.normalize(), figure.upper)
            by_amount[amount].append((figure, _claim(key, one, figure)))
    groups = _together(by_amount)
    found = [
        FigureTold(tuple(_stated(amount, by_amount[amount]) for amount in one)) for one in groups
    ]
    telling = [one for one in found if one.differs or _tells(one.stated[0])]
    return tuple(sorted(telling, key=lambda one: (not one.differs, -one.claims)))


def _claim(article_key: str, known: Known, figure: Figure) -> Claim:
    text = known.article.text
    quoted = known.annotations.quotes[figure.quote] if figure.quote is not None else None
    return Claim(
        article_key,
        known.outlet.name,
        known.article.language,
        figure.span,
        figure.span.of(text),
        figure.counts.of(text) if figure.counts else "",
        quoted.speaker.name if quoted and quoted.speaker else "",
    )


def _stated(amount: Amount, claims: Iterable[tuple[Figure, Claim]]) -> Stated:
    kind, unit, value, upper = amount
    first = {claim.article_key: claim for _, claim in reversed(list(claims))}
    return Stated(kind, unit, value, upper, tuple(reversed(first.values())))


def _tells(stated: Stated) -> bool:
    return len(stated.claims) > 1 or stated.kind != "count" or stated.value > _SMALL


def _together(by_amount: dict[Amount, list[tuple[Figure, Claim]]]) -> Iterator[list[Amount]]:
    """Amounts that are told of the same thing, the most often stated first."""
    alike = defaultdict[tuple[str, str, str, str], list[Amount]](list)
    for amount, claims in by_amount.items():
        for thing in {_thing(amount, claim) for _, claim in claims if claim.counted}:
            alike[thing].append(amount)
    group = {amount: [amount] for amount in by_amount}
    for near in alike.values():
        first, *others = near
        for other in others:
            one, two = group[first], group[other]
            if one is not two and not any(
                _apart(by_amount[a], by_amount[b]) for a in one for b in two
            ):
                one.extend(two)
                group.update(dict.fromkeys(two, one))
    seen = {id(amounts): amounts for amounts in group.values()}
    for amounts in seen.values():
        yield sorted(amounts, key=lambda amount: -len(by_amount[amount]))


def _thing(amount: Amount, claim: Claim) -> tuple[str, str, str, str]:
    language = claim.language.partition("-")[0].lower()
    return (amount[0], amount[1], language, folded(claim.counted).text.casefold())


def _apart(one: Sequence[tuple[Figure, Claim]], other: Sequence[tuple[Figure, Claim]]) -> bool:
    """Whether an article has both, or they are of different times."""
    if {c.article_key for _, c in one} & {c.article_key for _, c in other}:
        return True
    return any(
        a.when and b.when and (a.when.last < b.when.first or b.when.last < a.when.first)
        for a, _ in one
        for b, _ in other
    )
