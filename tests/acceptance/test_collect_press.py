"""The demo press followed from the command line over two days."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tearsheet.demo import online
from tests.acceptance.conftest import Ran, tearsheet


@dataclass(frozen=True)
class Desk:
    """A home that follows the press since the demo's day; ``today`` is how today's round ended.

    ``fresh`` is how the first round of another home ended, whose sources came from a file.
    """

    home: Path
    settings: dict[str, str]
    served: online.Served
    fresh: Ran
    today: Ran

    def run(self, *words: object) -> Ran:
        return tearsheet(*words, "--home", self.home, settings=self.settings)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    home, new = folder / "home", folder / "new"
    assert tearsheet("demo", "--out", home).code == 0
    (folder / "press.opml").write_text(online.opml(), "utf-8")
    imported = tearsheet("source", "import", folder / "press.opml", "--home", new)
    assert imported.code == 0, imported.aside
    with online.serving(online.everything()) as served:
        settings = {
            "TEARSHEET_OPEN_HOSTS": f"*.example=127.0.0.1:{served.port}",
            "TEARSHEET_HOST_SECONDS": "0.02",
            "TEARSHEET_FETCH_SECONDS": "3",
        }
        fresh = tearsheet("collect", "--json", "--home", new, settings=settings)
        served.turn("next day")
        today = tearsheet("collect", "--all", "--json", "--home", home, settings=settings)
        yield Desk(home, settings, served, fresh, today)


def test_a_day_arrives_and_is_read(desk: Desk):
    day = desk.fresh.json()
    assert {one["result"] for one in day["visits"]} == {"new", "failed"}
    failed = [one for one in day["visits"] if one["result"] == "failed"]
    assert [(one["source"], one["reason"]) for one in failed] == [
        ("closedgate.example", "refused by the host")
    ]
    assert day["pages"]["skipped"] == {"robots.txt forbids": 1}
    assert day["pages"]["failed"] == {}
    assert day["read"]["kept"] > 50


def test_what_changed_overnight_is_told(desk: Desk):
    changes = {one["edit"]: one for one in desk.today.json()["changes"]}
    assert set(changes) == {"corrected", "gone"}
    assert changes["corrected"]["notice"].startswith("Correction, 19 September")
    assert changes["corrected"]["added"]
    assert changes["gone"]["newer"] is None


def test_on_the_second_day_only_news_is_sent(desk: Desk):
    day = desk.today.json()
    assert day["pages"]["kept"] <= 3
    assert {one["result"] for one in day["visits"]} >= {"unchanged"}


def test_both_readings_of_a_corrected_page_are_shown(desk: Desk):
    found = desk.run("search", "freight", "minister", "--json").json()
    older = next(one for one in desk.today.json()["changes"] if one["edit"] == "corrected")["older"]
    assert older in str(found)
    shown = desk.run("show", older, "history")
    assert "2 readings of this page" in shown.out
    assert "notice: Correction" in shown.out


def test_health_tells_of_the_one_that_blocks_and_the_one_that_moved(desk: Desk):
    ran = desk.run("sources", "health", "--json")
    assert ran.code == 1
    conditions = {one["source"]: one["condition"] for one in ran.json()}
    assert conditions["closedgate.example"] == "blocked"
    assert [key for key, one in conditions.items() if one == "moved"]


def test_a_site_is_found_by_its_address(desk: Desk, tmp_path: Path):
    home = tmp_path / "other"
    ran = tearsheet(
        "source",
        "add",
        "http://www.harbourledger.example/",
        "--home",
        home,
        settings=desk.settings,
    )
    assert ran.code == 0, ran.aside
    assert "Added harbourledger.example: The Harbour Ledger (feed" in ran.out
    again = tearsheet(
        "source", "add", "www.harbourledger.example", "--home", home, settings=desk.settings
    )
    assert "already" in again.aside


def test_a_source_is_tried_without_keeping_anything(desk: Desk):
    before = desk.run("check", "--json").json()["held"]
    ran = desk.run("source", "test", "harbourledger.example")
    assert ran.code == 0, ran.out + ran.aside
    assert "reads well" in ran.out
    assert desk.run("check", "--json").json()["held"] == before


def test_a_private_address_is_refused_in_plain_words(desk: Desk):
    ran = tearsheet("source", "add", "http://127.0.0.1:9/", "--home", desk.home)
    assert ran.code != 0
    assert "private address" in ran.aside


def test_sources_go_out_and_come_back_as_opml(desk: Desk, tmp_path: Path):
    exported = desk.run("source", "export", "--out", tmp_path / "mine.opml")
    assert exported.code == 0, exported.aside
    back = tearsheet("source", "import", tmp_path / "mine.opml", "--home", tmp_path / "back")
    assert back.code == 0, back.aside
    listed = [
        {(one["url"], one["kind"]) for one in ran.json()}
        for ran in (
            desk.run("source", "list", "--json"),
            tearsheet("source", "list", "--json", "--home", tmp_path / "back"),
        )
    ]
    assert listed[0] == listed[1]


def test_a_paused_source_is_left_alone(desk: Desk):
    assert desk.run("source", "pause", "kitamado.example").code == 0
    before = len(desk.served.requests("www.kitamado.example"))
    assert desk.run("collect", "--all").code == 0
    assert len(desk.served.requests("www.kitamado.example")) == before
    assert desk.run("source", "resume", "kitamado.example").code == 0
