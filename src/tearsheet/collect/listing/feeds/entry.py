"""A feed and its entries as they stand in it, whatever its format."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

MOST_ENTRIES = 10_000
"""Entries read of one feed. The longest of 106 real ones has 1,000 (2026-11-22)."""

Reader = Literal["xml", "mended xml", "json", "feedparser"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: plain text, aware times to the second.

    ``link`` is as absolute as the feed and its own address make it, and may be no web address.
    """

    link: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: fields as in `tearsheet.model.Listing`; ``reader`` is what read it."""

    entries: tuple[Entry, ...]
    reader: Reader
    title: str = ""
    language: str = ""
    home: str = ""
    further: tuple[str, ...] = ()
    interval: timedelta | None = None
    hub: str = ""
    topic: str = ""
    cut: str = ""


def cut_at(most: int, all_of_them: int) -> str:
    """In words: that only the first ``most`` of about so many entries were read."""
    return f"the first {most:,} of about {max(most + 1, all_of_them):,} entries"
