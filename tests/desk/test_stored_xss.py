"""No word that people or the press brought runs, or becomes markup, on any page of the desk."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, Route

import tearsheet
from tearsheet.desk.room import working_in
from tearsheet.model import ROLES
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store.rows import AccountRow
from tests.desk.conftest import OUTLETS
from tests.desk.editions import WATCH
from tests.desk.payloads import PAYLOADS, RUNNING, words
from tests.desk.planted import BACKEND, Places, plant
from tests.desk.served import Served, sign_in, start, stop
from tests.desk.test_doors import routes

pytestmark = pytest.mark.nightly
OURS = Path(tearsheet.__file__).parent
HOOK = """
window.ran = () => console.error("PLANTED WORDS RAN");
document.addEventListener("securitypolicyviolation", told =>
  console.error(`POLICY: ${told.violatedDirective} ${told.blockedURI} ${told.sample}`));
"""
MARKUP = """() => {
  const found = new Set();
  const leads = /^(href|src|action|formaction|data|poster|srcset|xlink:href)$/;
  const asks = /^(data-)?hx-(get|post|put|delete|patch)$/;
  for (const one of document.querySelectorAll("*")) {
    found.add(one.localName);
    for (const {name, value} of one.attributes) {
      found.add(`${one.localName} ${name}`);
      const fair = asks.test(name) ? /^(\\/(?!\\/)|\\?)/
        : leads.test(name) ? /^(\\/(?!\\/)|#|\\?|https?:\\/\\/|mailto:|$)/ : /^/;
      if (!fair.test(value)) found.add(`${name}=${value}`);
    }
  }
  return [...found];
}"""
"""Every element and attribute as the browser's own parser made them, and addresses that no page
of ours would lead to."""
BROWSERS_OWN = {"tbody"}
FROM_DJANGO = {"id", "type", "name", "value", "maxlength", "required", "selected", "checked", "for"}
FROM_DJANGO |= {
    "defer",
    "aria-describedby",
    "aria-invalid",
    "min",
    "max",
    "step",
    "class",
    "accept",
}


def ours(pattern: str) -> set[str]:
    """What our templates, scripts and modules of the desk write that looks so."""
    files = [*OURS.glob("desk/**/*.html"), *OURS.glob("desk/**/*.py"), *OURS.glob("desk/**/*.js")]
    files += [*OURS.glob("publish/html/**/*"), *OURS.glob("desk/**/*.svg")]
    texts = (file.read_text("utf-8", "replace") for file in files if file.is_file())
    return {found.lower() for text in texts for found in re.findall(pattern, text)}


ELEMENTS = ours(r"<([a-zA-Z][\w-]*)") | BROWSERS_OWN
ATTRIBUTES = ours(r"[\s\"'}]([a-zA-Z][\w:-]*)(?==|[\s>{])") | FROM_DJANGO


def foreign(found: list[str]) -> list[str]:
    """What of that no page of ours is made of."""
    told = []
    for one in found:
        element, _space, attribute = one.partition(" ")
        strange = attribute.startswith("on") or attribute.lower() not in {*ATTRIBUTES, ""}
        if "=" in one or element not in ELEMENTS or strange:
            told.append(one)
    return told


@pytest.fixture(scope="module")
def places(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Places]:
    """A home full of payloads, and where they are."""
    home = tmp_path_factory.mktemp("planted") / "home"
    shutil.copytree(made_home, home)
    settings = Settings(home=home, page_seconds=120.0)
    with Newsroom.open(settings, OUTLETS) as room, working_in(room):
        client = {}
        for role in ROLES:
            client[role] = Client()
            client[role].force_login(AccountRow.objects.get(name=role), BACKEND)
        return home, plant(room, client)


@pytest.fixture(scope="module")
def served(places: tuple[Path, Places], cache: Path) -> Iterator[Served]:
    """A desk that works in that home; takes the place of the usual one."""
    desk = start(places[0], cache, "--no-collect")
    yield desk
    stop(desk)


@pytest.fixture(scope="module")
def page(chromium: Browser, served: Served) -> Iterator[Page]:
    """A page of an administrator's browser, with all that it says, asks and does in ``loud``."""
    context = chromium.new_context(base_url=served.address, accept_downloads=True)
    page = context.new_page()
    sign_in(page, "admin")
    context.add_init_script(HOOK)
    watched(page, served.address)
    yield page
    context.close()


def watched(page: Page, address: str) -> None:
    page.loud = loud = []

    def dismissed(dialog) -> None:
        loud.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def noted(said: ConsoleMessage) -> None:
        # What browsers ask for by themselves beside an answer that is no whole page.
        if said.type == "error" and not said.location["url"].endswith("/favicon.ico"):
            loud.append(said.text)

    page.on("console", noted)
    page.on("pageerror", lambda error: loud.append(f"error: {error}"))
    page.on("dialog", dismissed)
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((address, "data:", "about:"))
            else loud.append(f"asked for {asked.url}")
        ),
    )


