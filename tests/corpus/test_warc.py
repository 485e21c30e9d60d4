"""Real web archives, good and bad, to their ends; real pages through the search for a subject."""

import tarfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.captures import captured
from benchmarks.pages import RealPage, aeb, fundus

from tearsheet.collect import kinds
from tearsheet.collect.warc.arriving import steps
from tearsheet.collect.warc.places import Place, places
from tearsheet.edit import country_watch
from tearsheet.edit.subjects.forms import form_of, levelled
from tearsheet.model import Article, Failed, Kept, Skipped
from tearsheet.pipeline.crawls import matcher
from tearsheet.read import read
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WATCHES = {code: country_watch(code, code.lower()) for code in ("US", "UA", "DE", "KZ")}


def test_every_real_archive_is_read_to_its_end_and_says_why_a_record_is_no_page(
    tmp_path: Path,
) -> None:
    for archive in sorted(corpora_or_skip("warc").glob("*.tar.gz")):
        with tarfile.open(archive) as file:
            file.extractall(tmp_path, filter="data")
    kept = 0
    skipped, failed = Counter[str](), Counter[str]()
    found = [one for one in tmp_path.rglob("*") if ".warc" in one.name or ".arc" in one.name]
    for place in places(str(one) for one in sorted(found) if one.is_file()):
        assert isinstance(place, Place)
        for step in steps(place, NOW, limit_bytes=20_000_000):
            match step.outcome:
                case Kept():
                    kept += 1
                case Skipped(reason=reason):
                    skipped[reason] += 1
                case Failed(reason=reason, detail=detail):
                    assert detail
                    failed[reason] += 1
    assert len(found) == 24
    assert kept == 27
    assert failed == {"a broken record": 4, "a torn end": 1, "broken compression": 1}
    assert skipped == {
        "a request": 274,
        "not a page": 228,
        "about the archive itself": 25,
        "about another record": 15,
        "robots.txt": 12,
        "a redirect": 9,
    }


def test_no_real_page_that_names_a_subject_is_turned_down() -> None:
    corpora = corpora_or_skip("pages").parent
    assert lost([*aeb(corpora), *fundus(corpora)][::15]) == []


@pytest.mark.nightly
def test_none_of_all_real_pages_is_turned_down() -> None:
    corpora = corpora_or_skip("pages").parent
    assert lost([*aeb(corpora), *fundus(corpora)]) == []


def lost(pages: list[RealPage]) -> list[tuple[str, str]]:
    """Subjects and pages that name them, in a form `edit.match` knows, and are not let through."""
    matchers = {code: matcher(watch) for code, watch in WATCHES.items()}
    missing = []
    named = 0
    for page, article in articles(pages):
        text = levelled(f"{article.title}\n{article.text}")
        for code, watch in WATCHES.items():
            if any(form_of(name).found_in(text) for name in watch.names):
                named += 1
                if not matchers[code](page.payload, kinds.HTML):
                    missing.append((code, page.name))
    assert named >= len(pages) / 4
    return missing


def articles(pages: list[RealPage]) -> Iterator[tuple[RealPage, Article]]:
    for page in pages:
        outcome = read(captured(page.url, page.payload), page.payload)
        if isinstance(outcome, Kept):
            yield page, outcome.value
