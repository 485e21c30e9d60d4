"""What does a PDF say?"""

import io
import logging
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFTextExtractionNotAllowed
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

from tearsheet.model import Capture, Dated, Failed, Kept, Outcome, Skipped
from tearsheet.read.formats.manuscript import Block, material_of, titled
from tearsheet.read.formats.material import Material
from tearsheet.read.formats.plain import joined_lines
from tearsheet.read.metadata.names import names_in
from tearsheet.read.metadata.tags import one_line

# pdfminer complains line by line of fonts that browsers write; what it cannot read it raises.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

MOST_BYTES = 50_000_000
MOST_PAGES = 60
_MOST_CHARACTERS = 1_000_000
_HYPHENS = "-\u00ad\u2010"
_NUMBER = re.compile(r"\d+")
_INFO_DATE = re.compile(
    r"D?:?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?"
    r"(?P<second>\d\d)?(?P<sign>[+\-Z])?(?P<hours>\d\d)?'?(?P<minutes>\d\d)?"
)
# What browsers print above and below a page: the time of printing and the title; the address and
# the number of the page.
_PRINTED_HEAD = re.compile(
    r"^\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d\d(?::\d\d)?(?:\s?[AP]M)?(?:\s|$)",
    re.IGNORECASE,
)
_PRINTED_FOOT = re.compile(r"^(?P<url>(?:https?|(?:fi|\ufb01)le)://\S+)?\s*(?:\d+/\d+)?$")
# A title that a program made up from the file it printed is none.
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|slide \d+)|\.(?:docx?|pdf|indd|pptx?|qxd)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line: its text, size of type and place on the page in points."""

    text: str
    size: float
    left: float
    top: float
    bottom: float
    page: int


def read_pdf(capture: Capture, payload: bytes) -> Outcome[Material]:
    """At most 60 pages are read; headers and footers that repeat are left out.

    Skipped "no text" where no page has text (a scan), Failed "too large", "not readable",
    "encrypted".
    """
    if len(payload) > MOST_BYTES:
        return Failed("too large", capture.url, f"{len(payload)} bytes")
    try:
        info = _info(payload)
        pages = _pages(payload)
    except PDFTextExtractionNotAllowed:
        return Failed("encrypted", capture.url)
    except (
        PSException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError,
        AssertionError, OverflowError, OSError, ZeroDivisionError,
    ) as error:  # fmt: skip
        return Failed("not readable", capture.url, f"{type(error).__name__}: {error}"[:200])
    pages, url = _without_print_marks(pages)
    blocks = _blocks(_without_running_heads(pages))
    if not blocks:
        return Skipped("no text", capture.url)
    material = _with_info(material_of(blocks, captured_at=capture.captured_at), info)
    return Kept(replace(material, url=material.url or url))


def _pages(payload: bytes) -> list[list[_Line]]:
    pages: list[list[_Line]] = []
    characters = 0
    layouts = extract_pages(io.BytesIO(payload), maxpages=MOST_PAGES, laparams=LAParams())
    for number, page in enumerate(layouts):
        pages.append(list(_lines(page, number)))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > _MOST_CHARACTERS:
            break
    return pages


def _info(payload: bytes) -> dict[str, str]:
    document = PDFDocument(PDFParser(io.BytesIO(payload)))
    return {
        name: decode_text(value)
        for entry in document.info[:1]
        for name, value in entry.items()
        if isinstance(value, bytes)
    }


def _lines(page: LTPage, number: int) -> Iterator[_Line]:
    for box in page:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if isinstance(line, LTTextLine):
                text = one_line(line.get_text())
                sizes = [char.size for char in line if isinstance(char, LTChar)]
                if text and sizes:
                    size = round(statistics.median(sizes), 1)
                    yield _Line(text, size, line.x0, line.y1, line.y0, number)


def _without_print_marks(pages: list[list[_Line]]) -> tuple[list[list[_Line]], str | None]:
    """The pages without a browser's marks at their edges, and the web address among those."""
    url: str | None = None
    kept: list[list[_Line]] = []
    for lines in pages:
        edges = _edge_lines(lines)
        marks = set[int]()
        for line in edges:
            foot = _PRINTED_FOOT.match(line.text)
            if foot and foot["url"] and foot["url"].startswith("http"):
                url = url or foot["url"]
            if foot or (line is edges[0] and _PRINTED_HEAD.match(line.text)):
                marks.add(id(line))
        kept.append([line for line in lines if id(line) not in marks])
    return kept, url


