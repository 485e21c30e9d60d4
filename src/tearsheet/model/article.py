"""What a capture says, as one title and one fixed text."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from tearsheet.model.capture import Location
from tearsheet.model.provenance import Provenance
from tearsheet.model.span import Span

Precision = Literal["second", "minute", "day", "month", "year"]
DateBasis = Literal["page", "url", "feed", "dateline", "header"]
ArticleKind = Literal[
    "news", "opinion", "interview", "press release", "press review", "sponsored", "correction"
]
Part = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A time a page claims.

    ``at`` is aware; where the page gave no zone it stands in UTC and ``zoned`` is False. Read
    it only as far as ``precision`` goes. ``evidence`` is the claim's exact characters as they
    stand in the archived bytes (or in the URL, for basis ``url``), so that it can be found again.
    """

    at: datetime
    precision: Precision
    basis: DateBasis
    evidence: str
    zoned: bool = True


@dataclass(frozen=True, slots=True)
class ExtractionStep:
    """One thing extraction tried: its name, what came of it, and how many characters."""

    name: str
    outcome: str
    characters: int = 0


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """What extraction tried, in order, and under which version of itself."""

    version: str
    steps: tuple[ExtractionStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A capture as read by one version of extraction.

    ``title`` is one line. ``text`` is fixed for good: paragraphs parted by one line feed, no
    other line feeds, no leading or trailing space; every later finding is a `Span` into it (or
    into the title, where it says so). ``language`` is BCP 47 or ``und``. ``url`` is the page's
    canonical URL. ``site_name`` is what the page calls its outlet. ``image_credits`` are kept
    out of the text. ``capture_key`` names the `Capture` it was read from.
    """

    capture_key: str
    url: str
    title: str
    text: str
    language: str
    report: ExtractionReport
    direction: Literal["ltr", "rtl"] = "ltr"
    published: Dated | None = None
    updated: Dated | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    image_credits: tuple[str, ...] = ()
    site_name: str | None = None
    kind: ArticleKind = "news"
    provenance: Provenance = Provenance()

    @property
    def key(self) -> str:
        """Its identity: the same capture read to the same words is the same article (hex)."""
        return article_key(self.capture_key, self.record)

    @property
    def record(self) -> str:
        """Title, empty line, text: what the archive keeps as the ``conversion`` record."""
        return f"{self.title}\n\n{self.text}"

    def part(self, name: Part) -> str:
        """The title or the text."""
        return self.title if name == "title" else self.text

    def in_record(self, name: Part, span: Span) -> Span:
        """Where a span of the title or the text lies in `record`."""
        return span if name == "title" else span.shifted(len(self.title) + 2)


@dataclass(frozen=True, slots=True)
class Filed:
    """An article whose text is in the archive: ``location`` is its ``conversion`` record."""

    article: Article
    location: Location


def article_key(capture_key: str, record: str) -> str:
    """The identity of an article: SHA-256 over capture key, line feed and `Article.record`, hex."""
    return sha256(f"{capture_key}\n{record}".encode()).hexdigest()
