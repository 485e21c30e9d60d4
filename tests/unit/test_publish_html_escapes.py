"""Nothing that came from elsewhere becomes markup, in the page or in its manifest."""

import pytest
from resiliparse.parse.html import HTMLTree

from tearsheet.publish import html, markdown
from tearsheet.publish.address import web_address
from tests.editions import hostile_edition
from tests.hostile import FOLLOWED, PAYLOADS, URLS


@pytest.fixture(scope="module")
def tame() -> list[tuple[str, tuple[str, ...]]]:
    return elements(html.render(hostile_edition("harmless")))


def elements(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element as a browser's parser sees it, with the names of its attributes."""
    found = HTMLTree.parse(page).document.query_selector_all("*")
    return [(element.tag, tuple(element.attrs)) for element in found]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_page_has_the_elements_it_has_with_harmless_words(
    payload: str, tame: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert elements(html.render(hostile_edition(payload))) == tame


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_come_back_as_they_were(payload: str) -> None:
    edition = hostile_edition(payload)
    published = html.parse(html.render(edition))
    assert published.findings == ()
    assert published.digest == edition.digest
    assert published.misquoted(edition.evidence) == ()


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_followed(url: str) -> None:
    assert web_address(url) is None
    page = html.render(hostile_edition("harmless", url))
    links = HTMLTree.parse(page).document.query_selector_all("a[href]")
    assert {link["href"] for link in links} == {"#articles"}
    assert html.parse(page).findings == ()


@pytest.mark.parametrize("url", FOLLOWED)
def test_web_addresses_are_linked_whole(url: str) -> None:
    page = html.render(hostile_edition("harmless", url))
    links = HTMLTree.parse(page).document.query_selector_all("a[href]")
    assert {link["href"] for link in links} == {"#articles", url}
    assert html.parse(page).findings == ()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_holds_no_html_that_the_payload_brought(payload: str) -> None:
    text = markdown.render(hostile_edition(payload))
    assert "<" not in text.replace("<https://hostile.example/story>", "")
    assert "](" not in text


@pytest.mark.parametrize("url", [*URLS, *FOLLOWED])
def test_markdown_links_to_web_addresses_alone(url: str) -> None:
    text = markdown.render(hostile_edition("harmless", url))
    opened = [part.partition(">")[0] for part in text.split("<")[1:]]
    assert all(web_address(address) for address in opened)
    assert bool(opened) == (web_address(url) is not None)
