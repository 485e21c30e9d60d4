"""Which verb of saying, and whose, belongs to a segment?"""

import re

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.attribution import Attribution, attributed, source_named
from tearsheet.annotate.quotes.before_marks import attribution_before
from tearsheet.annotate.quotes.behind_marks import attribution_behind
from tearsheet.annotate.quotes.cues import asks_for_words, cues_in, is_inverted
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import (
    first_mention,
    subject_after,
    subject_before,
)
from tearsheet.model import Span

_FEW_WORDS = 5
# Before the marks and the verb that judges: wird von X als „…“ bezeichnet.
_AS = re.compile(r"\bals(?: \w+)?\s*\Z")
_BY = re.compile(r"\b(?:von|vom|durch)(?= )")
_WORDS, _MOST_BEFORE_VERB = re.compile(r"\w+"), 3


def attribution_of(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """The attribution in the segment's own sentence, None if there is none."""
    if segment.answers:
        return None
    right = attribution_behind(text, segment, lexicon)
    left = attribution_before(text, segment, lexicon)
    announced = left and left.firm and left.mention and asks_for_words(text, segment)
    if lexicon.verb_last and text[segment.left.start : segment.left.end].rstrip().endswith(","):
        announced = None
    if right and right.firm and right.mention and not announced:
        return right
    if left and left.mention and left.cue:
        return left
    if left is None or left.cue is None:
        judged = _judged(text, segment, lexicon)
        if judged:
            return judged
        tail = _tail(text, segment, lexicon)
        if tail:
            return tail
    return right if right and right.mention else left or right


def _judged(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """Den Plan, den X als „…“ bezeichnete; wird von X als „…“ bezeichnet: the verb ends it."""
    if lexicon.script != "german" or not _AS.search(text, segment.left.start, segment.left.end):
        return None
    cue = next((c for c in cues_in(text, segment.right.start, segment.right.end, lexicon)), None)
    if cue is None or cue.kind != "say":
        return None
    if len(_WORDS.findall(text, segment.right.start, cue.start)) > _MOST_BEFORE_VERB:
        return None
    start, end = segment.left.start, segment.left.end
    by = list(_BY.finditer(text, start, end))
    subject = subject_after(text, by[-1].end(), end, lexicon) if by else None
    subject = subject or first_mention(text, start, end, lexicon)
    if subject is None:
        return None
    basis = "subject before and verb after"
    return attributed(segment.left, cue, subject, basis, firm=False, sure=0.8)


def _tail(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """“…” would do, X said: a subject and verb that end the sentence hold for all of it."""
    start, end = segment.right.start, segment.right.end
    said = [cue for cue in cues_in(text, start, end, lexicon) if cue.kind == "say"]
    if turned := _turned(text, segment, said, lexicon):
        return turned
    if not said or len(text[said[-1].end : end].split()) > _FEW_WORDS:
        return None
    comma = text.rfind(",", start, said[-1].start)
    if comma < 0:
        return None
    mention = subject_before(text, comma + 1, said[-1].start, lexicon)
    if mention is None or mention.plain:
        return None
    basis = "subject and verb at the end of the sentence"
    return attributed(segment.right, said[-1], mention, basis, firm=False, sure=0.8)


def _turned(text: str, segment: Segment, said: list[Found], lexicon: Lexicon) -> Attribution | None:
    """Sie sei „…“ gewesen, sagte X, …: after a comma the verb and its subject change places."""
    if lexicon.script != "german":
        return None
    start, end = segment.right.start, segment.right.end
    for cue in said:
        if not text[start : cue.start].rstrip().endswith(","):
            continue
        mention = subject_after(text, cue.end, end, lexicon)
        if mention and not mention.plain:
            basis = "subject and verb at the end of the sentence"
            return attributed(segment.right, cue, mention, basis, firm=False, sure=0.8)
    return None


def speech_in(text: str, stretch: Span, lexicon: Lexicon) -> Attribution | None:
    """The last verb of saying with its subject in a stretch without marks: reported speech."""
    for cue in reversed(list(lexicon.cues.find(text, stretch.start, stretch.end))):
        if cue.kind not in {"say", "according", "accords"}:
            continue
        sentence = sentence_around(text, stretch, cue.start)
        if cue.kind == "according":
            mention = source_named(text, cue, sentence.end, lexicon)
        else:
            before = subject_before(text, sentence.start, cue.start, lexicon)
            mention = before
            turned = text[sentence.start : cue.start].rstrip().endswith(",")
            turned = turned and lexicon.role_leads
            if lexicon.script == "german":
                turned = turned or is_inverted(text, sentence.start, cue, lexicon)
            if before is None or turned:
                mention = subject_after(text, cue.end, sentence.end, lexicon) or before
        if mention and not mention.plain:
            return attributed(sentence, cue, mention, "reported speech", firm=False, sure=0.95)
    return None


def sentence_around(text: str, stretch: Span, at: int) -> Span:
    """The stretch's sentence that holds a place, by its full stops."""
    ends = [
        match.end()
        for match in re.finditer(
            r"[.!?…][\"”»]?\s+(?=[^\W\d_a-z])|[。！？।]", text[stretch.start : stretch.end]
        )
    ]
    starts = [stretch.start] + [stretch.start + end for end in ends]
    start = max(start for start in starts if start <= at)
    end = min([s for s in starts if s > at] + [stretch.end])
    return Span(start, end)
