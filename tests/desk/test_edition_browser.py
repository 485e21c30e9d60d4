"""The edition page in a real browser: written, refused, moved, merged and signed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tests.desk.conftest import OUTLETS
from tests.desk.editions import QUOTED, WATCH, put_editions
from tests.desk.served import Served, Visit, axe, start, stop, wider_than_its_window
from tests.hostile import PAYLOADS

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
EDITIONS = 10
SAVED = re.compile(r"Saved \d")


@pytest.fixture(scope="module")
def served(
    made_home: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A desk with equal drafts on it, one for each test that writes."""
    home = tmp_path_factory.mktemp("editions") / "home"
    shutil.copytree(made_home, home)
    with Newsroom.open(Settings(home=home), OUTLETS) as room:
        put_editions(room, EDITIONS)
    desk = start(home, cache, "--no-collect")
    yield desk
    stop(desk)


def at(number: int) -> str:
    return f"w/{WATCH}/editions/{number}/"


def quotation(page: Page) -> Locator:
    """The sentence whose words the tests change."""
    return (
        page.locator(".claim-quotation")
        .filter(has_text=re.compile("."))
        .filter(has=page.locator("textarea"))
        .nth(1)
    )


def field(page: Page) -> Locator:
    found = quotation(page).locator("textarea")
    expect(found).to_have_value(re.compile(QUOTED))
    return found


def put(area: Locator, old: str, new: str) -> None:
    """Type other words in place of some."""
    area.fill(area.input_value().replace(old, new))


def order(page: Page) -> list[str]:
    return page.locator("#items > .item").evaluate_all("all => all.map(one => one.dataset.item)")


def test_altered_words_are_refused_put_right_and_let_stand(visiting: Visit) -> None:
    page = visiting("editor", at(1))
    area = field(page)
    put(area, "small country", "tiny country")
    told = quotation(page).locator(".claim-notes")
    expect(told).to_contain_text("The words in quotation marks are not what the page says.")
    expect(quotation(page).locator(".mirror .fault")).to_have_text("tiny")
    expect(page.locator("#saving")).to_have_text(SAVED)
    told.get_by_role("button", name="Use these words").click()
    expect(area).to_have_value(re.compile(QUOTED))
    expect(page.locator("#source")).to_contain_text("Everything in this sentence is proven.")
    expect(told.locator(".remark")).to_have_count(0)
    expect(page.locator("#source mark").first).to_be_visible()
    put(area, "small country", "little country")
    told.get_by_role("link", name="Let it stand").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("She said it so on the radio.")
    assert axe(page) == []
    dialog.get_by_role("button", name="Let it stand").click()
    expect(told).to_contain_text("Edda Editor let it stand:")
    expect(told).to_contain_text("She said it so on the radio.")
    page.goto(f"{at(1)}preview/page/")
    expect(page.locator("body")).to_contain_text("She said it so on the radio.")
    page.goto(at(1))
    told.get_by_role("button", name="Withdraw").click()
    expect(told).to_contain_text("The words in quotation marks are not what the page says.")
    assert page.loud == []


def test_items_are_moved_by_dragging_by_buttons_and_by_keys(visiting: Visit) -> None:
    page = visiting("editor", at(2), height=1600)
    first, second, third, *rest = order(page)
    items = page.locator("#items > .item")
    items.nth(0).get_by_role("button", name="Move down").click()
    expect(page.locator("#said")).to_contain_text("Moved to place 2 of 7")
    assert order(page)[:3] == [second, first, third]
    items.nth(1).locator(".claim").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#said")).to_contain_text("Moved to place 3 of 7")
    assert order(page)[:3] == [second, third, first]
    items.nth(0).evaluate("one => one.scrollIntoView()")
    handle, target = items.nth(0).locator(".handle"), items.nth(1)
    box, below = handle.bounding_box(), target.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, below["y"] + below["height"] * 0.6, steps=8)
    page.mouse.up()
    expect(page.locator("#said")).to_contain_text("Moved to place 2 of 7")
    expect(page.locator("#saving")).to_have_text(SAVED)
    page.reload()
    assert order(page) == [third, second, first, *rest]
    assert page.loud == []


