"""The whole way through the desk in a real browser, as its first users go it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.editions import ALTERED, QUOTED, WATCH
from tests.desk.served import (
    Served,
    Visit,
    axe,
    opened,
    start,
    stop,
    wider_than_its_window,
)

pytestmark = pytest.mark.browser
SAVED = re.compile(r"Saved \d")
A_ROUND = 240_000  # milliseconds that collecting the demo press may take on a busy machine
Enter = Callable[[], Page]


@pytest.fixture
def entering(chromium: Browser, cache: Path, tmp_path: Path) -> Iterator[Enter]:
    """``entering()``: another person's browser, at a desk that nobody has worked at yet."""
    desk = start(tmp_path / "home", cache, "--no-collect")
    pages: list[Page] = []

    def entering() -> Page:
        page = opened(chromium, desk.address)
        page.on("dialog", lambda dialog: (page.loud.append(dialog.message), dialog.accept()))
        pages.append(page)
        return page

    yield entering
    for page in pages:
        page.context.close()
    stop(desk)


def test_from_the_first_account_to_a_correction(entering: Enter, tmp_path: Path) -> None:
    admin, chief = entering(), entering()
    make_the_first_account(admin)
    collect_the_demo_press(admin)
    decide_by_keys(admin)
    compose(admin)
    alter_a_quotation_and_put_it_right(admin)
    let_a_figure_stand(admin)
    press(admin, "Send to review")
    expect(admin.locator(".stage[aria-current]")).to_have_text("In review")
    password = let_the_chief_in(admin)
    come_in(chief, password)
    publish(chief)
    verify_files_of(chief, tmp_path)
    correct(chief)
    verify_files_of(chief, tmp_path)
    assert admin.loud == []
    assert chief.loud == []


def make_the_first_account(page: Page) -> None:
    page.goto("")
    expect(page).to_have_url(re.compile("/welcome/$"))
    assert axe(page) == []
    page.get_by_label("Name to sign in with").fill("ada")
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("Password").fill("nine-kettles-in-rain")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/welcome/watch/$"))


def collect_the_demo_press(page: Page) -> None:
    page.get_by_role("button", name="Collect the demo press").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+/$"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert axe(page) == []
    expect(page.locator("#job")).to_contain_text(re.compile(r"(Fetching|Reading) pages \d+"))
    page.wait_for_url(f"**/w/{WATCH}/", timeout=A_ROUND)


def decide_by_keys(page: Page) -> None:
    """Search, take, drop, take back and put off, without a mouse."""
    expect(page.locator(".story").nth(10)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type('"no coast"')
    page.keyboard.press("Enter")
    expect(page.locator(".story")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.locator("#compose")).to_contain_text("from 1 taken story")
    page.goto(f"w/{WATCH}/")
    for key, tab, count in (("t", "taken", 2), ("d", "dropped", 1), ("l", "later", 1)):
        page.keyboard.press("j")
        page.keyboard.press(key)
        expect(page.locator(f'.choices [data-choice="{tab}"] .count')).to_have_text(str(count))
    page.keyboard.press("u")
    expect(page.locator('.choices [data-choice="later"] .count')).to_have_text("0")
    page.keyboard.press("t")
    expect(page.locator("#compose")).to_contain_text("from 3 taken stories")


def compose(page: Page) -> None:
    page.get_by_role("link", name="Compose an edition").press("Enter")
    expect(page.locator(".compose-story")).to_have_count(3)
    page.get_by_role("button", name="Draft the edition").press("Enter")
    expect(page.locator("#items > .item").first).to_be_visible()
    expect(page.locator(".proven-line")).to_contain_text("nothing unproven")


def alter_a_quotation_and_put_it_right(page: Page) -> None:
    claim = page.locator(".claim-quotation", has=page.locator(".mirror", has_text=QUOTED))
    sentence = page.locator(f"#{claim.get_attribute('id')}")
    area = sentence.locator("textarea")
    area.fill(area.input_value().replace(QUOTED, ALTERED))
    told = sentence.locator(".claim-notes")
    expect(told).to_contain_text("The words in quotation marks are not what the page says.")
    expect(page.locator("#saving")).to_have_text(SAVED)
    expect(page.locator(".refusals summary")).to_contain_text("The gate refuses")
    told.get_by_role("button", name="Use these words").click()
    expect(area).to_have_value(re.compile(QUOTED))
    expect(page.locator("#source")).to_contain_text("Everything in this sentence is proven.")
    expect(page.locator(".proven-line")).to_be_visible()


def let_a_figure_stand(page: Page) -> None:
    title = page.locator(".claim-title")
    area = title.locator("textarea")
    area.fill(f"{area.input_value()}: 41 pages")
    title.locator(".claim-notes").get_by_role("link", name="Let it stand").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("Counted by hand.")
    dialog.get_by_role("button", name="Let it stand").click()
    expect(title.locator(".claim-notes")).to_contain_text("Ada Admin let it stand:")
    expect(page.locator(".proven-line")).to_be_visible()


def press(page: Page, step: str) -> None:
    page.locator(".steps").get_by_role("button", name=step).click()


def let_the_chief_in(page: Page) -> str:
    """Make the second account; the password that the page proposed for it."""
    page.locator(".masthead nav").get_by_text("The house").click()
    page.locator(".masthead").get_by_role("link", name="Accounts").click()
    page.get_by_label("Name to sign in with").fill("cleo")
    page.get_by_label("Their name").fill("Cleo Chief")
    page.get_by_label("Role").select_option("chief")
    password = page.get_by_label("Password to begin with").input_value()
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("table")).to_contain_text("Cleo Chief")
    return password


