"""Which verb of saying belongs to a segment where the verb comes last? Japanese and Korean.

The closing mark is tied to its verb by a particle (「…」と述べた, "…"라고 말했다); the subject
stands before the words, or between the particle and the verb, and is often left out.
"""

import re
from dataclasses import replace
from functools import cache

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.attribution import Attribution
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import (
    first_mention,
    introduced_in,
    subject_after,
    subject_before,
)
from tearsheet.model import QuoteForm, Span
from tearsheet.text import paragraphs

_LONGEST_GAP, _LONGEST_NEXT = 90, 120
_LAST_WORDS = 6
_FEWEST_CHARACTERS, _SENTENCE_CHARACTERS = 8, 4
_STOP = re.compile(r"[。！？\n]|[.!?](?=\s|$)")
_OPENING = frozenset("「『“\"‘'《〈")
_QUESTION = re.compile(r"\s*(?:[―—─–-]|Q\d*[.:：]?|問[.:：]?|질문|문[.:：])")
_BRACKET = re.compile(r"\s?[（(](?P<inside>[^（()）\n]{2,40})[)）]")
_ENDS = "。！？…．.!?"


def attributions_of(text: str, found: list[Segment], lexicon: Lexicon) -> list[Attribution | None]:
    """Each segment's attribution; parts of one sentence share its subject and its last verb."""
    asked = _interviewed(text, found, lexicon)
    own = [
        _answer(text, segment, asked) or _attribution(text, segment, lexicon) for segment in found
    ]
    for index in range(len(found) - 2, -1, -1):
        own[index] = _from_next(text, found, own, index, lexicon)
    for index in range(1, len(found)):
        here, before = own[index], own[index - 1]
        if here is None or here.mention or before is None or before.mention is None:
            continue
        if found[index].sentence == found[index - 1].sentence:
            own[index] = replace(here, mention=before.mention)
    return own


def _interviewed(text: str, found: list[Segment], lexicon: Lexicon) -> Mention | None:
    """Who answers in an interview: the first person named before its first question."""
    first = next((s for s in found if _asked(text, s)), None)
    if first is None:
        return None
    for line in paragraphs(text[: first.whole.start]):
        for named in introduced_in(text, line.start, line.end, lexicon):
            if named.name:
                return named
    return None


def _asked(text: str, segment: Segment) -> bool:
    """Whether the paragraph before, which a dash opens, is a question; the words fill their own."""
    if not (segment.leads and segment.ends):
        return False
    end = text.rfind("\n", 0, segment.whole.start)
    start = text.rfind("\n", 0, max(0, end)) + 1
    return end > 0 and _QUESTION.match(text, start, end) is not None


def _answer(text: str, segment: Segment, asked: Mention | None) -> Attribution | None:
    if asked is None or not _asked(text, segment):
        return None
    return Attribution(segment.left, None, asked, "", True, "answers in the interview", 0.8)


def form_at_link(
    text: str, segment: Segment, attribution: Attribution | None, lexicon: Lexicon
) -> QuoteForm | None:
    """Direct, mixed, or None for a title, a name or scare quotes."""
    words = segment.words.of(text)
    if not any(character.isalnum() for character in words) or _is_work(text, segment, lexicon):
        return None
    if attribution is not None and attribution.firm:
        return "direct"
    if _stands_alone(text, segment, lexicon):
        return "direct"
    if attribution is not None and (attribution.mention or attribution.cue):
        return "mixed"
    return None


