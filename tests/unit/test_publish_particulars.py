"""What an edition says of a source is what bundle, page and register say of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tearsheet.model import Capture, Evidence, Finding, Location, Verdict
from tearsheet.pipeline.particulars import miscounted, unheld, with_named_authors
from tearsheet.press import register
from tearsheet.publish import Edition, html
from tearsheet.publish.manifest import as_published
from tests.editions import CAPTURED, ENGLISH, SMALL, article_of

KNOWN = register().keyed("news.cn") or next(iter(register()))
BYLINE = article_of(KNOWN, "en", "A title", "By Ines Möller\nA text of some words.")
NAMED = replace(BYLINE, article=replace(BYLINE.article, authors=("Ines Möller",)))


def held(evidence: Evidence, capture: Capture | None = None) -> list[Finding]:
    """What is found where the bundle holds ``capture``, or just what the edition says."""
    published = html.parse(html.render(Edition(SMALL.digest, SMALL.watch, SMALL.evidence)))
    capture = capture or evidence.capture
    evidence = replace(evidence, capture=as_published(evidence.capture))
    return list(unheld(published, {"x": evidence}, {evidence.capture.key: capture}))


def test_an_honest_source_is_borne_out() -> None:
    moved = replace(NAMED.capture, location=Location("0009.warc.gz", 4, 9, "1" * 64))
    cookies = replace(moved, headers=(*moved.headers, ("X-Cache", "hit")))
    published = replace(NAMED, capture=replace(NAMED.capture, headers=(NAMED.capture.headers[0],)))
    assert held(published, cookies) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"captured_at": CAPTURED + timedelta(hours=1)}, "captured at"),
        ({"status": 404}, "status"),
        ({"requested_url": "https://elsewhere.example/"}, "requested url"),
        ({"url": "https://elsewhere.example/"}, "url"),
        ({"media_type": "text/plain"}, "media type"),
        ({"payload_length": 1}, "payload length"),
        ({"source": "file:other.html"}, "source"),
        ({"headers": (("Content-Type", "text/html; charset=koi8-r"),)}, "headers"),
    ],
)
def test_a_capture_the_bundle_knows_otherwise(change: dict[str, object], said: str) -> None:
    published = replace(NAMED, capture=replace(NAMED.capture, headers=()))
    archived = replace(published.capture, **change)
    findings = held(published, archived)
    assert [(one.problem, one.warning) for one in findings] == [("edition altered", False)]
    assert findings[0].message.endswith(f": {said}")


def test_a_capture_the_bundle_lacks() -> None:
    published = html.parse(html.render(SMALL))
    findings = list(unheld(published, SMALL.evidence, {}))
    assert ("item 1", "broken chain") in {(one.where, one.problem) for one in findings}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "The Free Press"},
        {"country": "RU" if KNOWN.country != "RU" else "IE"},
        {"kind": "institute"},
        {"ownership": replace(KNOWN.ownership, kind="unknown", source="nobody")},
        {"names": ()},
        {"confirmed": False},
        # The register knows the outlet by the page's address too.
        {"domains": ("elsewhere.example",), "country": "AQ"},
    ],
)
def test_an_outlet_the_register_knows_otherwise(change: dict[str, object]) -> None:
    findings = held(replace(NAMED, outlet=replace(KNOWN, **change)))
    assert [(one.problem, one.warning) for one in findings] == [("edition altered", False)]
    assert KNOWN.name in findings[0].message


def test_an_outlet_the_register_does_not_know_is_as_the_edition_says() -> None:
    assert held(replace(ENGLISH, article=replace(ENGLISH.article, authors=()))) == []


def test_an_author_whom_the_page_does_not_name() -> None:
    forged = replace(NAMED, article=replace(NAMED.article, authors=("Ines Möller", "A. Ghost")))
    findings = held(forged)
    assert [one.problem for one in findings] == ["unsupported name"]
    assert "A. Ghost" in findings[0].message
    assert with_named_authors(forged) == NAMED
    assert with_named_authors(NAMED) is NAMED


@pytest.mark.parametrize(
    ("url", "stands"),
    [
        ("https://nil-jadid.example/apples", True),
        ("https://nil-jadid.example/", True),
        ("https://elsewhere.example/apples", False),
        ("https://nil-jadid.example/pears", False),
    ],
)
def test_the_address_of_a_saved_page_stands_on_it(url: str, stands: bool) -> None:
    page = b'<link rel="canonical" href="https://nil-jadid.example/apples"><p>Apples.</p>'
    capture = replace(ENGLISH.capture, url="urn:sha256:0")
    one = replace(
        ENGLISH,
        payload=page,
        capture=capture,
        article=replace(ENGLISH.article, url=url, authors=()),
    )
    assert (held(one) == []) == stands


def test_the_count_printed_is_the_gates() -> None:
    page = html.render(replace(SMALL, verdict=Verdict(99, ())))
    published = html.parse(page)
    assert published.findings == ()
    assert [one.where for one in miscounted(published, Verdict(4, ()))] == ["proven"]
    assert list(miscounted(published, Verdict(99, ()))) == []
    flagged = Verdict(99, (Finding("lead 1", "qualifier dropped", "cut", warning=True),))
    assert [one.warning for one in miscounted(published, flagged)] == [True]
    unchecked = html.parse(html.render(replace(SMALL, verdict=None)))
    assert list(miscounted(unchecked, Verdict(4, ()))) == []
