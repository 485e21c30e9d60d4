"""What does a feed list? RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed 1 and 1.1.

A reader of our own on lxml comes first (`xml`), again on mended text (`mend`), and feedparser last
(`elder`): for old formats, and for wreckage in which the first finds fewer entries than there are
tags. fastfeedparser was measured in the first place and left out (`python -m benchmarks feeds`,
2026-11-22): five to six times as fast as ours, but it gives another link, title or date for 5 %
of the entries of real feeds, meets 52 % of feedparser's own cases where this meets 99 %, says
nothing of its doubts, and takes in a million entries where we stop at ten thousand.
"""

import re
from dataclasses import replace

from tearsheet.collect.listing.addresses import absolute
from tearsheet.collect.listing.feeds import elder, json_feed, mend, xml
from tearsheet.collect.listing.feeds.entry import Entry, Feed
from tearsheet.model import Failed, Kept, Lead, Listing, Outcome, Skipped

NOT_A_FEED = "not a feed"
TOO_LARGE = "too large"
MOST_BYTES = 64 << 20
"""Bytes of a document that is looked at; the largest of 106 real feeds has 2 MB (2026-11-22)."""

MOST_MENDED = 4_000_000
"""Code points looked at where mending is needed, which takes a second a million at worst."""
_WEB = re.compile(r"https?://", re.IGNORECASE)
_MARKS = re.compile(r"<(?:[\w-]{1,20}:)?(item|entry)[\s/>]", re.IGNORECASE)
_FEED = re.compile(r"<(?:[\w-]{1,20}:)?(?:rss|rdf|feed|channel|item|entry)[\s/>]", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html\b", re.IGNORECASE | re.DOTALL)


def parse(payload: bytes, url: str, media_type: str = "", charset: str = "") -> Outcome[Listing]:
    """The pages that the feed at ``url`` names, in its order.

    ``media_type`` and ``charset`` are what the server says. Entries that name no page are left
    out; ``cut`` says how many, and what limits left out (`MOST_BYTES`, `entry.MOST_ENTRIES`).
    Fails with `NOT_A_FEED` or `TOO_LARGE`; never raises, fetches or expands anything.
    """
    outcome = read(payload, url, media_type, charset)
    if isinstance(outcome, Skipped | Failed):
        return outcome
    feed = outcome.value
    leads = tuple(lead for entry in feed.entries if (lead := _lead(entry, url)))
    nowhere = len(feed.entries) - len(leads)
    cut = [feed.cut] if feed.cut else []
    if nowhere:
        cut.append(f"{nowhere:,} entries without an address")
    return Kept(
        Listing(
            leads=leads,
            title=feed.title,
            language=feed.language,
            home=absolute(url, feed.home),
            further=tuple(found for one in feed.further if (found := absolute(url, one))),
            interval=feed.interval,
            hub=absolute(url, feed.hub),
            topic=absolute(url, feed.topic),
            cut="; ".join(cut),
        )
    )


def read(payload: bytes, url: str, media_type: str = "", charset: str = "") -> Outcome[Feed]:
    """The feed as it stands, entries without an address too; outcomes as of `parse`."""
    if not _WEB.match(url):
        url = ""  # nothing is relative to an address of another kind
    if len(payload) > MOST_BYTES:
        return Failed(TOO_LARGE, url, f"{len(payload):,} bytes")
    content = mend.plain_utf8(payload, charset)
    if content is not None and not content.startswith(b"{"):
        try:
            return Kept(xml.read(content, url, "xml"))
        except xml.NotReadError:
            pass  # the slower ways follow
    text = mend.characters(payload, charset)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        feed = json_feed.read(text.lstrip("\ufeff").encode("utf-8", "replace"), url)
        return Kept(feed) if feed else Failed(NOT_A_FEED, url, "JSON of another kind")
    feed = _slowly(text[:MOST_MENDED], url)
    if feed is None:
        return Failed(NOT_A_FEED, url, media_type)
    if len(text) > MOST_MENDED and not feed.cut:
        feed = replace(feed, cut=f"read the first {MOST_MENDED // 1_000_000} MB")
    return Kept(feed)


def _slowly(text: str, url: str) -> Feed | None:
    """A feed in another encoding, with a DOCTYPE, in an old format or broken."""
    text, entities = mend.without_doctype(text)
    if _PAGE.match(text[:10_000]) or not _FEED.search(text):
        return None
    mended = mend.well_formed(text, entities)
    content = mended.encode("utf-8", "replace")
    try:
        return xml.read(content, url, "mended xml")
    except xml.NotReadError as error:
        if not error.broken:
            return elder.read(content, url, elder.MOST_BYTES)
        content = mend.quoted(mended).encode("utf-8", "replace")
        best = _leniently(content, url)
    if best and (best.cut or len(best.entries) >= len(_MARKS.findall(_CDATA.sub("", mended)))):
        return best
    eldest = elder.read(content, url, elder.MOST_BROKEN_BYTES)
    if eldest is None or (best and len(best.entries) >= len(eldest.entries)):
        return best
    return eldest


def _leniently(content: bytes, url: str) -> Feed | None:
    try:
        return xml.read(content, url, "mended xml", lenient=True)
    except xml.NotReadError as error:
        return error.feed


def _lead(entry: Entry, url: str) -> Lead | None:
    """The page an entry names, None if it names none on the web."""
    address = absolute(url, entry.link) if entry.link else ""
    if not address:
        return None
    fragment = entry.link.partition("#")[2]
    return Lead(
        url=f"{address}#{fragment}" if fragment else address,
        title=entry.title,
        published=entry.published,
        updated=entry.updated,
        summary=entry.summary,
    )
