"""Every page of the desk is for everybody: no page without an entry here, no entry with a fault."""

import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page, expect

from tests.desk.editions import WATCH
from tests.desk.furnished import CORRECTION, DRAFT, PUBLISHED, SEARCH, SOURCE, Places, furnish
from tests.desk.served import Served, axe, sign_in, start, stop
from tests.desk.test_doors import patterns

pytestmark = pytest.mark.browser
WEEK = "from=2025-01-01&to=2025-12-31"
EDITION = f"w/{WATCH}/editions/{DRAFT}/"

PAGES: dict[str, tuple[str, ...]] = {
    "account": ("accounts/editor/",),
    "accounts": ("accounts/",),
    "alert": (f"alerts/{SEARCH.key}/",),
    "alerts": ("alerts/",),
    "apart": (f"w/{WATCH}/apart/{{story}}/",),
    "article": ("article/{article}/", "article/{article}/?at=0-40"),
    "article-speaker": ("article/{article}/speaker/?quotation=1",),
    "compare": ("compare/{article}/{copy}/",),
    "compose": (f"w/{WATCH}/compose/?first=2025-09-01&last=2025-09-30",),
    "edition": (EDITION, f"w/{WATCH}/editions/{PUBLISHED}/"),
    "edition-add": (f"{EDITION}add/",),
    "edition-correct": (f"w/{WATCH}/editions/{PUBLISHED}/correct/",),
    "edition-history": (f"{EDITION}history/",),
    "edition-preview": (f"{EDITION}preview/",),
    "edition-sentence": (f"{EDITION}sentence/{{item}}/{{sentence}}/",),
    "edition-version": (f"{EDITION}history/2/",),
    "editions": (f"w/{WATCH}/editions/",),
    "first-watch": (
        "welcome/watch/",
        "welcome/watch/?kind=country&country=IS&language=en",
    ),
    "inbox": (f"w/{WATCH}/?{WEEK}", f"w/{WATCH}/?{WEEK}&choice=taken", f"w/{WATCH}/?q=zzyqx"),
    "job": ("jobs/{job}/",),
    "jobs": ("jobs/",),
    "journal": ("journal/",),
    "lookback": (f"w/{WATCH}/lookback/?{WEEK}",),
    "me": ("me/",),
    "original": ("article/{article}/original/", "article/{article}/original/?as=source"),
    "outlet": ("outlets/{outlet}/",),
    "outlets": ("outlets/?among=followed", "outlets/"),
    "people": ("people/", "people/?q=zzyqx"),
    "person": ("people/of/?name={person}",),
    "search": ("search/?q=Velmaria", "search/"),
    "search-of": (f"w/{WATCH}/search/?q=port",),
    "source": (f"sources/of/{SOURCE.key}/",),
    "sources": ("sources/",),
    "sources-add": ("sources/add/",),
    "sources-found": ("sources/found/{looked}/",),
    "sources-suggested": (f"sources/suggested/{WATCH}/",),
    "story": (f"w/{WATCH}/story/{{story}}/",),
    "story-alone": ("story/{story}/",),
    "story-merge": (f"w/{WATCH}/story/{{story}}/merge/?q=Velmaria",),
    "story-said": (f"w/{WATCH}/story/{{story}}/said/",),
    "story-said-alone": ("story/{story}/said/",),
    "story-split": (f"w/{WATCH}/story/{{story}}/split/?article={{article}}",),
    "travels": (f"w/{WATCH}/lookback/quotations/?{WEEK}&name={{person}}",),
    "watch": (f"watches/of/{WATCH}/",),
    "watches": ("watches/",),
    "watches-add": ("watches/add/", "watches/add/?kind=country&country=IS&language=en"),
}
"""Addresses of each route's page, in each of its states that looks otherwise."""

FOR_OUTSIDERS = ("sign-in/", "sign-in/?next=/journal/")
NO_PAGES = {
    "api-description",
    "edition-file",
    "edition-page",  # the edition itself: tests/browser
    "edition-pulse",
    "edition-source",
    "feed",
    "front",  # leads to the inbox, or to the first watch
    "inbox-waiting",
    "journal-export",
    "lookback-plot",
    "lookback-table",
    "original-bytes",
    "original-page",  # somebody else's, in a frame of its own
    "original-record",
    "original-source",
    "sign-in",
    "sources-export",
    "story-before",
    "story-next",
    "welcome",  # before anybody has an account: tests/desk/test_walk.py
}
"""Routes that answer GET with a file, a part of a page, or the way to another."""

