"""The demo press: a fictional week in a fictional country, and what is true of each page.

The pages lie under ``press/pages``, as bytes that a reader would have been sent; ``list.tsv``
is what ``tearsheet ingest --list`` reads, ``outlets.toml`` the outlets in the register's form,
``watch.toml`` the subject. ``truth.toml`` was written from what the pages' authors meant, never
from what the software makes of them.
"""

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from tearsheet.model import ArticleKind, CopyRelation, Precision, Watch
from tearsheet.settings import Settings

PageKind = Literal["article", "not an article", "empty"]
About = Literal["subject", "passing", "no"]

WEEK = (date(2025, 9, 15), date(2025, 9, 21))
"""First and last day of the demo's week, both included."""

EVENING = datetime(2025, 9, 21, 20, 0, tzinfo=UTC)
"""When the demo's collector begins."""


@dataclass(frozen=True, slots=True)
class TrueQuote:
    """One direct quotation: ``words`` has a string for each paragraph or part, without marks.

    ``speaker`` and ``role`` are as printed; ``person`` is the key of a `TruePerson`, empty for
    one who speaks in a single article. ``answer`` marks an answer in an interview, which stands
    without quotation marks.
    """

    speaker: str
    words: tuple[str, ...]
    role: str = ""
    person: str = ""
    answer: bool = False


@dataclass(frozen=True, slots=True)
class TruePage:
    """What is true of one page; a WARC file has one entry for each page in it.

    ``path`` is relative to `press_folder`; ``url`` is empty for a letter; ``outlet`` the key of
    its publisher. ``published`` is None where the page gives no date; with ``zoned`` False the
    page names no zone and only its wall time counts. ``about`` is about the watch. ``copy`` and
    ``of`` say what it is a copy of (a path). ``relay`` is the agency it reports from. ``opens``
    and ``closes`` are the first and last words of the text; ``standfirst`` may come before it and
    ``notes`` (a disclaimer, a translator's line) after it. ``encoding`` is that of the bytes where
    the page declares another.
    """

    path: str
    url: str
    outlet: str
    kind: PageKind
    language: str
    foreign: bool
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    precision: Precision = "second"
    zoned: bool = True
    authors: tuple[str, ...] = ()
    form: ArticleKind = "news"
    about: About = "no"
    copy: CopyRelation | None = None
    of: str = ""
    story: str = ""
    relay: str = ""
    originator: str = ""
    encoding: str = ""
    note: str = ""
    opens: str = ""
    closes: str = ""
    standfirst: str = ""
    notes: tuple[str, ...] = ()
    credit: str = ""
    quotes: tuple[TrueQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class TruePerson:
    """Every spelling the week's pages use for one person, slips included."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words an outlet prints on its pages that belong to no article."""

    outlet: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is true of the demo press."""

    pages: tuple[TruePage, ...]
    people: tuple[TruePerson, ...]
    furniture: tuple[Furniture, ...]


def press_folder() -> Path:
    """The folder that holds ``list.tsv``, ``outlets.toml``, ``watch.toml`` and ``pages/``.

    Raises FileNotFoundError if the package was not unpacked to a file system.
    """
    folder = files("tearsheet.demo") / "press"
    if not isinstance(folder, Path):
        raise FileNotFoundError("the demo press needs a package that lies in a folder")
    return folder


@cache
def truth() -> Truth:
    """What is true of each page, read once."""
    told = tomllib.loads((press_folder() / "truth.toml").read_text("utf-8"))
    return msgspec.convert(told, Truth)


def watch() -> Watch:
    """The watch on the fictional country, Velmaria, with its names in all languages used."""
    told = tomllib.loads((press_folder() / "watch.toml").read_text("utf-8"))
    return msgspec.convert(told, Watch)


def clock() -> Callable[[], datetime]:
    """A clock that is set to the evening of the week's last day and goes on from there."""
    began = time.monotonic()
    return lambda: EVENING + timedelta(seconds=time.monotonic() - began)


def offline() -> list[str]:
    """Those lines of ``list.tsv`` that no site serves: letters and a web archive."""
    lines = (press_folder() / "list.tsv").read_text("utf-8").splitlines()
    return [line for line in lines if not line.partition("\t")[2].startswith("http")]


def guest_settings(settings: Settings, port: int) -> Settings:
    """Settings under which a collector finds the demo press on that port of this machine."""
    return replace(
        settings, open_hosts=(f"*.example=127.0.0.1:{port}",), host_seconds=0.02, fetch_seconds=3.0
    )
