"""What does a Markdown file say?"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from tearsheet.model import Capture, Dated, Failed, Kept, Outcome, Skipped
from tearsheet.read.formats.legible import is_legible, is_too_short_to_tell
from tearsheet.read.formats.manuscript import Block, material_of, titled
from tearsheet.read.formats.material import Material
from tearsheet.read.formats.plain import MOST_BYTES, joined_lines, text_of
from tearsheet.read.metadata.clock import moment_of
from tearsheet.read.metadata.names import names_in

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[A-Za-z_\-]+)\s*:\s*(?P<value>\S.*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*#*$")
_RULE = re.compile(r"^ {0,3}(?:[-_*][ \t]*){3,}$")
_UNDERLINE = re.compile(r"^ {0,3}(?P<mark>=+|-+)[ \t]*$")
_LIST_MARK = re.compile(r"^\s{0,8}(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE_MARK = re.compile(r"^ {0,3}(?:> ?)+")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_LINK = re.compile(
    r"\[(?P<text>(?:\\.|[^\[\]\\])*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"
)
_BARE_LINK = re.compile(r"<(?P<url>(?:https?://|mailto:)[^\s<>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|__|~~)(?=\S)(?P<text>.{1,1000}?)(?<=\S)(?<!\\)\1")
_EMPHASIS = re.compile(r"(?<![\\\w*])\*(?=[^\s*])(?P<text>[^*]+?)(?<=[^\s\\])\*(?!\w)")
_UNDERSCORED = re.compile(r"(?<![\\\w])_(?=[^\s_])(?P<text>[^_]+?)(?<=[^\s\\])_(?!\w)")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(?P<text>[^`]{1,1000})\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(capture: Capture, payload: bytes) -> Outcome[Material]:
    """Skipped "no text" for an empty file, Failed "too large" above 20 MB, "not readable".

    YAML front matter (title, date, author, url, language) speaks before the text does.
    """
    if len(payload) > MOST_BYTES:
        return Failed("too large", capture.url, f"{len(payload)} bytes")
    text = text_of(payload, capture.headers)
    front = _FRONT_MATTER.match(text)
    fields = _fields(front["fields"]) if front else {}
    blocks = list(blocks_of(text[front.end() :] if front else text))
    if not blocks:
        return Skipped("no text", capture.url)
    if not is_legible(text) or is_too_short_to_tell(payload, text):
        return Failed("not readable", capture.url, "no words")
    material = material_of(blocks, fields.get("language"), capture.captured_at)
    return Kept(_with_fields(material, fields))


def blocks_of(text: str) -> Iterator[Block]:
    """Headings and paragraphs, markup undone, list items and quoted lines each by themselves."""
    lines: list[str] = []
    fenced = False
    for line in [*_COMMENT.sub("", text).split("\n"), ""]:
        if _FENCE.match(line):
            fenced = not fenced
            yield from _paragraph(lines)
            lines = []
            continue
        heading = None if fenced else _HEADING.match(line)
        underline = None if fenced else _UNDERLINE.match(line)
        if underline and lines and not _LIST_MARK.match(lines[-1]):
            yield from _block(" ".join(lines), 1 if underline["mark"][0] == "=" else 2)
            lines = []
        elif heading:
            yield from _paragraph(lines)
            yield from _block(heading["text"], len(heading["marks"]))
            lines = []
        elif not line.strip() or _RULE.match(line) or _DEFINITION.match(line):
            yield from _paragraph(lines)
            lines = []
        elif _LIST_MARK.match(line):
            yield from _paragraph(lines)
            lines = [_LIST_MARK.sub("", line)]
        else:
            lines.append(_QUOTE_MARK.sub("", line))
    yield from _paragraph(lines)


def inline(text: str) -> str:
    """A line without Markdown's marks: links become their text, escapes their character."""
    text = _IMAGE.sub("", text)
    text = _CODE.sub(r"\g<text>", text)
    text = _LINK.sub(r"\g<text>", _LINK.sub(r"\g<text>", text))
    text = _BARE_LINK.sub(r"\g<url>", text)
    text = _TAG.sub("", text)
    for pattern in (_STRONG, _EMPHASIS, _UNDERSCORED):
        text = pattern.sub(r"\g<text>", text)
    return " ".join(_ESCAPE.sub(r"\1", html.unescape(text)).split())


def _paragraph(lines: list[str]) -> Iterator[Block]:
    parts = [line.strip().rstrip("\\") for line in lines if line.strip()]
    if parts:
        yield from _block(joined_lines(parts), 0)


def _block(source: str, level: int) -> Iterator[Block]:
    text = inline(source)
    if text:
        yield Block(text, level, source)


def _fields(front_matter: str) -> dict[str, str]:
    return {
        match["name"].lower(): match["value"].strip().strip("\"'")
        for match in _FIELD.finditer(front_matter)
    }


def _with_fields(material: Material, fields: dict[str, str]) -> Material:
    title = fields.get("title", "")
    if title and title != material.title:
        material = replace(material, title=title) if not material.title else material
    date = fields.get("date") or fields.get("published")
    moment = moment_of(date, fields.get("language", "en")) if date else None
    if date and moment:
        evidence = date[moment.start : moment.end]
        published = Dated(moment.at, moment.precision, "page", evidence, moment.zoned)
        material = replace(material, published=published)
    author = fields.get("author") or fields.get("authors")
    if author:
        names = names_in(author.strip("[]"), fields.get("language", "en"))
        material = replace(material, authors=names or material.authors)
    url = fields.get("url") or fields.get("source") or fields.get("canonical")
    if url and url.startswith("http"):
        material = replace(material, url=url)
    return titled(material, title)
