"""What stands in a page's head: meta elements, links, title; and its chief headings."""

from collections.abc import Mapping
from dataclasses import dataclass

import lxml.html

from tearsheet.read.page import Page

# No headline, name or date is longer; what is, is cut, so that no pattern runs away.
LONGEST = 1_000
_MOST_HEADINGS = 10
_LANGUAGE_NAMES = ("og:locale", "content-language", "language", "inlanguage", "dc.language")


@dataclass(frozen=True, slots=True)
class Tags:
    """``meta`` maps a lower-case property, name or itemprop to its contents in page order.

    ``canonical`` is as written (perhaps relative). ``headings`` are the texts of ``h1``.
    ``languages`` are claims about the page's language, the strongest first.
    """

    meta: Mapping[str, tuple[str, ...]]
    canonical: str | None
    title: str
    headings: tuple[str, ...]
    languages: tuple[str, ...]

    def first(self, *names: str) -> str | None:
        """The first content that is not empty among ``names``, tried in order."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content:
                    return content
        return None


def tags_of(page: Page) -> Tags:
    """Read them off the tree."""
    meta: dict[str, list[str]] = {}
    canonical: str | None = None
    title = ""
    headings: list[str] = []
    for element in page.tree.iter("meta", "link", "title", "h1"):
        if element.tag == "meta":
            _add_meta(meta, element)
        elif element.tag == "h1":
            if len(headings) < _MOST_HEADINGS:
                headings.append(one_line(element.text_content()[:LONGEST]))
        elif element.tag == "title":
            title = title or one_line(element.text_content()[:LONGEST])
        elif canonical is None and "canonical" in (element.get("rel") or "").lower().split():
            canonical = element.get("href") or None
    languages = (
        page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *(content for name in _LANGUAGE_NAMES for content in meta.get(name, ())),
    )
    return Tags(
        {name: tuple(contents) for name, contents in meta.items()},
        canonical,
        title,
        tuple(heading for heading in headings if heading),
        tuple(language for language in languages if language),
    )


def _add_meta(meta: dict[str, list[str]], element: lxml.html.HtmlElement) -> None:
    content = one_line((element.get("content") or "")[:LONGEST])
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(attribute)
        if name:
            meta.setdefault(name.strip().lower(), []).append(content)


def one_line(text: str) -> str:
    """``text`` with every run of white space made one space, and none at its ends."""
    return " ".join(text.split())
