"""Are these the archived words? Equal after the declared ladder, or cut where the cut is marked."""

import re
from dataclasses import dataclass

from tearsheet.text import folded

_CUT = re.compile(r"\[\.\.\.\]|\(\.\.\.\)|\.\.\.")
_INSERTED = re.compile(r"\[[^\[\]]{1,60}\]")
_SIGN = re.compile(f"{_CUT.pattern}|{_INSERTED.pattern}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it.

    ``difference`` is empty if the words are the archived ones. ``removed`` are the stretches
    that a marked cut left out, ``inserted`` the words in square brackets.
    """

    difference: str = ""
    removed: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()


def compared(quoted: str, printed: str) -> Comparison:
    """Hold quoted words against printed ones."""
    if quoted == printed:
        return Comparison()
    ours, theirs = folded(quoted).text, folded(printed).text
    if ours == theirs:
        return Comparison()
    if not _SIGN.search(ours):
        return Comparison(difference(ours, theirs))
    return _in_runs(ours, theirs)


def _in_runs(ours: str, theirs: str) -> Comparison:
    """The runs between marked cuts and inserted words, each found in order."""
    signs = [found[0] for found in _SIGN.finditer(ours)]
    runs = [run.strip() for run in _SIGN.split(ours)]
    removed, at = list[str](), 0
    for number, run in enumerate(runs):
        after_cut = number > 0 and _CUT.fullmatch(signs[number - 1]) is not None
        is_last = number == len(runs) - 1
        start = _place(run, theirs, at, after_cut, is_last and after_cut)
        if start is None:
            return Comparison(difference(run, theirs[at:].lstrip()))
        removed.append(theirs[at:start])
        at = start + len(run)
    if theirs[at:].strip() and _CUT.fullmatch(signs[-1]) is None:
        return Comparison(difference("", theirs[at:].strip()))
    if runs[-1] and theirs[at:].strip():
        return Comparison(difference("", theirs[at:].strip()))
    removed.append(theirs[at:])
    inserted = tuple(sign[1:-1] for sign in signs if not _CUT.fullmatch(sign))
    return Comparison("", tuple(one.strip() for one in removed if one.strip()), inserted)


def _place(run: str, theirs: str, at: int, after_cut: bool, to_the_end: bool) -> int | None:
    """Where a run begins: right here, or after a cut anywhere further on at a word's edge."""
    if not after_cut:
        start = at
        while start < len(theirs) and theirs[start] == " ":
            start += 1
        fits = theirs.startswith(run, start) and _is_edge(theirs, start + len(run))
        return start if fits else None
    if to_the_end:
        start = len(theirs) - len(run)
        return start if start >= at and theirs.endswith(run) and _is_edge(theirs, start) else None
    start = theirs.find(run, at)
    while start >= 0 and not (_is_edge(theirs, start) and _is_edge(theirs, start + len(run))):
        start = theirs.find(run, start + 1)
    return start if start >= 0 else None


def _is_edge(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def difference(ours: str, theirs: str) -> str:
    """The first difference, as an editor would say it."""
    mine, other = ours.split(), theirs.split()
    number = 0
    while number < min(len(mine), len(other)) and mine[number] == other[number]:
        number += 1
    said = mine[number] if number < len(mine) else ""
    read = other[number] if number < len(other) else ""
    if not said:
        return f"The edition stops before ‘{_near(other, number)}’, which the page goes on to say"
    if not read:
        return f"The edition says ‘{_near(mine, number)}’; the page has nothing there"
    if len(said) > 40 or len(read) > 40:
        said, read = _unlike(said, read)
    return f"The edition says ‘{said}’; the page says ‘{read}’"


def _unlike(said: str, read: str) -> tuple[str, str]:
    """Where two long stretches without spaces part, with a little of what goes before."""
    at = 0
    while at < min(len(said), len(read)) and said[at] == read[at]:
        at += 1
    start = max(0, at - 8)
    return said[start : at + 8], read[start : at + 8]


def _near(words: list[str], number: int) -> str:
    return " ".join(words[number : number + 4])[:60]