def _without_running_heads(pages: list[list[_Line]]) -> list[_Line]:
    """All lines but those that stand at the edge of most pages (numbers in them may differ)."""
    counts = Counter(
        key
        for lines in pages
        for key in {_NUMBER.sub("#", line.text) for line in _edge_lines(lines)}
    )
    repeated = {key for key, number in counts.items() if number >= max(2, len(pages) * 0.5)}
    kept: list[_Line] = []
    for lines in pages:
        edges = {id(line) for line in _edge_lines(lines)}
        kept.extend(
            line
            for line in lines
            if id(line) not in edges
            or not (
                _NUMBER.sub("#", line.text) in repeated
                or (len(pages) > 1 and _NUMBER.sub("", line.text).strip(" -–—/|") == "")
            )
        )
    return kept


def _edge_lines(lines: list[_Line]) -> list[_Line]:
    by_height = sorted(lines, key=lambda line: -line.top)
    return by_height[:2] + by_height[-2:] if len(by_height) > 4 else by_height[:1] + by_height[-1:]


def _blocks(lines: list[_Line]) -> list[Block]:
    """Paragraphs: lines of one size that follow closely; larger type than most is a heading."""
    if not lines:
        return []
    characters = Counter[float]()
    for line in lines:
        characters[line.size] += len(line.text)
    body = characters.most_common(1)[0][0]
    sizes = sorted({line.size for line in lines if line.size > body * 1.15}, reverse=True)
    blocks: list[Block] = []
    paragraph: list[_Line] = []
    for line in lines:
        if paragraph and not _follows(paragraph[-1], line, paragraph):
            blocks.append(_block(paragraph, sizes))
            paragraph = []
        paragraph.append(line)
    blocks.append(_block(paragraph, sizes))
    return [block for block in blocks if block.text]


def _follows(above: _Line, line: _Line, paragraph: list[_Line]) -> bool:
    """Whether a line goes on with the paragraph above it."""
    if abs(above.size - line.size) > 0.6:
        return False
    if line.page != above.page or line.top > above.bottom + above.size:
        # A new column or page: the paragraph goes on where its sentence does.
        return not re.search(r"[.!?:。！？؟”\"»]$", above.text)
    gap = above.bottom - line.top
    if gap > above.size * 0.75:
        return False
    first = paragraph[0]
    indented = line.left > above.left + 6 and line.left > first.left - 1
    return not (indented and len(paragraph) > 1)


def _block(lines: list[_Line], sizes: list[float]) -> Block:
    text = _joined(lines)
    level = sizes.index(lines[0].size) + 1 if lines[0].size in sizes else 0
    return Block(text, min(level, 6), text)


def _joined(lines: list[_Line]) -> str:
    """One line of text; a word parted by a hyphen at a line's end is made whole."""
    parts: list[str] = []
    for line in lines:
        text = line.text
        if parts and parts[-1][-1] in _HYPHENS and text[:1].islower() and len(parts[-1]) > 2:
            word = parts.pop()
            parts.append(word[:-1] + text)
        else:
            parts.append(text)
    return joined_lines(parts) if parts else ""


def _with_info(material: Material, info: dict[str, str]) -> Material:
    """Title, author and date from the information dictionary where the text has none."""
    title = one_line(info.get("Title", ""))
    if not _NO_TITLE.search(title):
        material = titled(material, title)
    if not material.authors and info.get("Author"):
        material = replace(material, authors=names_in(info["Author"]))
    if material.published is None:
        material = replace(material, published=_info_date(info.get("CreationDate", "")))
    return material


def _info_date(printed: str) -> Dated | None:
    match = _INFO_DATE.fullmatch(printed.strip().rstrip("'"))
    if match is None or not match["day"]:
        return None
    shift = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    zoned = match["sign"] is not None
    try:
        zone = timezone(-shift if match["sign"] == "-" else shift) if zoned and shift else UTC
        at = datetime(
            int(match["year"]), int(match["month"]), int(match["day"]), int(match["hour"] or 0),
            int(match["minute"] or 0), int(match["second"] or 0), tzinfo=zone,
        )  # fmt: skip
    except ValueError:
        return None
    # Programs that know only the day write midnight.
    timed = match["second"] is not None and (at.hour, at.minute, at.second) != (0, 0, 0)
    return Dated(at, "second" if timed else "day", "header", printed.strip(), zoned)
