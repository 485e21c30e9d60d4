"""An edition in a reader's hands: quiet, readable, its tear sheets within reach."""

import io
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tearsheet.publish import Edition, html
from tests.editions import DIGEST, EDITION, ENGLISH, hostile_edition, published_with
from tests.hostile import FOLLOWED, PAYLOADS, URLS

pytestmark = pytest.mark.browser
Opened = Callable[..., Page]

IN_RUSSIAN = replace(EDITION, digest=replace(DIGEST, language="ru"))
IN_KAZAKH = replace(EDITION, digest=replace(DIGEST, language="kk", state="published"))
LONG = hostile_edition("Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 2)
QUOTATION = "#item-1-sentence-4"
SHEET = "#sheet-item-1-sentence-4"

# Every text on the page against what lies behind it: WCAG 2.2, success criterion 1.4.3.
CONTRASTS = """
() => {
  const channels = (colour) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = channels(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || node.closest("script, style, .skip")) continue;
    const [a, b] = [light(channels(getComputedStyle(node).color)), light(behind(node))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const words = walker.currentNode.data.slice(0, 30);
    if (ratio < 4.5) poor.push([ratio.toFixed(2), node.className, words]);
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "edition", [EDITION, IN_RUSSIAN, IN_KAZAKH, LONG], ids=["english", "russian", "kazakh", "long"]
)
def test_page_is_quiet_and_fits(opened: Opened, edition: Edition, scheme: str) -> None:
    page = opened(html.render(edition), color_scheme=scheme)
    for width in (320, 375, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.loud == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_paper(opened: Opened, scheme: str) -> None:
    page = opened(html.render(published_with("Confirmed by telephone.")), color_scheme=scheme)
    assert page.evaluate(CONTRASTS) == []


@pytest.mark.parametrize("with_scripts", [True, False])
def test_tear_sheet_opens_by_hover(opened: Opened, with_scripts: bool) -> None:
    page = opened(html.render(EDITION), java_script_enabled=with_scripts)
    sheet = page.locator(SHEET)
    expect(sheet).to_be_hidden()
    page.locator(f"{QUOTATION} > .words").hover()
    expect(sheet).to_be_visible()
    expect(sheet.locator("mark")).to_have_text(EDITION.digest.items[0].sentences[3].text)
    page.locator(".folio").hover()
    expect(sheet).to_be_hidden()


def test_tear_sheet_lies_beside_the_text_on_a_wide_screen(opened: Opened) -> None:
    page = opened(html.render(EDITION))
    for words in page.locator(".item .proof > .words").all():
        words.hover()
        sheet = page.locator(".sheet:visible")
        expect(sheet).to_have_count(1)
        text, beside = words.bounding_box(), sheet.bounding_box()
        assert text is not None
        assert beside is not None
        assert beside["x"] >= text["x"] + text["width"]
        assert beside["x"] + beside["width"] <= 1280
        assert 0 <= beside["y"] <= beside["y"] + beside["height"] <= 900


def test_tear_sheet_opens_by_tap_and_goes_by_another(opened: Opened) -> None:
    page = opened(html.render(EDITION), width=375, height=740, has_touch=True, is_mobile=True)
    words, sheet = page.locator(f"{QUOTATION} > .words"), page.locator(SHEET)
    words.tap()
    expect(sheet).to_be_visible()
    text, below = words.bounding_box(), sheet.bounding_box()
    assert text is not None
    assert below is not None
    assert text["y"] + text["height"] <= below["y"], "the sheet hides the sentence it proves"
    page.touchscreen.tap(20, 20)
    expect(sheet).to_be_hidden()


def test_tear_sheet_opens_by_tap_without_scripts(opened: Opened) -> None:
    page = opened(
        html.render(EDITION), width=375, has_touch=True, is_mobile=True, java_script_enabled=False
    )
    sheet = page.locator(SHEET)
    page.locator(f"{QUOTATION} .ref").tap()
    expect(sheet).to_be_visible()
    sheet.locator(".close").tap()
    expect(sheet).to_be_hidden()


def test_tear_sheet_opens_and_closes_by_keyboard(opened: Opened) -> None:
    page = opened(html.render(EDITION))
    sheet = page.locator("#sheet-lead-1")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#lead-1 .ref")).to_be_focused()
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.keyboard.press("Tab")
    expect(sheet.locator(".close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(sheet.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.locator("#lead-1 .ref")).to_be_focused()


def test_digest_of_the_page_is_shown_in_full_on_demand(opened: Opened) -> None:
    page = opened(html.render(EDITION), java_script_enabled=False)
    page.locator(f"{QUOTATION} .ref").click()
    hash_ = page.locator(f"{SHEET} .hash")
    full = hash_.get_by_text(ENGLISH.capture.payload_sha256)
    expect(full).to_be_hidden()
    hash_.locator("summary").click()
    expect(full).to_be_visible()


def test_an_open_sheet_is_not_disturbed_by_the_pointer(opened: Opened) -> None:
    page = opened(html.render(EDITION))
    page.locator(f"{QUOTATION} > .words").click()
    page.locator("#item-2-sentence-3 > .words").hover()
    page.wait_for_timeout(400)
    expect(page.locator(".sheet:visible")).to_have_id("sheet-item-1-sentence-4")


def test_foreign_words_run_their_own_way(opened: Opened) -> None:
    page = opened(html.render(EDITION))
    for selector, language, direction in (
        ("#item-3-sentence-1 > .words", "ar", "rtl"),
        ("#item-3-sentence-3 > .words", "ar", "rtl"),
        ("#item-3-sentence-2 > .words", "en", "ltr"),
        ("#item-3-sentence-2 > .words > bdi >> nth=0", "", "rtl"),
        ("#item-4-sentence-1 > .words", "zh", "ltr"),
        ("#item-5-sentence-1 > .words", "kk", "ltr"),
        ("#sheet-item-3-sentence-3 .passage", "ar", "rtl"),
    ):
        found = page.locator(selector)
        assert found.evaluate("node => getComputedStyle(node).direction") == direction
        assert (found.get_attribute("lang") or "") == language


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_never_run(opened: Opened, payload: str) -> None:
    # The policy is lifted: the escaping must hold alone.
    page = opened(html.render(hostile_edition(payload)), bypass_csp=True)
    page.locator("#item-1-sentence-1 .ref").click()
    assert page.evaluate("window.hit") is None
    assert page.loud == []


@pytest.mark.parametrize("url", [*URLS, *FOLLOWED])
def test_hostile_addresses_lead_nowhere(opened: Opened, url: str) -> None:
    page = opened(html.render(hostile_edition("harmless", url)), bypass_csp=True)
    found = page.locator("a:not(.skip)").evaluate_all("links => links.map(link => link.protocol)")
    assert set(found) <= {"http:", "https:"}
    assert bool(found) == (url in FOLLOWED)
    assert page.evaluate("window.hit") is None


def test_policy_refuses_what_a_forger_adds(opened: Opened) -> None:
    text = html.render(EDITION).replace(
        "</body>", "<script>window.hit=1</script><img src='https://evil.example/x'></body>"
    )
    page = opened(text)
    assert page.evaluate("window.hit") is None
    refused = [line for line in page.loud if "Content Security Policy" in line]
    assert any("script-src" in line for line in refused)
    assert any("evil.example" in line for line in refused)


def test_print_bears_sources_in_full_and_says_draft(opened: Opened) -> None:
    page = opened(html.render(EDITION))
    pdf = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    for evidence in (each for each in EDITION.evidence.values() if each.outlet.country != "DE"):
        assert evidence.capture.payload_sha256 in text
        assert evidence.capture.url in text
    assert text.count("DRAFT") > len(pdf.pages)
    page.emulate_media(media="print")
    assert page.locator(".sheet:visible").count() == 0


@pytest.mark.parametrize("place", ["#item-1-sentence-1", "#item-3-sentence-1"])
def test_a_lit_heading_covers_none_of_its_letters(opened: Opened, place: str) -> None:
    page = opened(html.render(EDITION), width=375)
    words = page.locator(f"{place} > .words")
    words.hover()
    lit = words.evaluate(
        "node => { const s = getComputedStyle(node);"
        " return [s.backgroundColor, s.boxShadow, s.textDecorationLine]; }"
    )
    assert lit == ["rgba(0, 0, 0, 0)", "none", "underline"]