def come_in(page: Page, password: str) -> None:
    page.goto("")
    page.get_by_label("Name").fill("cleo")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.locator(".masthead").get_by_role("link", name="Editions").click()
    page.get_by_role("link", name=re.compile("41 pages")).click()


def publish(page: Page) -> None:
    for step, state in (("Approve", "Approved"), ("Publish", "Published")):
        press(page, step)
        expect(page.locator(".stage[aria-current]")).to_have_text(state)


def verify_files_of(page: Page, folder: Path) -> None:
    """Take page and evidence along, and check them without the desk."""
    kept: list[Path] = []
    for form in ("Evidence bundle", "Web page"):
        with page.expect_download() as download:
            page.locator(".files").get_by_role("link", name=form).click()
        kept.append(folder / download.value.suggested_filename)
        download.value.save_as(kept[-1])
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", "verify", str(kept[-1])],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def correct(page: Page) -> None:
    first = page.url
    page.locator(".steps").get_by_role("link", name="Correct").click()
    page.get_by_label("What was wrong").fill("The number of pages was wrong.")
    page.get_by_role("button", name="Draft the correction").click()
    expect(page.locator("#sheet")).to_contain_text("The number of pages was wrong.")
    area = page.locator(".claim-title textarea")
    area.fill(area.input_value().replace(": 41 pages", ""))
    expect(page.locator("#saving")).to_have_text(SAVED)
    press(page, "Send to review")
    publish(page)
    second = page.url
    page.goto(first)
    expect(page.locator(".stage[aria-current]")).to_have_text("Corrected")
    expect(page.locator(".standing")).to_contain_text("Put right in edition")
    page.goto(second)


def test_an_editor_writes_on_a_phone_in_arabic_and_does_not_publish(
    visiting: Visit, served: Served
) -> None:
    page = visiting(
        "editor", "", width=375, height=800, locale="ar", color_scheme="dark", has_touch=True
    )
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.goto(f"w/{WATCH}/?q=%22no+coast%22&from=2025-01-01&to=2025-12-31")
    page.locator(".story .decide button").first.tap()
    expect(page.locator('.choices [data-choice="taken"] .count')).to_have_text("1")
    page.goto(f"w/{WATCH}/?choice=taken&from=2025-01-01&to=2025-12-31")
    page.locator(".story h3 a").first.tap()
    page.wait_for_url("**/story/**")
    assert not wider_than_its_window(page)
    page.goto(f"w/{WATCH}/compose/?first=2025-09-01&last=2025-09-30")
    page.locator(".compose button.primary").tap()
    page.wait_for_url("**/editions/**")
    assert not wider_than_its_window(page)
    area = page.locator(".claim-quotation textarea").first
    area.tap()
    area.fill(area.input_value().replace(QUOTED, ALTERED))
    expect(page.locator(".claim-quotation .remark").first).to_be_visible()
    page.locator(".claim-quotation [data-replace]").first.tap()
    expect(page.locator(".claim-quotation .remark")).to_have_count(0)
    expect(page.locator("#saving")).to_have_attribute("data-kind", "saved")
    page.locator(".steps button.primary").tap()
    expect(page.locator(".stage[aria-current]")).not_to_have_text("")
    step = page.locator(".steps button[name=to]")
    expect(step).to_have_count(1)
    assert step.get_attribute("value") == "draft"
    # Whoever asks all the same is told who may.
    step.evaluate("one => one.value = 'approved'")
    step.tap()
    expect(page.locator("h1")).to_be_visible()
    assert not wider_than_its_window(page)
    assert [line for line in page.loud if "403" not in line] == []
