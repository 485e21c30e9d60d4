"""The demo press is whole, and its truth agrees with its pages."""

import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from unicodedata import name

import pytest

from tearsheet.demo import WEEK, TruePage, press_folder, truth, watch

PAGES = truth().pages
HTML = [page for page in PAGES if page.path.endswith(".html")]
ARTICLES = [page for page in PAGES if page.kind == "article"]


def listed() -> list[list[str]]:
    lines = (press_folder() / "list.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines]


def source(page: TruePage) -> str:
    payload = (press_folder() / page.path).read_bytes()
    return unescape(payload.decode(page.encoding or "utf-8")).replace("\n", " ")


def visible(page: TruePage) -> str:
    source_text = source(page)
    for mark in ("em", "strong"):
        source_text = source_text.replace(f"<{mark}>", "").replace(f"</{mark}>", "")
    return source_text


def script(text: str) -> str:
    scripts = Counter(name(mark, "?").split()[0] for mark in text if mark.isalpha())
    return scripts.most_common(1)[0][0]


def test_every_listed_file_exists_and_every_file_is_listed() -> None:
    paths = [row[0] for row in listed()]
    files = [path for path in (press_folder() / "pages").rglob("*") if path.is_file()]
    assert sorted(paths) == sorted(path.relative_to(press_folder()).as_posix() for path in files)


def test_list_has_path_url_and_time() -> None:
    for path, url, time in listed():
        assert datetime.fromisoformat(time).tzinfo is not None, path
        assert not url or url.split("/")[2].endswith(".example"), path


def test_truth_names_every_page_once() -> None:
    named = Counter((page.path, page.url) for page in PAGES)
    assert set(named.values()) == {1}
    assert {page.path for page in PAGES} == {row[0] for row in listed()}
    alone = {path: url for path, url, _ in listed() if not path.endswith(".warc.gz")}
    assert {page.path: page.url for page in PAGES if page.path in alone} == alone


def test_size_and_number() -> None:
    size = sum(path.stat().st_size for path in press_folder().rglob("*") if path.is_file())
    assert size < 1_200_000
    assert len(PAGES) >= 60


def test_languages_and_scripts() -> None:
    about = [page for page in ARTICLES if page.about == "subject"]
    assert len({page.language for page in about}) >= 8
    scripts = {script(page.title) for page in about}
    assert {"LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL", "DEVANAGARI"} <= scripts


def test_the_week() -> None:
    for page in ARTICLES:
        for time in (page.published, page.updated):
            assert time is None or WEEK[0] <= time.date() <= WEEK[1], page.path
    assert {page.published.date() for page in ARTICLES if page.published} == {
        date(2025, 9, day) for day in range(15, 22)
    }


def test_nothing_was_captured_before_it_was_published() -> None:
    captured = {path: datetime.fromisoformat(time) for path, _, time in listed()}
    for page in ARTICLES:
        if page.published is not None:
            at = page.updated or page.published
            assert at.astimezone(UTC) <= captured[page.path], page.path


@pytest.mark.parametrize("page", HTML, ids=lambda page: page.path)
def test_a_page_holds_what_the_truth_says(page: TruePage) -> None:
    text = visible(page)
    for words in (page.title, page.opens, page.closes, page.credit):
        assert words in text or page.kind != "article"
    for quote in page.quotes:
        assert all(words in text for words in quote.words)
        assert quote.answer or quote.speaker in text


def test_wrong_charsets_are_wrong() -> None:
    wrong = {page.encoding: page for page in PAGES if page.encoding}
    windows, utf8 = wrong["windows-1251"], wrong["utf-8"]
    assert "charset=utf-8" in source(windows)
    with pytest.raises(UnicodeDecodeError):
        (press_folder() / windows.path).read_bytes().decode("utf-8")
    assert 'charset="windows-1251"' in source(utf8)


def test_copies_point_at_articles() -> None:
    paths = {page.path for page in ARTICLES}
    copies = Counter(page.copy for page in ARTICLES if page.copy)
    assert {page.of for page in ARTICLES if page.copy} <= paths
    assert copies["exact"] >= 6
    assert copies["edited"] == 1
    assert copies["translated"] >= 2


def test_exact_copies_say_the_same_words() -> None:
    by_path = {page.path: page for page in PAGES}
    for page in PAGES:
        if page.copy == "exact":
            original = by_path[page.of]
            assert (page.opens, page.closes) == (original.opens, original.closes)
            assert page.quotes == original.quotes


def test_the_corrected_article_is_there_twice() -> None:
    versions = Counter(page.url for page in PAGES if page.url)
    (url,) = [url for url, times in versions.items() if times > 1]
    first, second = [page for page in PAGES if page.url == url]
    assert first.path != second.path
    assert second.form == "correction"


def test_outlets_and_people_are_known() -> None:
    outlets = tomllib.loads((press_folder() / "outlets.toml").read_text("utf-8"))["outlet"]
    keys = {outlet["domains"][0]: outlet["country"] for outlet in outlets}
    people = {person.key for person in truth().people}
    for page in PAGES:
        assert page.foreign is (keys[page.outlet] != "XV"), page.path
        assert {quote.person for quote in page.quotes if quote.person} <= people
    assert {one.outlet for one in truth().furniture} <= set(keys)


def test_the_watch_is_named_in_every_page_about_it() -> None:
    for page in HTML:
        names = [one.text for one in watch().names if one.language == page.language]
        named = any(name in visible(page) for name in names)
        if page.kind == "article" and page.about != "no":
            assert named, page.path


def test_the_watch_is_on_a_country_that_does_not_exist() -> None:
    assert watch().country == "XV"
    assert {name.kind for name in watch().names} == {"name", "adjective", "place", "person"}


def test_furniture_is_on_the_pages() -> None:
    for one in truth().furniture:
        pages = [page for page in HTML if page.outlet == one.outlet]
        if pages:
            assert all(any(words in source(page) for page in pages) for words in one.words)


def test_the_folder_is_a_folder() -> None:
    assert isinstance(press_folder(), Path)
    assert (press_folder() / "watch.toml").is_file()
