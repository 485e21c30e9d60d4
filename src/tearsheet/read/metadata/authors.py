"""Who wrote it, as far as the page says?"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tearsheet.read.metadata.bylines import visible_bylines
from tearsheet.read.metadata.linked import Linked, Node, plain, texts_in, types_of
from tearsheet.read.metadata.names import (
    distinct,
    is_byline,
    is_handle,
    is_person,
    names_in,
    same_name,
)
from tearsheet.read.metadata.places import Places
from tearsheet.read.metadata.tags import Tags
from tearsheet.read.page import Page

_AUTHOR_KEY = re.compile(r"(?:^|[._:\-])(?:author|authors|articleauthor|byl|byline|creator)s?$")
_NO_AUTHOR_KEY = re.compile(r"twitter|url|image|\bid\b|facebook")
_LETTERS = re.compile(r"[\W_]+")


def authors_of(
    page: Page,
    tags: Tags,
    linked: Linked,
    language: str,
    site_names: tuple[str, ...],
    places: Places,
) -> tuple[tuple[str, ...], str]:
    """The authors, and a word for where they stood ("" if nowhere).

    A person beats the outlet's own name, wherever each stands; then JSON-LD beats meta elements
    beats microdata beats the visible byline.
    """
    fallback: tuple[tuple[str, ...], str] = ((), "")
    for source, names in _claims(page, tags, linked, language, site_names, places):
        if not all(is_handle(name) or _is_outlet(name, page.url, site_names) for name in names):
            return names, source
        if names and not fallback[0] and source != "byline":
            fallback = names, source
    return fallback


def _claims(
    page: Page,
    tags: Tags,
    linked: Linked,
    language: str,
    site_names: tuple[str, ...],
    places: Places,
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key in ("author", "creator"):
        for value in linked.values(key):
            names = [
                name for claim in linked.resolved(value) for name in _names_of_node(claim, language)
            ]
            yield f"json-ld {key}", distinct(names)
    for key, contents in tags.meta.items():
        if _AUTHOR_KEY.search(key) and not _NO_AUTHOR_KEY.search(key):
            names = [name for content in contents for name in _from_text(content, language)]
            persons = [name for name in names if not _is_outlet(name, page.url, site_names)]
            if len(persons) < len(names):
                persons = [name for name in persons if is_person(name)]
            yield f"meta {key}", distinct(persons or names[:1])
    yield from _written_by(tags, language)
    for signed in visible_bylines(places, language):
        persons = [name for name in signed if not _is_outlet(name, page.url, site_names)]
        yield "byline", tuple(persons) or signed


def _written_by(tags: Tags, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Twitter's cards say it as label and datum: "Written by" and the name."""
    for number in ("1", "2"):
        label, said = tags.first(f"twitter:label{number}"), tags.first(f"twitter:data{number}")
        if label and said and is_byline(f"{label}: {said}"):
            yield "twitter card", _from_text(said, language)


def _names_of_node(claim: Node | str, language: str) -> Iterator[str]:
    if isinstance(claim, str):
        yield from _from_text(claim, language)
        return
    organisation = any("organization" in name for name in types_of(claim))
    for text in texts_in(claim.get("name")):
        if organisation:
            yield text
        else:
            yield from _from_text(text, language)


def _from_text(text: str, language: str) -> tuple[str, ...]:
    text = plain(text)
    if re.match(r"https?://|www\.|/", text):
        return ()
    return names_in(text, language)


def _is_outlet(name: str, url: str, site_names: tuple[str, ...]) -> bool:
    """Whether a name is the outlet's: its own, its host's, or the initials of either."""
    own = _LETTERS.sub("", name).casefold()
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    domain = _LETTERS.sub("", host).casefold()
    label = max(host.split("."), key=len) if host else ""
    if any(same_name(name, site) for site in site_names):
        return True
    if name.isupper() and own in {
        *("".join(word[0] for word in site.split()).casefold() for site in site_names),
        label.split("-")[0],
    }:
        return True
    if host and (
        domain in own
        or own in (domain, _LETTERS.sub("", label))
        or name.casefold().split()[:1] == [label]
    ):
        return True
    return " " not in name.strip() and any(
        len(site) > 3 and _LETTERS.sub("", site).casefold() in own for site in site_names
    )
