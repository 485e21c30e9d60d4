"""What somebody wants to be told of, and what they were told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Channel = Literal["desk", "mail", "feed", "webhook"]
SendingState = Literal["waiting", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search, or a story that grows: what is new of it goes to ``target``.

    Of a watch's articles those that ``words`` (a search), ``languages`` (primary subtags),
    ``countries`` (ISO 3166-1) and ``outlets`` (keys) leave; empty leaves all. With
    ``least_outlets`` a story is told once, when so many independent outlets carry it; 0 tells
    each text. ``article_key`` narrows it to the story which that article is in.
    ``target`` is an address for ``mail``, a URL for ``webhook``. ``secret`` ends the feed's
    address and signs what a webhook is sent. ``owner`` is the name of an account.
    """

    key: str
    watch_key: str
    title: str
    channel: Channel
    owner: str
    made_at: datetime
    target: str = ""
    words: str = ""
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    least_outlets: int = 0
    article_key: str = ""
    secret: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """One text or story that is told: ``article_key`` is the one to read, ``why`` in words.

    ``copies`` counts the further printings of the text that came with it.
    """

    article_key: str
    story_key: str
    title: str
    language: str
    outlet: str
    country: str | None
    url: str
    at: datetime
    why: str
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """What an alert told at one time, the newest entry first."""

    key: str
    alert_key: str
    title: str
    at: datetime
    entries: tuple[NoticeEntry, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """How a notice fares on its way; ``why`` says what failed last, ``next_at`` when to try."""

    notice: Notice
    state: SendingState
    tries: int
    next_at: datetime | None
    why: str
