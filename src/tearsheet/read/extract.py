"""Which words of a page are the article?

First the blocks that look like one (`classify`). Where they say too little, what other places of
the page hold: JSON-LD, the state that a script would have shown, trafilatura. Every try is a step
of the report.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element, iterwalk
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from tearsheet.model import ExtractionStep
from tearsheet.read.blocks import Block, blocks_of
from tearsheet.read.classify import chances_of
from tearsheet.read.clean import SENTENCE_ENDS, Cleaned, paragraph, without_boilerplate
from tearsheet.read.embedded import embedded_of
from tearsheet.read.frame import without_frame
from tearsheet.read.hints import Hints, hints_of, letters
from tearsheet.read.page import Page
from tearsheet.read.shape import Numbers

# A block is taken from this chance on; folds over sites of aeb, fundus and trafilatura-half,
# 2026-11-22: .45 to .6 differ by .003.
_TAKEN = 0.55
# A sentence that carries on a taken paragraph in the same box needs only this.
_CONTINUED = 0.2
# Fewer letters than this are a teaser, not an article: then other places are asked, and believed
# if they hold twice as much.
_TEASER = 250
# Credit lines ("Source: Xinhua") stand within so many blocks below the text, and are short; a link
# longer than a name leads to another article.
_BELOW, _TAIL_LINE, _CREDIT = 12, 240, 30
# One line with this part of the words of so many blocks is no article but the page.
_MANY, _WHOLE = 5, 0.7
# These places are no part of what a reader of the page sees; the report says so of their words,
# since the gate will not find them on the page.
_UNSHOWN = frozenset({"json-ld", "embedded state"})
NOT_SHOWN = "taken, but not shown on the page"
_BY_BLOCKS = {"p", "head", "quote", "item", "cell", "code", "lb", "list", "table", "row"}


@dataclass(frozen=True, slots=True)
class Body:
    """The words of an article, paragraphs parted by one line feed, and how they were found.

    ``tail`` holds lines that were cut out and the short lines below the text, one a line: credits
    live there. ``linked`` is the part of the text that stands in links (0 to 1), ``shown`` says
    whether readers see the words on the page.
    """

    text: str
    steps: tuple[ExtractionStep, ...]
    tail: str = ""
    linked: float = 0.0
    shown: bool = True


@dataclass(frozen=True, slots=True)
class _Taken:
    """The blocks of an article as lines, with what stands below and what was only the frame."""

    lines: tuple[str, ...]
    below: tuple[str, ...] = ()
    frame: tuple[str, ...] = ()
    linked: float = 0.0


def body_of(page: Page) -> Body:
    """The article's words; empty text where the page has none."""
    hints = hints_of(page)
    taken = _taken(page, hints)
    cleaned = without_boilerplate(taken.lines)
    text = "\n".join(cleaned.kept)
    steps = [ExtractionStep("blocks", "taken" if text else "nothing found", len(text))]
    if taken.frame:
        steps.append(
            ExtractionStep("frame", f"left out {len(taken.frame)}", sum(map(len, taken.frame)))
        )
    if cleaned.cut:
        steps.append(_cut(cleaned))
    tail = "\n".join((*(line for _, line in cleaned.cut), *taken.below))
    if len(text) >= _TEASER:
        return Body(text, tuple(steps), tail, taken.linked)
    return _from_elsewhere(page, hints, Body(text, tuple(steps), tail, taken.linked))


def _taken(page: Page, hints: Hints) -> _Taken:
    blocks = blocks_of(page.tree)
    if not blocks:
        return _Taken(())
    likely = likely_of(blocks, chances_of(blocks, hints))
    places = without_frame(blocks, likely)
    if not places:
        return _Taken(())
    frame = sorted(set(likely).difference(places))
    foot = [at for at in frame if places[0] < at < places[-1]]
    foot.extend(range(places[-1] + 1, min(places[-1] + 1 + _BELOW, len(blocks))))
    weight = sum(blocks[at].weight for at in places)
    linked = sum(blocks[at].linked for at in places)
    return _Taken(
        _lines(blocks, places),
        tuple(blocks[at].text for at in foot if _is_note(blocks[at])),
        tuple(blocks[at].text for at in frame),
        linked / weight,
    )


def _is_note(block: Block) -> bool:
    """Whether a line beside the text may credit or correct it: no headline of another article."""
    is_link = block.linked > 0.9 * block.weight
    return len(block.text) < _TAIL_LINE and not (is_link and len(block.text) > _CREDIT)


