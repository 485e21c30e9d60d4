"""Which stretches of a text stand between marks of speech, and what stands beside each?"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.interviews import answers_in
from tearsheet.annotate.quotes.subject import subject_after, subject_before
from tearsheet.annotate.quotes.words import words_of
from tearsheet.model import Span
from tearsheet.text import Quoted, paragraphs, quoted, sentences

# «Да, — сказал он. — Нет»: the author's words between dashes inside the marks.
_INSERTED = re.compile(
    r"(?:(?<=[,.!?…»])\s*|\s)(?:[—–-]\s+|[—–](?=\w))(?P<author>[^—–\n]{2,160}?)"
    r"(?:[,.:;]?\s+(?:[—–]\s*|-\s+)|[—–][,.:;]?\s*)(?=\S)"
)
# «Да, — сказал он» with the closing mark after the author's words is left as it is.
_POSTED = re.compile(r"\s*[—–-]\s*(?=[^\n()@]{2,60}\(@\w{1,30}\)[^\n]{0,40}\Z)")
_COMMA_OR_STOP = re.compile(r"[,.!?](?:\s+|$)")
_DASH = re.compile(r"(?:[—–]\s?|-\s)(?=[\w\"«„“(…¿¡])")
_DASH_END = re.compile(r"[,.!?…]?(?:\s*[—–]\s?|\s-\s)(?=[^\W\d_])")
_DASH_BACK = re.compile(r"(?:[.,:]?\s*[—–][.,]?|[.,:]?\s-)\s?(?=\S)")
_LAST_DASH = re.compile(r"(?P<stop>[,.!?…]?)\s*[—–]\s+(?=[^\W\d_])")
_NEAR_CUE, _LONGEST_SUBJECT = 12, 8
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]\Z")
_MARKS = re.compile('[«»„“”"]')
_SPOKEN_TO_END = re.compile(r":\s[—–-]\s(?=[^\W\d_])")
# … dodał burmistrz. – Woda przyszła nagle – opowiada sołtys: speech that follows a sentence.
_SPOKEN_MIDWAY = re.compile(r"(?<=[.!?…])[ \u00a0][—–][ \u00a0](?=[^\W\d_])")
_BEFORE_CUE, _LONGEST_PART = 40, 10_000
_REST = re.compile(r"[ .,\u00a0]*\Z")
_LONGEST_TURN, _MOST_WORDS_BEFORE_CUE, _LONGEST_LABEL, _BEFORE_LABEL = 160, 3, 5, 40


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between marks, in one paragraph.

    ``words`` and ``whole`` (with the marks) are spans of the text; ``paragraph`` is its number.
    ``left`` and ``right`` are what stands beside it in its sentence, up to the next segment.
    ``leads`` and ``ends`` tell whether it is the first or last thing in its paragraph.
    ``runs_on`` says that it is not closed because the next paragraph goes on with it;
    ``answers`` that it is an answer of an interview, without marks.
    """

    words: Span
    whole: Span
    paragraph: int
    sentence: Span
    left: Span
    right: Span
    leads: bool
    ends: bool
    runs_on: bool = False
    opened: bool = True
    inserted: bool = False
    answers: bool = False


def segments(text: str, language: str, lexicon: Lexicon) -> list[Segment]:
    """All outer segments of the text, in order."""
    whole = sentences(text, language)
    starts = [sentence.start for sentence in whole]
    lines = paragraphs(text)
    opened_next = [_opens(text, paragraph) for paragraph in lines[1:]] + [False]
    found = list[Segment]()
    answers = answers_in(text, lines)
    for number, paragraph in enumerate(lines):
        if number in answers:
            found.append(_answer(number, answers, paragraph))
            continue
        marked = [part for part in quoted(text, paragraph) if part.depth == 0 and len(part.words)]
        pieces = list(_dashed(text, paragraph, marked, lexicon)) or [
            piece
            for part in marked
            if not _is_label(text, part, paragraph, lexicon)
            for piece in _pieces(text, part, lexicon)
        ]
        pieces = pieces or list(_posted(text, paragraph))
        for index, (part, inserted) in enumerate(pieces):
            sentence = whole[max(0, bisect_right(starts, part.whole.start) - 1)]
            before = pieces[index - 1][0].whole.end if index else paragraph.start
            after = pieces[index + 1][0].whole.start if index + 1 < len(pieces) else paragraph.end
            left = max(before, min(sentence.start, part.whole.start))
            right = min(after, max(_end_of_attribution(text, part, whole, starts), part.whole.end))
            found.append(
                Segment(
                    part.words,
                    part.whole,
                    number,
                    sentence,
                    Span(left, max(left, part.whole.start)),
                    Span(part.whole.end, max(right, part.whole.end)),
                    leads=index == 0 and not text[paragraph.start : part.whole.start].strip(),
                    ends=_REST.match(text, part.whole.end, paragraph.end) is not None,
                    runs_on=not part.closed and opened_next[number],
                    opened=part.opened,
                    inserted=inserted,
                )
            )
    return found


