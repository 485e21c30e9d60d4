"""What stands in a page's head: meta elements, links, title; and its chief headings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tearsheet.read.page import Page

_BLANK = re.compile(r"\s+")


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
    for element in page.tree.iter("meta"):
        content = one_line(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name:
                meta.setdefault(name, []).append(content)
    canonical = next(
        (
            link.get("href")
            for link in page.tree.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split() and link.get("href")
        ),
        None,
    )
    title = next(page.tree.iter("title"), None)
    headings = (one_line(heading.text_content()) for heading in page.tree.iter("h1"))
    languages = (
        page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *meta.get("og:locale", ()),
        *meta.get("content-language", ()),
        *meta.get("language", ()),
        *meta.get("inlanguage", ()),
        *meta.get("dc.language", ()),
    )
    return Tags(
        {name: tuple(contents) for name, contents in meta.items()},
        canonical,
        one_line(title.text_content()) if title is not None else "",
        tuple(heading for heading in headings if heading),
        tuple(language for language in languages if language),
    )


def one_line(text: str) -> str:
    """``text`` with every run of white space made one space, and none at its ends."""
    return _BLANK.sub(" ", text).strip()
