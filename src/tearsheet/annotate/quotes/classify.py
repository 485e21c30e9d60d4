"""Is a passage in marks someone's words, or the name of a thing?"""

import re

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.attribution import Attribution
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.verb_last import form_at_link
from tearsheet.model import QuoteForm

# The signs of Devanagari are no letters to the engine of regular expressions.
_WORD = re.compile(r"[^\W_][\w\u0900-\u097f]*(?:['’-][^\W_]+)*")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_NOUN_BEFORE = re.compile(r"[^\W_]\s+([A-ZÄÖÜ][\w-]+)\s*\Z")
_HAN_PAUSE = re.compile("[，。！？；]")
_SENTENCE_END = ".!?…。！？؟।"
_AFTER_SENTENCE = frozenset(",，.،。—–-")
_FEW_WORDS = 3
# Below this a short passage in marks is not taken for anyone's.
_SURE = 0.65
_PASSAGE_WORDS = 6
# Characters of a Chinese passage without a pause: after a verb of judging, and after others.
_FEWEST_JUDGED, _FEWEST_HAN = 4, 8


def word_count(text: str, segment: Segment) -> int:
    """Words in marks; two Han characters count as one word."""
    words = segment.words.of(text)
    han = len(_HAN.findall(words))
    return (han + 1) // 2 if han else len(_WORD.findall(words))


def form_of(
    text: str, segment: Segment, attribution: Attribution | None, lexicon: Lexicon
) -> QuoteForm | None:
    """Direct, mixed, or None for a title, a name or scare quotes."""
    if lexicon.links:
        return form_at_link(text, segment, attribution, lexicon)
    words = word_count(text, segment)
    if segment.answers:
        return "direct" if words else None
    tied = attribution is not None and attribution.mention is not None
    firm = attribution is not None and attribution.firm
    whole = _is_sentence(text, segment)
    if words == 0:
        return None
    if _is_title(text, segment, lexicon) and not _is_spoken(text, segment, attribution, lexicon):
        return None
    if _is_apposed(text, segment, attribution, lexicon):
        return None
    spoken = firm and (_stands_alone(text, segment) or not _ends_itself(text, segment))
    if not spoken and _is_work(text, segment, attribution, lexicon):
        return None
    if firm:
        return "direct" if whole or _stands_alone(text, segment) else "mixed"
    if whole and words > _FEW_WORDS:
        return "direct"
    if words <= _FEW_WORDS and (not tied or _is_nobodys(attribution, lexicon)):
        return None
    if lexicon.script == "han" and not _HAN_PAUSE.search(segment.words.of(text)):
        # Terms stand in marks in Chinese: 共建“一带一路”.
        return "mixed" if tied and _ends_clause(text, segment, attribution) else None
    sure = attribution is not None and attribution.cue and attribution.confidence >= _SURE
    sure = sure or in_reported_mood(text, segment, lexicon)
    # German sets names in marks as well: without a verb of saying a few words are one.
    few = _FEW_WORDS + (lexicon.script == "german")
    if tied and (words > few or sure):
        return "mixed"
    return "mixed" if words >= _PASSAGE_WORDS else None