def addresses(at: Places) -> list[str]:
    """Every address of a page to be read, with what is planted in the place of its parameters."""
    edition, story = f"/w/{WATCH}/editions", f"/w/{WATCH}/story/{at.story}"
    period = "from=2025-09-01&to=2025-09-30"
    return [
        "/",
        "/accounts/",
        "/accounts/reader/",
        "/accounts/editor/",
        "/alerts/",
        f"/alerts/{at.alert}/",
        f"/article/{at.article}/",
        f"/article/{at.article}/?at=title:0-60",
        f"/article/{at.article}/original/",
        f"/article/{at.article}/original/?as=source",
        f"/article/{at.article}/speaker/?quotation=1",
        f"/article/{at.copy}/",
        f"/original/{at.article}/",
        f"/original/{at.copy}/",
        f"/original/{at.article}/source/",
        f"/compare/{at.article}/{at.copy}/",
        "/jobs/",
        f"/jobs/{at.job}/",
        "/journal/",
        "/me/",
        "/outlets/",
        "/outlets/?among=corrected",
        f"/outlets/{at.outlet}/",
        "/people/",
        f"/people/of/?{urlencode({'name': at.person})}",
        "/search/?q=planted",
        "/search/?q=velmaria",
        f"/w/{WATCH}/search/?q=ran",
        "/sources/",
        "/sources/add/",
        f"/sources/of/{at.source}/",
        f"/sources/found/{at.looked}/",
        f"/sources/suggested/{WATCH}/",
        f"{story}/",
        f"{story}/said/",
        f"{story}/merge/",
        f"/story/{at.story}/",
        f"/story/{at.story}/said/",
        "/watches/",
        "/watches/add/",
        f"/watches/of/{WATCH}/",
        "/welcome/watch/",
        f"/w/{WATCH}/?{period}",
        f"/w/{WATCH}/?{period}&show=taken&choice=taken",
        f"/w/{WATCH}/apart/{at.story}/",
        f"/w/{WATCH}/waiting/",
        f"/w/{WATCH}/compose/?{period}",
        f"{edition}/",
        f"{edition}/1/",
        f"{edition}/1/?part=sheet",
        f"{edition}/1/add/",
        f"{edition}/1/history/",
        f"{edition}/1/history/2/",
        f"{edition}/1/preview/",
        f"{edition}/1/preview/?as=print",
        f"{edition}/1/preview/page/",
        f"{edition}/1/preview/page/?as=print",
        f"{edition}/1/sentence/{at.item}/{at.sentence}/",
        f"{edition}/2/",
        f"{edition}/2/correct/",
        f"{edition}/2/preview/page/",
        f"{edition}/3/",
        f"/w/{WATCH}/lookback/?{period}",
        f"/w/{WATCH}/lookback/quotations/?{period}&{urlencode({'name': at.person})}",
    ]


