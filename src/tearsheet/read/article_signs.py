"""Is this page an article at all?

Conservative: a real article must never be lost here, so each answer "no" needs signs that agree.
Phrases of walls and error pages are data (``walls.toml``).
"""

import re
import tomllib
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

from tearsheet.model import ArticleKind
from tearsheet.read.extract import Body
from tearsheet.read.json_ld import JsonValue
from tearsheet.read.metadata import Metadata
from tearsheet.read.page import Page

_ARTICLE_TYPES = re.compile(r"Article|Posting|^Report$|Review|Recipe|Interview", re.IGNORECASE)
_LIST_TYPES = {"collectionpage", "searchresultspage", "profilepage"}
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"”»’')\]]*$")
_PLAIN_KINDS: frozenset[ArticleKind] = frozenset({"news"})
# A wall says little; what is longer than this is no wall.
_WALL = 900
# Under a video stands a caption, up to so many characters, and no article.
_CAPTION = 300
# More of the words in links than this, and it is a list of headlines.
_LIST_OF_LINKS = 0.6


def why_not_an_article(page: Page, told: Metadata, body: Body) -> str | None:
    """What speaks against the page in plain words, None where it may be an article."""
    if len(body.text) < _WALL and _is_wall(told.title, body.text):
        return "a wall or an error page"
    if _claims_to_be_one(page, told):
        return None
    if body.linked > _LIST_OF_LINKS:
        return "a list of links"
    if len(body.text) < _WALL and _is_list_of_headlines(body.text):
        return "a list of headlines"
    if len(body.text) < _CAPTION and _is_video(page):
        return "a video without text"
    if _is_front(page, told) and not _has_running_text(body.text):
        return "a front page"
    return None


def _claims_to_be_one(page: Page, told: Metadata) -> bool:
    """Whether its own metadata calls it an article, or it names an author or another kind."""
    if told.authors or told.kind not in _PLAIN_KINDS:
        return True
    if any(
        _ARTICLE_TYPES.search(name) for item in page.json_ld for name in _types(item.get("@type"))
    ):
        return True
    return any(
        (element.get("content") or "").lower().startswith("article")
        for element in page.tree.iter("meta")
        if (element.get("property") or "").lower() == "og:type"
    )


def _is_front(page: Page, told: Metadata) -> bool:
    """Whether the address or the metadata is a section's, not a single page's."""
    parts = urlsplit(page.url)
    is_root = bool(parts.hostname) and not parts.path.strip("/") and not parts.query
    types = {name.lower() for item in page.json_ld for name in _types(item.get("@type"))}
    return told.published is None and (is_root or bool(types & _LIST_TYPES))


def _is_list_of_headlines(text: str) -> bool:
    """Whether there are several lines, long ones too, and not one ends as a sentence does.

    Poems and lists of names are short lines; headlines and their decks run on for many words.
    """
    lines = text.split("\n")
    return (
        len(lines) >= 3
        and sum(len(line) > 40 for line in lines) >= 3
        and not any(_SENTENCE_END.search(line) for line in lines)
    )


def _is_video(page: Page) -> bool:
    """Whether the page calls itself a video's, or shows one."""
    if next(page.tree.iter("video"), None) is not None:
        return True
    if any("VideoObject" in _types(item.get("@type")) for item in page.json_ld):
        return True
    return any(
        (element.get("content") or "").lower().startswith("video")
        for element in page.tree.iter("meta")
        if (element.get("property") or "").lower() == "og:type"
    )


def _has_running_text(text: str) -> bool:
    """Whether at least three lines in a row are paragraphs that end as sentences do."""
    in_a_row = 0
    for line in text.split("\n"):
        in_a_row = in_a_row + 1 if len(line) > 80 and _SENTENCE_END.search(line) else 0
        if in_a_row == 3:
            return True
    return False


def _is_wall(title: str, text: str) -> bool:
    return _walls().search(f"{title}\n{text}") is not None


def _types(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


@lru_cache(maxsize=1)
def _walls() -> re.Pattern[str]:
    text = resources.files("tearsheet.read").joinpath("walls.toml").read_text("utf-8")
    return re.compile("|".join(tomllib.loads(text)["phrases"]), re.IGNORECASE | re.MULTILINE)