def test_two_editors_lose_no_word(visiting: Visit) -> None:
    mine, theirs = visiting("editor", at(3)), visiting("chief", at(3))
    put(field(theirs), "small country", "tiny country")
    expect(theirs.locator("#saving")).to_have_text(SAVED)
    other = theirs.locator(".claim-attribution textarea").first
    put(other, "published", "printed")
    expect(theirs.locator("#saving")).to_have_text(SAVED)
    put(field(mine), "small country", "little country")
    clash = mine.locator(".clash")
    expect(clash).to_contain_text("Cleo Chief changed the same words while you wrote.")
    expect(clash.locator("ins").first).to_have_text("tiny")
    assert axe(mine) == []
    # What only the other changed is on my page by now.
    expect(mine.locator(".claim-attribution textarea").first).to_have_value(re.compile("printed"))
    clash.get_by_role("button", name="Keep mine").click()
    expect(mine.locator("#saving")).to_have_text(SAVED)
    theirs.reload()
    expect(quotation(theirs).locator("textarea")).to_have_value(re.compile("little country"))
    put(quotation(theirs).locator("textarea"), "little", "minor")
    expect(theirs.locator("#saving")).to_have_text(SAVED)
    put(quotation(mine).locator("textarea"), "little", "modest")
    expect(clash).to_be_visible()
    clash.get_by_role("link", name="Edit both").click()
    area = quotation(mine).locator("textarea")
    expect(area).to_have_value(re.compile("minor.*modest", re.DOTALL))
    area.fill("“We are a modest country,” said President Nadia Orlesh.")
    expect(mine.locator("#saving")).to_have_text(SAVED)
    mine.reload()
    expect(quotation(mine).locator("textarea")).to_have_value(re.compile("modest country,"))
    conflicts = [line for line in mine.loud if "409" not in line]
    assert conflicts == []


def test_words_outlive_a_line_that_is_down(visiting: Visit) -> None:
    page = visiting("editor", at(4))
    area = field(page)
    page.context.set_offline(True)
    put(area, "small country", "lone country")
    expect(page.locator("#saving")).to_contain_text("Not saved: the desk does not answer.")
    page.context.set_offline(False)
    expect(page.locator("#saving")).to_have_text(SAVED)
    page.route("**/change/", lambda route: route.abort())
    put(area, "lone country", "only country")
    expect(page.locator("#saving")).to_contain_text("Not saved")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(quotation(page).locator("textarea")).to_have_value(re.compile("only country"))
    page.unroute("**/change/")
    expect(page.locator("#saving")).to_have_text(SAVED)
    page.reload()
    expect(quotation(page).locator("textarea")).to_have_value(re.compile("only country"))


def test_sentences_come_and_go_and_come_back(visiting: Visit) -> None:
    page = visiting("editor", at(5))
    item = page.locator("#items > .item").first
    before = item.locator(".claim").count()
    item.locator(".adder > summary").click()
    item.get_by_label("Words").fill("The day was fine.")
    item.locator(".adder").get_by_role("button", name="Add").click()
    expect(item.locator(".claim")).to_have_count(before + 1)
    fresh = item.locator(".claim").last
    expect(fresh.locator("textarea")).to_be_focused()
    fresh.get_by_role("button", name="Remove").click()
    expect(item.locator(".claim")).to_have_count(before)
    page.locator("#undo").get_by_role("button").click()
    expect(item.locator(".claim")).to_have_count(before + 1)
    count = page.locator("#items > .item").count()
    item.locator(".item-head").get_by_role("button", name="Remove").click()
    expect(page.locator("#items > .item")).to_have_count(count - 1)
    page.locator("#undo").get_by_role("button").click()
    expect(page.locator("#items > .item")).to_have_count(count)
    assert page.loud == []


