"""Subjects in Arabic: verb, then role, then name; no capitals."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652]+[^\W\d_]*)*")
_BREAK = re.compile('[:،,.؛;«»"“”()؟!\\n]| [–—-] ')
_MARKS = re.compile("[\u064b-\u0652\u0640]")
_LONGEST_NAME, _LONGEST_ROLE, _FURTHEST = 6, 10, 300
_REMEMBERED = 20_000  # words that are asked for again


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    stop = _BREAK.search(text, start, end)
    limit = stop.start() if stop else end
    words = _until_clause(text, start, limit, lexicon)
    made = _mention(text, words, lexicon)
    if made and made.name and made.role is None and stop and stop[0] in "،,":
        return _with_apposition(text, made, stop.end(), end, lexicon)
    return made


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if text[match.end() : end].strip():
            begin = match.end()
    words = list(_WORD.finditer(text, begin, end))
    while words and _plain(words[-1][0]) in lexicon.between:
        words.pop()
    for index in range(len(words) - 1, -1, -1):
        if _plain(words[index][0]) in lexicon.clause:
            words = words[index + 1 :]
            break
    made = _mention(text, words, lexicon)
    # A verb after a comma with nothing before it has its subject in its own form.
    elsewhere = made is not None and _BREAK.search(text, made.span.end, end) is not None
    return None if made and made.name and not made.role and elsewhere else made


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    for cue in lexicon.cues.find(text, start, end):
        found = _subject_after(text, cue.end, end, lexicon)
        if found:
            return found
    words = list(_WORD.finditer(text, start, end))
    for index, word in enumerate(words):
        if _role_word(word[0], lexicon):
            return _mention(text, words[index : index + _LONGEST_ROLE], lexicon)
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names after a role."""
    words = list(_WORD.finditer(text, start, end))
    at = 0
    while at < len(words):
        if not _role_word(words[at][0], lexicon):
            at += 1
            continue
        stop = _BREAK.search(text, words[at].start(), end)
        limit = stop.start() if stop else end
        clause = _until_clause(text, words[at].start(), limit, lexicon)
        made = _mention(text, clause, lexicon)
        if made and made.name and made.role:
            yield made
        at += max(1, len(clause))


def _until_clause(text: str, start: int, end: int, lexicon: Lexicon) -> list[re.Match[str]]:
    """The words up to one that begins a clause or an adverbial; none if it comes first."""
    found = list(_WORD.finditer(text, start, min(end, start + _FURTHEST)))
    words = list[re.Match[str]]()
    for index, word in enumerate(found):
        following = found[index + 1][0] if index + 1 < len(found) else ""
        if _plain(word[0]) in lexicon.clause and not _goes_on(words, following, lexicon):
            break
        words.append(word)
    return words


def _goes_on(words: list[re.Match[str]], following: str, lexicon: Lexicon) -> bool:
    """ "الباحث في معهد": a preposition inside a role, not before a place of speech."""
    if not words or not _role_word(words[0][0], lexicon):
        return False
    plain = _plain(following)
    place = plain in lexicon.bodies or plain in lexicon.modifiers or plain in lexicon.roles
    return place and all(_in_role(word[0], words[0][0], lexicon) for word in words[1:])


def _mention(text: str, words: list[re.Match[str]], lexicon: Lexicon) -> Mention | None:
    while words and _is_verb(_plain(words[0][0]), lexicon):
        words = words[1:]
    if not words:
        return None
    first = _plain(words[0][0])
    if first in lexicon.determiners:
        return Mention(_span(words[:3]), None, _span(words[:3]))
    if first in lexicon.pronouns:
        return Mention(Span(*words[0].span()), pronoun=first)
    if not (_role_word(words[0][0], lexicon) or words[0][0] in lexicon.bodies):
        if len(words) > _LONGEST_NAME:
            return None
        span = Span(words[0].start(), words[-1].end())
        if first.startswith("ال") and len(words) > 1 and text.count(words[0][0]) > 1:
            # وصف القاضي الأسواق: a surname known before, and what it speaks of.
            return Mention(_span(words[:1]), name=_span(words[:1]))
        if first.startswith("ال") and len(words) > 2:
            return Mention(span, plain=True)
        return Mention(span, name=span)
    last = 0
    while last + 1 < len(words) and _in_role(words[last + 1][0], words[last][0], lexicon):
        last += 1
    role = Span(words[0].start(), words[last].end())
    rest = words[last + 1 : last + 1 + _LONGEST_NAME]
    if not rest:
        return Mention(role, None, role)
    return Mention(Span(role.start, rest[-1].end()), Span(rest[0].start(), rest[-1].end()), role)


def _with_apposition(text: str, made: Mention, start: int, end: int, lexicon: Lexicon) -> Mention:
    """NAME، ROLE …، : the role after the name."""
    stop = _BREAK.search(text, start, end)
    words = list(_WORD.finditer(text, start, stop.start() if stop else end))
    if not words or not _role_word(words[0][0], lexicon):
        return made
    words = words[:_LONGEST_ROLE]
    return Mention(made.span, made.name, Span(words[0].start(), words[-1].end()))


def _span(words: list[re.Match[str]]) -> Span:
    return Span(words[0].start(), words[-1].end())


@lru_cache(maxsize=_REMEMBERED)
def _is_verb(plain: str, lexicon: Lexicon) -> bool:
    """A verb of saying, or one that helps it: وكانت, وردت."""
    bare = plain[1:] if plain[:1] in "وف" else plain
    kind = lexicon.cues.kind(plain)
    return kind in {"say", "weak"} or bare in lexicon.between


@lru_cache(maxsize=_REMEMBERED)
def _role_word(word: str, lexicon: Lexicon) -> bool:
    plain = _plain(word)
    bare = plain.removeprefix("لل")
    return (
        plain in lexicon.roles
        or (bare != plain and "ال" + bare in lexicon.roles)
        or (plain.startswith("ل") and plain[1:] in lexicon.roles)
    )


@lru_cache(maxsize=_REMEMBERED)
def _in_role(word: str, before: str, lexicon: Lexicon) -> bool:
    """Whether a word goes on with a role: a further role, an adjective, a place, a body."""
    plain = _plain(word)
    return (
        plain in lexicon.roles
        or plain in lexicon.modifiers
        or word in lexicon.bodies
        or plain in lexicon.places
        or plain.removeprefix("و") in lexicon.places
        or (plain.startswith(("ال", "وال", "لل", "بال")) and len(plain) > 3)
        or _plain(before) in {"باسم", "جامعة", "معهد", "مركز", "بجامعة", "شركة", "بنك", "منظمة"}
    )


@lru_cache(maxsize=_REMEMBERED)
def _plain(word: str) -> str:
    """Without vowel signs."""
    return _MARKS.sub("", word)


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Such nouns and participles are always read with the verb before them."""
    return None


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
