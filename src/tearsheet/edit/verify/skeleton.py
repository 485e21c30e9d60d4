"""Is what no support covers the house's own voice, and nothing else?"""

import re
from collections.abc import Iterator, Sequence

from tearsheet.edit.marks import all_pairs
from tearsheet.edit.phrasing import WORDS, Phrases, mark_of
from tearsheet.model import Problem, Sentence, Span, Support

_TOKEN = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_RUNNING = re.compile(f"{WORDS}\n(?P<mark>[^\\w\\s]){WORDS}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MARKS = frozenset('"“”„‟«»＂〝〞〟「」『』')


def uncovered(text: str, supports: Sequence[Support]) -> Iterator[Span]:
    """The stretches that no support covers."""
    at = 0
    for support in sorted(supports, key=lambda one: one.at):
        if support.at.start > at:
            yield Span(at, support.at.start)
        at = max(at, support.at.end)
    if at < len(text):
        yield Span(at, len(text))


def skeleton(sentence: Sentence) -> str:
    """The sentence with one private-use character for each support.

    A quotation that runs over paragraphs counts as one; characters of the private-use area in
    the sentence itself are put out of the way.
    """
    pieces, at = list[str](), 0
    for support in sorted(sentence.supports, key=lambda one: one.at):
        pieces += (_harmless(sentence.text[at : support.at.start]), mark_of(support))
        at = support.at.end
    pieces.append(_harmless(sentence.text[at:]))
    line = "".join(pieces)
    before = None
    while before != line:
        before, line = line, _RUNNING.sub(_joined, line, count=1)
    return line


def _harmless(text: str) -> str:
    return _PRIVATE.sub("\ufffd", text)


def _joined(found: re.Match[str]) -> str:
    """Two paragraphs of one quotation as one slot, if the first was opened with the same mark."""
    opened = found.string[: found.start()][-1:]
    return WORDS if opened == found["mark"] else "\ufffd"


def is_bare_quotation(line: str) -> bool:
    """Whether a skeleton is archived words between one pair of quotation marks."""
    return len(line) == 3 and line[1] == WORDS and (line[0], line[2]) in all_pairs()


def unquoted_inside_marks(line: str) -> str:
    """Words of a skeleton that stand between quotation marks without archived words under them.

    A mark opens unless one is open; a comma or full stop before the closing mark is the
    house's.
    """
    opened: int | None = None
    for at, letter in enumerate(line):
        if letter not in _MARKS:
            continue
        if opened is None:
            opened = at
            continue
        stretch = line[opened + 1 : at]
        if any(one.isalnum() for one in stretch if not "\ue000" <= one <= "\uf8ff"):
            return stretch
        opened = None
    return ""


def strangers(
    sentence: Sentence, phrases: Phrases, allowed: frozenset[str]
) -> list[tuple[Problem, str]]:
    """What among the uncovered words is no word of the house: numbers, dates, names, others.

    ``allowed`` are further words in lower case (those of the watch's title).
    """
    found = list[tuple[Problem, str]]()
    months = {
        word.lower()
        for name in ("date/months", "period/months")
        for month in phrases.lists.get(name, ())
        for word in _TOKEN.findall(month)
    }
    for span in uncovered(sentence.text, sentence.supports):
        for token in _TOKEN.findall(span.of(sentence.text)):
            lowered = token.lower()
            if any(letter.isdigit() for letter in token):
                found.append(("unsupported number", token))
            elif lowered in months:
                found.append(("unsupported date", token))
            elif lowered in phrases.vocabulary or lowered in allowed:
                continue
            elif token[0].isupper():
                found.append(("unsupported name", token))
            else:
                found.append(("unsupported words", token))
    return found