def _posted(text: str, paragraph: Span) -> Iterator[tuple[Quoted, bool]]:
    """An embedded post: its words, a dash, NAME (@handle) and the day."""
    if text.find("(@", paragraph.start, paragraph.end) < 0:
        return
    signed = _POSTED.search(text, paragraph.start, paragraph.end)
    if signed and signed.start() > paragraph.start:
        words = Span(paragraph.start, signed.start())
        yield Quoted(words, words, 0), False


def _answer(number: int, answers: dict[int, Span], paragraph: Span) -> Segment:
    """A paragraph of an interview that answers."""
    words = answers[number]
    before, after = Span(paragraph.start, paragraph.start), Span(paragraph.end, paragraph.end)
    return Segment(
        words,
        paragraph,
        number,
        paragraph,
        before,
        after,
        True,
        True,
        number + 1 in answers,
        answers=True,
    )


def _end_of_attribution(text: str, part: Quoted, whole: list[Span], starts: list[int]) -> int:
    """The end of the sentence that may name the speaker.

    After a question or exclamation that is the next sentence: “Why?” Ann asked.
    """
    index = max(0, bisect_right(starts, max(part.whole.start, part.whole.end - 1)) - 1)
    ended = whole[index].end <= part.whole.end and text[part.words.end - 1] in "?!…"
    following = index + 1 < len(whole) and "\n" not in text[part.whole.end : whole[index + 1].start]
    return whole[index + 1].end if ended and following else whole[index].end


def _opens(text: str, paragraph: Span) -> bool:
    return text[paragraph.start] in "\"“”„«»「『‘'"


def _pieces(text: str, part: Quoted, lexicon: Lexicon) -> Iterator[tuple[Quoted, bool]]:
    """The part, or its pieces where the author's words stand inside the marks."""
    start, inserted = part.words.start, False
    dashed = _has_dash(text, part.words) or text.find("-", start, part.words.end) >= 0
    for match in _INSERTED.finditer(text, start, part.words.end if dashed else start):
        if match.start() <= start or not _is_authors(text, match, lexicon):
            continue
        yield _cut(part, start, match.start()), inserted
        start, inserted = match.end(), True
    rest = _cut(part, start, part.words.end) if inserted else part
    turn = _closing_turn(text, rest, lexicon)
    if turn or inserted:
        yield (_cut(rest, start, turn) if turn else rest), inserted
    elif lexicon.inserted_commas or not part.closed:
        # Where the closing mark is missing the author's words are in the part as well.
        yield from _between_commas(text, part, lexicon)
    else:
        yield part, False


def _has_dash(text: str, stretch: Span) -> bool:
    """Whether a stretch has a dash, without which no pattern for speech after one need be tried."""
    start, end = stretch.start, stretch.end
    return text.find("—", start, end) >= 0 or text.find("–", start, end) >= 0