def test_a_chief_signs_and_the_edition_is_frozen(visiting: Visit) -> None:
    editor = visiting("editor", at(6))
    put(field(editor), "small country", "tiny country")
    expect(editor.locator("#saving")).to_have_text(SAVED)
    put(quotation(editor).locator("textarea"), "tiny country", "small country")
    editor.get_by_label("Note").fill("Ready.")
    editor.get_by_role("button", name="Send to review").click()
    expect(editor.locator("#standing")).to_contain_text("Ready.")
    chief = visiting("chief", at(6))
    chief.get_by_role("button", name="Approve").click()
    chief.get_by_role("button", name="Publish").click()
    expect(chief.get_by_role("link", name="Evidence bundle")).to_be_visible()
    assert chief.locator("textarea.words").count() == 0
    assert axe(chief) == []
    with chief.expect_download() as download:
        chief.get_by_role("link", name="Web page").click()
    assert "Velmaria" in download.value.path().read_text("utf-8")
    chief.get_by_role("link", name="Correct").click()
    chief.get_by_label("What was wrong").fill("The river was misnamed.")
    chief.get_by_role("button", name="Draft the correction").click()
    expect(chief.locator(".claim-lead").first.locator("textarea")).to_have_value(
        re.compile("The river was misnamed.")
    )
    for button in ("Send to review", "Approve", "Publish"):
        chief.get_by_role("button", name=button).click()
    chief.goto(at(6))
    expect(chief.locator("#standing")).to_contain_text("Put right in edition")
    expect(chief.locator("[aria-current=step]")).to_have_text("Corrected")
    assert editor.loud == chief.loud == []


def test_no_word_ever_runs(visiting: Visit) -> None:
    page = visiting("editor", at(10))
    evil = "\n".join(one for one in PAYLOADS if "\0" not in one)
    for area in (page.locator("textarea.words").nth(0), page.locator("textarea.words").nth(4)):
        area.fill(evil)
        expect(page.locator("#saving")).to_have_text(SAVED)
    page.locator(".claim-notes [data-stand]").first.click()
    page.get_by_role("dialog").get_by_label("Reason").fill(evil)
    page.get_by_role("dialog").get_by_role("button", name="Let it stand").click()
    expect(page.locator(".remark.let").first).to_be_visible()
    page.locator("textarea.words").nth(4).click()
    for path in ("", "history/", "history/3/", "preview/", "preview/?as=print", "preview/page/"):
        page.goto(at(10) + path)
        page.wait_for_load_state("networkidle")
        assert [frame.evaluate("window.hit") for frame in page.frames] == [None] * len(page.frames)
    # What the page tried to be, the browser may say it refused.
    assert [line for line in page.loud if "foreign" in line] == []


LOOKS = (
    {},
    {"color_scheme": "dark"},
    {"width": 375, "has_touch": True},
    {"locale": "ar"},
    {"locale": "ar", "width": 375, "color_scheme": "dark"},
)


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_for_everybody(visiting: Visit, look: dict[str, object]) -> None:
    page = visiting("editor", at(7), **look)
    for path in ("", "preview/", "preview/?as=print", "history/", "history/1/", "add/"):
        page.goto(at(7) + path)
        if not path:
            page.locator(".claim-quotation textarea").first.click()
            expect(page.locator(".claim.current")).to_have_count(1)
            if look.get("width") == 375:
                page.locator(".claim.current [data-source]").click()
            expect(page.locator("#source mark").first).to_be_visible()
        assert axe(page) == [], path
        assert not wider_than_its_window(page), path
    for path in (f"w/{WATCH}/editions/", f"w/{WATCH}/compose/"):
        page.goto(path)
        assert axe(page) == [], path
        assert not wider_than_its_window(page), path
    assert page.loud == []


def test_keys_alone_do_it_all(visiting: Visit) -> None:
    page = visiting("editor", at(8))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    for _ in range(4):
        page.keyboard.press("j")
    expect(page.locator(".claim:focus")).to_have_attribute("data-kind", "headline")
    page.keyboard.press("n")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("e")
    area = page.locator("textarea.words:focus")
    expect(area).to_have_value(re.compile(QUOTED))
    page.keyboard.press("Control+Home")
    page.keyboard.type("Indeed: ")
    expect(page.locator("#saving")).to_have_text(SAVED)
    page.keyboard.press("Escape")
    expect(page.locator(".claim:focus")).to_have_count(1)
    page.keyboard.press("s")
    expect(page.locator("#source")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#said")).to_contain_text("Moved to place 1 of 7")
    assert page.loud == []


def test_without_a_script_everything_can_be_read_and_written(visiting: Visit) -> None:
    page = visiting("editor", at(9), java_script_enabled=False)
    expect(page.locator("#sheet")).to_contain_text(QUOTED)
    page.locator(".claim-quotation").nth(1).get_by_role("link", name="Change").click()
    area = page.get_by_label("Words")
    put(area, "small country", "tiny country")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#sheet")).to_contain_text("not what the page says")
    page.locator("#items > .item").first.get_by_role("button", name="Move down").click()
    expect(page.locator(".note.good")).to_contain_text("moved an item")
