"""Where the press is looked for, what was found there, and how the visits went."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

SourceKind = Literal["feed", "sitemap", "section"]
VisitResult = Literal["new", "nothing new", "unchanged", "failed"]
Condition = Literal[
    "new", "well", "paused", "silent", "failing", "slow", "blocked", "moved", "unreadable"
]
Edit = Literal["changed", "corrected", "withdrawn", "gone"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is fetched again and again because it names new articles.

    ``key`` is short and readable (``harbourledger.example``, ``harbourledger.example/world``);
    ``url`` is a feed, a sitemap (or an index of them), or a section page whose links are read.
    ``outlet`` is the key of its publisher, if known. ``added_at`` is aware.
    """

    key: str
    url: str
    kind: SourceKind
    name: str
    added_at: datetime
    outlet: str | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """A page that a source names. Times are aware (UTC where the source gave no zone), words
    are plain text.
    """

    url: str
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source's document says: its leads in order, each URL absolute.

    ``further`` are documents of the same kind that it points to (the parts of a sitemap index,
    the next page of an archived feed). ``interval`` is how often the document asks to be fetched
    at most (``ttl``, ``sy:updatePeriod``); ``hub`` its WebSub hub and ``topic`` the URL it calls
    itself by; ``home`` the site it belongs to. ``cut`` says what a limit left out, if anything.
    ``renewed`` says when each of ``further`` last changed, in the same order, None where the
    document does not tell.
    """

    leads: tuple[Lead, ...]
    title: str = ""
    language: str = ""
    home: str = ""
    further: tuple[str, ...] = ()
    interval: timedelta | None = None
    hub: str = ""
    topic: str = ""
    cut: str = ""
    renewed: tuple[datetime | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a source and what came of it. Times are aware.

    ``listed`` counts leads, ``fresh`` those unknown before, ``kept`` and ``failed`` what came of
    fetching their pages. ``appeared`` holds when the fresh leads were published (when seen,
    where the source does not say), at most 50. ``newest`` is the latest time of publication that
    the source names. ``hint`` is the least interval that the source or its server asks for.
    ``seconds`` is how long the document took. ``reason`` counts a failure (the fetcher's plain
    phrases), ``detail`` says the rest; ``moved_to`` where a permanent redirect led.
    """

    source: str
    at: datetime
    result: VisitResult
    reason: str = ""
    detail: str = ""
    status: int = 0
    listed: int = 0
    fresh: int = 0
    kept: int = 0
    failed: int = 0
    appeared: tuple[datetime, ...] = ()
    newest: datetime | None = None
    hint: timedelta | None = None
    moved_to: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares: since when, the evidence in words, and what a person can do."""

    source: str
    condition: Condition
    since: datetime | None
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class Change:
    """One page that is no longer what it was.

    ``url_key`` names the page; ``older`` and ``newer`` are article keys (``newer`` None where the
    page is ``gone``). ``added`` and ``removed`` are the differing passages as printed, in order;
    ``notice`` is the publisher's own word for it (a correction, a kill), empty where it said none.
    ``at`` is when we noticed (aware).
    """

    url_key: str
    edit: Edit
    older: str
    newer: str | None
    at: datetime
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notice: str = ""
