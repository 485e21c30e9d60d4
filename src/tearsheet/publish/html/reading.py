"""A page of ours as a parser sees it: blocks of events to be sealed, fields to be compared.

Every start tag with its attributes, every run of text, every end tag is an event of the innermost
element with a ``data-block`` (the rest is the block ``page``). Runs of ASCII white space count as
one space, so that a mailer or an editor may change line endings; nothing else may change. The two
scripts of JSON, manifest and seal, stand outside the blocks.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser

from tearsheet.publish.edition import PublishError
from tearsheet.publish.manifest import shown

MANIFEST = "tearsheet-edition"
SEAL = "tearsheet-seal"
ROOT = "page"
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)

Attributes = dict[str, str]


@dataclass(slots=True)
class Field:
    """An element with a ``data-field``: what it is called, where it stands and what it shows.

    ``article`` is the ``data-article`` of the nearest element around it, ``runs`` its raw text in
    order, each with whether it stands in a ``<mark>``.
    """

    name: str
    block: str
    article: str
    attributes: Attributes
    runs: list[tuple[str, bool]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its raw text."""
        return "".join(text for text, _ in self.runs)

    @property
    def shown(self) -> str:
        """Its text as a browser shows it."""
        return shown(self.text)


@dataclass(slots=True)
class Block:
    """An element with a ``data-block``, and the events that are its own."""

    name: str
    events: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """SHA-256 of its events."""
        written = json.dumps(self.events, ensure_ascii=False, separators=(",", ":"))
        return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Reading:
    """A page taken apart: see the module. ``scripts`` are the JSON texts by id."""

    blocks: list[Block]
    fields: list[Field]
    scripts: dict[str, str]
    styles: list[str]

    def seals(self) -> list[tuple[str, str]]:
        """Name and digest of every block, in order."""
        return [(block.name, block.sha256) for block in self.blocks]

    def fields_named(self, name: str) -> Iterator[Field]:
        """The fields of that name, in page order."""
        return (found for found in self.fields if found.name == name)


@dataclass(slots=True)
class _Open:
    """An element whose end tag has not come yet."""

    tag: str
    block: Block
    article: str
    fields: tuple[Field, ...]
    lit: bool
    script: str | None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        root = Block(ROOT)
        self.reading = Reading([root], [], {}, [])
        self._open = [_Open("", root, "", (), lit=False, script=None)]
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        around = self._open[-1]
        given = {name: value or "" for name, value in attrs}
        block = around.block
        if "data-block" in given:
            block.events.append(("block", given["data-block"]))
            block = Block(given["data-block"])
            self.reading.blocks.append(block)
        article = given.get("data-article", around.article)
        fields = around.fields
        if "data-field" in given:
            found = Field(given["data-field"], block.name, article, given)
            self.reading.fields.append(found)
            fields = (*fields, found)
        script = given.get("id") if tag == "script" and "type" in given else None
        pairs = sorted((name, value or "") for name, value in attrs)
        block.events.append((tag, *(part for pair in pairs for part in pair)))
        if tag not in VOID:
            lit = around.lit or tag == "mark"
            self._open.append(_Open(tag, block, article, fields, lit, script))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self._open[-1].block.events.append((f"/{tag}",))
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def _flush(self) -> None:
        """Hand the text since the last tag to whom it belongs."""
        text = "".join(self._text)
        self._text.clear()
        if not text:
            return
        here = self._open[-1]
        if here.script in (MANIFEST, SEAL):
            self.reading.scripts[here.script] = self.reading.scripts.get(here.script, "") + text
            return
        if here.tag in ("style", "script"):
            self.reading.styles.append(text)
        here.block.events.append(("", _spaced(text)))
        for found in here.fields:
            found.runs.append((text, here.lit))

    def handle_comment(self, data: str) -> None:
        self._strange("comment", data)

    def handle_decl(self, decl: str) -> None:
        self._strange("declaration", decl.lower())

    def handle_pi(self, data: str) -> None:
        self._strange("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._strange("declaration", data)

    def _strange(self, kind: str, text: str) -> None:
        self._flush()
        self._open[-1].block.events.append((f"!{kind}", text))

    def close(self) -> None:
        super().close()
        self._flush()
        self.reading.blocks[0].events.append(("open", *(opened.tag for opened in self._open)))


def _spaced(text: str) -> str:
    """Text with its white space collapsed, but kept at the ends: it parts words there."""
    inner = shown(text)
    if not inner:
        return " "
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"


def read_page(page: str) -> Reading:
    """The page taken apart; raises PublishError where even its markup cannot be followed."""
    reader = _Reader()
    try:
        reader.feed(page.replace("\r\n", "\n"))
        reader.close()
    except AssertionError as error:  # html.parser on a marked section it does not know
        raise PublishError(f"the page's markup cannot be read: {error}") from error
    return reader.reading