LOOKS = (
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark", "has_touch": True},
    {"viewport": {"width": 375, "height": 800}, "locale": "ar"},
)


@pytest.fixture(scope="module")
def places() -> list[Places]:
    """Filled by `served`: what the addresses name."""
    return []


@pytest.fixture(scope="module")
def served(
    made_home: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory, places: list[Places]
) -> Iterator[Served]:
    """A desk at which people have worked."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    shutil.copytree(made_home, home)
    places.append(furnish(home))
    desk = start(home, cache, "--no-collect")
    yield desk
    stop(desk)


@pytest.fixture(scope="module")
def admin(chromium: Browser, served: Served) -> dict[str, object]:
    """What a browser keeps of an administrator who has signed in."""
    context = chromium.new_context(base_url=served.address)
    sign_in(context.new_page(), "admin")
    kept = context.storage_state()
    context.close()
    return kept


def faults(page: Page) -> list[str]:
    """All that is wrong with a page for those who do not see it, or see it on a small screen."""
    found = axe(page)
    if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
        found.append("wider than its window")
    headings = page.locator("h1").count()
    if headings != 1:
        found.append(f"{headings} headings of the first rank")
    ranks = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"
    )
    skips = [pair for pair in pairwise(ranks) if pair[1] > pair[0] + 1]
    if skips:
        found.append(f"headings skip a rank: {skips}")
    return found


def test_every_page_has_an_entry() -> None:
    answering = {
        pattern.name
        for _, pattern in patterns(get_resolver().url_patterns, "")
        if "GET" in pattern.callback.door.methods
    }
    assert PAGES.keys() | NO_PAGES == answering
    assert not PAGES.keys() & NO_PAGES


@pytest.mark.parametrize("look", LOOKS, ids=("wide", "small-and-dark", "small-and-arabic"))
def test_every_page_is_for_everybody(
    chromium: Browser,
    served: Served,
    admin: dict[str, object],
    places: list[Places],
    look: dict[str, object],
) -> None:
    addresses = [one for of in PAGES.values() for one in of]
    told: list[str] = []
    for kept, some in ((admin, addresses), (None, FOR_OUTSIDERS)):
        context = chromium.new_context(
            base_url=served.address, storage_state=kept, reduced_motion="reduce", **look
        )
        page = context.new_page()
        loud: list[str] = []
        page.on("console", lambda said, loud=loud: loud.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error, loud=loud: loud.append(str(error)))
        page.on("request", lambda asked, loud=loud: loud.extend(_foreign(asked.url, served)))
        for address in some:
            answer = page.goto(at(places, address))
            assert answer is not None
            if answer.status != 200:
                told.append(f"{address}: {answer.status}")
            # What axe asks of frames that are shut to it is no noise of the page's.
            noise = list(loud)
            told += [f"{address}: {fault}" for fault in [*noise, *faults(page)]]
            loud.clear()
        context.close()
    assert told == []


def _foreign(url: str, served: Served) -> list[str]:
    known = url.startswith((served.address, "data:", "blob:"))
    return [] if known else [f"a request that leaves the machine: {url}"]


BY_KEYS = (
    f"w/{WATCH}/?{WEEK}&choice=taken",
    f"w/{WATCH}/story/{{story}}/",
    EDITION,
    f"w/{WATCH}/compose/?first=2025-09-01&last=2025-09-30",
    "sources/",
    "people/",
)
REACHABLE = """
() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((one) => !one.disabled && one.type !== "hidden" && one.tabIndex >= 0)
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one, n) => {
    const words = one.outerHTML.slice(0, 160);
    one.dataset.tested = n;
    return words;
  })
