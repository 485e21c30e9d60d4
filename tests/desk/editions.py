"""Editions of the demo press on a desk, for the tests of its edition pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from django.test import Client

from tearsheet import demo
from tearsheet.model import DeskRole, Digest
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.editions import Order, draft_edition
from tearsheet.store import queries, writes

SignedIn = Callable[[DeskRole | None], Client]
WATCH = demo.watch().key
QUOTED = "We are a small country with no coast"
ALTERED = "We are a tiny country with no coast"
AT = datetime(2025, 9, 22, 8, 0, tzinfo=UTC)


_drafted: list[Digest] = []
"""The draft, once it was made: every copy of the home would make the same."""


def put_editions(room: Newsroom, count: int = 1) -> Digest:
    """Put that many equal drafts of the demo's week on file, numbered from 1; the first."""
    if not _drafted:
        first, last = queries.latest_days(7)
        order = Order(demo.watch(), first, last, "astana", "en")
        _drafted.append(replace(draft_edition(room, order, AT).edition.digest, number=1))
    for number in range(1, count + 1):
        writes.save_edition(replace(_drafted[0], number=number))
    return _drafted[0]


def quotation_of(digest: Digest) -> tuple[int, int]:
    """Where `QUOTED` stands in the edition: the index of the item and of the sentence."""
    return next(
        (at, n)
        for at, item in enumerate(digest.items)
        for n, sentence in enumerate(item.sentences)
        if QUOTED in sentence.text
    )
