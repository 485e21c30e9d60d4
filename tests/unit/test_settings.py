"""Settings: the environment over the file over the defaults; a wrong one is named."""

from dataclasses import fields
from pathlib import Path

import pytest

from tearsheet.settings import Settings, SettingsError, load


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "tearsheet.toml"
    file.write_text('workers = 3\npage_seconds = 5\nhome = "/srv/press"\n', "utf-8")
    settings = load({"TEARSHEET_CONFIG": str(file), "TEARSHEET_WORKERS": "4"})
    assert (settings.workers, settings.page_seconds) == (4, 5.0)
    assert settings.archive == Path("/srv/press/archive")
    assert settings.payload_megabytes == Settings().payload_megabytes


def test_without_file_and_environment_there_are_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load({}) == Settings()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("workers = 'many'", "workers"),
        ("worker = 2", "unknown setting worker"),
        ("workers =", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, written: str, says: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(written, "utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml") as caught:
        load({"TEARSHEET_CONFIG": str(file)})
    assert says in str(caught.value)


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such settings file"):
        load({"TEARSHEET_CONFIG": str(tmp_path / "absent.toml")})


def test_every_setting_says_what_it_means() -> None:
    assert all(one.metadata["meaning"].endswith(".") for one in fields(Settings))
