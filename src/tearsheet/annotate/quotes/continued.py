"""Which segments make one quotation, and whose words are those without a verb of saying?"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from tearsheet.annotate.lexicon import Lexicon, sex_of_given_name
from tearsheet.annotate.quotes.attribute import attribution_of, sentence_around, speech_in
from tearsheet.annotate.quotes.attribution import Attribution
from tearsheet.annotate.quotes.classify import form_of, in_reported_mood
from tearsheet.annotate.quotes.mentions import Mention, names
from tearsheet.annotate.quotes.persons import WORD
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.signed import signature_of
from tearsheet.annotate.quotes.subject import first_mention
from tearsheet.annotate.quotes.verb_last import attributions_of
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import QuoteForm, Span
from tearsheet.text import paragraphs

# Quotations without a verb of saying; how sure each way is, set by hand.
_SAME_PARAGRAPH, _NEXT_PARAGRAPH, _INTRODUCED, _PRESENTED = 0.85, 0.8, 0.75, 0.6
_ANNOUNCED = 0.8
_SHORTEST_SENTENCE = 10
_CLAUSE_END = re.compile(r"[,:](?= )")
# Letters of a label that may be a name, and how far down an interview names its people.
_SHORTEST_NAME, _NAMED_WITHIN = 3, 5_000


@dataclass(slots=True)
class Utterance:
    """Segments that are one quotation, and what ties them to the speaker.

    ``follows`` is the utterance whose speaker goes on here, if this has no attribution of its
    own; ``sure`` is how sure that is.
    """

    segments: list[Segment]
    form: QuoteForm
    attribution: Attribution | None
    follows: "Utterance | None" = None
    basis: str = ""
    sure: float = 1.0

    @property
    def last(self) -> Segment:
        """Its last segment."""
        return self.segments[-1]


def utterances(text: str, found: list[Segment], lexicon: Lexicon) -> list[Utterance]:
    """The quotations among the segments, in order; titles and scare quotes are left out."""
    lines = paragraphs(text)
    made = list[Utterance]()
    for segment, attribution in zip(found, _attributions(text, found, lexicon), strict=True):
        form = form_of(text, segment, attribution, lexicon)
        before = made[-1] if made else None
        if attribution is None or attribution.cue is None:
            reported = _in_reported_mood(text, segment, before, lines, lexicon)
            signed = signature_of(text, segment, lines, lexicon)
            attribution = signed or _in_clause(before, segment) or reported or attribution
            form = form_of(text, segment, attribution, lexicon)
        term = form is None and lexicon.script == "han"
        if before and not term and _goes_on(text, before, segment, attribution, lexicon):
            before.segments.append(segment)
            if before.attribution is None or (
                not before.attribution.firm and attribution and attribution.firm
            ):
                before.attribution = attribution or before.attribution
            continue
        if form is None:
            continue
        utterance = Utterance([segment], form, attribution)
        if attribution is None or attribution.mention is None:
            _follow(text, utterance, before, lines, lexicon)
        made.append(utterance)
    _look_ahead(made)
    return made


def _attributions(text: str, found: list[Segment], lexicon: Lexicon) -> list[Attribution | None]:
    """Each segment's own attribution; “A” and “B,” said X: one after the last is for all."""
    if lexicon.links:
        return attributions_of(text, found, lexicon)
    own = [attribution_of(text, segment, lexicon) for segment in found]
    for index in range(len(found) - 2, -1, -1):
        here, following = own[index], own[index + 1]
        if found[index].sentence != found[index + 1].sentence or following is None:
            continue
        ended = text[found[index].words.end - 1] in "，,。！？…"
        shared = lexicon.script == "han" and found[index].right == found[index + 1].left
        if here is None and ended and shared:
            # “…，”马德福蹲下身，“…”: between the two stands who says both.
            own[index] = following
            continue
        after = following.firm and following.span.start >= found[index + 1].whole.end
        if after and (here is None or here.cue is None):
            own[index] = replace(following, firm=False, span=found[index].right)
    return own


