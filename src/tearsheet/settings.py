"""One frozen `Settings`, read once at the edge: TOML file, then environment, then defaults."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from platformdirs import user_data_path

PREFIX = "TEARSHEET_"


class SettingsError(ValueError):
    """A setting is unknown or has the wrong form; the message names the file or variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can set.

    Each field is also an environment variable (``TEARSHEET_HOME``) and a key of
    ``tearsheet.toml``; the docs list them from here (`MEANINGS`).
    """

    home: Path = user_data_path("tearsheet", appauthor=False)
    workers: int = 0
    page_seconds: float = 10.0
    page_megabytes: int = 1000
    payload_megabytes: int = 20
    warc_megabytes: int = 1000

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.home / "archive"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.home / "tearsheet.sqlite3"

    @property
    def editions(self) -> Path:
        """Where editions go unless a person says otherwise."""
        return self.home / "editions"


MEANINGS: Mapping[str, str] = {
    "home": "Folder that holds the archive, the database and the editions.",
    "workers": "Processes that read pages; 0 takes one for each core.",
    "page_seconds": "Longest a single page may take to read before it is given up.",
    "page_megabytes": "Most memory a reading process may take, in MB.",
    "payload_megabytes": "Largest page taken in, in MB; a larger one is skipped and counted.",
    "warc_megabytes": "Size at which a new WARC file is begun, in MB.",
}


def load(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """The settings in force: defaults, then ``file``, then the environment.

    ``file`` is ``$TEARSHEET_CONFIG``, else ``tearsheet.toml`` in the current folder if there is
    one. Raises `SettingsError`.
    """
    named = environment.get(f"{PREFIX}CONFIG")
    path = file or (Path(named) if named else Path("tearsheet.toml"))
    settings = Settings()
    if path.exists():
        try:
            settings = _with(settings, tomllib.loads(path.read_text("utf-8")), str(path))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: not valid TOML: {error}") from error
    elif file or named:
        raise SettingsError(f"{path}: no such settings file")
    known = {field.name for field in fields(Settings)}
    given = {
        name: value
        for key, value in environment.items()
        if key.startswith(PREFIX) and (name := key.removeprefix(PREFIX).lower()) in known
    }
    return _with(settings, given, "environment")


def _with(settings: Settings, given: Mapping[str, object], where: str) -> Settings:
    """The settings with ``given`` in place, each value turned into its field's type."""
    for name, value in given.items():
        default = getattr(settings, name, None)
        if name not in MEANINGS or default is None:
            raise SettingsError(f"{where}: unknown setting {name!r}; known: {', '.join(MEANINGS)}")
        kind = Path if isinstance(default, Path) else type(default)
        try:
            settings = replace(settings, **{name: kind(str(value))})
        except ValueError as error:
            raise SettingsError(f"{where}: {name} = {value!r} is not a {kind.__name__}") from error
    return settings
