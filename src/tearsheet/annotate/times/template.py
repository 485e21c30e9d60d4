"""From the way a language writes a date to the pattern that finds it.

A template is plain text with ``{slots}``, ``[optional parts]``, ``(one|other)`` and ``*`` for
any letters; a space stands for one to three of any kind but a line feed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GAP = r"[^\S\n]{1,3}"
# Vowel signs, short vowels and the joiner inside a word are no letters to `\w`.
LETTER = r"[\w\u0300-\u036f\u0900-\u0963\u064b-\u065f\u200c]"
DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９"
_JOINED = re.compile(LETTER)
_PIECE = re.compile(r"\{(\w+)\}|([\[\]()|])|( )|(\*)|([^\s{}\[\]()|*]+)")
_ANY_LETTERS = LETTER + "{0,12}"
LEADING = 4  # letters of a first word by which its place is found


def is_within_word(text: str, at: int) -> bool:
    """Whether a letter or digit, or a sign that belongs to one, stands right before."""
    return at > 0 and text[at - 1] != " " and _JOINED.match(text, at - 1) is not None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template: its pattern, with ``@`` for the rule's number, and its first words."""

    pattern: str
    starts: frozenset[str]


def slot(pattern: str, forms: Iterable[str] = ()) -> Slot:
    """A slot that its ``forms`` begin, or digits, if there are none."""
    return Slot(pattern, leading(forms) or frozenset(DIGITS))


def leading(forms: Iterable[str]) -> frozenset[str]:
    """The first letters of each form, by which its place in a text is found."""
    return frozenset(re.split(r"[ *]", form)[0][:LEADING] for form in forms)


def pattern_of(template: str, slots: Mapping[str, Slot], number: int) -> str:
    """The pattern of a template; its groups are named by slot and ``number``: ``d_7``.

    Raises KeyError for a slot that is not there.
    """
    parts = list[str]()
    for piece in _PIECE.finditer(template):
        name, mark, space, letters, literal = piece.groups()
        if name:
            parts.append(slots[name].pattern.replace("@", str(number)))
        elif mark:
            parts.append({"[": "(?:", "(": "(?:", "]": ")?"}.get(mark, mark))
        elif space:
            parts.append(GAP)
        elif letters:
            parts.append(_ANY_LETTERS)
        else:
            parts.append(_either_case(literal))
    return "".join(parts)


def starts_of(template: str, slots: Mapping[str, Slot]) -> frozenset[str]:
    """What a match of the template may begin with: the first letters of words, or digits."""
    starts, _, _ = _starts(list(_PIECE.finditer(template)), 0, slots)
    return starts


def _starts(
    pieces: list[re.Match[str]], at: int, slots: Mapping[str, Slot]
) -> tuple[frozenset[str], bool, int]:
    """The starts from a piece on to the end of its group, whether it may be empty, and its end."""
    found, branch, open_, empty = set[str](), set[str](), True, False
    while at < len(pieces):
        name, mark, _, _, literal = pieces[at].groups()
        at += 1
        if mark and mark in "[(":
            inner, nothing, at = _starts(pieces, at, slots)
            branch |= inner if open_ else set()
            open_ = open_ and (mark == "[" or nothing)
        elif mark == "|":
            found, empty = found | branch, empty or open_
            branch, open_ = set(), True
        elif mark:
            break
        elif name:
            branch |= slots[name].starts if open_ else set()
            open_ = False
        elif literal:
            branch |= leading([literal]) if open_ else set()
            open_ = False
    return frozenset(found | branch), empty or open_, at


def one_of(forms: Iterable[str], *, capital: bool = False) -> str:
    """A pattern of words and phrases, in lower case, with a capital and in capitals.

    ``*`` at a form's end stands for any letters. With ``capital`` a form in lower case is none.
    """
    written = _written(forms, capital=capital)
    if not written:
        return "(?!)"
    return "(?:" + _branches(sorted(written, key=lambda form: (-len(form), form))) + ")"


def written(forms: Iterable[str]) -> set[str]:
    """Forms as they may stand in a text: in lower case, with a capital, in capitals."""
    return _written(forms, capital=False)


def _written(forms: Iterable[str], *, capital: bool) -> set[str]:
    return {
        variant
        for form in forms
        if form
        for variant in ((() if capital else (form,)) + (_capital(form), form.upper()))
    }


def _either_case(literal: str) -> str:
    """The words of a template, with or without a capital at their start."""
    first = literal[0]
    if not first.islower() or not first.upper().isalpha():
        return re.escape(literal)
    return f"[{first}{first.upper()}]{re.escape(literal[1:])}"


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]


def _branches(forms: Iterable[str]) -> str:
    """Alternatives, gathered by their first letter, so that most are left out at once."""
    by_letter: dict[str, list[str]] = {}
    for form in forms:
        by_letter.setdefault(form[:1], []).append(form[1:])
    return "|".join(
        re.escape(letter) + "(?:" + "|".join(_literal(rest) for rest in rests) + ")"
        for letter, rests in by_letter.items()
    )


def _literal(form: str) -> str:
    return "".join(
        GAP if part == " " else _ANY_LETTERS if part == "*" else re.escape(part)
        for part in re.split(r"( |\*)", form)
        if part
    )
