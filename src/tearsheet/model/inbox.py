"""What an editor finds in the morning: a story's card, why it is proposed, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tearsheet.model.digest import Feature
from tearsheet.model.outlet import OwnershipKind
from tearsheet.model.span import Span

Choice = Literal["new", "taken", "later", "dropped", "not about us"]
"""What was decided of a story for a watch; ``new`` is what nobody has decided on."""
InboxOrder = Literal["suggested", "newest", "most outlets"]
Dimension = Literal["language", "country", "outlet", "kind", "flag"]
TriageKind = Literal["decide", "merge", "split", "undo"]
Flag = Literal[
    "press release",
    "agency copy",
    "translated copy",
    "opinion",
    "state-owned outlet",
    "doubtful date",
    "changed since",
    "used",
]


@dataclass(frozen=True, slots=True)
class CardOutlet:
    """Who tells a story; ``copies`` counts what they print of others' texts."""

    key: str
    name: str
    country: str | None
    language: str
    ownership: OwnershipKind = "unknown"
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One story in the inbox of one watch.

    ``headline`` is the title of the article ``article_key``, in ``language``. ``line`` are words
    of the text of the article to read first, ``read_first``, in ``line_language``, and lie there
    at ``line_at`` (None where it has no text). ``articles`` counts all of the story's, ``about``
    those about the watch; ``independent`` counts each copy group once, ``copies`` the printings
    of others' texts. ``used_in`` are numbers of editions that rest on one of its articles.
    ``kinds`` are the articles' own words for themselves, the most frequent first. The score is
    the sum of the features. ``arrived_at`` is when it first came to this inbox, ``grown_at``
    when an article was last added. ``passed_over`` says why no edition would take any of its
    articles, empty if one would.
    """

    watch_key: str
    story_key: str
    article_key: str
    headline: str
    line: str
    language: str
    outlets: tuple[CardOutlet, ...]
    articles: int
    independent: int
    copies: int
    first_seen: datetime
    last_seen: datetime
    arrived_at: datetime
    grown_at: datetime
    flags: tuple[Flag, ...] = ()
    used_in: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    features: tuple[Feature, ...] = ()
    about: int = 1
    read_first: str = ""
    line_language: str = ""
    line_at: Span | None = None
    passed_over: str = ""

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is decided of a story for a watch: the choice, who made it, when and why.

    Where stories that were decided on apart have become one, the strongest choice stands (taken,
    later, not about us or dropped) and ``beside`` are the others. ``step`` numbers the decision;
    0, with the other fields empty, is a story that nobody decided on.
    """

    choice: Choice = "new"
    who: str = ""
    at: datetime | None = None
    reason: str = ""
    step: int = 0
    beside: tuple["Standing", ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A card as it stands in the inbox."""

    card: Card
    standing: Standing


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards are asked for, and in which order.

    ``first`` and ``last`` are days, both included (None: no bound): a story is of them if any
    article about the watch is. Of ``languages`` (primary subtags), ``countries`` (ISO 3166-1,
    ``unknown``), ``outlets`` (keys), ``kinds`` and ``flags`` any within one, all of them
    together. ``words`` are searched for in the articles. With ``upto`` only what had arrived by
    then is listed, in the order in which it stood then.
    """

    first: date | None = None
    last: date | None = None
    choice: Choice | Literal["all"] = "new"
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    words: str = ""
    order: InboxOrder = "suggested"
    upto: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How many cards have a value (``name`` is it in words), and whether it is asked for."""

    dimension: Dimension
    value: str
    name: str
    cards: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the inbox.

    ``after`` asks for the next page, empty on the last. ``total`` counts all cards that are
    wanted, ``waiting`` those that came after `Wanted.upto`. Facets count under what else is asked
    for, the largest first within each dimension. ``tag`` is another string as soon as anything in
    the watch's inbox is; ``step`` is the number of the last decision the page knows of.
    """

    entries: tuple[Entry, ...]
    after: str
    total: int
    waiting: int
    facets: tuple[Facet, ...]
    tag: str
    step: int


@dataclass(frozen=True, slots=True)
class TriageStep:
    """One entry of the inbox's journal: what a person did, and to which stories.

    ``story_keys`` are the keys by which the stories go now, ``headlines`` their headlines.
    ``choice`` is what was decided (``new`` for merge, split and undo). An undo names what it took
    back in ``undoes``; a step that was taken back says by which in ``undone_by`` (0: it stands).
    """

    number: int
    watch_key: str
    kind: TriageKind
    choice: Choice
    story_keys: tuple[str, ...]
    headlines: tuple[str, ...]
    who: str
    at: datetime
    reason: str = ""
    undoes: int = 0
    undone_by: int = 0


@dataclass(frozen=True, slots=True)
class Triaged:
    """What came of a step: the cards as they stand now, and what others had decided in between.

    ``step`` is its number (0: nothing was there to decide on). ``gone`` are the keys of cards
    that are no more.
    """

    step: int
    entries: tuple[Entry, ...]
    between: tuple[Standing, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and the cards as they stand now.

    ``between`` are later decisions of others on the same stories: they still stand. ``gone`` are
    the keys of cards that are no more.
    """

    undid: TriageStep
    entries: tuple[Entry, ...]
    between: tuple[Standing, ...] = ()
    gone: tuple[str, ...] = ()
