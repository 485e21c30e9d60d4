"""Where does an article say these words? By the gate's own ladder, whole words only."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from tearsheet.edit.verify.edges import cuts_word
from tearsheet.edit.verify.words import compared
from tearsheet.model import Span
from tearsheet.text import Folded, folded

_SIGN = re.compile(r"\[\.\.\.\]|\(\.\.\.\)|\.\.\.|\[[^\[\]]{1,60}\]")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LIKE = 0.3
"""Of the words, so many must stand there in order for a place to be taken for the one meant."""
_MOST_WORDS = 400


@lru_cache(maxsize=128)
def laddered(text: str) -> Folded:
    """A text after the ladder; an article's is asked for once a sentence."""
    return folded(text)


def places(words: str, text: str) -> Iterator[Span]:
    """Every place where the text has these words, in order."""
    wanted, page = folded(words).text.strip(), laddered(text)
    start = page.text.find(wanted) if wanted else -1
    while start >= 0:
        span = Span(page.offsets[start], page.ends[start + len(wanted) - 1])
        if not cuts_word(text, span):
            yield span
        start = page.text.find(wanted, start + 1)


def place(words: str, text: str, near: Span | None = None) -> Span | None:
    """The place of these words that lies nearest to ``near`` (else the first); None if nowhere.

    A cut marked with an ellipsis and words in square brackets are allowed for as the gate does.
    """
    found = list(places(words, text)) or list(_with_cuts(words, text))
    return min(found, key=lambda one: _distance(one, near)) if found else None


def _with_cuts(words: str, text: str) -> Iterator[Span]:
    """The places whose words are these once what the marked cuts leave out is out."""
    ours = folded(words).text
    if not _SIGN.search(ours):
        return
    runs = [run.strip() for run in _SIGN.split(ours) if any(one.isalnum() for one in run)]
    for first in places(runs[0], text) if runs else ():
        end = first.end
        for run in runs[1:]:
            following = next((one for one in places(run, text) if one.start >= end), None)
            if following is None:
                return
            end = following.end
        span = Span(first.start, end)
        if not compared(words, span.of(text)).difference:
            yield span


def place_like(words: str, text: str, near: Span | None = None) -> Span | None:
    """The place that says nearly these words; None where no place does.

    Where the old place is known it is looked at first.
    """
    said = [found[0].casefold() for found in _TOKEN.finditer(folded(words).text)][:_MOST_WORDS]
    if not said:
        return None
    around = Span(max(0, near.start - 400), min(len(text), near.end + 400)) if near else None
    for stretch in (around, Span(0, len(text))):
        found = _like(said, text, stretch) if stretch else None
        if found:
            return found
    return None


def _like(said: list[str], text: str, stretch: Span) -> Span | None:
    printed = [
        (found[0].replace("’", "'").casefold(), Span(*found.span()).shifted(stretch.start))
        for found in _TOKEN.finditer(stretch.of(text))
    ]
    matcher = SequenceMatcher(None, [word for word, _ in printed], said, autojunk=False)
    best = matcher.find_longest_match()
    if not best.size:
        return None
    first = max(0, best.a - best.b)
    last = min(len(printed), first + len(said) + max(3, len(said) // 4))
    inside = SequenceMatcher(
        None, [word for word, _ in printed[first:last]], said, autojunk=False
    ).get_matching_blocks()
    blocks = [block for block in inside if block.size]
    if sum(block.size for block in blocks) < _LIKE * len(said):
        return None
    start = first + blocks[0].a - min(blocks[0].a, blocks[0].b)
    end = first + blocks[-1].a + blocks[-1].size + len(said) - blocks[-1].b - blocks[-1].size
    inner = printed[start : min(end, len(printed))]
    found = Span(inner[0][1].start, inner[-1][1].end)
    while cuts_word(text, found) and found.end < len(text):
        found = Span(found.start, found.end + 1)
    return found


def _distance(span: Span, near: Span | None) -> int:
    return max(span.start - near.end, near.start - span.end, 0) if near else 0
