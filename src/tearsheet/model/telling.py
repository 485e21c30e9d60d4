"""What a story shows: its title, who told it when, who of them on their own, which to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tearsheet.model.article import ArticleKind, Precision
from tearsheet.model.digest import Feature, Suggestion
from tearsheet.model.provenance import Origin
from tearsheet.model.story import CopyRelation

Rhythm = Literal["hour", "day"]


@dataclass(frozen=True, slots=True)
class Relevance:
    """What an article has to do with a watch: from 0 (never named) to 1, and why in words."""

    centrality: float
    why: str


@dataclass(frozen=True, slots=True)
class Headline:
    """An article's title in the place of a story's, and what spoke for it and against it."""

    article_key: str
    text: str
    language: str
    features: tuple[Feature, ...] = ()

    @property
    def score(self) -> float:
        """The sum of what each feature adds."""
        return sum(feature.share for feature in self.features)


@dataclass(frozen=True, slots=True)
class Printing:
    """One article on a story's time line.

    ``at`` is read only as far as ``precision`` goes; both are None where the page gives no date,
    and with ``zoned`` False it gives no zone.
    ``outlet`` is the outlet's name, ``country`` ISO 3166-1. ``copy_of`` is the key of the
    original, empty for a text that is no copy; ``original`` then is the relation too.
    """

    article_key: str
    title: str
    at: datetime | None
    precision: Precision | None
    outlet_key: str
    outlet: str
    country: str | None
    language: str
    kind: ArticleKind
    origin: Origin
    relation: CopyRelation = "original"
    copy_of: str = ""
    zoned: bool = True


@dataclass(frozen=True, slots=True)
class IndependentOutlet:
    """One who tells the story on their own: texts of one owner, each with all its copies.

    ``outlet_key`` and ``name`` are of the outlet heard first, or of who wrote the text where its
    printings credit another. ``article_keys`` are all its articles and the copies of them, in
    time order; ``also`` names the owner's other outlets that tell it. ``why`` says what makes
    them one, and what a reader must know of the owner.
    """

    outlet_key: str
    name: str
    article_keys: tuple[str, ...]
    also: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """An hour or a day of a story: the articles printed in it, and the outlets heard first."""

    began: datetime
    articles: int
    new_outlets: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How a story spread: every period from the first report to the last, empty ones too.

    ``unplaced`` articles do not say the hour or day. ``peak`` is the period with the most
    articles. ``growing`` is None where nobody said until when we have looked.
    """

    rhythm: Rhythm
    periods: tuple[Period, ...]
    unplaced: int
    peak: Period | None
    growing: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A chapter of a story that runs for long, under a headline of its own."""

    headline: Headline
    began: datetime | None
    article_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many articles are of one kind, country or language."""

    of: str
    articles: int


@dataclass(frozen=True, slots=True)
class Telling:
    """All that a story shows.

    ``printings`` are in time order, so that the first is the first report; undated ones last.
    ``copies`` counts the printings that are copies of another in the story, ``places`` the
    outlets that carry them. ``kinds`` are an article's own words for itself (``press release``,
    ``agency copy``, ``opinion``, ``news``). ``informative`` holds every article, the one that
    tells most first, with the reasons. Shares come the largest first.
    """

    story_key: str
    title: Headline
    printings: tuple[Printing, ...]
    outlets: tuple[IndependentOutlet, ...]
    copies: int
    places: int
    countries: tuple[Share, ...]
    languages: tuple[Share, ...]
    kinds: tuple[Share, ...]
    growth: Growth
    turns: tuple[Turn, ...]
    informative: tuple[Suggestion, ...]

    @property
    def first_report(self) -> Printing:
        """The earliest printing."""
        return self.printings[0]

    @property
    def last_seen(self) -> datetime | None:
        """When the latest dated printing came out."""
        return max((one.at for one in self.printings if one.at), default=None)

    @property
    def most_informative(self) -> str:
        """The key of the article to read first."""
        return self.informative[0].article_key
