"""The ledger and the register of people as a person asks for them."""

import shutil
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ran, tearsheet


@pytest.fixture(scope="module")
def home(demo: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's home, to decide things in."""
    folder = tmp_path_factory.mktemp("ledger") / "home"
    shutil.copytree(demo[0], folder)
    return folder


def test_people_are_listed_with_their_spellings(home: Path) -> None:
    ran = tearsheet("people", "list", "--home", home, "--json")
    assert ran.code == 0
    found = ran.json()
    assert len(found) > 5
    assert any(len({name["text"] for name in person["names"]}) > 1 for person in found)
    shown = tearsheet("people", "show", found[0]["name"], "--home", home)
    assert found[0]["name"] in shown.out


def test_what_a_person_said_in_every_wording(home: Path) -> None:
    people = tearsheet("people", "list", "--home", home, "--json").json()
    most = max(people, key=lambda person: sum(name["quoted"] for name in person["names"]))
    ran = tearsheet("quotes", "--person", most["name"], "--home", home, "--json")
    assert ran.code == 0
    utterances = ran.json()
    assert utterances
    times = [wording["printed_at"] for one in utterances for wording in one["wordings"][:1]]
    assert times == sorted(times)
    told = tearsheet("quotes", "--person", most["name"], "--home", home)
    assert "first" in told.out


def test_the_ledger_of_a_period_and_its_drift(home: Path) -> None:
    everything = tearsheet("quotes", "--home", home, "--json", "--most", "1000").json()
    assert len(everything) > 20
    assert any(len(one["wordings"]) > 3 for one in everything)
    drifted = tearsheet("quotes", "--drift", "--home", home, "--json", "--most", "1000").json()
    assert len(drifted) < len(everything)
    assert all(any(w["drifts"] for w in one["wordings"]) for one in drifted)


def test_a_correction_holds(home: Path) -> None:
    everything = tearsheet("quotes", "--home", home, "--json", "--most", "1000").json()
    article = everything[-1]["wordings"][0]["article_key"]
    ran = tearsheet(
        "correct", article, "1", "--speaker", "Quilla Marsh", "--who", "M. Editor", "--home", home
    )
    assert ran.code == 0
    assert "Quilla Marsh" in tearsheet("show", article, "quotes", "--home", home).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("quotes", "--person", "Zebulon Quist"), "people list"),
        (("people", "show", "Zebulon Quist"), "people list"),
        (("people", "join", "Zebulon Quist", "Nobody Else"), "exactly so"),
        (("correct", "000000000000", "1", "--speaker", "X"), "no article"),
        (("correct", "000000000000", "1"), "--no-quotation"),
    ],
)
def test_what_to_do_next(home: Path, words: tuple[str, ...], told: str) -> None:
    ran = tearsheet(*words, "--home", home)
    assert ran.code != 0
    assert told in ran.aside
    assert "Traceback" not in ran.aside
