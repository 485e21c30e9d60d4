"""Who says the words, by what stands before the opening mark?"""

import re

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.attribution import Attribution, attributed, source_named
from tearsheet.annotate.quotes.cues import (
    asks_for_words,
    by_weight,
    cues_in,
    is_beside,
    is_inverted,
)
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import (
    first_mention,
    owner_before,
    subject_after,
    subject_before,
)
from tearsheet.model import Span

_LONGEST_LABEL = 60
_DASHES = re.compile(r"(?:\s-|[–—])\s")
_NEXT_WORD = re.compile(r" (\w+)")


def attribution_before(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """What stands before the opening mark: X said: … / According to X, … / X said that …"""
    start, end = segment.left.start, segment.left.end
    cues = cues_in(text, start, end, lexicon)
    if not cues:
        return _colon(text, segment, lexicon)
    for cue in by_weight(text, cues, end, lexicon):
        beside = is_beside(text, cue, end, lexicon)
        if cue.kind == "according":
            mention = source_named(text, cue, end, lexicon)
            if mention:
                return attributed(segment.left, cue, mention, "according to", firm=True, sure=0.92)
            continue
        if cue.kind == "nouns" and not beside:
            continue
        found = _pronoun_behind(text, cue, end, lexicon) or _subject(
            text, start, cue, cues, lexicon
        )
        inverted = is_inverted(text, start, cue, lexicon)
        inverted = inverted and not (found and found.span.start > cue.start)
        turned = found is None or inverted or (found.plain and lexicon.language != "en")
        if cue.kind == "say" and turned:
            after = subject_after(text, cue.end, end, lexicon)
            # …, nannte die Daten „…“: what is neither name nor role gives way to who is.
            known = found is not None and not found.plain
            found = found if after is None or (known and after.plain) else after
        if found and found.plain and lexicon.is_bare and lexicon.verb_last:
            # NAME, depremle ilgili şunları söyledi: the subject stands before the comma.
            comma = text.rfind(",", start, cue.start)
            found = (
                subject_before(text, start, comma, lexicon) if comma > start else None
            ) or found
        if found and found.plain and lexicon.script == "german":
            # Der Ermittler, der als Zeuge gilt, sagte: who opens the sentence is its subject.
            opens = first_mention(text, start, cue.start, lexicon)
            found = opens if opens and not opens.plain else found
        if found is None:
            continue
        firm = beside and cue.kind in {"say", "participles"}
        sure = 0.95 if firm else 0.8 if beside else 0.7
        return attributed(segment.left, cue, found, "subject and verb before", firm=firm, sure=sure)
    found = first_mention(text, start, end, lexicon)
    asked = cues[-1].kind == "say" and found is None and asks_for_words(text, segment)
    return attributed(
        segment.left, cues[-1], found, "subject of the sentence", firm=asked, sure=0.6
    )


def _subject(
    text: str, start: int, cue: Found, cues: list[Found], lexicon: Lexicon
) -> Mention | None:
    """The subject of a cue, that of the verb it leans on if it has none of its own."""
    if cue.kind not in {"participles", "nouns"}:
        return subject_before(text, start, cue.start, lexicon)
    # A German owner ends in s or stands behind the noun: begründete den Schritt mit den Worten.
    german = lexicon.script == "german"
    own = None if german else owner_before(text, start, cue.start, lexicon)
    if own and own.span.end >= cue.start - 2 - 20 * (cue.kind == "nouns"):
        return own
    before = [other for other in cues if other.start < cue.start]
    for kind in ("say", "weak"):
        for leaned in reversed(before):
            if leaned.kind == kind:
                behind = _pronoun_behind(text, leaned, cue.start, lexicon)
                found = behind or subject_before(text, start, leaned.start, lexicon)
                if found:
                    return found
    return first_mention(text, start, cue.start, lexicon)


def _pronoun_behind(text: str, cue: Found, end: int, lexicon: Lexicon) -> Mention | None:
    """Gegenüber dem Sender äußerte *er* sich: right behind a German verb it is the subject."""
    if lexicon.script != "german" or cue.kind != "say":
        return None
    word = _NEXT_WORD.match(text, cue.end, end)
    if word is None or lexicon.pronouns.get(word[1]) != "m":
        # sie may be an object as well.
        return None
    return Mention(Span(*word.span(1)), pronoun=word[1])


def _colon(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """NAME: “…” without a verb."""
    start, end = segment.left.start, segment.left.end
    dash = list(_DASHES.finditer(text, start, end))
    start = dash[-1].end() if dash else start
    before = text[start:end].rstrip()
    if not before.endswith((":", "：")) or len(before) > _LONGEST_LABEL:
        if lexicon.reporting & set(re.findall(r"[^\W_]+", before.casefold())):
            return None
        found = first_mention(text, start, end, lexicon) if before else None
        if found is None:
            return None
        return attributed(
            segment.left, None, found, "subject of the sentence", firm=False, sure=0.5
        )
    found = subject_before(text, start, start + len(before) - 1, lexicon)
    if found is None:
        return None
    firm = found.name is not None or found.role is not None
    return attributed(segment.left, None, found, "name and colon", firm=firm, sure=0.85)