"""
WHERE = """
() => {
  const one = document.activeElement, seen = getComputedStyle(one), plain = one.cloneNode(true);
  delete plain.dataset.tested;
  const ringed = seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 1;
  return [Number(one.dataset.tested ?? -1), ringed, plain.outerHTML.slice(0, 160)];
}
"""


@pytest.fixture
def page(chromium: Browser, served: Served, admin: dict[str, object]) -> Iterator[Page]:
    """A page in which an administrator is signed in."""
    context = chromium.new_context(
        base_url=served.address, storage_state=admin, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def at(places: list[Places], address: str) -> str:
    """The address with what it names filled in."""
    return re.sub(r"\{(\w+)\}", lambda one: str(getattr(places[0], one[1])), address)


def test_everything_is_reached_and_seen_by_tab_alone(page: Page, places: list[Places]) -> None:
    wrong: list[str] = []
    for address in BY_KEYS:
        page.goto(at(places, address), wait_until="networkidle")
        wanted = dict(enumerate(page.evaluate(REACHABLE)))
        assert len(wanted) > 8
        for _ in range(len(wanted) + 16):
            page.keyboard.press("Tab")
            number, ringed, shown = page.evaluate(WHERE)
            if number < 0:  # put there anew meanwhile
                number = next((at for at, one in wanted.items() if one == shown), -1)
            wanted.pop(number, None)
            if number >= 0 and not ringed:
                wrong.append(f"{address}: no ring around {shown}")
            if not wanted:
                break
        wrong += [f"{address}: not reached: {one}" for one in wanted.values()]
    assert not wrong, "\n".join(wrong)


def test_the_first_key_leads_past_the_masthead(page: Page) -> None:
    page.goto("people/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#page")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_menus_open_and_close_by_keys(page: Page) -> None:
    page.goto("people/")
    house = page.locator(".masthead nav summary")
    house.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Journal")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".masthead nav .panel a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(house).to_be_focused()
    expect(page.get_by_role("link", name="Journal")).to_be_hidden()


def test_dialogs_give_the_focus_back(page: Page, places: list[Places]) -> None:
    page.goto(f"w/{WATCH}/?{WEEK}")
    page.keyboard.press("j")
    page.keyboard.press("?")
    expect(page.locator("dialog :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".story").first.locator("h3 a")).to_be_focused()
    page.goto(EDITION)
    stand = page.locator("[data-stand]").first
    stand.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Reason")).to_be_focused()
    page.keyboard.press("Escape")
    expect(stand).to_be_focused()


def test_the_focus_stays_where_parts_of_a_page_are_exchanged(
    page: Page, places: list[Places]
) -> None:
    page.goto("people/")
    page.get_by_label("A name").press_sequentially("Orlesh")
    expect(page.locator("caption")).to_contain_text("may mean")
    expect(page.get_by_label("A name")).to_be_focused()
    page.goto("journal/")
    page.get_by_label("By").focus()
    page.get_by_label("By").select_option("Edda Editor")
    page.wait_for_url("**who=Edda**")
    page.keyboard.press("Tab")
    expect(page.get_by_label("From")).to_be_focused()
    page.goto(at(places, f"w/{WATCH}/story/{{story}}/"))
    page.locator(".printing .ask").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Make it a story of its own")).to_be_visible()
    expect(page.locator(".timeline :focus")).to_have_count(1)


READ_WITHOUT = (
    "inbox",
    "story",
    "article",
    "edition",
    "sources",
    "watches",
    "people",
    "journal",
    "lookback",
)


def test_pages_are_read_and_worked_on_without_scripts(
    chromium: Browser, served: Served, admin: dict[str, object], places: list[Places]
) -> None:
    context = chromium.new_context(
        base_url=served.address, storage_state=admin, java_script_enabled=False
    )
    page = context.new_page()
    for name in READ_WITHOUT:
        page.goto(at(places, PAGES[name][0]))
        expect(page.locator("h1")).to_be_visible()
        assert len(page.locator("main").inner_text()) > 100, name
        expect(page.locator(".scripted-only >> visible=true")).to_have_count(0)
    page.goto(at(places, f"w/{WATCH}/story/{{story}}/"))
    page.get_by_role("button", name="Drop").click()
    page.goto(f"w/{WATCH}/?{WEEK}&choice=dropped")
    expect(page.locator(f"#s-{places[0].story}")).to_be_visible()
    page.goto(f"w/{WATCH}/editions/{CORRECTION}/")
    page.get_by_role("button", name="Send to review").click()
    expect(page.locator(".stage[aria-current]")).to_have_text("In review")
    page.get_by_role("button", name="Back to draft").click()
    expect(page.locator(".stage[aria-current]")).to_have_text("Draft")
    context.close()
