"""Where in a document without markup are headline, date, byline and the end of the text?

Letters, releases and scraped pages come as a run of blocks. The headline is the block that a
date line or a dateline follows; what stands above it is masthead. A release ends with the line
that names its source; what stands below that is no part of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tearsheet.model import ArticleKind, ExtractionStep
from tearsheet.read.dateline import dateline
from tearsheet.read.formats.dating import (
    LONGEST_LINE,
    DateLine,
    date_in_line,
    date_line,
    dateline_date,
    tongue_of,
)
from tearsheet.read.formats.material import Material
from tearsheet.read.metadata.kind import kind_by_text, kind_of_title
from tearsheet.read.metadata.names import is_byline, names_in
from tearsheet.read.wire import is_original_line, is_source_line, original_url, provenance

_LONGEST_HEADLINE = 250
_LONGEST_LABEL = 60
_SENTENCE_END = re.compile(r"[.!?。！？؟;,:]$")
# A question may be a headline; what ends like a statement is none.
_STATEMENT_END = re.compile(r"[.。;,:،]$")
_LONGEST_APART = 160
# A date in a short line counts so near the headline.
_NEAR_HEADLINE = 3
_END_MARK = re.compile(
    r"^\W*(?:#\s?#\s?#|-\s?30\s?-|-*\s?(?:ends?|ende|fin|конец|完)\s?-*|\*\s?\*\s?\*)\W*$",
    re.IGNORECASE,
)
# The end of a text is looked for in its last part only.
_END_PART = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """One heading (``level`` 1 to 6) or paragraph (0): a single line, markup undone.

    ``source`` is the block as it stands in the payload. ``apart`` says that an empty line
    follows a line that stands alone.
    """

    text: str
    level: int = 0
    source: str = ""
    apart: bool = False


def material_of(
    blocks: Sequence[Block], language: str | None = None, captured_at: datetime | None = None
) -> Material:
    """Title, date, outlet, authors and text of a run of blocks.

    ``steps`` say what was found where. ``captured_at`` lends its year to a dateline without one.
    """
    tongue = tongue_of([block.text for block in blocks], language)
    kept, tail = _cut(blocks)
    at, found_by = _headline(kept, tongue)
    title = kept[at].text if at is not None else ""
    masthead = list(kept[:at] if at is not None else ())
    rest = list(kept[at + 1 :]) if at is not None else list(kept)
    below_headline = rest
    opening, authors, rest = _opening_lines(rest, tongue)
    taken = below_headline[: len(below_headline) - len(rest)]
    above = "\n".join(block.text for block in (*masthead, *taken))
    opening.extend(line for block in masthead if (line := date_line(block.text, tongue)))
    text = "\n".join(block.text for block in rest)
    below = "\n".join(block.text for block in tail)
    around = [block.text for block in (*masthead, *tail)]
    near = [block.text for block in (*rest[:_NEAR_HEADLINE], *masthead[-_NEAR_HEADLINE:])]
    published = next((line.dated for line in opening), None)
    if published is None:
        published = dateline_date(text, tongue, around, captured_at)
    if published is None:
        published = next((date for line in near if (date := date_in_line(line, tongue))), None)
    return Material(
        title=title,
        text=text,
        published=published,
        authors=authors,
        language=language,
        url=original_url(below),
        site_name=next((line.outlet for line in opening if line.outlet), None),
        tail=below,
        above=above,
        kind=_kind(title, text, authors, below, above, tongue),
        steps=(
            ExtractionStep("headline", found_by, len(title)),
            ExtractionStep("masthead", f"{len(masthead)} blocks left out"),
            ExtractionStep("tail", f"{len(tail)} blocks left out"),
        ),
    )


def _kind(
    title: str, text: str, authors: tuple[str, ...], tail: str, above: str, language: str
) -> ArticleKind:
    came = provenance(None, title, text, dateline(text, language), authors, None, "", tail, above)
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
    headings = _leading_headings(blocks)
    for at in range(len(blocks) - 1):
        below = blocks[at + 1].text
        if not _may_be_headline(blocks[at]):
            if len(blocks[at].text) > _LONGEST_HEADLINE:
                break
            continue
        if (headings and not blocks[at].level) or date_line(blocks[at].text, language):
            continue
        if date_line(below, language):
            return at, "followed by a date line"
        if dateline(below, language):
            return at, "followed by a dateline"
        if is_byline(below) and len(below) < LONGEST_LINE and names_in(below, language):
            return at, "followed by a byline"
    if headings:
        return min(headings, key=lambda at: (blocks[at].level, at)), "first heading"
    first = next(
        (at for at, block in enumerate(blocks) if not date_line(block.text, language)), len(blocks)
    )
    if first + 1 < len(blocks) and _stands_like_headline(
        blocks[first], blocks[first + 1], language
    ):
        return first, "first line"
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
    if dateline(block.text, language) is not None or not re.search(r"[^\W\d_]{2}", block.text):
        return False
    if block.apart:
        return len(block.text) <= _LONGEST_APART and not _STATEMENT_END.search(block.text)
    return _may_be_headline(block) and len(block.text) < len(below.text)


def _opening_lines(
    blocks: list[Block], language: str
) -> tuple[list[DateLine], tuple[str, ...], list[Block]]:
    """Date line and byline below the headline, and the blocks without them."""
    dates: list[DateLine] = []
    authors: tuple[str, ...] = ()
    rest = list(blocks)
    while len(rest) > 1 and len(rest[0].text) <= LONGEST_LINE:
        line = rest[0].text
        dated = None if dates else date_line(line, language)
        if dated is not None:
            dates.append(dated)
        elif not authors and is_byline(line) and names_in(line, language):
            authors = names_in(line, language)
        else:
            break
        rest.pop(0)
    return dates, authors, rest


def titled(material: Material, title: str) -> Material:
    """The material with ``title`` where it has none of its own."""
    return material if material.title or not title else replace(material, title=title)
