"""Cards as the inbox shows them: what stands in each line, in the words of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from babel import Locale
from babel.numbers import format_decimal, get_decimal_symbol
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tearsheet.desk.inbox.found import FoundIn
from tearsheet.desk.inbox.words import (
    DIMENSIONS,
    DONE,
    FLAGS,
    KEYS,
    STEPS,
    VERBS,
    WARNING,
    flag_name,
    reason_name,
)
from tearsheet.desk.lit import Piece
from tearsheet.desk.shell import address_of
from tearsheet.desk.templatetags.tongue import country, moment, tongue
from tearsheet.desk.wording import worded
from tearsheet.model import (
    Card,
    CardOutlet,
    Choice,
    Dimension,
    Entry,
    Facet,
    Feature,
    Standing,
    TriageStep,
    Wanted,
)

_OUTLETS = 4
_FACETS = 7
"""How many values of a filter stand open; the others unfold."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark on a card; ``look`` is its class in the stylesheet."""

    name: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """What can be done with a story."""

    choice: Choice
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story stands where it does: ``width`` of 100 is the strongest reason's."""

    name: str
    why: str
    share: str
    width: int
    against: bool


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card, line by line.

    ``apart`` is where it can be taken apart, empty for a story of one article. ``note`` says what
    was decided of it, ``undo`` is that step.
    """

    key: str
    id: str
    address: str
    choice: Choice
    headline: str
    language: str
    title: tuple[Piece, ...]
    line: tuple[Piece, ...]
    line_text: str
    line_language: str
    outlets: tuple[CardOutlet, ...]
    others: int
    told: str
    first_seen: datetime
    last_seen: datetime
    chips: tuple[Chip, ...]
    reasons: tuple[Reason, ...]
    buttons: tuple[Button, ...]
    apart: str = ""
    note: str = ""
    undo: int = 0


@dataclass(frozen=True, slots=True)
class ShownNote:
    """The line that a decided card gives way to; ``said`` is for those who listen."""

    key: str
    done: str
    headline: str
    language: str
    said: str
    step: int
    between: str = ""


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A value that can be filtered by."""

    id: str
    value: str
    name: str
    cards: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownDimension:
    """What can be filtered by: the values that stand open, and the rest."""

    dimension: Dimension
    name: Promise
    first: tuple[ShownFacet, ...]
    rest: tuple[ShownFacet, ...]


def card(
    entry: Entry, me: str, found: FoundIn | None = None, wanted: Wanted | None = None
) -> ShownCard:
    """A card as it stands. ``found`` is where it says what was searched for; the outlets that are
    ``wanted`` come first; what ``me`` decided can be undone.
    """
    one, standing = entry.card, entry.standing
    line: tuple[Piece, ...] = (Piece(one.line),) if one.line else ()
    language = one.line_language or one.language
    if found and found.line:
        line, language = found.line, found.language
    return ShownCard(
        key=one.story_key,
        id=f"h-{one.story_key[:16]}",
        address=address_of("story", watch_key=one.watch_key, story_key=one.story_key),
        choice=standing.choice,
        headline=one.headline,
        language=one.language,
        title=found.title if found else (Piece(one.headline),),
        line=line,
        line_text="".join(piece.text for piece in line),
        line_language=language,
        outlets=_first(one.outlets, wanted),
        others=max(0, len(one.outlets) - _OUTLETS),
        told=_told(one),
        first_seen=one.first_seen,
        last_seen=one.last_seen,
        chips=tuple(_chips(one)),
        reasons=_reasons(one.features),
        buttons=tuple(
            Button(choice, str(verb), KEYS.get(choice, ""))
            for choice, verb in VERBS.items()
            if choice != standing.choice
        ),
        apart=address_of("apart", watch_key=one.watch_key, story_key=one.story_key)
        if one.articles > 1
        else "",
        note=decided_by(standing),
        undo=standing.step if standing.who == me else 0,
    )


def note(entry: Entry, step: int, me: str, between: Sequence[Standing] = ()) -> ShownNote:
    """What stands in a card's place once it is decided."""
    done = str(DONE[entry.standing.choice])
    others = " ".join(_overtaken(one) for one in between if one.who != me)
    said = f"{done}: {entry.card.headline}. {others}".strip()
    return ShownNote(
        entry.card.story_key, done, entry.card.headline, entry.card.language, said, step, others
    )


