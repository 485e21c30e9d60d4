"""What a page says of itself: title, dates, authors, outlet, section, language."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tearsheet.model import ArticleKind, Dated, ExtractionStep
from tearsheet.read.metadata.authors import authors_of
from tearsheet.read.metadata.credits import image_credits_of
from tearsheet.read.metadata.dates import dates_of
from tearsheet.read.metadata.kind import kind_of
from tearsheet.read.metadata.linked import Linked, linked_of, plain
from tearsheet.read.metadata.places import Places
from tearsheet.read.metadata.tags import Tags, tags_of
from tearsheet.read.metadata.title import title_of
from tearsheet.read.page import Page

__all__ = ["Metadata", "metadata"]

_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Fields as in `Article`; what the page does not say is empty or None.

    ``url`` is the canonical URL, the page's own where it names none or one of another outlet.
    ``kind_basis`` is the mark that names the kind (``section: Opinion``), empty for news.
    ``original_url`` is that other outlet's, if it names one. ``declared_language`` is BCP 47 as
    the page claims it. ``notes`` say where each field was found.
    """

    title: str
    url: str
    published: Dated | None
    updated: Dated | None
    authors: tuple[str, ...]
    section: str | None
    image_credits: tuple[str, ...]
    site_name: str | None
    declared_language: str | None
    kind: ArticleKind
    kind_basis: str = ""
    original_url: str | None = None
    notes: tuple[ExtractionStep, ...] = ()


def metadata(page: Page) -> Metadata:
    """Everything the page says of itself, from one look at its shared tree.

    JSON-LD, Open Graph and other meta elements, microdata, ``time`` elements, visible bylines
    and dates, and the URL, in this order of trust.
    """
    tags, linked = tags_of(page), linked_of(page)
    declared = _declared_language(tags, linked)
    language = declared or "en"
    site_name = _site_name(tags, linked)
    site_names = tuple(
        dict.fromkeys(
            name for name in (site_name, linked.text("publisher"), tags.first("publisher")) if name
        )
    )
    title, title_source = title_of(tags, linked, page.url, site_names)
    places = Places(page, title)
    authors, author_source = authors_of(page, tags, linked, language, site_names, places)
    published, updated, date_sources = dates_of(page, tags, linked, language, places)
    url, original = _addresses(page, tags)
    section = _section(tags, linked)
    kind, kind_basis = kind_of(tags, linked, title, section, url, places)
    found = (
        ("title", title_source),
        ("authors", author_source),
        ("published", date_sources[0]),
        ("updated", date_sources[1]),
    )
    return Metadata(
        title=title,
        url=url,
        published=published,
        updated=updated,
        authors=authors,
        section=section,
        image_credits=image_credits_of(page, linked),
        site_name=site_name,
        declared_language=declared,
        kind=kind,
        kind_basis=kind_basis,
        original_url=original,
        notes=tuple(
            ExtractionStep(f"metadata: {field}", source or "not found") for field, source in found
        ),
    )


def _site_name(tags: Tags, linked: Linked) -> str | None:
    name = tags.first("og:site_name", "application-name", "al:android:app_name")
    return plain(name) if name else linked.text("publisher") or tags.first("dc.publisher")


def _declared_language(tags: Tags, linked: Linked) -> str | None:
    for claim in (linked.text("inLanguage"), *tags.languages):
        claim = (claim or "").split(",")[0].strip().replace("_", "-")
        if _LANGUAGE.match(claim):
            return claim
    return None


def _section(tags: Tags, linked: Linked) -> str | None:
    section = linked.text("articleSection") or tags.first(
        "article:section", "og:section", "section", "parsely-section", "cxenseparse:category"
    )
    return plain(section) or None if section else None


def _addresses(page: Page, tags: Tags) -> tuple[str, str | None]:
    """The canonical URL at home, and the one at another outlet if the page names it."""
    home = page.url
    away: str | None = None
    for claim in (tags.canonical, tags.first("og:url")):
        if not claim:
            continue
        url = urljoin(page.url, claim.strip())
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue
        if not urlsplit(page.url).hostname:
            return url, None
        if not _is_same_house(url, page.url):
            away = away or url
        elif parts.path.strip("/") or not urlsplit(page.url).path.strip("/"):
            home = url
            break
    return home, away


def _is_same_house(one: str, other: str) -> bool:
    """Whether two hosts share their registrable domain, judged by its last labels."""
    first, second = ((urlsplit(url).hostname or "").split(".") for url in (one, other))
    labels = 3 if len(first) > 2 and len(first[-1]) == 2 and len(first[-2]) <= 3 else 2
    return first[-labels:] == second[-labels:]
