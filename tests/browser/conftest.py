"""A real Chromium, told to talk to nobody."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A module's browser: while it stands its event loop runs, and Django refuses the store."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a page's text as a file; ``page.loud`` is what it logged, asked for or raised."""
    contexts: list[BrowserContext] = []

    def opened(text: str, *, width: int = 1280, height: int = 900, **options: object) -> Page:
        file = tmp_path / "edition.html"
        file.write_text(text, "utf-8", "surrogatepass")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.loud = loud = []
        page.on("console", lambda message: loud.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: loud.append(f"error: {error}"))
        page.on("dialog", lambda dialog: loud.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: loud.append(f"request: {asked.url}"))
        page.goto(file.as_uri())
        asked = [line for line in loud if line == f"request: {file.as_uri()}"]
        assert len(asked) == 1
        loud.remove(asked[0])
        return page

    yield opened
    for context in contexts:
        context.close()
