"""The week's pages as the web serves them, and how each host stands there (``online.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from tearsheet.demo import press_folder, truth
from tearsheet.demo.online.exchange import Edition
from tearsheet.demo.online.forms import Entry

Form = Literal["rss", "atom", "rdf", "json", "sitemap", "news sitemap", "section"]
Days = tuple[Edition, ...]
EDITIONS: Days = ("first day", "next day")
_DECLARED = re.compile(rb"charset=[\"']?([\w-]+)")
_MEDIA_TYPES = {
    "html": "text/html",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One version of one page: where it stands, on which days, and its bytes.

    ``host`` and ``path`` (with query) are those of its URL; ``entry`` is how listings name it,
    with scheme http.
    """

    host: str
    path: str
    payload: bytes
    media_type: str
    entry: Entry
    modified: datetime
    days: Days = EDITIONS


class ListingPlan(msgspec.Struct, frozen=True, rename={"sent_from": "from"}):
    """One listing of a host, as ``online.toml`` says it (explained there)."""

    kind: Form
    path: str
    name: str = ""
    under: tuple[str, ...] = ("/",)
    charset: str = "utf-8"
    parts: int = 0
    gzip: bool = False
    sent_from: str = ""
    minutes: int = 0
    period: str = ""
    hub: str = ""

    @property
    def address(self) -> str:
        """The path that a reader is given."""
        return self.sent_from or self.path


class HostPlan(msgspec.Struct, frozen=True):
    """One host of the demo press, as ``online.toml`` says it.

    ``also`` and ``moved_from`` answer with a permanent redirect to it. ``slow`` seconds pass
    before a listing, ``delay`` is the crawl delay of robots.txt, which forbids ``forbids``.
    """

    outlet: str
    host: str
    shows: str
    listings: tuple[ListingPlan, ...]
    name: str = ""
    also: tuple[str, ...] = ()
    moved_from: str = ""
    sections: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    forbids: tuple[str, ...] = ()
    slow: float = 0.0
    delay: float = 0.0
    busy: bool = False
    blocks: bool = False


class ExtraPage(msgspec.Struct, frozen=True):
    """A page that only the online press has."""

    url: str
    title: str
    published: datetime
    author: str
    text: tuple[str, ...]
    from_day: Edition = "first day"


class Plan(msgspec.Struct, frozen=True):
    """The whole of ``online.toml``."""

    site: tuple[HostPlan, ...]
    page: tuple[ExtraPage, ...]
    gone_next_day: tuple[str, ...]


class OutletName(msgspec.Struct, frozen=True):
    """What the online press needs of an outlet's entry in the register."""

    name: str
    domains: tuple[str, ...]
    languages: tuple[str, ...]


@cache
def plan() -> Plan:
    """How the outlets stand on the web."""
    told = tomllib.loads((press_folder() / "online.toml").read_text("utf-8"))
    return msgspec.convert(told, Plan, strict=False)


@cache
def outlet_names() -> dict[str, OutletName]:
    """The outlets by key."""
    told = tomllib.loads((press_folder() / "outlets.toml").read_text("utf-8"))
    names = msgspec.convert(told["outlet"], tuple[OutletName, ...])
    return {name.domains[0]: name for name in names}


@cache
def pages() -> tuple[Page, ...]:
    """All web pages of the week and the extra ones, in the order of their list."""
    listed = _listed()
    urls = [url for _, url, _ in listed]
    gone = set(plan().gone_next_day)
    found = []
    for place, (path, url, captured) in enumerate(listed):
        days = EDITIONS
        if url in gone or url in urls[place + 1 :]:
            days = ("first day",)
        elif url in urls[:place]:
            days = ("next day",)
        found.append(_page(path, url, datetime.fromisoformat(captured), days))
    return (*found, *(_extra(page) for page in plan().page))


def rendered(language: str, title: str, head: str, body: str) -> bytes:
    """A plain HTML page in UTF-8; ``title`` is plain text, ``head`` and ``body`` are HTML."""
    direction = ' dir="rtl"' if language == "ar" else ""
    return (
        f'<!doctype html>\n<html lang="{language}"{direction}><head><meta charset="utf-8">'
        f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width">'
        f"{head}</head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def _listed() -> list[tuple[str, str, str]]:
    """Path, URL and time of capture of each page in list.tsv that has a URL."""
    lines = (press_folder() / "list.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(path, url, captured) for path, url, captured in rows if url]


def _page(path: str, url: str, captured: datetime, days: Days) -> Page:
    true = next(page for page in truth().pages if page.path == path)
    payload = (press_folder() / path).read_bytes()
    parts = urlsplit(url)
    return Page(
        parts.netloc,
        _path(url),
        payload,
        _media_type(path, payload),
        Entry(
            f"http://{parts.netloc}{_path(url)}",
            true.title or parts.path.rsplit("/", 1)[-1],
            true.published,
            true.updated,
            true.standfirst,
        ),
        true.updated or true.published or captured,
        days,
    )


def _extra(page: ExtraPage) -> Page:
    host = urlsplit(page.url).netloc
    site = next(site for site in plan().site if site.host == host)
    language = outlet_names()[site.outlet].languages[0]
    name = outlet_names()[site.outlet].name
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in page.text)
    time = page.published.isoformat()
    payload = rendered(
        language,
        f"{page.title} | {name}",
        f'<meta property="og:site_name" content="{escape(name)}">'
        f'<meta property="article:published_time" content="{time}">',
        f"<article><h1>{escape(page.title)}</h1><p>{escape(page.author)}, "
        f'<time datetime="{time}">{time[:10]}</time></p>\n{paragraphs}</article>',
    )
    entry = Entry(f"http://{host}{_path(page.url)}", page.title, page.published)
    days = EDITIONS[EDITIONS.index(page.from_day) :]
    media_type = _media_type("page.html", payload)
    return Page(host, _path(page.url), payload, media_type, entry, page.published, days)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def _media_type(path: str, payload: bytes) -> str:
    """The Content-Type: for HTML with the charset that the page declares, if that is true."""
    media_type = _MEDIA_TYPES[path.rsplit(".", 1)[-1]]
    declared = _DECLARED.search(payload[:2048])
    if media_type != "text/html" or declared is None:
        return media_type
    charset = declared[1].decode().lower()
    try:
        payload.decode("utf-8")
        true = charset == "utf-8"
    except UnicodeDecodeError:
        true = charset != "utf-8"
    return f"{media_type}; charset={charset}" if true else media_type
