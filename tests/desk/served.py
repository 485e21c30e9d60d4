"""A desk as people meet it: `tearsheet serve` in a process of its own, and a real browser.

While a module's browser stands, its event loop runs in this thread and Django refuses the store:
tests that use `visiting` look at pages, never at rows.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tearsheet.model import DeskRole
from tests.browser.conftest import ARGUMENTS

PASSWORD = "tearsheet-desk-1"
PATIENCE = 60
Visit = Callable[..., Page]
# A machine may have other things to do: what comes at all comes within this.
expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True, slots=True)
class Served:
    """A desk that answers at ``address`` (it ends with a slash) and works in ``home``."""

    address: str
    home: Path
    process: subprocess.Popen[str]
    told: tuple[str, ...]


def start(home: Path, cache: Path, *words: str, **settings: str) -> Served:
    """Serve a home on loopback with these further words; wait until it answers."""
    said = home.parent / "served.err"
    with said.open("w") as errors:
        process = _process(home, cache, errors, words, settings)
    told: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        told.append(line.strip())
        if found := re.match(r"The desk: (\S+)", line):
            return Served(found[1], home, process, tuple(told))
    raise AssertionError(said.read_text())


def _process(
    home: Path, cache: Path, errors: TextIO, words: tuple[str, ...], settings: dict[str, str]
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tearsheet", "serve", "--home", str(home), "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env={
            **os.environ,
            "COLUMNS": "200",
            "PYTHONUNBUFFERED": "1",
            "XDG_CACHE_HOME": str(cache),
            **settings,
        },
    )


def stop(served: Served) -> int:
    """Stop a desk as a service is stopped; how it ended."""
    served.process.send_signal(signal.SIGTERM)
    try:
        return served.process.wait(PATIENCE)
    finally:
        served.process.kill()
        served.process.stdout.close()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where assets are laid out once for all desks of the run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def served(
    made_home: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A module's desk on a copy of the home, with the demo press on it and nobody collecting."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(made_home, home)
    desk = start(home, cache, "--no-collect")
    yield desk
    stop(desk)


@pytest.fixture(scope="module")
def chromium(served: Served) -> Iterator[Browser]:
    """A module's browser, told to talk to nobody."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visiting(chromium: Browser, served: Served) -> Iterator[Visit]:
    """``visiting("editor", "w/velmaria/")``: a page in which somebody of that role is signed in.

    None for the role: nobody is. ``width``, ``height`` and the options of a browser's context
    (``color_scheme``, ``locale``, ``java_script_enabled``, ``has_touch``) may be given.
    ``page.loud`` is what it logged, raised, or asked of anybody but the desk.
    """
    contexts: list[BrowserContext] = []

    def visiting(
        role: DeskRole | None, path: str = "", *, width: int = 1280, height: int = 900, **options
    ) -> Page:
        page = opened(chromium, served.address, width=width, height=height, **options)
        contexts.append(page.context)
        if role is not None:
            sign_in(page, role)
        page.goto(path)
        return page

    yield visiting
    for context in contexts:
        context.close()


def opened(
    browser: Browser, address: str, *, width: int = 1280, height: int = 900, **options
) -> Page:
    """A page in a browser of its own that knows the desk at ``address``, and keeps what is loud."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        base_url=address,
        **options,
    )
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.loud = loud = []
    page.on("console", lambda said: _loud(said.type, said.text, loud))
    page.on("pageerror", lambda error: loud.append(f"error: {error}"))
    page.on("request", lambda asked: _foreign(asked.url, address, loud))
    return page


def sign_in(page: Page, role: DeskRole) -> None:
    """Sign in by the form."""
    page.goto("sign-in/")
    page.fill("#name", role)
    page.fill("#password", PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def _loud(kind: str, text: str, loud: list[str]) -> None:
    if kind in ("error", "warning"):
        loud.append(f"console: {text}")


def _foreign(url: str, address: str, loud: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        loud.append(f"foreign request: {url}")


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong with a page as it stands, a line each; empty for nothing."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html'][:200]}"
        for one in found
        for node in one["nodes"]
    ]


def wider_than_its_window(page: Page) -> bool:
    """Whether the page has to be moved sideways to be read."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
