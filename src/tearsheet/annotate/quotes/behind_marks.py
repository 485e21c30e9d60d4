"""Who says the words, by what follows the closing mark?"""

from dataclasses import replace

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.attribution import Attribution, attributed, source_named
from tearsheet.annotate.quotes.cues import cues_in, gap_before
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import (
    first_mention,
    subject_after,
    subject_before,
)
from tearsheet.annotate.quotes.words import is_function_word, words_of
from tearsheet.model import Span

_FEW_WORDS, _NEXT_SENTENCE = 5, 24
_PAUSES = frozenset("，。：！？；…,:!?;、—-）)”」』")
_SHORTEST_VERB = 4
_LONGEST_SUBJECT = 220
_AUXILIARIES = frozenset(["hat", "haben", "hatte", "hatten", "habe"])
# A verb of saying further behind the words is another clause's.
_MOST_CUES = 3
# What ends words that an attribution follows, or stands between the two.
_LINKS = frozenset(",?!…-—–،，؟？！")
# Closing marks of a quotation inside another.
_INNER_MARKS = "'’\"” \u00a0\u202f"


def attribution_behind(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """What follows the closing mark: …, said X. / …, X said. / …, according to X."""
    start, end = segment.right.start, segment.right.end
    words_end = segment.words.of(text).rstrip(_INNER_MARKS)[-1:]
    outside = text[start:end].lstrip()
    linked = (
        words_end in _LINKS
        or outside[:1] in _LINKS
        or segment.inserted
        or (lexicon.script == "han" and words_end == "。")
        or words_end == "।"
        or lexicon.verb_last
    )
    linked = linked and (lexicon.script != "han" or _opens_clause(text, segment))
    # “Niches are a problem” Ann said: the comma is missing.
    unlinked = not linked and segment.leads and not segment.ends and _is_long(text, segment)
    # German: „Das reicht.“ sagte X, the comma is missing.
    unparted = lexicon.script == "german" and outside[:1].islower()
    if words_end == "." and outside[:1] != "," and not (lexicon.verb_last or unparted):
        return None
    bare: Attribution | None = None
    for cue in cues_in(text, start, end, lexicon)[:_MOST_CUES]:
        gap = gap_before(text, start, cue.start, lexicon)
        if cue.kind == "according" and not gap:
            mention = source_named(text, cue, end, lexicon)
            return attributed(segment.right, cue, mention, "according to", firm=True, sure=0.93)
        if cue.kind == "accords":
            mention = subject_before(text, start, cue.start, lexicon)
            return attributed(segment.right, cue, mention, "according to", firm=True, sure=0.9)
        if cue.kind == "weak" and lexicon.verb_last and not gap:
            # X, “…” деп атады: X called it so.
            return replace(_around(text, segment, cue, lexicon), firm=False)
        if cue.kind == "weak" and lexicon.script == "devanagari" and not gap:
            # X ने इसे “…” करार दिया: the verb of judging comes last.
            mention = first_mention(text, segment.left.start, segment.left.end, lexicon)
            basis = "subject before and verb after"
            return attributed(segment.left, cue, mention, basis, firm=False, sure=0.8)
        leans = cue.kind == "participles" and (gap or lexicon.script == "arabic")
        if cue.kind in {"nouns", "weak"} or leans:
            continue
        if not gap:
            mention = subject_after(text, cue.end, end, lexicon)
            if mention:
                return attributed(
                    segment.right, cue, mention, "verb and subject after", firm=linked, sure=0.97
                )
            if lexicon.verb_last:
                return _around(text, segment, cue, lexicon)
            bare = bare or attributed(segment.right, cue, None, "verb after", firm=linked, sure=0.9)
            continue
        near = linked or (unlinked and "," not in gap and len(gap.split()) < _FEW_WORDS)
        if len(gap) > _LONGEST_SUBJECT or not near or gap.split()[0].casefold() in lexicon.joins:
            continue
        mention = _after_auxiliary(text, start, cue, lexicon) or subject_before(
            text, _past_comma(text, start, cue.start), cue.start, lexicon
        )
        if mention and mention.plain and lexicon.script == "han":
            continue
        if mention and _is_first_clause(text, start, mention, lexicon):
            return attributed(
                segment.right, cue, mention, "subject and verb after", firm=True, sure=0.95
            )
    if bare is None and linked:
        # Where subjects come first, only words that open their sentence are followed by a verb.
        if lexicon.role_leads:
            return _by_order(text, segment, lexicon)
        if lexicon.script == "capitals" and not segment.left.of(text).strip():
            return _by_order(text, segment, lexicon) or _opening_subject(text, segment, lexicon)
    if bare is None and lexicon.script == "han" and segment.leads and words_end in "。！？…":
        line = text.find("\n", start)
        limit = min(start + _NEXT_SENTENCE, line if line >= 0 else len(text))
        mention = first_mention(text, start, max(end, limit), lexicon)
        if mention and mention.name and mention.span.start <= start + 1:
            span = Span(start, max(end, mention.span.end))
            return attributed(span, None, mention, "name after", firm=False, sure=0.7)
    return bare


def _after_auxiliary(text: str, start: int, cue: Found, lexicon: Lexicon) -> Mention | None:
    """„…“, hatte *die Sängerin* in einem Interview gesagt: the subject follows the auxiliary."""
    if lexicon.script != "german":
        return None
    words = words_of(text, start, cue.start, lexicon)
    if not words or words[0].base not in _AUXILIARIES:
        return None
    found = subject_after(text, words[0].end, cue.start, lexicon)
    return None if found is None or found.plain else found


def _opens_clause(text: str, segment: Segment) -> bool:
    """Whether a pause stands before the marks, so that a verb after them may mean the words."""
    before = text[segment.left.start : segment.left.end].rstrip()
    return not before or before[-1] in _PAUSES


def _is_long(text: str, segment: Segment) -> bool:
    """Whether words open like a sentence and are too many for a title."""
    words = segment.words.of(text)
    return words[:1].isupper() and words.count(" ") >= _FEW_WORDS - 1


def _opening_subject(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """…, NAME VERB: a subject right after the words, and a verb that nobody listed."""
    start, end = segment.right.start, segment.right.end
    mention = first_mention(text, start, end, lexicon)
    if mention is None or mention.plain or text[start : mention.span.start].strip(" ,"):
        return None
    words = words_of(text, mention.span.end, end, lexicon)
    if not words or words[0].capital or is_function_word(words[0].base, lexicon):
        return None
    if len(words[0].base) < _SHORTEST_VERB or text[mention.span.end : words[0].start].strip():
        return None
    cue = Found(words[0].start, words[0].end, "say")
    basis = "subject and verb after, by the order of words"
    return attributed(segment.right, cue, mention, basis, firm=True, sure=0.75)


def _by_order(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """…, VERB the baker NAME: the order of words shows a verb of saying that nobody listed."""
    start, end = segment.right.start, segment.right.end
    words = words_of(text, start, end, lexicon)
    while words and words[0].base in lexicon.between:
        words.pop(0)
    if not words or words[0].capital or is_function_word(words[0].base, lexicon):
        return None
    verb = words[0]
    if len(verb.base) < _SHORTEST_VERB or text[start : verb.start].count(",") > 1:
        return None
    mention = subject_after(text, verb.end, end, lexicon)
    if mention is None or mention.name is None or len(mention.span) < len(mention.name):
        return None
    if len(text[verb.end : mention.span.start].split()) > 1:
        return None
    cue = Found(verb.start, verb.end, "say")
    basis = "verb and subject after, by the order of words"
    return attributed(segment.right, cue, mention, basis, firm=True, sure=0.75)


def _around(text: str, segment: Segment, cue: Found, lexicon: Lexicon) -> Attribution:
    """X, “…” said: the subject opens the sentence, the verb ends it."""
    start, end = segment.left.start, segment.left.end
    mention = _before_comma(text, start, end, lexicon)
    if mention is None and text[start:end].strip():
        mention = first_mention(text, start, end, lexicon)
    made = attributed(
        segment.left, cue, mention, "subject before and verb after", firm=True, sure=0.93
    )
    return replace(made, span=segment.right) if mention is None else made


def _before_comma(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """…, paylaşan NAME, “…”: the name right before the comma that brings in the words."""
    left = text[start:end].rstrip()
    if not left.endswith((",", ":")):
        return None
    comma = start + len(left) - 1
    begin = text.rfind(",", start, comma) + 1 or start
    mention = subject_before(text, begin, comma, lexicon)
    near = mention is not None and not mention.plain and mention.span.end >= comma - 1
    return mention if near else None


def _past_comma(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " ,\u00a0—–-":
        start += 1
    return start


def _is_first_clause(text: str, start: int, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the subject is the first thing after the marks, adverbials apart."""
    between = text[start : mention.span.start]
    return between.count(",") <= 2 and len(between) < 80
