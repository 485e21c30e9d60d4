"""Which quotation marks of a paragraph belong together?

One pass over the marks of a paragraph with a stack. What a mark does is told by its shape, by
what is open, and by the white space beside it; straight and curly marks may close each other.
Single marks are read only in a paragraph without double ones, because they are apostrophes too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from tearsheet.model import Span

# Alternatives that each begin with a letter of their own are skipped to; a class is not.
_MARK = re.compile(
    "|".join([*'"“”„‟«»＂〝〞〟「」『』', "''", "``", r",,(?=\w)", "<<", ">>", *"'‘’‚‹›"])
)
_SINGLE = frozenset("'‘’‚‹›")
_MOST_MARKS = 4000
_OPENING = "„‟〝「『"
_CLOSING = "〞〟」』"
_FAMILY = {
    **dict.fromkeys(["«", "»", "<<", ">>"], "guillemet"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
    **dict.fromkeys("‹›", "single guillemet"),
}
_BEFORE_OPENING = frozenset("([{—–-―/:：，。；、…¿¡\u200f\u200e\u061c") | frozenset("\"“„«「『'‘‚‹")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-―/…。，；：！？、）】》،؛؟۔।\u200f\u200e") | frozenset(
    "\"”“»」』'’›"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks in one paragraph.

    ``words`` lie between the marks, without white space at their edges; ``whole`` includes the
    marks. ``opened`` or ``closed`` is False where that mark is missing and the paragraph's edge
    stands for it. ``depth`` is 0 for outer marks. ``single`` tells single marks.
    """

    words: Span
    whole: Span
    depth: int
    opened: bool = True
    closed: bool = True
    single: bool = False


class _Mark(NamedTuple):
    text: str
    start: int
    end: int
    before: str
    after: str

    @property
    def family(self) -> str:
        return _FAMILY.get(self.text, "double")

    @property
    def may_open(self) -> bool:
        """The white space beside it lets it open."""
        french = self.text == "«" and self.before in "'’" and self.after.isspace()
        inside = french or not self.after.isspace()
        return bool(self.after) and inside and self._free(self.before)

    @property
    def may_close(self) -> bool:
        """The white space beside it lets it close."""
        return bool(self.before) and not self.before.isspace() and self._ends(self.after)

    @staticmethod
    def _free(before: str) -> bool:
        return not before or before.isspace() or before in _BEFORE_OPENING

    @staticmethod
    def _ends(after: str) -> bool:
        return not after or after.isspace() or after in _AFTER_CLOSING


def quoted(text: str, paragraph: Span) -> list[Quoted]:
    """All quoted stretches of a paragraph, by start; nested ones too.

    Linear in its length; a paragraph with thousands of marks is no prose, and has none.
    """
    return list(_quoted(text, paragraph.start, paragraph.end))


@lru_cache(maxsize=512)
def _quoted(text: str, start: int, end: int) -> tuple[Quoted, ...]:
    """As `quoted`; a text is cut into sentences and searched for quotations one after the other."""
    paragraph = Span(start, end)
    matches = list(islice(_MARK.finditer(text, start, end), _MOST_MARKS + 1))
    if not matches or len(matches) > _MOST_MARKS:
        return ()
    double = [match for match in matches if match[0] not in _SINGLE]
    if double:
        return tuple(
            sorted(_paired(text, paragraph, _marks(text, paragraph, double)), key=_position)
        )
    return tuple(_single(text, paragraph, _marks(text, paragraph, matches)))


def _position(quoted: Quoted) -> tuple[int, int]:
    return quoted.whole.start, -quoted.whole.end


def _marks(text: str, paragraph: Span, matches: list[re.Match[str]]) -> list[_Mark]:
    return [
        _Mark(
            match[0],
            match.start(),
            match.end(),
            text[match.start() - 1] if match.start() > paragraph.start else "",
            text[match.end()] if match.end() < paragraph.end else "",
        )
        for match in matches
    ]


