"""The demo press is read as its authors meant it, page by page."""

import re
from datetime import datetime
from functools import cache
from unicodedata import normalize

import pytest

from tearsheet.demo import TruePage, press_folder, truth
from tearsheet.model import Article, Capture, Kept, Location, capture_key
from tearsheet.read import read

PAGES = [page for page in truth().pages if page.path.endswith(".html")]
ARTICLES = [page for page in PAGES if page.kind == "article"]


@cache
def captured() -> dict[str, str]:
    lines = (press_folder() / "list.tsv").read_text("utf-8").splitlines()
    return {path: time for path, _, time in (line.split("\t") for line in lines)}


def capture(page: TruePage, media_type: str = "text/html") -> Capture:
    payload = (press_folder() / page.path).read_bytes()
    return Capture(
        key=capture_key(page.url, page.path),
        url=page.url,
        requested_url=page.url,
        captured_at=datetime.fromisoformat(captured()[page.path]),
        status=200,
        headers=(),
        media_type=media_type,
        payload_sha256="",
        payload_length=len(payload),
        location=Location("", 0, 0, ""),
        source=page.path,
    )


@cache
def article(page: TruePage) -> Article | None:
    plain = page.path.endswith(".txt")
    payload = (press_folder() / page.path).read_bytes()
    outcome = read(capture(page, "text/plain" if plain else "text/html"), payload)
    return outcome.value if isinstance(outcome, Kept) else None


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", normalize("NFKC", text)).strip()


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_title_and_language(page: TruePage) -> None:
    found = article(page)
    assert found is not None
    assert folded(found.title) == folded(page.title)
    assert found.language.split("-")[0] == page.language


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.path)
def test_no_word_of_a_quotation_is_lost(page: TruePage) -> None:
    found = article(page)
    assert found is not None
    text = folded(found.text)
    for words in (page.opens, page.closes, *(part for q in page.quotes for part in q.words)):
        assert folded(words) in text


def test_days_are_right() -> None:
    wrong = []
    for page in ARTICLES:
        found = article(page)
        day = found.published.at.date() if found and found.published else None
        if day != (page.published.date() if page.published else None):
            wrong.append(page.path)
    assert len(wrong) <= 1, wrong


def test_an_empty_page_has_no_article() -> None:
    empty = [page for page in PAGES if page.kind == "empty"]
    assert [article(page) for page in empty] == [None] * len(empty)