def decided_by(standing: Standing) -> str:
    """Who decided what and when, in one line; empty where nobody did."""
    if not standing.step or standing.choice == "new" or standing.at is None:
        return ""
    return _("%(done)s by %(who)s, %(when)s.") % {
        "done": DONE[standing.choice],
        "who": standing.who,
        "when": moment(standing.at),
    }


def step_said(step: TriageStep) -> str:
    """A step of the journal in one line."""
    done = DONE[step.choice] if step.kind == "decide" else STEPS[step.kind]
    if len(step.headlines) == 1:
        return f"{done}: {step.headlines[0]}."
    return ngettext("%(done)s: %(n)s story.", "%(done)s: %(n)s stories.", len(step.story_keys)) % {
        "done": done,
        "n": len(step.story_keys),
    }


def dimensions(facets: Sequence[Facet]) -> tuple[ShownDimension, ...]:
    """What can be filtered by, in the order of the page; what has no values is left out."""
    return tuple(_dimensions(facets))


def _dimensions(facets: Sequence[Facet]) -> Iterator[ShownDimension]:
    for dimension, name in DIMENSIONS.items():
        values = [
            ShownFacet(_id(one), one.value, facet_name(one), one.cards, one.chosen)
            for one in facets
            if one.dimension == dimension
        ]
        first = [one for at, one in enumerate(values) if at < _FACETS or one.chosen]
        if values:
            rest = tuple(one for one in values if one not in first)
            yield ShownDimension(dimension, name, tuple(first), rest)


def _id(facet: Facet) -> str:
    """The same on every page, so that the focus stays where it was."""
    return f"{facet.dimension}-{sha256(facet.value.encode()).hexdigest()[:8]}"


def facet_name(facet: Facet) -> str:
    """A value that can be filtered by, in the words of the page."""
    match facet.dimension:
        case "language":
            return tongue(facet.value)
        case "country":
            return country(facet.value)
        case "kind":
            return worded(facet.value)
        case "flag":
            return flag_name(facet.value)
        case "outlet":
            return facet.name or facet.value


def _overtaken(other: Standing) -> str:
    """What somebody else had decided while we were looking."""
    words = {
        "done": DONE[other.choice],
        "who": other.who,
        "when": moment(other.at) if other.at else "",
    }
    return _("(Just before, %(who)s decided otherwise: %(done)s, %(when)s.)") % words


def _first(outlets: Sequence[CardOutlet], wanted: Wanted | None) -> tuple[CardOutlet, ...]:
    """As many outlets as have room, those that were asked for before the others."""
    if wanted is None:
        return tuple(outlets[:_OUTLETS])
    asked = sorted(
        outlets,
        key=lambda one: (
            not (
                one.key in wanted.outlets
                or (one.country or "unknown") in wanted.countries
                or one.language.partition("-")[0].lower() in wanted.languages
            )
        ),
    )
    return tuple(asked[:_OUTLETS])


def _told(one: Card) -> str:
    outlets = ngettext("%(n)s independent outlet", "%(n)s independent outlets", one.independent) % {
        "n": _plain(one.independent)
    }
    copies = ngettext("%(n)s copy", "%(n)s copies", one.copies) % {"n": _plain(one.copies)}
    return f"{outlets} · {copies}" if one.copies else outlets


def _chips(one: Card) -> Iterator[Chip]:
    for flag in one.flags:
        if flag != "used":
            yield Chip(str(FLAGS[flag]), "warn" if flag in WARNING else "")
    for number in one.used_in:
        yield Chip(_("used in edition %(number)s") % {"number": _plain(number)}, "good")


def _reasons(features: Sequence[Feature]) -> tuple[Reason, ...]:
    """The reasons, the weightiest first."""
    weighty = sorted(features, key=lambda one: -abs(one.share))
    most = max((abs(one.share) for one in weighty), default=0) or 1
    return tuple(
        Reason(
            reason_name(one.name),
            one.why,
            _signed(one.share),
            round(100 * abs(one.share) / most),
            one.share < 0,
        )
        for one in weighty
    )


def _signed(share: float) -> str:
    """What a reason adds, with its sign and one decimal; empty where it adds nothing."""
    sign = "+" if share > 0 else "\u2212"
    figures = f"{abs(share):.1f}".replace(".", _decimal_mark(get_language() or "en"))
    return f"{sign}{figures}" if share else ""


@lru_cache
def _decimal_mark(language: str) -> str:
    return str(get_decimal_symbol(Locale.parse(language, sep="-")))


def _plain(value: int) -> str:
    return str(format_decimal(value, locale=get_language() or "en"))
