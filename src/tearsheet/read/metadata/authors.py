"""Who wrote it, as far as the page says?"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html

from tearsheet.read.metadata.linked import Linked, Node, plain, texts_in, types_of
from tearsheet.read.metadata.names import distinct, is_byline, names_in, same_name
from tearsheet.read.metadata.tags import Tags, one_line
from tearsheet.read.page import Page

_LONGEST_BYLINE = 200
_MOST_BYLINES = 60
_ELSEWHERE = re.compile(
    r"comment|related|caption|credit|copyright|social|share|teaser", re.IGNORECASE
)
_AUTHOR_KEY = re.compile(r"(?:^|[._:\-])(?:author|authors|articleauthor|byl|byline|creator)s?$")
_NO_AUTHOR_KEY = re.compile(r"twitter|url|image|\bid\b|facebook")
_LETTERS = re.compile(r"[\W_]+")
_BYLINES = (
    "//*[@rel='author' or contains(@itemprop,'author')"
    " or contains(@class,'yline') or contains(@class,'uthor') or contains(@class,'autor')"
    " or contains(@class,'Autor') or contains(@data-testid,'yline')"
    " or contains(@data-testid,'uthor') or contains(@class,'eporter')"
    " or contains(@class,'ournalist') or contains(@class,'riter')]"
)


def authors_of(
    page: Page, tags: Tags, linked: Linked, language: str, site_names: tuple[str, ...]
) -> tuple[tuple[str, ...], str]:
    """The authors, and a word for where they stood ("" if nowhere).

    A person beats the outlet's own name, wherever each stands; then JSON-LD beats meta elements
    beats microdata beats the visible byline.
    """
    fallback: tuple[tuple[str, ...], str] = ((), "")
    for source, names in _claims(page, tags, linked, language):
        if not all(_is_outlet(name, page.url, site_names) for name in names):
            return names, source
        if names and not fallback[0]:
            fallback = names, source
    return fallback


def _claims(
    page: Page, tags: Tags, linked: Linked, language: str
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
            yield f"meta {key}", distinct(names)
    yield from _visible(page, language)


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


def _visible(page: Page, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Bylines in the page, in its order."""
    elements = page.tree.xpath(_BYLINES)
    for element in elements[:_MOST_BYLINES]:
        if not isinstance(element, lxml.html.HtmlElement) or _is_elsewhere(element):
            continue
        text = one_line(element.text_content())
        if not text or len(text) > _LONGEST_BYLINE:
            continue
        names = tuple(name for name in names_in(text, language) if _is_person(name))
        if names and (is_byline(text) or sum(map(len, names)) * 2 > len(text)):
            yield "byline", names


def _is_elsewhere(element: lxml.html.HtmlElement) -> bool:
    """Whether it stands in a caption, a comment or a list of other articles."""
    return element.tag in ("meta", "script", "img", "svg") or any(
        ancestor.tag in ("figure", "figcaption", "footer", "nav", "aside")
        or _ELSEWHERE.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}")
        for ancestor in (element, *element.iterancestors())
        if ancestor.tag not in ("body", "html")
    )


def _is_person(name: str) -> bool:
    words = name.split()
    if not name.isascii() and not any(character.isupper() for character in name):
        return 1 <= len(words) <= 4 and len(name) <= 30
    return 2 <= len(words) <= 5 and all(word[0].isupper() or word.islower() for word in words)


def _is_outlet(name: str, url: str, site_names: tuple[str, ...]) -> bool:
    own = _LETTERS.sub("", name).casefold()
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    domain = _LETTERS.sub("", host).casefold()
    label = max(host.split("."), key=len) if host else ""
    return (
        any(same_name(name, site) for site in site_names)
        or (bool(domain) and (domain in own or own in (domain, label)))
        or any(
            len(site) > 3 and _LETTERS.sub("", site).casefold() in own and " " not in name.strip()
            for site in site_names
        )
    )
