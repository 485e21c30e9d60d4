"""Which words of a text are somebody's speech, which two reporters may share and write alone?"""

import re
from collections import Counter
from collections.abc import Iterator

from tearsheet.model import Span
from tearsheet.text import paragraphs, quoted

_SHORTEST, _SHORTEST_DENSE = 4, 12
"""Words (characters of an unspaced script) of a quotation; fewer are a name or a title."""
_TURN = re.compile(r"(?P<label>[^\s:：][^\n:：]{0,40}?)\s?[:：](?=\s|$)")
_FEWEST_TURNS = 4
_POST = re.compile(r"[—–-]\s?[^\n@]{1,60}\(@\w{1,30}\)")
"""The signature under an embedded post: a dash, a name, the account in brackets."""
_LONGEST_POST = 320


def borrowed(text: str) -> list[Span]:
    """Quotations, the turns of a transcript, and embedded posts, by their start; may overlap."""
    return sorted([*_quotations(text), *_turns(text), *_posts(text)])


def _quotations(text: str) -> Iterator[Span]:
    for paragraph in paragraphs(text):
        for found in quoted(text, paragraph):
            if found.depth == 0 and _is_speech(found.words.of(text)):
                yield found.whole


def _is_speech(words: str) -> bool:
    return words.count(" ") + 1 >= _SHORTEST or (
        len(words) > _SHORTEST_DENSE and not words.isascii()
    )


def _turns(text: str) -> Iterator[Span]:
    """The stretch from the first to the last line that opens with a speaker's name.

    A name says so in capitals, or by coming again.
    """
    openings = [
        (match["label"].casefold(), match["label"].isupper(), paragraph)
        for paragraph in paragraphs(text)
        if (match := _TURN.match(text, paragraph.start, paragraph.end))
    ]
    often = Counter(label for label, _, _ in openings)
    spoken = [paragraph for label, capitals, paragraph in openings if capitals or often[label] >= 2]
    if len(spoken) >= _FEWEST_TURNS:
        yield Span(spoken[0].start, spoken[-1].end)


def _posts(text: str) -> Iterator[Span]:
    """What stands before a post's signature in its paragraph, or in the one before."""
    before = Span(0, 0)
    for paragraph in paragraphs(text):
        for match in _POST.finditer(text, paragraph.start, paragraph.end):
            alone = match.start() - paragraph.start < _SHORTEST_DENSE
            first = before.start if alone else paragraph.start
            yield Span(max(first, match.start() - _LONGEST_POST), match.end())
        before = paragraph
