"""Drafts over real pages are proven by the gate, page after page."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tearsheet.annotate import annotate
from tearsheet.edit import Candidate, Selection, draft, match, verify
from tearsheet.edit.subject import country_watch
from tearsheet.model import Capture, Evidence, Item, Kept, Location, Suggestion, capture_key
from tearsheet.press import register
from tearsheet.read import read
from tests.corpora import corpora_or_skip

NOW = datetime(2026, 1, 1, tzinfo=UTC)
EVERY = 12
"""One page in so many is drafted; all of them were on 2026-11-22, and were proven."""


def captured(url: str, payload: bytes, media_type: str) -> Capture:
    digest = sha256(payload).hexdigest()
    return Capture(
        capture_key(url, digest),
        url,
        url,
        NOW,
        200,
        (),
        media_type,
        digest,
        len(payload),
        Location("a.warc.gz", 0, 1, "0" * 64),
        "test",
    )


def drafted(
    url: str, payload: bytes, media_type: str, country: str
) -> tuple[Item, list[str]] | None:
    """The page's item in an edition of its own, and what the gate found; None if undated."""
    capture = captured(url, payload, media_type)
    outcome = read(capture, payload)
    if not isinstance(outcome, Kept):
        return None
    article, known = outcome.value, register()
    if article.published is None or article.published.precision in ("month", "year"):
        return None
    watch = country_watch(country, country.lower())
    outlet = known.outlet_for(article.url, article.site_name, article.language)
    found = match(article, outlet, watch)
    candidate = Candidate(article, outlet, annotate(article, known), found)
    day = article.published.at.date()
    chosen = Selection((Suggestion(article.key, ()),), ())
    digest = draft(chosen, [candidate], watch, "astana", "en", 1, day, day, NOW)
    proofs = {article.key: Evidence(article, article.record, capture, payload, outlet)}
    verdict = verify(digest, proofs, watch)
    return digest.items[0], [one.message for one in verdict.findings if not one.warning]


def pages() -> Iterator[tuple[str, bytes]]:
    folder = corpora_or_skip("pages/fundus")
    for number, file in enumerate(sorted(folder.glob("*/*.html.gz"))):
        if number % EVERY == 0:
            known = json.loads((file.parent / "meta.info").read_text("utf-8")).get(file.name, {})
            yield known.get("url", f"https://{file.name}"), gzip.decompress(file.read_bytes())


@pytest.mark.corpus
def test_an_item_from_any_page_is_proven() -> None:
    counts = Counter[str]()
    for url, payload in pages():
        made = drafted(url, payload, "text/html", "US")
        counts["undated" if made is None else "proven" if not made[1] else f"{url}: {made[1]}"] += 1
    assert counts["proven"] >= 18
    assert set(counts) <= {"proven", "undated"}


@pytest.mark.corpus
def test_a_carried_release_is_named_by_its_originator() -> None:
    payload = corpora_or_skip("seeds/wire-release.md").read_bytes()
    made = drafted("file:wire-release.md", payload, "text/markdown", "KZ")
    assert made is not None
    found, messages = made
    assert messages == []
    attribution = next(one.text for one in found.sentences if one.kind == "attribution")
    assert "Global Times" in attribution
    assert "in a release distributed" in attribution
    assert "PR Newswire" in attribution