def _is_authors(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether words between dashes say who speaks; without a comma before, the verb opens them."""
    cue = lexicon.cues.first(text, *match.span("author"))
    if cue is None or text[match.start() - 1] in ",.!?…»":
        return cue is not None
    before = text[match.start("author") : cue.start].split()
    return cue.kind == "say" and all(word.casefold() in lexicon.between for word in before)


def _closing_turn(text: str, part: Quoted, lexicon: Lexicon) -> int | None:
    """Where words end whose closing mark is missing or stands after the author's words."""
    if not _has_dash(text, part.words):
        return None
    found: tuple[re.Match[str], Found] | None = None
    for match in _LAST_DASH.finditer(text, part.words.start, part.words.end):
        cue = lexicon.cues.first(text, match.end(), part.words.end)
        near = cue is not None and cue.start - match.end() < _NEAR_CUE and cue.kind == "say"
        found = (match, cue) if near and cue else None
    if found is None or found[0].start() <= part.words.start:
        return None
    match, cue = found
    rest = text[cue.end : part.words.end]
    # A whole sentence after the dash may be the speaker's own; a subject is short.
    short = len(rest.split()) <= _LONGEST_SUBJECT and not _COMMA_OR_STOP.search(rest.rstrip(". "))
    if not short or text[match.end() : match.end() + 1].isupper():
        return None
    if subject_after(text, cue.end, part.words.end, lexicon) is None:
        return None
    return match.start() + len(match["stop"])


def _between_commas(text: str, part: Quoted, lexicon: Lexicon) -> Iterator[tuple[Quoted, bool]]:
    """« Oui, dit X, demain. »: pieces parted by a comma, a verb of saying, its subject."""
    start, inserted = part.words.start, False
    searched = part.words.end if len(part.words) < _LONGEST_PART else start
    for cue in lexicon.cues.find(text, part.words.start, searched):
        near = max(start, cue.start - _BEFORE_CUE)
        comma = max(text.rfind(mark, near, cue.start) for mark in ",?!…")
        before = words_of(text, comma + 1, cue.start, lexicon)
        stop = _COMMA_OR_STOP.search(text, cue.end, min(part.words.end, cue.end + _LONGEST_TURN))
        if (
            cue.kind != "say"
            or comma < 0
            or stop is None
            or len(before) > _MOST_WORDS_BEFORE_CUE
            or not all(w.base in lexicon.between or w.base in lexicon.pronouns for w in before)
        ):
            continue
        turned = [word for word in before if lexicon.pronouns.get(word.base)]  # a-t-elle dit
        subject = subject_after(text, cue.end, stop.start(), lexicon)
        if turned:
            subject = subject_before(text, turned[-1].start, cue.start, lexicon)
        if (
            subject is None
            or subject.plain
            or (subject.pronoun and not lexicon.pronouns[subject.pronoun])
        ):
            continue
        yield _cut(part, start, comma + 1), inserted
        if not (part.closed or lexicon.inserted_commas) and stop[0][0] in ".!?":
            return  # the missing mark belongs before the author's words
        start, inserted = _past_apposition(text, stop, part.words.end, lexicon), True
    if start < part.words.end:
        yield (_cut(part, start, part.words.end) if inserted else part), inserted


def _past_apposition(text: str, stop: re.Match[str], end: int, lexicon: Lexicon) -> int:
    """Where the words go on after …, dit X, chercheuse à Y, …"""
    role = words_of(text, stop.end(), min(end, stop.end() + _BEFORE_CUE), lexicon)[:2]
    leads = role and (role[0].base in lexicon.roles or role[0].base in lexicon.modifiers)
    if len(role) == 2 and role[0].base in lexicon.determiners:
        leads = role[1].base in lexicon.roles
    if not leads or stop[0][0] != ",":
        return stop.end()
    following = _COMMA_OR_STOP.search(text, stop.end(), min(end, stop.end() + _LONGEST_TURN))
    return following.end() if following else stop.end()


def _cut(part: Quoted, start: int, end: int) -> Quoted:
    words = Span(start, end)
    return replace(
        part,
        words=words,
        whole=Span(
            part.whole.start if start == part.words.start else start,
            part.whole.end if end == part.words.end else end,
        ),
    )


def _is_label(text: str, part: Quoted, paragraph: Span, lexicon: Lexicon) -> bool:
    """Whether marks hold the name of what the word beside them says: the factory «Zarya».

    Such a name parts no sentence: whoever speaks may stand on its other side.
    """
    words = part.words.of(text)
    if not (part.opened and part.closed and words[0].isupper() and words[-1].isalnum()):
        return False
    if len(words.split()) > _LONGEST_LABEL:
        return False
    start, end = max(paragraph.start, part.whole.start - _BEFORE_LABEL), part.whole.start
    kinds = [lexicon.work_before, lexicon.carriers]
    for kind in [*kinds, lexicon.roles] if lexicon.role_leads else kinds:
        before = list(kind.find(text, start, end))
        if before and text[before[-1].end : end].isspace():
            return text[before[-1].start : before[-1].end].casefold() not in lexicon.cues
    start, end = part.whole.end, min(paragraph.end, part.whole.end + _BEFORE_LABEL)
    if lexicon.is_bare and lexicon.carriers.first(text, part.words.start, part.words.end):
        # …, сказал «Вечернему порту» X.
        last = _WORD_BEFORE.search(text, paragraph.start, part.whole.start)
        word = last[1].casefold() if last else ""
        if word in lexicon.cues or word in lexicon.prepositions:
            return len(words.split()) <= _LONGEST_LABEL - 1 and not _MARKS.search(words)
    for kind in (lexicon.work_after, lexicon.bodies) if lexicon.is_bare else (lexicon.work_after,):
        after = kind.first(text, start, end)
        if after is not None and text[start : after.start].isspace():
            return True
    return lexicon.is_bare and _is_proper(text, part, paragraph, lexicon)


def _is_proper(text: str, part: Quoted, paragraph: Span, lexicon: Lexicon) -> bool:
    """Whether all words have capitals and a common word that is no verb of saying leads to them."""
    last = _WORD_BEFORE.search(text, paragraph.start, part.whole.start)
    if last is None or not last[1].islower() or last[1] in lexicon.cues:
        return False
    return all(word[0].isupper() for word in part.words.of(text).split())


def _dashed(
    text: str, paragraph: Span, marked: list[Quoted], lexicon: Lexicon
) -> Iterator[tuple[Quoted, bool]]:
    """Speech after a dash that opens the paragraph, the author's words between dashes left out."""
    opening = _DASH.match(text, paragraph.start, paragraph.end)
    if not opening and (said := _SPOKEN_TO_END.search(text, paragraph.start, paragraph.end)):
        words = Span(said.end(), paragraph.end)
        before = lexicon.cues.first(text, paragraph.start, said.start())
        if text[said.end()].isupper() and (before or lexicon.role_leads) and not marked:
            yield Quoted(words, Span(said.start() + 1, paragraph.end), 0), False
        return
    if opening is None and (midway := _midway(text, paragraph, marked, lexicon)) is not None:
        for part in marked:
            if part.whole.end <= midway.start() and not _is_label(text, part, paragraph, lexicon):
                yield part, False
        opening, first = midway, midway.start() + 1
    elif opening is None or any(part.whole.start == opening.end() for part in marked):
        return
    else:
        first = paragraph.start
    start, whole = opening.end(), first
    while turn := _turn(text, Span(start, paragraph.end), lexicon):
        yield Quoted(Span(start, turn.start), Span(whole, turn.start), 0), whole > first
        back = _DASH_BACK.search(text, turn.end, min(paragraph.end, turn.end + _LONGEST_TURN))
        if back is None or back.end() >= paragraph.end:
            return
        start = whole = back.end()
    if whole > first:
        yield Quoted(Span(start, paragraph.end), Span(start, paragraph.end), 0), True
    elif lexicon.inserted_commas:
        # — Oui, répond X. French puts no second dash before the author's words.
        part = Quoted(Span(start, paragraph.end), paragraph, 0)
        pieces = list(_between_commas(text, part, lexicon))
        yield from pieces if pieces[0][0] is not part else ()


def _midway(
    text: str, paragraph: Span, marked: list[Quoted], lexicon: Lexicon
) -> re.Match[str] | None:
    """The dash after a sentence that brings in speech: who says it follows behind it."""
    if not _has_dash(text, paragraph):
        return None
    for match in _SPOKEN_MIDWAY.finditer(text, paragraph.start, paragraph.end):
        inside = any(part.whole.start < match.start() < part.whole.end for part in marked)
        if inside or not text[match.end()].isupper():
            continue
        turn = _turn(text, Span(match.end(), paragraph.end), lexicon)
        if turn and subject_after(text, turn.end, paragraph.end, lexicon):
            return match
        return None
    return None


def _turn(text: str, stretch: Span, lexicon: Lexicon) -> Span | None:
    """From the end of the words to the end of the verb of saying that a dash brings in."""
    if not (_has_dash(text, stretch) or text.find("-", stretch.start, stretch.end) >= 0):
        return None
    for match in _DASH_END.finditer(text, stretch.start, stretch.end):
        cue = lexicon.cues.first(text, match.end(), min(stretch.end, match.end() + 120))
        if cue is None or cue.kind == "nouns" or match.start() <= stretch.start:
            continue
        between = text[match.end() : cue.start]
        if len(between.split()) <= _MOST_WORDS_BEFORE_CUE and " – " not in between:
            return Span(match.start() + (text[match.start()] in ",.!?…"), cue.end)
    return None
