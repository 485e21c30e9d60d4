"""What does the page say of its article's words: titles, summary, text in JSON-LD?"""

import html
import re
from dataclasses import dataclass

from tearsheet.read.json_ld import JsonValue
from tearsheet.read.page import Page

_WORDS = re.compile(r"\w+")
_MARKUP = re.compile(r"<[^>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the page says of itself: its titles, its description, its text as JSON-LD has it."""

    titles: tuple[str, ...] = ()
    description: str = ""
    article_body: str = ""


def letters(text: str) -> str:
    """Only what is a letter or a digit, case folded: for comparison across typography."""
    return "".join(_WORDS.findall(text.casefold())).replace("_", "")


def _plain(text: str) -> str:
    """A metadata string without the markup and entities that some pages put into it."""
    return html.unescape(_MARKUP.sub(" ", html.unescape(text)))


def hints_of(page: Page) -> Hints:
    """What the page says of its title, summary and text in meta elements and JSON-LD."""
    titles: list[str] = []
    description = article_body = ""
    for element in page.tree.iter("meta", "title"):
        if element.tag == "title":
            titles.append(element.text or "")
            continue
        name = (element.get("property") or element.get("name") or "").lower()
        content = element.get("content") or ""
        if name in ("og:title", "twitter:title"):
            titles.append(content)
        elif name in ("og:description", "description", "twitter:description"):
            description = max(description, content, key=len)
    for item in page.json_ld:
        titles.append(_text(item.get("headline")))
        article_body = max(article_body, _text(item.get("articleBody")), key=len)
    return Hints(tuple(_plain(title) for title in titles if title), _plain(description),
                 _plain(article_body))  # fmt: skip


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
