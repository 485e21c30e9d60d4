"""One frozen `Settings`, read once at the edge: defaults, TOML file, environment."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import msgspec
from platformdirs import user_cache_path, user_data_path

PREFIX = "TEARSHEET_"


class SettingsError(ValueError):
    """A setting is unknown or has the wrong form; the message names the file or variable."""


def _meaning(text: str) -> dict[str, str]:
    """The line the reference prints beside a setting."""
    return {"meaning": text}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person can set.

    Each field is also a key of ``tearsheet.toml`` and an environment variable
    (``TEARSHEET_HOME``); the reference lists them from here.
    """

    home: Path = field(
        default_factory=lambda: user_data_path("tearsheet", appauthor=False),
        metadata=_meaning("Folder that holds the archive, the database and the editions."),
    )
    database: str = field(
        default="",
        metadata=_meaning(
            "Where the store is: empty, a SQLite file in home; "
            "postgresql://user:password@host:port/name, a PostgreSQL database on a server."
        ),
    )
    workers: int = field(
        default=0, metadata=_meaning("Processes that read pages; 0 takes one for each core.")
    )
    page_seconds: float = field(
        default=10.0, metadata=_meaning("Longest one page may take to read before it is given up.")
    )
    page_megabytes: int = field(
        default=1000, metadata=_meaning("Most memory a reading process may take, in MB.")
    )
    payload_megabytes: int = field(
        default=20, metadata=_meaning("Largest page taken in, in MB; a larger one is skipped.")
    )
    warc_megabytes: int = field(
        default=1000, metadata=_meaning("Size at which a new WARC file is begun, in MB.")
    )

    vectors: str = field(
        default="auto",
        metadata=_meaning(
            "What compares texts of two languages: e5 (exact), table (fast), URL#MODEL of an "
            "OpenAI-compatible endpoint, a sentence-transformers folder, none, or auto: e5 "
            "where its weights can be had."
        ),
    )
    models: Path = field(
        default_factory=lambda: user_cache_path("tearsheet", appauthor=False) / "models",
        metadata=_meaning("Folder in which e5 and table are built on first use (120 MB)."),
    )
    wrong_merge_cost: float = field(
        default=2.0,
        metadata=_meaning(
            "How many missed joins one wrong join of two stories costs; more makes more, "
            "smaller stories."
        ),
    )

    contact: str = field(
        default="",
        metadata=_meaning(
            "Address or page that sites may write to; it goes into the User-Agent. Please set it."
        ),
    )
    host_seconds: float = field(
        default=1.0,
        metadata=_meaning("Least time between two requests to one host, in seconds."),
    )
    host_connections: int = field(
        default=2, metadata=_meaning("Most requests under way to one host at a time.")
    )
    connections: int = field(
        default=200, metadata=_meaning("Most requests under way at a time, all hosts together.")
    )
    fetch_seconds: float = field(
        default=30.0, metadata=_meaning("Longest one request may take before it is given up.")
    )
    fetch_tries: int = field(
        default=3, metadata=_meaning("Most tries of one request that fails for a passing reason.")
    )
    open_hosts: tuple[str, ...] = field(
        default=(),
        metadata=_meaning(
            "Hosts that may lie at private addresses, for intranets and tests: HOST or "
            "HOST=ADDRESS[:PORT], *.DOMAIN for all below one; parted by commas in the environment."
        ),
    )
    proxy: str = field(
        default="", metadata=_meaning("URL of a proxy that all requests go through, if any.")
    )
    push_address: str = field(
        default="",
        metadata=_meaning(
            "Public https URL at which WebSub hubs reach this machine while `collect --every` "
            "runs, https://press.example.org/push; empty: feeds are only polled."
        ),
    )
    push_port: int = field(
        default=8497,
        metadata=_meaning(
            "Port of 127.0.0.1 that hubs' calls come to; your own web server, which brings TLS, "
            "passes them on from `push_address`."
        ),
    )
    mail_server: str = field(
        default="",
        metadata=_meaning(
            "What sends alerts by mail: smtp://USER:PASSWORD@HOST:587 or smtps://…:465; empty: "
            "none are sent."
        ),
    )
    mail_from: str = field(
        default="tearsheet@localhost", metadata=_meaning("The address that alerts come from.")
    )
    desk_hosts: tuple[str, ...] = field(
        default=(),
        metadata=_meaning(
            "Names and addresses that the desk answers to, besides those of this machine: "
            "press.example.org; parted by commas in the environment."
        ),
    )
    desk_proxy: str = field(
        default="",
        metadata=_meaning(
            "Address of your own web server that brings https to the desk and passes calls on "
            "(127.0.0.1); its word is taken for who calls. Empty: browsers reach the desk itself."
        ),
    )

    @property
    def archive(self) -> Path:
        """The folder of WARC files."""
        return self.home / "archive"

    @property
    def store(self) -> Path | str:
        """What the store is opened by: the URL of a PostgreSQL database, else the SQLite file."""
        return self.database or self.home / "tearsheet.sqlite3"

    @property
    def editions(self) -> Path:
        """Where editions go unless a person says otherwise."""
        return self.home / "editions"


NAMES = tuple(one.name for one in fields(Settings))
LISTS = frozenset(one.name for one in fields(Settings) if one.default == ())


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force: defaults, then the settings file, then the environment.

    The file is ``$TEARSHEET_CONFIG``, else ``tearsheet.toml`` in the current folder if there is
    one. Raises `SettingsError`.
    """
    named = environment.get(f"{PREFIX}CONFIG")
    file = Path(named or "tearsheet.toml")
    settings = Settings()
    if file.exists():
        settings = _overlaid(settings, _toml(file), str(file))
    elif named:
        raise SettingsError(f"{file}: no such settings file ({PREFIX}CONFIG names it)")
    given = {
        name: _parted(name, environment[key])
        for name in NAMES
        if (key := PREFIX + name.upper()) in environment
    }
    return _overlaid(settings, given, "environment")


def _parted(name: str, value: str) -> str | list[str]:
    """A variable's value; that of a list is parted by commas."""
    if name not in LISTS:
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error


def _overlaid(settings: Settings, given: Mapping[str, object], where: str) -> Settings:
    unknown = sorted(set(given) - set(NAMES))
    if unknown:
        raise SettingsError(
            f"{where}: unknown setting {', '.join(unknown)}; there are {', '.join(NAMES)}"
        )
    try:
        return msgspec.convert(
            {**asdict(settings), **given},
            Settings,
            strict=False,
            dec_hook=lambda kind, value: kind(value) if kind is Path else value,
        )
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from error
