"""Where the verb opens its clause, its subject stands before *that*: وأكد الوزير أن …"""

import re

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.subject import first_mention, subject_after, subject_before
from tearsheet.model import Span

_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile('[:؛;.!?؟«»“”"\\n]')
_COMMA = re.compile("[،,][ \u00a0]*")
_MOST_BETWEEN, _FURTHEST = 18, 160


def opening_word(text: str, at: int, end: int, words: frozenset[str]) -> re.Match[str] | None:
    """The first of some words behind a verb, before anything that ends the clause."""
    stop = _STOP.search(text, at, min(end, at + _FURTHEST))
    limit = stop.start() if stop else min(end, at + _FURTHEST)
    for number, match in enumerate(_WORD.finditer(text, at, limit)):
        if number > _MOST_BETWEEN:
            return None
        if match[0] in words:
            return match
    return None


def sayer(text: str, sentence: Span, cue: Found, limit: int, lexicon: Lexicon) -> Mention | None:
    """The subject between verb and *that*; a participle and a bare verb share the one before."""
    found = subject_after(text, cue.end, limit, lexicon) if cue.kind != "participles" else None
    if found and not found.plain:
        return found
    before = subject_before(text, sentence.start, cue.start, lexicon)
    if before and not before.plain and (before.name or before.role or before.pronoun):
        return before
    return first_mention(text, sentence.start, cue.start, lexicon) or found


def end_of(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a clause ends: before a comma and a participle of saying (، مشيرا إلى أن …)."""
    for cue in lexicon.cues.find(text, start, end):
        comma = _COMMA.search(text, max(start, cue.start - 3), cue.start)
        if cue.kind in {"participles", "say"} and comma and comma.end() == cue.start:
            return comma.start()
    return end