def _paired(text: str, paragraph: Span, marks: list[_Mark]) -> list[Quoted]:
    found = list[Quoted]()
    stack = list[_Mark]()
    left = len([mark for mark in marks if mark.text == "»"])
    for mark in marks:
        left -= mark.text == "»"
        if _is_measure(mark, stack):
            continue
        if not _closes(mark, stack):
            if _opens(mark):
                stack.append(mark)
            elif not stack and not found and mark.may_close:
                found.append(_made(text, paragraph, None, mark, 0))
            continue
        while stack[-1].family != mark.family:
            # An inner mark that never closed: its words end where the outer ones do.
            stack.pop()
        found.append(_made(text, paragraph, stack.pop(), mark, len(stack)))
        # «… «Name», said X: where two closing marks meet, Russian and French print one.
        if stack and mark.text == "»" and not left and stack[-1].family == mark.family:
            found.append(_made(text, paragraph, stack.pop(), mark, len(stack)))
    if stack:
        found.append(_made(text, paragraph, stack[0], None, 0))
    return found


def _closes(mark: _Mark, stack: list[_Mark]) -> bool:
    """Whether the mark closes something that is open."""
    if mark.text in _OPENING or mark.text in {",,", "``"}:
        return False
    mates = [opened for opened in stack[-4:] if opened.family == mark.family]
    if not mates:
        return False
    if mark.text in _CLOSING or mark.text == "”":
        return True
    opener = mates[-1].text
    if mark.text == "“":
        return opener in "„‟" or (opener in '"“' and not mark.may_open and mark.may_close)
    if mark.text in {"«", "<<"}:
        return opener in {"»", ">>"} and not mark.may_open
    if mark.text in {"»", ">>"}:
        return opener in {"«", "<<"} or not mark.may_open
    # A straight mark: between a space and a word it opens an inner quotation only if another
    # kind is open; the same kind does not nest.
    return opener not in "“„" or not mark.may_open or mark.may_close


def _opens(mark: _Mark) -> bool:
    """Whether the mark, which closes nothing, opens something."""
    if mark.text in _CLOSING:
        return False
    if mark.text in _OPENING or mark.text in {"“", "«", "<<", "``", ",,"}:
        return mark.may_open or not mark.may_close
    if mark.text == "''":
        return mark.may_open
    return mark.may_open and (mark.text == '"' or mark.text in "＂”»" or mark.text == ">>")


def _is_measure(mark: _Mark, stack: list[_Mark]) -> bool:
    """Inches and seconds: 5'10", 12"."""
    return mark.text in {'"', "''"} and mark.before.isdigit() and not stack


def _made(
    text: str, paragraph: Span, opening: _Mark | None, closing: _Mark | None, depth: int
) -> Quoted:
    outer = Span(
        opening.start if opening else paragraph.start, closing.end if closing else paragraph.end
    )
    start = opening.end if opening else paragraph.start
    end = max(start, closing.start if closing else paragraph.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(Span(start, end), outer, depth, opening is not None, closing is not None)


def _single(text: str, paragraph: Span, marks: list[_Mark]) -> list[Quoted]:
    """Quotations in single marks: an opening one after a space, closed after punctuation.

    Where no mark stands after punctuation, a mark before a space closes too.
    """
    found, at = list[Quoted](), 0
    closers = [mark.may_close and not mark.after.isalnum() for mark in marks]
    firm = [
        index
        for index, mark in enumerate(marks)
        if closers[index] and (mark.before in ".,!?…。" or mark.text in "›")
    ]
    firmly = 0
    while at < len(marks):
        mark = marks[at]
        while firmly < len(firm) and firm[firmly] <= at:
            firmly += 1
        if (
            mark.text == "›"
            or not mark.may_open
            or not (mark.after.isalpha() or mark.after in "¿¡")
        ):
            at += 1
            continue
        close = firm[firmly] if firmly < len(firm) else _loose(marks, closers, at)
        if close is None:
            at += 1
            continue
        made = _made(text, paragraph, mark, marks[close], 0)
        found.append(Quoted(made.words, made.whole, 0, single=True))
        at = close + 1
    return found


def _loose(marks: list[_Mark], closers: list[bool], opening: int) -> int | None:
    """The next mark that may close, unless it looks like a plural's apostrophe (boys')."""
    for index in range(opening + 1, min(opening + 8, len(marks))):
        if closers[index] and not (marks[index].before == "s" and marks[index].text == "'"):
            return index
    return None
