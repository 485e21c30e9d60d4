"""An article that nobody collected, by its address or as a file, becomes an item."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tearsheet.collect.fetch import Fetcher, Request
from tearsheet.collect.files.file import arrival as file_arrival
from tearsheet.collect.files.listed import Found, Listed
from tearsheet.model import AddItem, Arrival, Conflict, Failed, Kept, Outcome, Saved, Skipped
from tearsheet.pipeline.collecting.round import manners
from tearsheet.pipeline.collecting.visiting import arrival as page_arrival
from tearsheet.pipeline.editing.changing import change
from tearsheet.pipeline.editing.errors import ArticleNotReadError
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.relating import relate_new
from tearsheet.settings import Settings
from tearsheet.store import queries

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent: its name, its bytes, and where the page was, if they know."""

    name: str
    payload: bytes
    url: str = ""


def add_article(
    room: Newsroom,
    watch_key: str,
    number: int,
    base: int,
    who: str,
    now: datetime,
    *,
    url: str = "",
    upload: Upload | None = None,
    progress: Progress = lambda what: None,
) -> Saved | Conflict:
    """Archive and read a page, relate it to the rest, and make an item of it.

    Takes seconds: run it as a job; ``progress`` is told what is being done. Raises
    ArticleNotReadError where no article comes of it, and what `change` raises.
    """
    progress("fetching")
    coming = _uploaded(room.settings, upload, now) if upload else _fetched(room.settings, url, now)
    if not isinstance(coming, Kept):
        raise ArticleNotReadError(_why(coming, upload.name if upload else url))
    progress("reading")
    key = _read(room, coming.value, now)
    progress("relating")
    relate_new(room, wait=True)
    progress("drafting")
    return change(room, watch_key, number, base, [AddItem(article_key=key)], who, now)


def _fetched(settings: Settings, url: str, now: datetime) -> Outcome[Arrival]:
    """The page at an address, by the collector's own fetcher and its manners."""

    async def fetch() -> Outcome[Arrival]:
        async with Fetcher(manners(settings)) as fetcher:
            outcome = await fetcher.get(Request(url.strip()))
        if not isinstance(outcome, Kept):
            return outcome
        return Kept(page_arrival(outcome.value, f"desk:{url.strip()}", now))

    return asyncio.run(fetch())


def _uploaded(settings: Settings, upload: Upload, now: datetime) -> Outcome[Arrival]:
    """A file as `tearsheet ingest` would take it, under the name its sender gave it."""
    name = Path(upload.name).name or "page"
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"page{Path(name).suffix[:12]}"
        path.write_bytes(upload.payload)
        found = Found(Listed(name, path, upload.url or None, now), meant=True)
        return file_arrival(found, now, limit_bytes=settings.payload_megabytes * 1_000_000)


def _read(room: Newsroom, arrival: Arrival, now: datetime) -> str:
    """The key of the article that a page is, archived and read as all are."""
    tally = ingest(room, [Kept(arrival)], lambda: now)
    key = queries.article_of_capture(arrival.key)
    if not key:
        reasons = [*tally.skipped, *tally.failed]
        said = ", ".join(one for one in reasons if one != "already archived")
        raise ArticleNotReadError(
            f"No article was found in {arrival.source.partition(':')[2]}"
            + (f": {said}." if said else ".")
        )
    return key


def _why(outcome: Skipped | Failed, what: str) -> str:
    detail = f" ({outcome.detail})" if outcome.detail else ""
    return f"{what} could not be had: {outcome.reason}{detail}."
