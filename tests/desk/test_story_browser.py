"""Story, article and archived original in a real browser: for all, by keys, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.desk.served import Visit, axe, wider_than_its_window

pytestmark = pytest.mark.browser
ALL = "w/velmaria/?from=2025-01-01&to=2025-12-31"


def open_story(page: Page, words: str = "Three Irda states") -> None:
    page.goto(ALL)
    page.get_by_role("link", name=re.compile(words)).first.click()
    page.wait_for_url("**/story/**")


def open_article(page: Page) -> None:
    open_story(page)
    page.locator(".timeline .headline a").first.click()
    page.wait_for_url("**/article/**")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1280, "light", "en"), (375, "dark", "ar")]
)
def test_every_page_is_for_all(visiting: Visit, width: int, scheme: str, locale: str) -> None:
    page = visiting("editor", ALL, width=width, color_scheme=scheme, locale=locale)
    open_story(page)
    page.locator(".copies > summary").first.click()
    assert axe(page) == []
    assert not wider_than_its_window(page)
    edited = page.locator("a[hx-target='next .differs']").nth(5)
    compared = edited.get_attribute("href")
    edited.click()
    expect(page.locator(".differs .difference").first).to_be_visible()
    assert axe(page) == []
    for where in (f"{page.url.split('/story/')[0]}/story/", compared):
        if where == compared:
            page.goto(compared.lstrip("/"))
            assert axe(page) == []
            assert not wider_than_its_window(page)
    open_article(page)
    assert axe(page) == []
    assert not wider_than_its_window(page)
    page.goto(f"{page.url}original/")
    assert axe(page) == []
    assert not wider_than_its_window(page)
    assert page.loud == []


def test_a_story_is_decided_on_by_keys_alone(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    open_story(page)
    first = page.url.split("/story/")[1].split("/")[0]
    page.keyboard.press("j")
    page.wait_for_url(lambda url: "/story/" in url and first not in url)
    page.keyboard.press("k")
    page.wait_for_url(lambda url: first in url)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.wait_for_url(lambda url: "/story/" in url and first not in url)
    expect(page.locator("#said")).to_contain_text("Taken")
    page.keyboard.press("z")
    page.wait_for_url(lambda url: first in url)
    expect(page.locator(".standing")).to_contain_text("Nobody has decided")
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/w/velmaria/\?"))
    assert page.loud == []


def test_forms_come_when_they_are_asked_for(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    open_story(page)
    page.locator(".utterance .ask").first.click()
    expect(page.get_by_label("Who says it")).to_be_visible()
    page.locator(".printing .ask").first.click()
    expect(page.get_by_role("button", name="Make it a story of its own")).to_be_visible()
    assert axe(page) == []
    assert page.loud == []


def test_a_passage_has_an_address_of_its_own(visiting: Visit) -> None:
    page = visiting("reader", ALL)
    open_article(page)
    page.goto(f"{page.url}#c10-40")
    page.wait_for_url("**/?at=10-40#passage")
    expect(page.locator("#passage")).to_be_in_viewport()
    assert page.loud == []


def test_layers_are_switched_without_scripts(visiting: Visit) -> None:
    page = visiting("reader", ALL, java_script_enabled=False)
    open_article(page)
    lit = page.locator(".lit.quotation").first
    colour = "one => getComputedStyle(one).backgroundColor"
    before = lit.evaluate(colour)
    page.locator(".switch-quotation").uncheck()
    assert lit.evaluate(colour) != before


def test_nothing_in_an_original_acts(visiting: Visit) -> None:
    page = visiting("reader", ALL)
    open_article(page)
    page.goto(f"{page.url}original/")
    frame = page.frame_locator("iframe.original")
    expect(frame.locator("h1").first).to_contain_text("Three Irda states")
    inner = next(one for one in page.frames if "/original/" in one.url and one != page.main_frame)
    assert inner.evaluate("document.scripts.length + document.links.length") == 0
    assert inner.evaluate("self.origin") == "null"
    assert page.loud == []