def _attribution(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    start, end = segment.whole.end, segment.right.end
    link = _links(lexicon).match(text, start, end)
    if _is_work(text, segment, lexicon) or (link and _joins_words(text, link.end(), end)):
        return None
    if link is None:
        return _without_link(text, segment, lexicon)
    cue = _cue_after(text, link, end, lexicon)
    if cue is None:
        return _without_verb(text, segment, link, lexicon)
    gap_end = max(link.end(), cue.start)
    inside = subject_before(text, link.end(), gap_end, lexicon) if gap_end > link.end() else None
    if inside and not inside.plain:
        return _made(segment.right, cue, inside, "subject and verb after", lexicon)
    turned = subject_after(text, cue.end, end, lexicon)
    if turned:
        return _made(segment.right, cue, turned, "verb and subject after", lexicon)
    before = first_mention(text, segment.left.start, segment.left.end, lexicon)
    if before is None and cue.kind == "nouns":
        before = subject_before(text, link.end(), cue.start, lexicon)
    made = _made(segment.left, cue, before, "subject before and verb after", lexicon)
    return replace(made, span=segment.right) if before is None else made


def _cue_after(text: str, link: re.Match[str], end: int, lexicon: Lexicon) -> Found | None:
    """The first verb of saying after a link, or the one the link itself begins."""
    limit = min(end, link.end() + _LONGEST_GAP)
    whole = lexicon.cues.first(text, link.start(), limit)
    if whole and whole.start == link.start() and whole.kind not in {"according", "accords"}:
        return whole
    for cue in lexicon.cues.find(text, link.end(), limit):
        if cue.kind not in {"according", "accords"}:
            return cue
    return None


def _without_verb(
    text: str, segment: Segment, link: re.Match[str], lexicon: Lexicon
) -> Attribution | None:
    """「…」と田中氏。, 同省によると「…」という。, "…"라며 고개를 저었다."""
    end = segment.right.end
    stop = _STOP.search(text, link.end(), end)
    last = stop.start() if stop else end
    tail = text[link.end() : last].strip()
    joining = link[0].strip() in lexicon.joining
    if tail and not joining:
        named = subject_before(text, link.end(), last, lexicon)
        if named and (named.name or named.role) and named.span.end >= last - 1:
            return _made(segment.right, None, named, "name after", lexicon)
    source = _source(text, segment, lexicon)
    if source:
        return source
    behind = first_mention(text, link.end(), last, lexicon) if tail else None
    if behind and not behind.plain:
        # 「…」と、西川さんは顔をほころばせる: a gesture does for the verb.
        return _made(segment.right, None, behind, "name after", lexicon)
    before = first_mention(text, segment.left.start, segment.left.end, lexicon)
    if joining:
        return _made(segment.left, None, before, "subject before and verb after", lexicon)
    if before is None or before.plain or len(segment.words) < _FEWEST_CHARACTERS:
        return None
    made = _made(segment.left, None, before, "subject of the sentence", lexicon)
    return replace(made, firm=text[segment.words.end - 1] in _ENDS)


def _without_link(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """NAME: “…”, 「…」（NAME）, 次のように述べた：「…」, 「…」。NAMEはこう話した。"""
    start, end = segment.left.start, segment.left.end
    before = text[start:end].rstrip()
    bracket = _BRACKET.match(text, segment.whole.end)
    if bracket and _stands_alone(text, segment, lexicon):
        named = subject_before(text, bracket.start("inside"), bracket.end("inside"), lexicon)
        if named and not named.plain:
            return _made(segment.right, None, named, "name in brackets", lexicon)
    if before.endswith((":", "：")):
        cue = lexicon.cues.first(text, start, end)
        named = first_mention(text, start, start + len(before) - 1, lexicon) or subject_before(
            text, start, start + len(before) - 1, lexicon
        )
        if named or cue:
            basis = "subject and verb before" if cue else "name and colon"
            return _made(segment.left, cue, named, basis, lexicon)
    if not _stands_alone(text, segment, lexicon):
        return None
    return (
        _label(text, segment, lexicon)
        or _source(text, segment, lexicon)
        or _said_next(text, segment, lexicon)
    )


def _label(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """田中　「…」: a name and nothing else before the words, at the head of a line."""
    start, end = segment.left.start, segment.left.end
    before = text[start:end].strip()
    if not before or len(before) > _FEWEST_CHARACTERS * 2 or lexicon.cues.first(text, start, end):
        return None
    opens = start == 0 or text[start - 1] == "\n"
    named = subject_before(text, start, end, lexicon) if opens else None
    if named is None or named.plain or named.span.end < start + len(before):
        return None
    return _made(segment.left, None, named, "name and colon", lexicon)


def _source(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """同省によると…: who stands before a word that means "according to"."""
    for cue in lexicon.cues.find(text, segment.left.start, segment.left.end):
        if cue.kind == "accords":
            named = subject_before(text, segment.left.start, cue.start, lexicon)
            if named and not named.plain:
                return _made(segment.left, cue, named, "according to", lexicon)
    return None


def _said_next(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """「…」。田中氏はこう話した。: the next sentence points back at the words."""
    at = segment.whole.end
    line = text.find("\n", at)
    limit = min(at + _LONGEST_NEXT, line if line >= 0 else len(text))
    while at < limit and text[at] in " 。.　":
        at += 1
    stop = _STOP.search(text, at, limit)
    end = stop.start() if stop else limit
    if _OPENING.intersection(text[at:end]):
        return None
    pointed = lexicon.points.first(text, at, end) is not None
    for cue in lexicon.cues.find(text, at, end):
        if cue.kind in {"according", "accords"}:
            continue
        named = subject_after(text, cue.end, end, lexicon) or subject_before(
            text, at, cue.start, lexicon
        )
        # Without a word that points back, somebody is named who then says something.
        if named and (pointed or (named.name and end - cue.end < _LAST_WORDS)):
            return _made(Span(at, end), cue, named, "subject and verb after", lexicon)
    return None


def _from_next(
    text: str,
    found: list[Segment],
    own: list[Attribution | None],
    index: int,
    lexicon: Lexicon,
) -> Attribution | None:
    """The attribution of a part that leaves its verb to the next part of the sentence."""
    segment, here, following = found[index], own[index], own[index + 1]
    if following is None or segment.sentence != found[index + 1].sentence:
        return here
    between = text[segment.whole.end : found[index + 1].whole.start].strip(" 、，,")
    if here is None and not between and following.cue:
        named = first_mention(text, segment.left.start, segment.left.end, lexicon)
        # Two voices, or one that says two things: each is a quotation of its own.
        mention = following.mention or named
        return replace(following, cue=None, mention=mention, span=segment.right)
    if here is None or here.cue or following.cue is None:
        return here
    if _links(lexicon).match(text, segment.whole.end) is None:
        return here
    mention = here.mention or following.mention
    return replace(here, cue=following.cue, mention=mention, firm=True)


def _stands_alone(text: str, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether the words are a sentence of their own, or a whole line in marks."""
    after = text[segment.whole.end : segment.right.end].strip(" 。.　")
    if (after and not _BRACKET.match(text, segment.whole.end)) or len(
        segment.words
    ) < _SENTENCE_CHARACTERS:
        return False
    before = text[segment.left.start : segment.left.end].strip()
    ended = text[segment.words.end - 1] in _ENDS
    if not before:
        closed = text[segment.whole.end : segment.whole.end + 1] in ("", "\n", "。")
        return segment.leads or ended or segment.runs_on or closed
    return ended or before.endswith((":", "：", *lexicon.about))


def _is_work(text: str, segment: Segment, lexicon: Lexicon) -> bool:
    """Whether a word right after (or before) the marks says that a title or name is in them."""
    at = segment.whole.end
    following = lexicon.work_after.first(text, at, at + 25)
    if following and not text[at : following.start].strip(" \u00a0"):
        return True
    start = max(segment.left.start, segment.left.end - 25)
    before = [found.end for found in lexicon.work_before.find(text, start, segment.left.end)]
    return bool(before) and not text[before[-1] : segment.left.end].strip(" \u00a0")


def _joins_words(text: str, at: int, end: int) -> bool:
    """「A」と「B」: a link right before a mark means "and"."""
    return (at < end and text[at] in _OPENING) or (at >= end and text[end : end + 1] in _OPENING)


def _made(
    span: Span, cue: Found | None, mention: Mention | None, basis: str, lexicon: Lexicon
) -> Attribution:
    """An attribution; verbs that only carry a passage make it a loose one."""
    kind = cue.kind if cue else ""
    at = Span(cue.start, cue.end) if cue else None
    sure = 0.5 if mention is None else 0.8 if mention.plain else 0.93
    return Attribution(span, at, mention, kind, kind not in {"weak", "nouns"}, basis, sure)


@cache
def _links(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{'|'.join(map(re.escape, lexicon.links)) or '(?!)'})[、,，]?")