def in_reported_mood(text: str, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a verb beside the marks, in their sentence, is in the mood of reported speech."""
    if not lexicon.reporting:
        return False
    beside = f"{segment.left.of(text)} {segment.right.of(text)}".casefold()
    return not lexicon.reporting.isdisjoint(_WORD.findall(beside))


def _ends_clause(text: str, segment: Segment, attribution: Attribution | None) -> bool:
    """Whether words without a pause end what someone is said to say, and are many enough."""
    after = text[segment.whole.end : segment.whole.end + 1]
    if after not in "，。；！？,\n" or attribution is None or attribution.cue is None:
        return False
    weighs = attribution.kind == "weak" and attribution.cue.end > segment.left.start
    return len(segment.words) >= (_FEWEST_JUDGED if weighs else _FEWEST_HAN)


def _is_nobodys(attribution: Attribution | None, lexicon: Lexicon) -> bool:
    """Whether everyone says so: *on appelle cela* « … »."""
    mention = attribution.mention if attribution else None
    return mention is not None and mention.pronoun in lexicon.impersonal


def _is_sentence(text: str, segment: Segment) -> bool:
    """It begins like a sentence and ends like one, inside the marks or right after them."""
    words = segment.words.of(text)
    following = text[segment.whole.end : segment.whole.end + 3].lstrip(" \u00a0")[:1]
    alone = segment.leads and (not following or following == "\n")
    first = words.lstrip("\"'“‘«(¡¿[…")[:1]
    ends = words[-1] in _SENTENCE_END + "," or following in _AFTER_SENTENCE or alone
    return not first.islower() and (ends or segment.runs_on)


def _stands_alone(text: str, segment: Segment) -> bool:
    """A colon or comma brings it in, or it opens its sentence."""
    before = text[segment.left.start : segment.left.end].rstrip()
    return not before or before.endswith((":", ",", "："))


def _ends_itself(text: str, segment: Segment) -> bool:
    """Whether the words end like a sentence, so that the next one need not be about them."""
    return text[segment.words.end - 1] in "?!…"


def _is_spoken(
    text: str, segment: Segment, attribution: Attribution | None, lexicon: Lexicon
) -> bool:
    """Whether words that look like a title are brought in as someone's: a colon, a comma, said X.

    On “Voice of the Morning,” Ann said: after a preposition it is a title all the same.
    """
    if attribution is None or not attribution.firm:
        return False
    before = text[segment.left.start : segment.left.end].split()
    if before and before[-1].casefold() in lexicon.prepositions:
        return False
    return attribution.span.start >= segment.whole.end or _stands_alone(text, segment)


def _is_work(
    text: str, segment: Segment, attribution: Attribution | None, lexicon: Lexicon
) -> bool:
    """A word right before or after says that a title or name stands in the marks.

    "What she called" is a person's word; "the film called" is not.
    """
    start = max(segment.left.start, segment.left.end - 30)
    before = list(lexicon.work_before.find(text, start, segment.left.end))
    small = lexicon.script == "german" and text[segment.words.start].islower()
    if small and before and text[before[-1].start : before[-1].end].casefold() in lexicon.definite:
        # A German name begins with a capital: die „offene Frage“ is someone's.
        return False
    if before and not text[before[-1].end : segment.left.end].strip(" \u00a0"):
        cue = attribution.cue if attribution else None
        mention = attribution.mention if attribution else None
        own = cue is not None and mention is not None and cue.start == before[-1].start
        if cue is not None and mention is not None and _is_judgement(text, segment):
            return False
        return not (own and mention and len(text[mention.span.end : before[-1].start].split()) <= 1)
    following = lexicon.work_after.first(
        text, segment.right.start, min(segment.right.end, segment.right.start + 25)
    )
    if following and not text[segment.right.start : following.start].strip(" \u00a0"):
        return True
    return (attribution is None or attribution.cue is None) and _has_author(text, segment, lexicon)


_AUTHOR = re.compile(r",?[ \u00a0](?P<by>[^\W\d_]+['’]?)[ \u00a0]?(?=[^\W\d_a-z])")


def _has_author(text: str, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether the one who made it is named right behind the marks: « Title », d'Anne Orr."""
    found = _AUTHOR.match(text, segment.whole.end)
    return (
        found is not None
        and found["by"].casefold().replace("’", "'") in lexicon.work_by
        and text[found.end()].isupper()
        and text[segment.words.start].isupper()
        and text[segment.words.end - 1] not in _SENTENCE_END
    )


def _is_apposed(
    text: str, segment: Segment, attribution: Attribution | None, lexicon: Lexicon
) -> bool:
    """Whether a few words name what the German noun before them says: die Stiftung „Blaues Tal“."""
    if lexicon.script != "german" or not text[segment.words.start].isupper():
        return False
    if text[segment.words.end - 1] in _SENTENCE_END or word_count(text, segment) > _PASSAGE_WORDS:
        return False
    noun = _NOUN_BEFORE.search(text, segment.left.start, segment.left.end)
    if noun is None:
        cue = attribution.cue if attribution and attribution.kind == "according" else None
        before = cue is not None and cue.end <= segment.whole.start
        return bool(before and cue and not text[cue.end : segment.whole.start].strip())
    if noun[1].casefold() in lexicon.cues:
        return False
    mention, cue = (attribution.mention, attribution.cue) if attribution else (None, None)
    if mention is None or cue is None or lexicon.carriers.first(text, *noun.span(1)):
        return True
    return mention.plain or mention.span.end < noun.end(1) or cue.start > mention.span.start


def _is_judgement(text: str, segment: Segment) -> bool:
    """Whether marks hold too much in small letters for a name: called the plan «brave but …»."""
    return text[segment.words.start].islower() and word_count(text, segment) > _FEW_WORDS


def _is_title(text: str, segment: Segment, lexicon: Lexicon) -> bool:
    """All its words of weight have capitals; American houses put a comma inside the marks."""
    if lexicon.script != "capitals":
        return False
    words = segment.words.of(text)
    if words[-1] in "!?…":
        return False
    content = [
        word
        for word in _WORD.findall(words)
        if word.casefold() not in lexicon.prepositions
        and word.casefold() not in lexicon.determiners
        and word.casefold() not in lexicon.joins
    ]
    return len(content) > 0 and all(not word[0].islower() for word in content)