def echoing() -> list[str]:
    """Every page with payloads in each parameter that any page reads from its address."""
    asked = ours(r"(?:GET|asked|query|given|chosen)(?:\.get|\.getlist)?[\[(]\"([a-z_-]+)\"")
    assert len(asked) > 20
    given = urlencode({name: words(n * 3, 500) for n, name in enumerate(sorted(asked))})
    plain = ["", "search/", "people/", "people/of/", "outlets/", "sources/", "sources/add/"]
    plain += ["journal/", "alerts/", "jobs/", "welcome/watch/", f"w/{WATCH}/", "watches/add/"]
    plain += [f"w/{WATCH}/{one}/" for one in ("search", "compose", "lookback", "waiting")]
    plain += [f"w/{WATCH}/lookback/quotations/", f"sources/suggested/{WATCH}/"]
    return [f"/{one}?{given}" for one in plain]


def looked_at(page: Page, address: str) -> list[str]:
    """What went wrong with a page: another answer than 200, noise, markup that is not ours."""
    page.loud.clear()
    answer: Response | None = page.goto(address, wait_until="load", timeout=90_000)
    status = answer.status if answer else 0
    told = [] if status in (200, 204) else [f"answered {status}"]
    for frame in page.frames:
        told += foreign(frame.evaluate(MARKUP)) if frame.url.startswith("http") else []
    told += page.loud
    return [f"{address[:90]}: {one[:300]}" for one in told]


def answering(body: str) -> Callable[[Route], None]:
    """Answers a request with a page that no policy guards."""
    return lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")


def test_payloads_do_run_where_nothing_holds_them(chromium: Browser, served: Served) -> None:
    """The proof that this file would see it: without escapes and policy, they run."""
    context = chromium.new_context(base_url=served.address)
    context.add_init_script(HOOK)
    page = context.new_page()
    watched(page, served.address)
    silent = []
    for payload in RUNNING:
        body = f'<!doctype html><title>x</title><p>{payload}</p><input value="{payload}">'
        page.route("**/naked/", answering(body))
        page.loud.clear()
        page.goto("naked/")
        page.wait_for_timeout(30)
        if not any("RAN" in one for one in page.loud):
            silent.append(payload)
        page.unroute("**/naked/")
    naked = '<b planted hx-get="//x/" onclick="ran()"></b><a href="javascript:ran()">x</a>'
    page.set_content(naked)
    seen = foreign(page.evaluate(MARKUP))
    context.close()
    assert len(silent) < len(RUNNING) / 3, silent
    assert {"b planted", "b onclick", "hx-get=//x/", "href=javascript:ran()"} <= set(seen)


def test_nothing_runs_on_any_page(page: Page, places: tuple[Path, Places]) -> None:
    assert len(PAYLOADS) >= 40
    wrong = [told for one in addresses(places[1]) for told in looked_at(page, one)]
    assert wrong == []


def test_nothing_runs_that_an_address_says(page: Page) -> None:
    wrong = [
        told
        for one in echoing()
        for told in looked_at(page, one)
        if "answered 4" not in told and "status of 4" not in told
    ]
    assert wrong == []


def test_every_page_that_is_read_is_looked_at(places: tuple[Path, Places]) -> None:
    """A page that is added later is looked at too, or this test fails."""
    there = {_shape(one) for one in (*addresses(places[1]), *echoing(), *OTHERS)}
    missed = [
        route.address
        for route in routes()
        if "GET" in route.door.methods and _shape(route.address) not in there
    ]
    assert missed == []


OTHERS = (
    "/api/v1/openapi.json",
    "/feeds/nobody-knows.atom",
    "/journal/journal.csv",
    f"/original/{'a' * 64}/bytes/",
    f"/original/{'a' * 64}/record/",
    "/sign-in/",
    "/sources/sources.csv",
    f"/w/{WATCH}/editions/1/files/csv/",
    f"/w/{WATCH}/editions/1/pulse/",
    f"/w/{WATCH}/editions/1/sentence/title/editor/",
    f"/w/{WATCH}/editions/1/source/title/editor/",
    f"/w/{WATCH}/lookback/days.csv",
    f"/w/{WATCH}/lookback/days-light.csv",
    f"/w/{WATCH}/story/{'a' * 64}/before/",
    f"/w/{WATCH}/story/{'a' * 64}/next/",
    f"/w/{WATCH}/story/{'a' * 64}/split/",
    "/welcome/",
)
"""What is no page to be read by who is signed in: files, JSON, what only leads on.
Parting a story has tests beside its page."""


