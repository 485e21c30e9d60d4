"""The inbox in a real browser: by keys alone, by mouse and touch, without scripts, for all."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.desk.served import Visit, axe, wider_than_its_window

pytestmark = pytest.mark.browser
AT = "w/velmaria/"
ALL = f"{AT}?from=2025-01-01&to=2025-12-31"


def here(page: Page) -> str:
    """The story that has the focus."""
    return page.evaluate("document.activeElement.closest('.story')?.dataset.story ?? ''")


def keys_of(page: Page) -> list[str]:
    return page.eval_on_selector_all(".story", "all => all.map(one => one.dataset.story)")


def tally(page: Page, choice: str) -> int:
    return int(page.locator(f'.choices [data-choice="{choice}"] .count').inner_text())


def put_back(page: Page, times: int) -> None:
    for _ in range(times):
        with page.expect_response("**/triage/"):
            page.keyboard.press("u")
    expect(page.locator(".story.gone")).to_have_count(0)


def test_triage_by_keys_alone(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    listed = keys_of(page)
    for key in "jjk":
        page.keyboard.press(key)
    assert here(page) == listed[0]
    for letter, choice, at in (
        ("t", "taken", 0),
        ("d", "dropped", 1),
        ("l", "later", 2),
        ("n", "not about us", 3),
    ):
        before = tally(page, choice)
        with page.expect_response("**/triage/"):
            page.keyboard.press(letter)
        expect(page.locator(f"#s-{listed[at]}.gone:not(.pending)")).to_be_visible()
        assert here(page) == listed[at + 1]
        assert tally(page, choice) == before + 1
    expect(page.locator("#inbox-said")).to_have_text(re.compile("not about us: .+"))
    expect(page.locator("#compose")).to_contain_text("Compose an edition from 1 taken story")
    assert keys_of(page) == listed
    put_back(page, 4)
    assert here(page) == listed[0]
    assert keys_of(page) == listed
    assert tally(page, "taken") == 0
    assert page.loud == []


def test_marked_ones_go_together_and_become_one(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    listed = keys_of(page)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".selection")).to_contain_text("2 marked")
    with page.expect_response("**/triage/"):
        page.keyboard.press("m")
    expect(page.locator("#inbox-said")).to_have_text(re.compile("Made one story"))
    expect(page.locator(".story")).to_have_count(len(listed) - 1)
    put_back(page, 1)
    expect(page.locator(".story")).to_have_count(len(listed))
    assert page.loud == []


def test_letters_are_only_keys_where_nobody_types(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    page.keyboard.press("/")
    page.keyboard.type("tdlnu")
    assert page.input_value("#words") == "tdlnu"
    page.locator(".story h3 a").first.focus()
    page.keyboard.press("Control+d")
    page.keyboard.press("?")
    dialog = page.locator("dialog#keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("t")
    dialog.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("t")
    assert here(page) == ""
    expect(page.locator(".story.gone")).to_have_count(0)
    page.locator(".keys-button").click()
    dialog.locator("[data-keys-switch]").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert here(page)


def test_by_mouse_and_back_by_the_button_in_its_place(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    story = page.locator(".story").nth(1)
    key = story.get_attribute("data-story")
    story.get_by_role("button", name="Drop").click()
    line = page.locator(f"#s-{key}.gone:not(.pending)")
    expect(line).to_contain_text("Dropped")
    line.get_by_role("button", name=re.compile("Undo")).click()
    expect(page.locator(f"#s-{key}:not(.gone)")).to_be_visible()
    assert here(page) == key
    assert page.loud == []


def test_what_failed_is_put_back_with_words(visiting: Visit) -> None:
    page = visiting("editor", ALL)
    key = keys_of(page)[0]
    page.route("**/triage/", lambda route: route.abort())
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.locator("#said .note.bad")).to_contain_text("nothing was decided")
    expect(page.locator(f"#s-{key}:not(.gone)")).to_be_visible()
    assert here(page) == key
    assert tally(page, "taken") == 0


def test_filters_act_at_once_and_keep_the_focus(visiting: Visit) -> None:
    page = visiting("reader", ALL)
    box = page.locator('input[type=checkbox][name="country"][value="IN"]')
    box.check()
    expect(page.locator("#inbox-said")).to_have_text(re.compile(r"^\d+ stor"))
    assert "country=IN" in page.url
    expect(page.locator('input[type=checkbox][name="country"][value="IN"]')).to_be_focused()
    assert 0 < page.locator(".story").count() < 25
    expect(page.locator(".story", has_text="India")).to_have_count(page.locator(".story").count())
    assert page.loud == []


def test_more_stories_come_below(visiting: Visit) -> None:
    page = visiting("reader", ALL)
    first = keys_of(page)
    page.get_by_role("link", name="More stories").click()
    expect(page.locator("#more")).to_have_text("That is all.")
    assert keys_of(page)[: len(first)] == first
    assert len(keys_of(page)) > len(first)
    assert page.loud == []


def test_without_scripts(visiting: Visit) -> None:
    page = visiting("editor", ALL, java_script_enabled=False)
    expect(page.locator(".story h3").first).to_be_visible()
    page.locator(".why summary").first.click()
    expect(page.locator(".why li").first).to_be_visible()
    key = page.locator(".story").first.get_attribute("data-story")
    page.locator(".story").first.get_by_role("button", name="Later").click()
    expect(page.locator("#done")).to_contain_text("Put off for later")
    expect(page.locator(f"#s-{key}")).to_have_count(0)
    page.locator("#done").get_by_role("button", name="Undo").click()
    expect(page.locator(f"#s-{key}")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "options"),
    [
        (1280, {}),
        (375, {"color_scheme": "dark", "has_touch": True}),
        (1280, {"locale": "ar"}),
    ],
)
def test_everybody_can_read_it(visiting: Visit, width: int, options: dict[str, object]) -> None:
    page = visiting("editor", f"{ALL}&q=Velmaria", width=width, **options)
    page.locator(".why summary").first.click()
    page.locator(".story input").first.check()
    assert axe(page) == []
    assert not wider_than_its_window(page)
    page.goto(f"{AT}search/?q=Velmaria")
    assert axe(page) == []
    assert not wider_than_its_window(page)
    assert page.loud == []


def test_it_is_light(visiting: Visit) -> None:
    page = visiting("editor", "sign-in/")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sent: list[float] = []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    page.goto(ALL, wait_until="networkidle")
    assert 10_000 < sum(sent) < 150_000