def _cut(cleaned: Cleaned) -> ExtractionStep:
    kinds = Counter(name for name, _ in cleaned.cut)
    words = ", ".join(f"{count} {name}" for name, count in sorted(kinds.items()))
    return ExtractionStep("clean", f"cut {words}", sum(len(line) for _, line in cleaned.cut))


def _from_elsewhere(page: Page, hints: Hints, shown: Body) -> Body:
    """The first place that holds twice what the blocks show, and enough."""
    best, best_name = shown.text, ""
    tried = []
    places: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("json-ld", lambda: hints.article_body.split("\n")),
        ("embedded state", lambda: embedded_of(page)),
        ("trafilatura", lambda: _but_the_whole(page, by_trafilatura(page))),
    )
    for name, paragraphs_in in places:
        lines = [line for line in map(paragraph, paragraphs_in()) if line]
        text = "\n".join(without_boilerplate(lines).kept)
        tried.append((name, text))
        if len(text) > 2 * len(best):
            best, best_name = text, name
        if len(best) >= _TEASER:
            break
    is_shown = best_name not in _UNSHOWN or _stands_on(page, best)
    steps = [
        ExtractionStep(name, _verdict(name == best_name, is_shown, text), len(text))
        for name, text in tried
    ]
    first = [
        ExtractionStep(step.name, "passed over", step.characters)
        if best_name and step.outcome == "taken"
        else step
        for step in shown.steps
    ]
    return Body(
        best,
        (*first, *steps),
        shown.tail,
        0.0 if best_name else shown.linked,
        is_shown,
    )


def _but_the_whole(page: Page, lines: list[str]) -> list[str]:
    """Lines of trafilatura, none where they are but all the words of the page in one.

    That is its last resort, and then nothing on the page looked like an article.
    """
    lines = [line for line in lines if line]
    blocks = blocks_of(page.tree)
    total = sum(len(block.text) for block in blocks)
    if len(lines) == 1 and len(blocks) >= _MANY and len(lines[0]) > _WHOLE * total:
        return []
    return lines


def _stands_on(page: Page, text: str) -> bool:
    """Whether readers see every line of the text somewhere on the page."""
    seen = letters("".join(block.text for block in blocks_of(page.tree)))
    return all(letters(line) in seen for line in text.split("\n"))


def _verdict(is_best: bool, is_shown: bool, text: str) -> str:
    if not text:
        return "nothing found"
    if not is_best:
        return "passed over"
    return "taken" if is_shown else NOT_SHOWN


def text_of(blocks: Sequence[Block], chances: Numbers) -> str:
    """The words of the blocks that are likely enough and no frame."""
    return "\n".join(_lines(blocks, without_frame(blocks, likely_of(blocks, chances))))


def _lines(blocks: Sequence[Block], places: Sequence[int]) -> tuple[str, ...]:
    """Their texts, long ones that stand twice only once."""
    texts = (blocks[at].text for at in places)
    seen: set[str] = set()
    lines = []
    for text in texts:
        if len(text) > 50:
            if text in seen:
                continue
            seen.add(text)
        lines.append(text)
    return tuple(lines)


def likely_of(blocks: Sequence[Block], chances: Numbers) -> list[int]:
    """Which blocks are likely, with sentences that carry on where a likely one ends."""
    taken: list[int] = []
    for at, (block, chance) in enumerate(zip(blocks, chances, strict=True)):
        if chance >= _TAKEN or (
            taken
            and taken[-1] == at - 1
            and chance >= _CONTINUED
            and _continues(blocks[at - 1], block)
        ):
            taken.append(at)
    return taken


def _continues(before: Block, block: Block) -> bool:
    """Whether a block is a sentence without links, in the same kind of box as the one before."""
    return (
        block.box.tag == before.box.tag
        and block.box.parent is before.box.parent
        and block.box.marks == before.box.marks
        and not block.linked
        and block.text[-1] in SENTENCE_ENDS
    )


def by_trafilatura(page: Page) -> list[str]:
    """The paragraphs that trafilatura's fast mode takes; it copies the shared tree itself."""
    options = Extractor(fast=True, comments=False, tables=True, url=page.url)
    document = bare_extraction(page.tree, options=options)
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return list(_paragraphs(document.body))


def _paragraphs(body: _Element) -> Iterator[str]:
    words: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BY_BLOCKS:
            yield paragraph("".join(words))
            words.clear()
        if event == "start":
            words.append(element.text or "")
        elif element is not body:
            words.append(element.tail or "")
    yield paragraph("".join(words))