def _in_clause(before: Utterance | None, segment: Segment) -> Attribution | None:
    """The attribution of an earlier part of the sentence: X said it was “…” and would “…”."""
    if before is None or before.attribution is None or before.attribution.cue is None:
        return None
    last = before.last
    if last.sentence != segment.sentence or before.attribution.span != last.left:
        return None
    return replace(before.attribution, firm=False, basis="goes on in the sentence")


def _in_reported_mood(
    text: str, segment: Segment, before: Utterance | None, lines: list[Span], lexicon: Lexicon
) -> Attribution | None:
    """Er habe „…“ gesehen: by its mood the sentence goes on with what someone says."""
    if not in_reported_mood(text, segment, lexicon):
        return None
    start = lines[segment.paragraph].start
    spoken = _main_clause(text, segment, lexicon)
    said = Span(start, max(start, segment.left.start))
    spoken = spoken or _sentence_before(text, said, lexicon) or speech_in(text, said, lexicon)
    if spoken is None and before and before.last.paragraph == segment.paragraph:
        spoken = before.attribution
    if spoken is None and segment.paragraph:
        spoken = speech_in(text, lines[segment.paragraph - 1], lexicon)
    return spoken and replace(spoken, firm=False, basis="goes on in reported speech")


def _main_clause(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """The baker is of the opinion that it has „…“: whoever the clause before that one is about."""
    ends = _CLAUSE_END.search(text, segment.left.start, segment.left.end)
    if ends is None:
        return None
    clause = Span(segment.left.start, ends.start())
    if not lexicon.reporting.isdisjoint(WORD.findall(clause.of(text).casefold())):
        return None
    subject = first_mention(text, clause.start, clause.end, lexicon)
    if subject is None or subject.plain:
        return None
    return Attribution(
        segment.left, None, subject, "", firm=False, basis="", confidence=_INTRODUCED
    )


def _sentence_before(text: str, stretch: Span, lexicon: Lexicon) -> Attribution | None:
    """The minister saw things otherwise. He had „…“: who the last sentence is about.

    None if that sentence retells itself or has a verb of saying.
    """
    if len(stretch) < _SHORTEST_SENTENCE:
        return None
    last = sentence_around(text, stretch, stretch.end - 2)
    if not lexicon.reporting.isdisjoint(WORD.findall(last.of(text).casefold())):
        return None
    if lexicon.cues.first(text, last.start, last.end):
        return None
    first = first_mention(text, last.start, last.end, lexicon)
    named = names(text, words_of(text, last.start, last.end, lexicon), lexicon)
    known = (one for one in (first, *named) if one and not one.plain)
    subject = next((m for m in known if m.role or m.pronoun or " " in m.span.of(text)), None)
    if subject is None:
        return None
    return Attribution(last, None, subject, "", firm=False, basis="", confidence=_PRESENTED)


def _goes_on(
    text: str,
    before: Utterance,
    segment: Segment,
    attribution: Attribution | None,
    lexicon: Lexicon,
) -> bool:
    """Whether a segment continues the quotation before it."""
    last = before.last
    own = attribution is not None and attribution.mention is not None
    alike = text[last.whole.start] == text[segment.whole.start]
    if last.runs_on and segment.paragraph == last.paragraph + 1 and segment.leads and alike:
        return not own or before.attribution is None or before.attribution.mention is None
    if segment.paragraph != last.paragraph:
        return False
    # Where subjects may be left out, one verb between two parts holds for both: “A”, dice, “B”.
    shared = (
        (own or lexicon.role_leads)
        and attribution is not None
        and before.attribution is not None
        and attribution.cue == before.attribution.cue
        and attribution.cue is not None
    )
    between = text[last.whole.end : segment.whole.start]
    if lexicon.script == "han" and own and attribution and before.attribution:
        same = attribution.mention == before.attribution.mention
        shared = shared or (same and last.right == segment.left)
    if segment.inserted or (shared and segment.sentence == last.sentence):
        return before.form == "direct" or segment.inserted or last.right == segment.left
    if own or before.form != "direct" or before.attribution is None:
        return False
    # "A," said X. "B.": nothing but the attribution stands between the two.
    alone = not text[segment.left.start : segment.left.end].strip()
    right = text[segment.right.start : segment.right.end].strip(" .,")
    return (
        alone
        and not right
        and "." in between[-3:] + text[segment.left.start - 2 : segment.left.start]
    )


def _label(text: str, segment: Segment, lexicon: Lexicon) -> Mention | None:
    """The name that labels an answer, if the article has it elsewhere: *BERG: We open in May.*"""
    label = Span(segment.whole.start, segment.words.start)
    words = list(WORD.finditer(text, label.start, label.end))
    if not words or len(words[-1][0]) < _SHORTEST_NAME or lexicon.script in {"han", "japanese"}:
        return None
    name = Span(words[0].start(), words[-1].end())
    if _only_labels(text, label.of(text).rstrip(" \u00a0:：.–—-")):
        return None
    printed = words[-1][0].capitalize()
    first = text.find(printed, 0, _NAMED_WITHIN)
    if label.start <= first < label.end:
        first = text.find(printed, label.end, _NAMED_WITHIN)
    return Mention(name, name) if first >= 0 else None


def _only_labels(text: str, label: str) -> bool:
    """Whether a word opens answers and stands nowhere else: *Answer: …*, *जवाब: …*."""
    at = text.find(label, 0, _NAMED_WITHIN) if label else -1
    while at >= 0:
        if text[at + len(label) : at + len(label) + 2].lstrip()[:1] not in {":", "："}:
            return False
        at = text.find(label, at + 1, _NAMED_WITHIN)
    return True


def _presented(text: str, line: Span, lexicon: Lexicon) -> Mention | None:
    """Who a paragraph before an interview presents: the first of first and last name."""
    if not lexicon.is_bare:
        return first_mention(text, line.start, line.end, lexicon)
    found = names(text, words_of(text, line.start, line.end, lexicon), lexicon)
    return next((one for one in found if one.name and " " in one.name.of(text)), None)


def _answers(
    text: str, utterance: Utterance, before: Utterance | None, lines: list[Span], lexicon: Lexicon
) -> None:
    """An answer is the words of whoever the paragraphs before the first question present."""
    if labelled := _label(text, utterance.segments[0], lexicon):
        line = lines[utterance.segments[0].paragraph]
        utterance.attribution = Attribution(
            line, None, labelled, "", firm=True, basis="", confidence=_INTRODUCED
        )
        utterance.basis = "answers in the interview"
        return
    if before and before.last.answers:
        utterance.follows, utterance.basis = before, "answers in the interview"
        utterance.sure = _SAME_PARAGRAPH
        return
    # The paragraph right before the first answer is its question.
    before_it = lines[: max(0, utterance.segments[0].paragraph - 1)]
    found: tuple[Span, Mention] | None = None
    for line in before_it:
        subject = _presented(text, line, lexicon)
        if subject is None or subject.name is None:
            continue
        # A whole name, or one with its role, before a word that may have its capital otherwise.
        whole = subject.role or " " in subject.span.of(text)
        if whole or found is None:
            found = line, subject
        if whole:
            break
    if found:
        utterance.attribution = Attribution(
            found[0], None, found[1], "", firm=False, basis="", confidence=_INTRODUCED
        )
        utterance.basis = "answers in the interview"


def _follow(
    text: str, utterance: Utterance, before: Utterance | None, lines: list[Span], lexicon: Lexicon
) -> None:
    """Find whose speech goes on: in the paragraph, from the one before, or who was introduced."""
    segment = utterance.segments[0]
    if segment.answers:
        _answers(text, utterance, before, lines, lexicon)
        return
    if before and before.last.paragraph == segment.paragraph:
        utterance.follows, utterance.basis = before, "goes on in the paragraph"
        utterance.sure = _SAME_PARAGRAPH
        return
    start = lines[segment.paragraph].start
    if utterance.attribution and utterance.attribution.cue and not segment.leads:
        subject = first_mention(text, start, segment.left.start, lexicon)
        if subject and not subject.plain:
            utterance.attribution = replace(utterance.attribution, mention=subject)
            utterance.basis, utterance.sure = "subject of the sentence before", _INTRODUCED
            return
    if start < segment.left.start or not segment.leads:
        spoken = speech_in(text, Span(start, segment.left.end), lexicon)
        if spoken:
            utterance.attribution, utterance.basis = spoken, "speaker of the sentence before"
            utterance.sure = _INTRODUCED
            return
        if subject := _topic(text, Span(start, segment.left.start), utterance, lexicon):
            utterance.attribution = Attribution(
                Span(start, segment.left.start), None, subject, "", False, "", _PRESENTED
            )
            utterance.basis, utterance.sure = "subject of the sentence before", _PRESENTED
            return
    if segment.paragraph == 0 or not (segment.leads or utterance.form == "direct"):
        return
    line = lines[segment.paragraph - 1]
    after = (
        before.last.whole.end
        if before and before.last.paragraph == segment.paragraph - 1
        else line.start
    )
    stretch = Span(min(after, line.end), line.end)
    spoken = speech_in(text, stretch, lexicon)
    if spoken and not (before and before.attribution and before.attribution.cue == spoken.cue):
        utterance.attribution, utterance.basis = spoken, "speaker of the paragraph before"
        utterance.sure = _INTRODUCED
    elif subject := _announcer(text, segment, stretch, lexicon):
        utterance.attribution = Attribution(
            stretch, None, subject, "", firm=False, basis="", confidence=_ANNOUNCED
        )
        utterance.basis = "brought in by the paragraph before"
    elif before and before.last.paragraph == segment.paragraph - 1:
        utterance.follows, utterance.basis = before, "goes on from the paragraph before"
        utterance.sure = _NEXT_PARAGRAPH
    elif segment.leads:
        _introduced_before(text, utterance, line, lexicon)


def _announcer(text: str, segment: Segment, stretch: Span, lexicon: Lexicon) -> Mention | None:
    """Who opens a paragraph that ends in a colon, right before one that is all in marks."""
    if not segment.leads or stretch.end == stretch.start or text[stretch.end - 1] not in ":：":
        return None
    last = sentence_around(text, stretch, stretch.end - 1)
    subject = first_mention(text, last.start, last.end, lexicon) or first_mention(
        text, stretch.start, stretch.end, lexicon
    )
    return None if subject is None or subject.plain else subject


def _topic(text: str, stretch: Span, utterance: Utterance, lexicon: Lexicon) -> Mention | None:
    """Ann did something. “Words.” The last sentence's subject, if it is named."""
    if utterance.form != "direct" or len(stretch) < 2:
        return None
    last = sentence_around(text, stretch, stretch.end - 2)
    subject = first_mention(text, last.start, last.end, lexicon)
    if subject is None or (subject.name is None and subject.pronoun is None):
        return None
    # A German noun has its capital whether it names anyone or not.
    sure = subject.pronoun or subject.role or lexicon.script != "german"
    return subject if sure or " " in subject.span.of(text) else None


def _introduced_before(text: str, utterance: Utterance, line: Span, lexicon: Lexicon) -> None:
    """NAME, the ROLE, did something; the next paragraph is all in marks."""
    subject = first_mention(text, line.start, line.end, lexicon)
    if subject and subject.name and (subject.role or _is_given(subject.name.of(text))):
        utterance.attribution = Attribution(
            line, None, subject, "", firm=False, basis="", confidence=_PRESENTED
        )
        utterance.basis = "person introduced in the paragraph before"


def _is_given(name: str) -> bool:
    """Whether a name of more than one word begins like a person's."""
    given, _, surname = name.partition(" ")
    return bool(surname and sex_of_given_name(given))


def _look_ahead(made: list[Utterance]) -> None:
    """Words that open a paragraph and are followed by attributed ones there are that speaker's."""
    for utterance, following in pairwise(made):
        untied = utterance.follows is None and (
            utterance.attribution is None or utterance.attribution.mention is None
        )
        if untied and following.segments[0].paragraph - utterance.last.paragraph <= 1:
            utterance.follows, utterance.basis = following, "speaker named after it"
            utterance.sure = _INTRODUCED
