"""Which paragraphs of an interview are answers? They stand without marks of speech.

Three shapes: questions and answers that each open with a dash, with a label ("Q:", "Ответ:"),
and questions that stand alone in their paragraphs, the answers plain between them.
"""

import re
from itertools import pairwise

from tearsheet.model import Span

_DASH = re.compile(r"[—–-]\s+(?=\S)")
_LABEL = re.compile(
    # Signs of vowels are no letters.
    r"(?P<label>(?:[^\W\d_][\u0900-\u0963]*){1,14}"
    r"(?:\.\s?[^\W\d_]\.?)?(?:[ .-]{1,2}[^\W\d_]{1,14}){0,3})"
    r"(?:\.?\s?[:：]|\.)\s?[–—-]?\s?(?=\S)"
)
_LONGEST_QUESTION, _LONGEST_LABEL_STEP = 300, 2
_FEWEST_QUESTIONS, _FEWEST_BARE_QUESTIONS = 2, 3
_LONGEST_PROMPT = 80  # code points
# A book of interviews has fewer.
_MOST_ANSWERS = 2_000
_MARKS = '"“”„«»「『'


def answers_in(text: str, lines: list[Span]) -> dict[int, Span]:
    """The paragraphs that answer, by number, with their words; none outside an interview."""
    if text.count("?") + text.count("؟") + text.count("？") < _FEWEST_QUESTIONS:
        return {}
    found = _dashed(text, lines) or _labelled(text, lines) or _bare(text, lines)
    return found if len(found) <= _MOST_ANSWERS else {}


def _asks(text: str, line: Span) -> bool:
    return text[line.end - 1] in "?؟？" and len(line) <= _LONGEST_QUESTION


def _dashed(text: str, lines: list[Span]) -> dict[int, Span]:
    """— Question? / — Answer."""
    opened = {n: m for n, line in enumerate(lines) if (m := _DASH.match(text, line.start))}
    asked = [n for n in opened if _asks(text, lines[n]) and n + 1 in opened]
    if len(asked) < _FEWEST_QUESTIONS:
        return {}
    return {
        n + 1: Span(opened[n + 1].end(), lines[n + 1].end)
        for n in asked
        if not _asks(text, lines[n + 1]) and opened[n + 1].end() < lines[n + 1].end
    }


def _labelled(text: str, lines: list[Span]) -> dict[int, Span]:
    """Q: Question? / A: Answer."""
    found = {n: m for n, line in enumerate(lines) if (m := _LABEL.match(text, line.start))}
    asked, answered = list[str](), list[str]()
    for one, following in pairwise(sorted(found)):
        if _asks(text, lines[one]) and following - one <= _LONGEST_LABEL_STEP:
            asked.append(found[one]["label"])
            answered.append(found[following]["label"])
    if len(asked) < _FEWEST_QUESTIONS or len(set(answered)) > 1 or set(asked) & set(answered):
        return {}
    # A label may stand alone in its line.
    answers = {n: m.end() for n, m in found.items() if m["label"] == answered[0]}
    return {n: Span(at, lines[n].end) for n, at in answers.items() if at < lines[n].end}


def _bare(text: str, lines: list[Span]) -> dict[int, Span]:
    """Questions alone in their paragraphs; what stands between two of them answers."""
    asked = [
        n
        for n, line in enumerate(lines)
        if _asks(text, line)
        and text[line.start] not in _MARKS
        and text.count("?", *_ends(line)) <= 2
    ]
    if len(asked) < _FEWEST_BARE_QUESTIONS or asked[0] == 0:
        return {}
    steps = [following - one for one, following in pairwise(asked)]
    if min(steps) < 2 or max(steps) > 4:
        return {}
    last = min(asked[-1] + 2, len(lines))
    between = [n for n in range(asked[0] + 1, last) if n not in asked]
    marked = sum(any(mark in text[slice(*_ends(lines[n]))][:1] for mark in _MARKS) for n in between)
    if marked:
        return {}
    answers = {n: _unlabelled(text, lines[n]) for n in between}
    return {n: span for n, span in answers.items() if not _prompts(lines, n, answers)}


def _prompts(lines: list[Span], n: int, answers: dict[int, Span]) -> bool:
    """Whether a short line between two long answers is a question without its mark."""
    if n - 1 not in answers or n + 1 not in answers or len(lines[n]) > _LONGEST_PROMPT:
        return False
    return min(len(lines[n - 1]), len(lines[n + 1])) >= 2 * len(lines[n])


def _unlabelled(text: str, line: Span) -> Span:
    """An answer without "A:" or the speaker's name in capitals."""
    label = _LABEL.match(text, line.start, line.end)
    labelled = label is not None and label["label"].isupper() and label.end() < line.end
    return Span(label.end(), line.end) if label and labelled else line


def _ends(line: Span) -> tuple[int, int]:
    return line.start, line.end