def _shape(address: str) -> str:
    """An address without what names one thing."""
    plain = re.sub(r"[0-9a-f]{64}|(?<=/)\d+(?=/)", "*", address.partition("?")[0])
    return re.sub(r"(/(?:alerts|outlets|accounts|of)/)[^/]+/$", r"\1*/", plain)


def test_files_hold_words_as_words(page: Page, places: tuple[Path, Places]) -> None:
    at = places[1]

    def got(address: str) -> bytes:
        answer = page.request.get(address)
        assert answer.status == 200, address
        assert answer.headers["x-content-type-options"] == "nosniff", address
        return answer.body()

    feed = etree.fromstring(got(f"/feeds/{at.feed}.atom"))
    names = {etree.QName(one).localname for one in feed.iter()}
    assert names <= {
        "feed",
        "title",
        "id",
        "updated",
        "link",
        "entry",
        "author",
        "name",
        "summary",
        "published",
    }
    assert not [one for one in feed.iter() if (one.get("href") or "").startswith("javascript")]
    opml = etree.fromstring(got("/sources/sources.opml"))
    assert {one.tag for one in opml.iter()} <= {
        "opml",
        "head",
        "title",
        "dateCreated",
        "body",
        "outline",
    }
    tables = ["/journal/journal.csv", "/sources/sources.csv"]
    period = "?from=2025-09-01&to=2025-09-30"
    tables += [f"/w/{WATCH}/lookback/{of}.csv{period}" for of in ("time", "country", "outlet")]
    cells = [
        cell
        for table in tables
        for row in csv.reader(io.StringIO(got(table).decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert any("planted" in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []


def test_published_files_hold_words_as_words(
    page: Page, places: tuple[Path, Places], tmp_path: Path
) -> None:
    at = f"/w/{WATCH}/editions/2/files"
    answers = {form: page.request.get(f"{at}/{form}/") for form in ("page", "markdown", "json")}
    for answer in answers.values():
        assert answer.status == 200
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert "\n" not in answer.headers["content-disposition"]
    json.loads(answers["json"].body())
    file = tmp_path / "edition.html"
    file.write_bytes(answers["page"].body())
    reading = page.context.browser.new_context()
    reading.add_init_script(HOOK)
    alone = reading.new_page()
    watched(alone, file.as_uri())
    assert looked_at_file(alone, file) == []
    reading.close()
    text = answers["markdown"].body().decode()
    assert not re.search(r"(?<!\\)<(?!https?://)[a-zA-Z/!?]", text)
    assert not re.search(r"(?<!\\)\]\(\s*(?!https?:)\w+:", text)


def looked_at_file(page: Page, file: Path) -> list[str]:
    page.loud.clear()
    page.goto(file.as_uri())
    found = [one for one in page.evaluate(MARKUP) if not one.startswith("src=data:")]
    return foreign(found) + page.loud


def test_an_archived_page_is_shown_behind_two_walls(
    page: Page, places: tuple[Path, Places]
) -> None:
    """Without the policy too, nothing of the page as it was captured runs."""
    answer = page.request.get(f"/original/{places[1].article}/")
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    context = page.context.browser.new_context()
    context.add_init_script(HOOK)
    alone = context.new_page()
    watched(alone, "https://naked.example/")
    alone.route("https://naked.example/", answering(answer.text()))
    alone.goto("https://naked.example/")
    assert foreign(alone.evaluate(MARKUP)) + alone.loud == []
    context.close()


def test_json_that_pages_ask_for_holds_no_markup_of_others(
    page: Page, places: tuple[Path, Places]
) -> None:
    at = places[1]
    answer = page.request.get(f"/w/{WATCH}/editions/1/source/{at.item}/{at.sentence}/").json()
    for part in ("notes", "source"):
        page.loud.clear()
        page.goto("/jobs/")
        page.evaluate("html => { document.querySelector('main').innerHTML = html }", answer[part])
        assert foreign(page.evaluate(MARKUP)) + page.loud == []
    pulse = page.request.get(f"/w/{WATCH}/editions/1/pulse/")
    assert pulse.headers["content-type"].startswith("application/json")
