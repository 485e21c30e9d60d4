"""An edition calls its subject by the name its own language has, and a page by its address."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from tearsheet.model import Digest, Watch, WatchName
from tearsheet.publish import Edition, html, markdown, terminal
from tearsheet.publish.address import is_saved, page_url
from tearsheet.publish.subject import subject_name
from tests.editions import ARABIC, DIGEST, EDITION, SMALL, TITLE, WATCH

SEVERAL = replace(
    WATCH,
    names=(
        WatchName("алматылық", "kk", "adjective"),
        WatchName("Қазақстан", "kk"),
        WatchName("Қазақстан Республикасы", "kk"),
    ),
)


def titled(title: str, language: str) -> Digest:
    return replace(DIGEST, language=language, title=replace(TITLE, text=title, supports=()))


@pytest.mark.parametrize(
    ("digest", "watch", "name"),
    [
        (DIGEST, WATCH, WatchName("Kazakhstan", "en")),
        (titled("Дайджест", "ru"), WATCH, WatchName("Казахстан", "ru")),
        (titled("Дайджест", "ru-RU"), WATCH, WatchName("Казахстан", "ru")),
        (titled("Шолу", "kk"), SEVERAL, WatchName("Қазақстан", "kk")),
        (
            titled("Қазақстан Республикасы шетел баспасөзінде", "kk"),
            SEVERAL,
            WatchName("Қазақстан Республикасы", "kk"),
        ),
        (titled("Шолу", "kk"), WATCH, WatchName("Kazakhstan", "en")),
        (titled("Übersicht", "de"), WATCH, WatchName("Kazakhstan", "en")),
    ],
)
def test_name_of_the_subject(digest: Digest, watch: Watch, name: WatchName) -> None:
    assert subject_name(digest, watch) == name


def test_every_form_says_it() -> None:
    edition = replace(EDITION, digest=titled("Казахстан в зарубежных СМИ", "ru"))
    console = Console(file=io.StringIO(), width=80)
    terminal.render(edition, console)
    assert isinstance(console.file, io.StringIO)
    assert "Казахстан в зарубежной прессе" in console.file.getvalue()
    assert "*Казахстан в зарубежной прессе" in markdown.render(edition)
    page = html.render(edition)
    assert 'data-field="watch">Казахстан</bdi>' in page
    assert html.parse(page).findings == ()


def saved(url: str) -> Edition:
    """The small edition, its page a file without an address that says it is at ``url``."""
    urn = f"urn:sha256:{ARABIC.capture.payload_sha256}"
    evidence = replace(
        ARABIC,
        capture=replace(ARABIC.capture, url=urn),
        article=replace(ARABIC.article, url=url),
    )
    return replace(SMALL, evidence={ARABIC.article.key: evidence})


def test_a_saved_page_is_linked_where_it_says_it_is() -> None:
    url = "https://nil-jadid.example/2025/apples"
    edition = saved(url)
    page = html.render(edition)
    assert f'<a href="{url}"' in page
    assert "urn:sha256" not in page.split('<script type="application/json"')[0]
    assert "read from a saved file" in page
    assert html.parse(page).findings == ()
    assert f"<{url}> (read from a saved file" in markdown.render(edition)
    console = Console(file=io.StringIO(), width=200)
    terminal.render(edition, console)
    assert isinstance(console.file, io.StringIO)
    assert f"{url} (read from a saved file" in console.file.getvalue()


def test_a_page_without_any_address_shows_its_name() -> None:
    edition = saved("urn:sha256:0")
    evidence = edition.evidence[ARABIC.article.key]
    assert not is_saved(evidence.article, evidence.capture)
    assert page_url(evidence.article, evidence.capture) == evidence.capture.url
    assert f'class="no-link" dir="ltr" translate="no" data-field="url">{evidence.capture.url}' in (
        html.render(edition)
    )


def test_a_page_from_the_web_keeps_its_own_address() -> None:
    other = replace(ARABIC.article, url="https://elsewhere.example/")
    assert page_url(other, ARABIC.capture) == ARABIC.capture.url
    assert "read from a saved file" not in html.render(SMALL)
