"""Which words of a stretch tell that someone speaks, and how do they stand beside the marks?"""

import re

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.segments import Segment

# What stands between a Chinese verb of saying and the marks, if they are all it says.
_AFTER_VERB = frozenset(
    ["", "，", ",", "了", "着", "出", "道", "的是", "过", "，即", "為", "为", "到"]
)


def asks_for_words(text: str, segment: Segment) -> bool:
    """Whether a colon or comma stands right before the opening mark."""
    return text[segment.left.start : segment.left.end].rstrip().endswith((":", ",", "："))


def gap_before(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """What stands between the marks and a cue, auxiliaries and small adverbs left out."""
    gap = text[start:end].strip(" ,،，\u00a0—–-")
    words = re.findall(r"[^\W_]+['’]?", gap)
    return "" if all(word.casefold() in lexicon.between for word in words) else gap


def cues_in(text: str, start: int, end: int, lexicon: Lexicon) -> list[Found]:
    """The cues of a stretch; a capital inside a sentence is no verb (the United States)."""
    found = list(lexicon.cues.find(text, start, end))
    if lexicon.script != "capitals":
        return found
    return [cue for cue in found if _is_verb(text, start, cue, lexicon)]


def _is_verb(text: str, start: int, cue: Found, lexicon: Lexicon) -> bool:
    """Neither a name (the United States) nor a noun after its owner (Ann's attacks)."""
    before = text[start : cue.start].split()
    if not before or cue.kind in {"according", "accords"}:
        return True
    if cue.kind == "nouns":
        return not text[cue.start].isupper()
    last = before[-1].casefold()
    article = last in lexicon.articles and last not in lexicon.between
    owner = last in lexicon.pronouns and last in lexicon.determiners
    owned = article or owner or last.endswith(tuple(lexicon.endings or "\0"))
    return not text[cue.start].isupper() and not owned


def by_weight(text: str, cues: list[Found], end: int, lexicon: Lexicon) -> list[Found]:
    """The cues in the order they are tried: beside the marks, verbs of saying, the others.

    In "X said he wanted …" the words are what X said: the outer verb comes first.
    """
    last = cues[-1]
    inner = last.kind in {"weak", "think"}
    near = [last] if is_beside(text, last, end, lexicon) and not inner else []
    said = [cue for cue in reversed(cues) if cue.kind not in {"weak", "think", "nouns"}]
    outer = [cue for cue in said[1:2] if _embeds(text, cue, said[0])]
    return [*outer, *near, *said, *reversed(cues)]


def _embeds(text: str, outer: Found, inner: Found) -> bool:
    """Whether a verb of saying stands in what another says: X said that Y told …"""
    if outer.kind != "say":
        return False
    between = text[outer.end : inner.start]
    return between.lstrip().startswith("that ") and "," not in between


def is_inverted(text: str, start: int, cue: Found, lexicon: Lexicon) -> bool:
    """Whether an adverbial opens the clause, so that the subject may follow the verb."""
    if lexicon.language == "en":
        return False
    if lexicon.script == "arabic":
        return True
    clause = text[start : cue.start].rpartition(",")[2]
    first = re.search(r"[^\W_]+", clause)
    if first is None:
        return lexicon.script == "german" and "," in text[start : cue.start]
    return first is not None and first[0].casefold() in lexicon.prepositions


def is_beside(text: str, cue: Found, end: int, lexicon: Lexicon) -> bool:
    """Whether little stands between the cue and the marks."""
    between = text[cue.end : end]
    if lexicon.script == "han":
        return between.strip() in _AFTER_VERB or between.rstrip().endswith(("：", ":"))
    return len(between.split()) <= 4 or between.rstrip().endswith((":", ",", "："))
