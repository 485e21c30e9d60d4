"""How much is transferred for the inbox in a real browser that has nothing yet, and from whom?

Debian's Chromium opens the inbox of the demo press at a real `tearsheet serve`, with all assets
and an empty cache; every byte counts that the browser says it took, headers among them.
`python -m benchmarks.desk.weight`.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.desk.visitor import PASSWORD, desk
from benchmarks.figures import Figure
from tearsheet import demo

BAR = 150.0
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_LOCAL = ("data:", "blob:")


@dataclass
class Load:
    """What one page made the browser ask for: addresses, and bytes as they were transferred."""

    asked: list[str] = field(default_factory=list)
    transferred: float = 0

    def elsewhere(self, address: str) -> list[str]:
        """What was asked of anybody but the desk."""
        return [one for one in self.asked if not one.startswith((address, *_LOCAL))]


def measure(corpora: Path) -> list[Figure]:
    """Kilobytes of the inbox, cold and warm, its requests, and those that leave the machine."""
    return list(_measured())


def _measured() -> Iterator[Figure]:
    from tests.browser.conftest import ARGUMENTS
    from tests.desk.conftest import make_home

    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make_home(home)
        with desk(home) as there, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
            cold, warm = _loads(browser, there.address)
            browser.close()
    foreign = cold.elsewhere(there.address)
    what = "inbox of the demo press in Chromium"
    yield Figure(
        "desk.weight.cold", cold.transferred / 1_000, "KB", BAR, "low", {},
        f"{what}, with all assets, nothing in the cache",
    )  # fmt: skip
    yield Figure(
        "desk.weight.warm", warm.transferred / 1_000, "KB", None, "low", {},
        f"{what}, opened once more",
    )  # fmt: skip
    yield Figure("desk.weight.requests", len(cold.asked), "requests", None, "low", {}, what)
    yield Figure(
        "desk.weight.elsewhere", len(foreign), "requests", 0, "low", {},
        f"{what}: to anybody but the desk {' '.join(foreign)}",
    )  # fmt: skip


def _loads(browser: Browser, address: str) -> list[Load]:
    """What the inbox loads at first, and when it is opened once more."""
    signing = browser.new_context(base_url=address)
    page = signing.new_page()
    page.goto("sign-in/")
    page.fill("#name", "editor")
    page.fill("#password", PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    kept = signing.storage_state()
    signing.close()
    # Another browser with the same cookies: nothing is in its cache.
    context = browser.new_context(base_url=address, storage_state=kept)
    loads = [_load(context.new_page()) for _ in range(2)]
    context.close()
    return loads


def _load(page: Page) -> Load:
    load = Load()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.requestWillBeSent", lambda said: load.asked.append(said["request"]["url"]))

    def finished(said: dict[str, float]) -> None:
        load.transferred += said["encodedDataLength"]

    wire.on("Network.loadingFinished", finished)
    page.goto(f"w/{demo.watch().key}/", wait_until="networkidle")
    return load


if __name__ == "__main__":
    for one in _measured():
        print(f"{one.figure:26}{one.value:10.1f} {one.unit:10}{one.note}")
