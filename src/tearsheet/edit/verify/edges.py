"""Does a quotation stop just before the word that changes it, or start just after?"""

import re
from collections.abc import Sequence

from tearsheet.edit.cues import Cues
from tearsheet.model import Span
from tearsheet.text import quoted

# Thai to Lao, Burmese, Khmer, and from the CJK radicals to the last Hangul syllable.
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u2e80", "\ud7ff"))
_CLAUSE_END = re.compile(r"[,;:،，；：、]")
# "did not yet really / support it": so many words before a cut may still hold its negation.
_REACH = 3
_STOP = re.compile(r"[.!?…。！？؟۔।]")
_OPENING = re.compile(r"[\"“„«「‘']\s*(?=\w)")


def dropped_qualifier(text: str, span: Span, bounds: Sequence[Span], known: Cues) -> str:
    """The qualifier or negation that a cut inside a sentence leaves out, empty if none.

    ``bounds`` are the sentences of ``text``. A cut at a sentence's end drops nothing. Words
    that go on after "said X" are looked at too.
    """
    first = next((one for one in bounds if one.start <= span.start < one.end), None)
    last = next((one for one in bounds if one.start < span.end <= one.end), None)
    if first:
        before = _CLAUSE_END.split(text[first.start : span.start])[-1]
        cue = known.closing(before, known.edge_before)
        near = [word for word in known.words(before)[-_REACH:] if word in known.edge_before]
        if cue or near:
            return cue or near[-1]
    if last:
        after = text[span.end : last.end]
        cue = known.opening(after, known.edge_after)
        if cue:
            return cue
        for found in _OPENING.finditer(after):
            cue = known.opening(after[found.end() :], known.edge_after)
            if cue:
                return cue
    return ""


def unmarked_rest(text: str, span: Span, bounds: Sequence[Span]) -> str:
    """What the page goes on to say in the sentence where the span stops, empty if nothing.

    Inside quotation marks the sentence ends with them, or with a full stop between them.
    """
    if _STOP.search(text, max(0, span.end - 2), span.end):
        return ""
    end = next((one.end for one in bounds if one.start < span.end <= one.end), span.end)
    start, stop = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    paragraph = Span(start, stop if stop >= 0 else len(text))
    for marked in quoted(text, paragraph):
        if marked.words.contains(span):
            end = min(end, marked.words.end)
    stop_at = _STOP.search(text, span.end, end)
    rest = text[span.end : stop_at.end() if stop_at else end]
    return rest.strip() if any(letter.isalnum() for letter in rest) else ""


def negation_in(removed: str, known: Cues) -> str:
    """The qualifier or negation in what a marked cut left out, empty if none."""
    telling = known.edge_before | known.edge_after
    words = known.words(removed)
    return next((word for word in words if word in telling), "")


def cuts_word(text: str, span: Span) -> bool:
    """Whether an edge of the span lies inside a word or a number.

    Scripts that do not space their words have no such edges.
    """
    return _inside(text, span.start) or _inside(text, span.end)


def _inside(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isdigit() and after.isdigit():
        return True
    if after in ".," and before.isdigit():
        return at + 1 < len(text) and text[at + 1].isdigit()
    if before in ".," and after.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return before.isalnum() and after.isalnum() and not (_unspaced(before) or _unspaced(after))


def _unspaced(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _UNSPACED)
