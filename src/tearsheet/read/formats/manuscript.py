"""Where in a document without markup are headline, date, byline and the end of the text?

Letters, releases and scraped pages come as a run of blocks. The headline is the block that a
date line or a dateline follows; what stands above it is masthead. A release ends with the line
that names its source; what stands below that is no part of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tearsheet.model import ArticleKind, Dated, ExtractionStep, Precision
from tearsheet.read.dateline import dateline
from tearsheet.read.formats.material import Material
from tearsheet.read.metadata.clock import Moment, moment_of
from tearsheet.read.metadata.kind import kind_by_text, kind_of_title
from tearsheet.read.metadata.names import is_byline, names_in
from tearsheet.read.wire import is_original_line, is_source_line, original_url, provenance

_LONGEST_HEADLINE = 250
_LONGEST_LABEL = 60
_SENTENCE_END = re.compile(r"[.!?。！？؟;,:]$")
_DATE_LABEL = re.compile(r"[^\W\d]{3,20}(?:\s[^\W\d]{2,12})?\s?:")
_END_MARK = re.compile(
    r"^\W*(?:#\s?#\s?#|-\s?30\s?-|-*\s?(?:ends?|ende|fin|конец|完)\s?-*|\*\s?\*\s?\*)\W*$",
    re.IGNORECASE,
)
# The end of a text is looked for in its last part only.
_END_PART = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """One heading (``level`` 1 to 6) or paragraph (0): a single line, markup undone.

    ``source`` is the block as it stands in the payload.
    """

    text: str
    level: int = 0
    source: str = ""


def material_of(blocks: Sequence[Block], language: str | None = None) -> Material:
    """Title, date, authors and text of a run of blocks; ``steps`` say what was found where."""
    tongue = language or "en"
    kept, tail = _cut(blocks)
    at, found_by = _headline(kept, tongue)
    title = kept[at].text if at is not None else ""
    masthead = at or 0
    rest = list(kept[at + 1 :]) if at is not None else list(kept)
    published, authors, rest = _opening_lines(rest, tongue)
    text = "\n".join(block.text for block in rest)
    below = "\n".join(block.text for block in tail)
    if published is None:
        published = _from_dateline(text, tongue)
    return Material(
        title=title,
        text=text,
        published=published,
        authors=authors,
        language=language,
        url=original_url(below),
        tail=below,
        kind=_kind(title, text, authors, below, tongue),
        steps=(
            ExtractionStep("headline", found_by, len(title)),
            ExtractionStep("masthead", f"{masthead} blocks left out"),
            ExtractionStep("tail", f"{len(tail)} blocks left out"),
        ),
    )


def _kind(title: str, text: str, authors: tuple[str, ...], tail: str, language: str) -> ArticleKind:
    came = provenance(None, title, text, dateline(text, language), authors, None, "", tail)
    return kind_by_text(kind_of_title(title), text, tail, came)


def _cut(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The blocks above the lines that end a release, and those from there on."""
    first = int(len(blocks) * _END_PART)
    for at in range(first, len(blocks)):
        line = blocks[at].text
        if is_source_line(line) or is_original_line(line) or _END_MARK.match(line):
            return blocks[:at], blocks[at:]
    return blocks, ()


def _headline(blocks: Sequence[Block], language: str) -> tuple[int | None, str]:
    for at in range(len(blocks) - 1):
        below = blocks[at + 1].text
        if not _may_be_headline(blocks[at]):
            if len(blocks[at].text) > _LONGEST_HEADLINE:
                break
            continue
        if _is_date_line(below, language):
            return at, "followed by a date line"
        if dateline(below, language):
            return at, "followed by a dateline"
        if is_byline(below) and len(below) < _LONGEST_LABEL * 2 and names_in(below, language):
            return at, "followed by a byline"
    headings = _leading_headings(blocks)
    if headings:
        return min(headings, key=lambda at: (blocks[at].level, at)), "first heading"
    if len(blocks) > 1 and _stands_like_headline(blocks[0], blocks[1], language):
        return 0, "first line"
    return None, "none"


def _leading_headings(blocks: Sequence[Block]) -> list[int]:
    """Headings above the first running paragraph, or the first there is."""
    headings: list[int] = []
    for at, block in enumerate(blocks):
        if block.level:
            headings.append(at)
        elif headings and len(block.text) > _LONGEST_LABEL:
            break
    return headings


def _may_be_headline(block: Block) -> bool:
    return 3 < len(block.text) <= _LONGEST_HEADLINE and (
        block.level > 0 or not _SENTENCE_END.search(block.text)
    )


def _stands_like_headline(block: Block, below: Block, language: str) -> bool:
    return (
        _may_be_headline(block)
        and len(block.text) < len(below.text)
        and dateline(block.text, language) is None
    )


def _is_date_line(line: str, language: str) -> bool:
    """Whether a line is a date and hardly anything else."""
    if len(line) > _LONGEST_LABEL * 2:
        return False
    moment = _moment(line, language)
    if moment is None:
        return False
    rest = _DATE_LABEL.sub("", line[: moment.start]) + line[moment.end :]
    return len(re.sub(r"[\W_]+", "", rest)) <= 12


def _moment(line: str, language: str) -> Moment | None:
    moment = moment_of(line, language)
    return moment if moment and moment.precision != "year" else None


def _opening_lines(
    blocks: list[Block], language: str
) -> tuple[Dated | None, tuple[str, ...], list[Block]]:
    """Date line and byline below the headline, and the blocks without them."""
    published: Dated | None = None
    authors: tuple[str, ...] = ()
    rest = list(blocks)
    while len(rest) > 1 and len(rest[0].text) <= _LONGEST_LABEL * 2:
        line = rest[0].text
        if published is None and _is_date_line(line, language):
            published = _dated(rest[0], language)
        elif not authors and is_byline(line) and names_in(line, language):
            authors = names_in(line, language)
        else:
            break
        rest.pop(0)
    return published, authors, rest


def _dated(block: Block, language: str) -> Dated | None:
    moment = _moment(block.text, language)
    if moment is None:
        return None
    evidence = block.text[moment.start : moment.end]
    return Dated(moment.at, moment.precision, "page", evidence, moment.zoned)


def _from_dateline(text: str, language: str) -> Dated | None:
    line = dateline(text, language)
    moment = moment_of(line.date, language) if line and line.date else None
    if line is None or moment is None:
        return None
    precision: Precision = moment.precision
    return Dated(moment.at, precision, "dateline", line.date, moment.zoned)


def titled(material: Material, title: str) -> Material:
    """The material with ``title`` where it has none of its own."""
    return material if material.title or not title else replace(material, title=title)
