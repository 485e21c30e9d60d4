"""A page as the run of its blocks: what stands on a line of its own, and in which box.

One walk over the shared tree, which it does not change. A block is the text between two block
boundaries (a block element's edge or ``<br>``), verbatim but for white space; `Box` is the chain
of block elements around it, with what all blocks inside add up to.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import lxml.html
from lxml.etree import iterwalk

from tearsheet.read.clean import paragraph

# A page has some hundred blocks and boxes twenty deep; what has more is data or built to hurt.
MOST_BLOCKS = 6_000
DEEPEST = 200
_MOST_ELEMENTS = 200_000

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
})  # fmt: skip
_BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
    "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "applet", "area", "audio", "base", "basefont", "button", "canvas", "col", "colgroup",
    "datalist", "embed", "frame", "frameset", "head", "iframe", "img", "input", "keygen",
    "link", "map", "meta", "meter", "noembed", "noframes", "noscript", "object", "optgroup",
    "option", "output", "param", "picture", "progress", "script", "select", "source", "style",
    "svg", "template", "textarea", "title", "track", "video", "rp",
})  # fmt: skip
_STRONG = frozenset({"b", "strong", "em", "i"})
_INLINE_KIND, _BLOCK_KIND, _UNSEEN_KIND, _BREAK_KIND = range(4)
_KINDS = {
    **dict.fromkeys(_BLOCK - {"td", "th"}, _BLOCK_KIND),
    **dict.fromkeys(_INLINE, _INLINE_KIND),
    **dict.fromkeys(_UNSEEN, _UNSEEN_KIND),
    "br": _BREAK_KIND,
}
_NO_MARKS: frozenset[str] = frozenset()
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN_NAME = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader)", re.IGNORECASE)
_WORDS_OF_NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


@dataclass(slots=True, eq=False)
class Box:
    """A block element, and sums over every block inside it.

    ``marks`` are the words of its class, id and role; ``weight`` is text length in letters of
    an alphabet (one Han character says as much as 2.5 of them); ``prose`` the weight of its
    long blocks that are not links.
    """

    tag: str
    parent: "Box | None"
    depth: int
    marks: frozenset[str]
    order: int
    hidden: bool
    weight: float = 0.0
    linked: float = 0.0
    prose: float = 0.0
    blocks: int = 0

    def add(self, inner: "Box") -> None:
        """Count what a box inside this one holds, once that is complete."""
        self.weight += inner.weight
        self.linked += inner.linked
        self.prose += inner.prose
        self.blocks += inner.blocks


@dataclass(slots=True, eq=False)
class Block:
    """One line of the page. ``linked`` is the part of ``weight`` that stands in links."""

    text: str
    box: Box
    weight: float
    linked: float
    emphasised: float
    after_break: bool
    marks: frozenset[str] = field(default_factory=frozenset)


def blocks_of(tree: lxml.html.HtmlElement) -> list[Block]:
    """The blocks in page order; at most `MOST_BLOCKS`."""
    body = tree.find("body")
    walk = _Walk()
    walk.over(tree if body is None else body)
    return walk.blocks


class _Walk:
    """The state of one walk. Half of reading a page is spent here: few calls for each element."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.linked = 0
        self.emphasised = 0
        self.links = 0
        self.strong = 0
        self.names = ""
        self.after_break = False
        self.box: Box | None = None
        self.boxes = 0

    def over(self, root: lxml.html.HtmlElement) -> None:
        walker = iterwalk(root, events=("start", "end"))
        skipped = None
        inline: list[bool] = []
        words, links_and_strong = self.words, self.add_linked
        for seen, (event, element) in enumerate(walker):
            if event == "start":
                if seen > 2 * _MOST_ELEMENTS or len(self.blocks) >= MOST_BLOCKS:
                    break
                tag = element.tag
                kind = _KINDS.get(tag)
                if kind is None:
                    kind = _kind_of_rare(element)
                if kind == _BREAK_KIND:
                    self.flush()
                    self.after_break = True
                    inline.append(True)
                    continue
                is_inline = kind == _INLINE_KIND
                if kind == _UNSEEN_KIND or not (
                    self.enter_inline(element, tag) if is_inline else self.enter_block(element, tag)
                ):
                    walker.skip_subtree()
                    skipped = element
                    continue
                inline.append(is_inline)
                text = element.text
            else:
                if element is skipped:
                    skipped = None
                elif inline.pop():
                    tag = element.tag
                    if tag == "a":
                        self.links -= 1
                    elif tag in _STRONG:
                        self.strong -= 1
                else:
                    self.leave_block()
                text = None if element is root else element.tail
            if text:
                words.append(text)
                if self.links or self.strong:
                    links_and_strong(text)
        self.flush()
        while self.box is not None and self.box.parent is not None:
            self.leave_block()

    def enter_inline(self, element: lxml.html.HtmlElement, tag: str) -> bool:
        name = element.get("class")
        if name is not None:
            if _is_unseen_name(name):
                return False
            self.names = f"{self.names} {name}"
        style = element.get("style")
        if style is not None and _NOT_SHOWN.search(style) is not None:
            return False
        if element.get("hidden") is not None:
            return False
        if tag == "a":
            self.links += 1
        elif tag in _STRONG:
            self.strong += 1
        elif tag in ("td", "th"):
            self.words.append(" ")
        return True

    def enter_block(self, element: lxml.html.HtmlElement, tag: str) -> bool:
        if self.words:
            self.flush()
        self.after_break = False
        box = self.box
        depth = 0 if box is None else box.depth + 1
        if depth > DEEPEST:
            return False
        self.boxes += 1
        get = element.get
        name = get("class") or ""
        style = get("style")
        hidden = (
            (box is not None and box.hidden)
            or get("aria-hidden") == "true"
            or get("hidden") is not None
            or (style is not None and _NOT_SHOWN.search(style) is not None)
            or _is_unseen_name(name)
        )
        names = f"{name} {get('id') or ''} {get('role') or get('itemprop') or ''}"
        self.box = Box(tag, box, depth, marks_of(names), self.boxes, hidden)
        return True

    def leave_block(self) -> None:
        if self.words:
            self.flush()
        self.after_break = False
        box = self.box
        if box is not None and box.parent is not None:
            box.parent.add(box)
            self.box = box.parent

    def add_linked(self, text: str) -> None:
        length = len(text.strip())
        if self.links > 0:
            self.linked += length
        if self.strong > 0:
            self.emphasised += length

    def flush(self) -> None:
        if self.words and self.box is not None:
            text = "".join(self.words)
            # Most of a page's text is the white space between its elements.
            if not text.isspace() and (text := paragraph(text)):
                self.close(text, self.box)
        self.words.clear()
        self.linked = self.emphasised = 0
        self.names = ""

    def close(self, text: str, box: Box) -> None:
        length = len(text)
        weight = length + 1.5 * len(_CJK.findall(text)) if not text.isascii() else float(length)
        scale = weight / length
        linked = min(self.linked * scale, weight)
        strong = min(self.emphasised * scale, weight)
        marks = marks_of(self.names) if self.names else _NO_MARKS
        self.blocks.append(Block(text, box, weight, linked, strong, self.after_break, marks))
        box.weight += weight
        box.linked += linked
        if weight >= 80 and linked < 0.3 * weight and not box.hidden:
            box.prose += weight
        box.blocks += 1


def _kind_of_rare(element: lxml.html.HtmlElement) -> int:
    """Cells that read as words of a row, and elements HTML does not know."""
    if element.tag in ("td", "th"):
        return _INLINE_KIND if _is_plain_cell(element) else _BLOCK_KIND
    return _BLOCK_KIND if len(element) else _INLINE_KIND


def _is_plain_cell(cell: lxml.html.HtmlElement) -> bool:
    """Whether a cell holds a figure or a few words: then its whole row reads as one line."""
    if len(cell) > 3 or len(cell.text or "") > 150:
        return False
    return all(
        child.tag in _INLINE and len(child.text or "") <= 150 and len(child) <= 1 for child in cell
    )


@lru_cache(maxsize=8192)
def _is_unseen_name(name: str) -> bool:
    """Whether a class says that its words are for screen readers alone."""
    return _UNSEEN_NAME.search(name) is not None


@lru_cache(maxsize=8192)
def marks_of(names: str) -> frozenset[str]:
    """The words of class names and ids: ``articleBody box-2`` is article, body and box."""
    words = _WORDS_OF_NAMES.findall(names[:400])
    return frozenset([word.lower() for word in words if 2 < len(word) < 20])
