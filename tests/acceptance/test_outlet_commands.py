"""The register of outlets as a person corrects it on the command line."""

from pathlib import Path

import pytest

from tests.acceptance.conftest import tearsheet


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with nothing but the packaged register."""
    folder = tmp_path_factory.mktemp("outlets") / "home"
    assert tearsheet("watch", "add", "kz", "--country", "KZ", "--home", folder).code == 0
    return folder


def test_an_outlet_is_found_corrected_and_left_as_it_was(home: Path) -> None:
    found = tearsheet("outlets", "list", "--name", "синьхуа", "--home", home, "--json").json()
    key = found[0]["outlet"]["key"]
    corrected = tearsheet(
        *("outlets", "correct", key, "--country", "sg", "--who", "M. Editor"), "--home", home
    )
    assert corrected.code == 0
    shown = tearsheet("outlets", "show", key, "--home", home)
    assert f"the register says: {found[0]['outlet']['country']}" in shown.out
    by_hand = tearsheet("outlets", "list", "--among", "corrected", "--home", home, "--json")
    assert [line["outlet"]["country"] for line in by_hand.json()] == ["SG"]
    undone = tearsheet("outlets", "undo", key, "--home", home, "--json").json()
    assert undone == found[0]["outlet"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "nowhere.example"), "outlets list --name"),
        (("correct", "news.cn", "--country", "X1"), "no country"),
        (("correct", "news.cn", "--ownership", "public"), "who owns"),
        (("join", "news.cn", "news.cn"), "choose another"),
        (("undo", "bbc.com"), "nothing to take back"),
    ],
)
def test_what_to_do_next(home: Path, words: tuple[str, ...], told: str) -> None:
    ran = tearsheet("outlets", *words, "--home", home)
    assert ran.code != 0
    assert told in ran.aside
    assert "Traceback" not in ran.aside
