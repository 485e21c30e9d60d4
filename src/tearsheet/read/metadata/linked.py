"""Which JSON-LD object is this page's article, and what does it say?"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tearsheet.read.json_ld import JsonValue
from tearsheet.read.metadata.tags import LONGEST, one_line
from tearsheet.read.page import Page

Node = Mapping[str, JsonValue]

_DEEPEST = 12
_MOST_NODES = 2_000
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
# How sure a schema.org type makes us that the object is the article of the page.
_TYPE_WEIGHTS: Mapping[str, int] = {
    "article": 9, "blogposting": 8, "liveblogposting": 9, "report": 8, "review": 5,
    "socialmediaposting": 4, "videoobject": 2, "podcastepisode": 3, "webpage": 2, "itempage": 2,
    "creativework": 2, "recipe": 4, "interview": 8,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """``article`` is the object that speaks for the page, None if there is none.

    ``others`` are further objects of article type, best first; ``by_id`` resolves ``@id``.
    """

    article: Node | None
    others: tuple[Node, ...]
    by_id: Mapping[str, Node]

    def values(self, name: str) -> Iterator[JsonValue]:
        """What the article, then the others that agree with its headline, say of ``name``."""
        for node in (self.article, *self.others):
            if node is not None and node.get(name) not in (None, "", [], {}):
                yield node[name]

    def text(self, name: str) -> str | None:
        """The first plain text for ``name``."""
        for value in self.values(name):
            for text in texts_in(value):
                return text
        return None

    def resolved(self, value: JsonValue) -> Iterator[Node | str]:
        """The objects and strings of a value, references followed, lists opened."""
        yield from self._resolved(value, 0)

    def _resolved(self, value: JsonValue, depth: int) -> Iterator[Node | str]:
        if depth > _DEEPEST:
            return
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for item in value:
                yield from self._resolved(item, depth + 1)
        elif isinstance(value, dict):
            reference = value.get("@id")
            if "name" not in value and isinstance(reference, str) and reference in self.by_id:
                yield self.by_id[reference]
            elif isinstance(value.get("@list"), list):
                yield from self._resolved(value["@list"], depth + 1)
            else:
                yield value


def linked_of(page: Page) -> Linked:
    """Choose among all objects of the page, however deep they lie."""
    nodes: list[tuple[Node, int]] = []
    for item in page.json_ld:
        nodes.extend(_walk(item, 0))
        if len(nodes) > _MOST_NODES:
            break
    by_id: dict[str, Node] = {}
    for node, _ in nodes:
        reference = node.get("@id")
        if isinstance(reference, str) and "name" in node:
            by_id.setdefault(reference, node)
    ranked = sorted(
        ((_weight(node, depth, page.url), node) for node, depth in nodes),
        key=lambda pair: -pair[0],
    )
    articles = [node for weight, node in ranked if weight >= 2]
    if not articles:
        return Linked(None, (), by_id)
    article = articles[0]
    headline = article.get("headline") or article.get("name")
    others = tuple(
        node
        for node in articles[1:]
        if headline and headline in (node.get("headline"), node.get("name"))
    )
    return Linked(article, others, by_id)


def types_of(node: Node) -> tuple[str, ...]:
    """Its schema.org types in lower case, without their address."""
    value = node.get("@type")
    types = value if isinstance(value, list) else [value]
    return tuple(name.rsplit("/", 1)[-1].lower() for name in types if isinstance(name, str))


def texts_in(value: JsonValue) -> Iterator[str]:
    """The plain texts of a value, markup and entities undone, lists opened."""
    if isinstance(value, str):
        text = plain(value)
        if text:
            yield text
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict):
        for name in ("@value", "name"):
            if name in value:
                yield from texts_in(value[name])
                return


def plain(text: str) -> str:
    """One line without entities (twice escaped ones too) and without tags."""
    text = text[:LONGEST]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub("", text)
    return one_line(text)


def _walk(value: "JsonValue | Node", depth: int) -> Iterator[tuple[Node, int]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, Mapping):
        yield value, depth
        for item in value.values():
            if isinstance(item, list | dict):
                yield from _walk(item, depth + 1)


def _weight(node: Node, depth: int, url: str) -> float:
    """How likely it speaks for the page: its type, its address, its headline, its place."""
    weight = 0.0
    for name in types_of(node):
        kind = "article" if name.endswith("article") else name
        weight = max(weight, _TYPE_WEIGHTS.get(kind, 0))
    if weight == 0:
        return 0
    if node.get("headline"):
        weight += 3
    if node.get("datePublished"):
        weight += 2
    if _names(node, url):
        weight += 4
    return weight - min(depth, 4)


def _names(node: Node, url: str) -> bool:
    wanted = _bare(url)
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and _bare(value) == wanted:
            return True
    return False


def _bare(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|[?#].*$|/$", "", url).rstrip("/")
