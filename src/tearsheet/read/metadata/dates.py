"""When was it published, and when was it last changed?"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from urllib.parse import urlsplit

import lxml.html

from tearsheet.model import DateBasis, Dated
from tearsheet.read.metadata.clock import moment_of
from tearsheet.read.metadata.linked import Linked
from tearsheet.read.metadata.places import Line, Places, is_elsewhere, lines_in
from tearsheet.read.metadata.tags import LONGEST, Tags, one_line
from tearsheet.read.page import Page

_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time",
    "og:published_time", "datepublished", "date_published", "publish_date", "publishdate",
    "pubdate", "publication_date", "published_time", "article.published", "article:post_date",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "citation_publication_date", "citation_date", "article:create",
    "datecreated", "last-publish-date", "date", "article_date_original", "originalpublicationdate",
    "article_publication_date", "displaydate", "timestamp", "weibo:article:create_at",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:updated_time",
    "datemodified", "date_modified", "modified_time", "dc.date.modified", "dcterms.modified",
    "last-modified", "lastmod", "weibo:article:update_at", "revised", "updated_time",
)  # fmt: skip
_PUBLISHED_MARKS = re.compile(r"publi|posted|creat|issued|erstellt|veröff", re.IGNORECASE)
_UPDATED_MARKS = re.compile(r"modif|updat|aktualis|stand|revis|edited|обновл", re.IGNORECASE)
_MOST_VISIBLE = 40
_LONGEST_VISIBLE = 160
_YEAR = re.compile(r"(?:19|20)\d\d|[٠-٩۰-۹०-९]{4}|\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)")
_SAME_MINUTE = timedelta(minutes=1)
# How many characters that are no date a visible date's line may hold.
_MOST_BESIDE = 45
_SPACE = r"(?:\s|&nbsp;|&#160;|&#xa0;|\xa0|&thinsp;|&ensp;|&emsp;)+"
_URL_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?P<mark>[/\-_.]?)(?:0[1-9]|1[0-2])(?P=mark)(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?P<other>[\-_.])(?:0[1-9]|1[0-2])(?P=other)(?:19|20)\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class _Claim:
    source: str
    text: str
    basis: DateBasis = "page"


def dates_of(
    page: Page, tags: Tags, linked: Linked, language: str, places: Places
) -> tuple[Dated | None, Dated | None, tuple[str, str]]:
    """Published, updated, and for each a word for where it stood ("" if nowhere).

    An update stands only where it is later than the publication.
    """
    published, published_source = _published(page, tags, linked, language, places)
    updated, updated_source = _first(_updated(page, tags, linked), page, language)
    if published is None and updated is not None:
        published, published_source, updated, updated_source = updated, updated_source, None, ""
    if published and updated and not _is_later(updated, published):
        updated, updated_source = None, ""
    return published, updated, (published_source, updated_source)


def as_printed(text: str, markup: str) -> str | None:
    """The characters of the markup that say ``text``: as it is, or escaped as JSON or HTML, or
    with other white space between its words.
    """
    for form in (
        text,
        text.replace("+", "\\u002B"),
        text.replace("+", "\\u002b"),
        text.replace("/", "\\/"),
        html.escape(text),
        text.replace("+", "&#43;"),
        text.replace("+", "&#x2B;"),
        text.replace(":", "&#58;"),
    ):
        if form in markup:
            return form
    if " " not in text:
        return None
    spaced = re.search(_SPACE.join(map(re.escape, text.split(" "))), markup)
    return spaced[0] if spaced else None


def _first(
    claims: Iterator[_Claim],
    page: Page,
    language: str,
    best: tuple[Dated | None, str] = (None, ""),
) -> tuple[Dated | None, str]:
    """The first claim that holds a date, or a later one that says the same more exactly."""
    for claim in claims:
        dated = _dated(claim, page, language)
        if dated is None:
            continue
        if best[0] is None:
            best = (dated, claim.source)
            if dated.precision in ("second", "minute") and dated.zoned:
                break
        elif _is_finer(dated, best[0]):
            best = (dated, claim.source)
            break
    return best


def _is_finer(other: Dated, first: Dated) -> bool:
    """Whether another claim names the same day or minute more exactly."""
    if other.precision not in ("second", "minute"):
        return False
    if first.precision == "day":
        return other.at.date() == first.at.date()
    return (
        other.zoned
        and first.precision in ("second", "minute")
        and abs(other.at.replace(tzinfo=None) - first.at.replace(tzinfo=None)) <= _SAME_MINUTE
    )


def _dated(claim: _Claim, page: Page, language: str) -> Dated | None:
    """The claim as a date; the date alone where its time stands elsewhere in the markup."""
    text = claim.text[:LONGEST]
    while moment := moment_of(text, language):
        printed = text[moment.start : moment.end]
        evidence = claim.text if claim.basis == "url" else as_printed(printed, page.markup)
        if evidence is not None:
            return Dated(moment.at, moment.precision, claim.basis, evidence, moment.zoned)
        if moment.precision not in ("second", "minute") or " " not in printed:
            return None
        text = printed.rpartition(" ")[0]
    return None


def _is_later(one: Dated, other: Dated) -> bool:
    first, second = _comparable(one), _comparable(other)
    if "day" in (one.precision, other.precision):
        return first.date() > second.date()
    return first - second >= timedelta(minutes=1)


def _comparable(dated: Dated) -> datetime:
    return dated.at


def _published(
    page: Page, tags: Tags, linked: Linked, language: str, places: Places
) -> tuple[Dated | None, str]:
    """From the head of the page; from beside the headline where the head names only a day; from
    anywhere where nothing else does.
    """
    found = _first(_in_head(page, tags, linked), page, language)
    if found[0] is None or found[0].precision == "day":
        near = _visible((*places.lines_below, *places.lines_above[::-1]), language)
        found = _first(near, page, language, found)
    if found[0] is None:
        found = _first(_far(page, tags, language, places), page, language)
    return found


def _in_head(page: Page, tags: Tags, linked: Linked) -> Iterator[_Claim]:
    yield from _linked(linked, "datePublished", "dateCreated")
    yield from _metas(tags, _PUBLISHED_META)
    yield from _linked(linked, "uploadDate")
    yield from _marked(page, "datePublished")
    yield from _time_elements(page, updated=False)


def _far(page: Page, tags: Tags, language: str, places: Places) -> Iterator[_Claim]:
    yield from _in_title(tags)
    yield from _in_url(page.url)
    yield from _visible(lines_in(places.foot), language)
    yield from _visible(lines_in(places.everything), language)


def _updated(page: Page, tags: Tags, linked: Linked) -> Iterator[_Claim]:
    yield from _linked(linked, "dateModified")
    yield from _metas(tags, _UPDATED_META)
    yield from _marked(page, "dateModified")
    yield from _time_elements(page, updated=True)


def _linked(linked: Linked, *names: str) -> Iterator[_Claim]:
    for name in names:
        for value in linked.values(name):
            if isinstance(value, str):
                yield _Claim(f"json-ld {name}", value)


def _metas(tags: Tags, names: tuple[str, ...]) -> Iterator[_Claim]:
    for name in names:
        for content in tags.meta.get(name, ()):
            if content:
                yield _Claim(f"meta {name}", content)


def _marked(page: Page, name: str) -> Iterator[_Claim]:
    for element in page.tree.xpath("//@itemprop[contains(.,$name)]/..", name=name):
        if isinstance(element, lxml.html.HtmlElement):
            text = element.get("content") or element.get("datetime") or element.text_content()
            yield _Claim(f"microdata {name}", one_line(text)[:_LONGEST_VISIBLE])


def _time_elements(page: Page, *, updated: bool) -> Iterator[_Claim]:
    for element in page.tree.iter("time"):
        if is_elsewhere(element):
            continue
        parent = element.getparent()
        around = " ".join(
            (
                element.get("class") or "",
                element.get("itemprop") or "",
                (parent.text or "") if parent is not None else "",
            )
        )
        is_update = bool(_UPDATED_MARKS.search(around)) and not _PUBLISHED_MARKS.search(around)
        if is_update is not updated:
            continue
        for text in (element.get("datetime"), element.text_content()):
            if text:
                yield _Claim("time element", one_line(text)[:_LONGEST_VISIBLE])


def _visible(lines: Sequence[Line], language: str) -> Iterator[_Claim]:
    """Lines that are a date and hardly anything else; those that name an update last."""
    later: list[_Claim] = []
    dated = (line for line in lines if _YEAR.search(line.text))
    for line in islice(dated, _MOST_VISIBLE):
        claim = _Claim("visible date", one_line(line.text)[:_LONGEST_VISIBLE])
        moment = moment_of(claim.text, language)
        if moment is None or len(claim.text) - (moment.end - moment.start) > _MOST_BESIDE:
            continue
        if _UPDATED_MARKS.search(line.text) and not _PUBLISHED_MARKS.search(line.text):
            later.append(claim)
        else:
            yield claim
    yield from later


def _in_title(tags: Tags) -> Iterator[_Claim]:
    """A date behind the headline, parted by a stroke: "… | DW | 28.04.2023"."""
    tail = re.split(r"\s[|–—-]\s", tags.title)[-1]
    if len(tail) < len(tags.title) and _YEAR.search(tail) and len(tail) < _MOST_BESIDE:
        yield _Claim("title element", tail)


def _in_url(url: str) -> Iterator[_Claim]:
    match = _URL_DATE.search(urlsplit(url).path)
    if match:
        yield _Claim("url", match[0], "url")
