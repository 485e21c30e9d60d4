"""Subjects in Chinese: no capitals and no spaces, but a steady order of role and name."""

import re
from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_BREAK = re.compile('[，,。；;：:！？!?、“”"「」『』（）()\\n]')
# Phrases that stand before a subject or instead of one.
_PHRASE = re.compile("(?:在|对|向|就|针对|通过|据|根据|接受|当|从|作为|如|關於|關于|關|對|當)")
_ADVERB = re.compile(
    "(?:随后|同时|此外|另外|不过|但是|但|而|并|此前|日前|近日|今天|昨天|当天|当日|最后|其中|因此|所以|然而|后来|\\d{1,2}[日月]|他还|她还)"
)
_NAME = re.compile(
    "[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fff]{1,8})+|[\u4e00-\u9fff]{2,7}"
)
_FOREIGN = re.compile("[·•・‧](?P<last>[一-鿿]{1,8})")
_LATIN_NAME = re.compile("[A-Z][A-Za-z.’'-]+(?: [A-Z][A-Za-z.’'-]+)*")
_IS = re.compile("(?:^|(?<=[。！？\n]))(?P<name>[一-鿿]{2,3})[是任]")
_AFTER_NAME = frozenset("，。、：（“”")
_LONGEST = 40
_LONGEST_BARE = 4


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    for _ in range(4):
        begin = start
        for match in _BREAK.finditer(text, start, end):
            begin = match.end()
        found = _mention(text, begin, end, lexicon)
        if found or begin <= start:
            return found
        end = begin - 1
    return None


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Only after "according to": the name up to the next pause."""
    return None


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    for cue in lexicon.cues.find(text, start, end):
        found = _subject_before(text, start, cue.start, lexicon)
        if found:
            return found
    return _subject_before(text, start, end, lexicon)


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names after a role (大使陈刚抵达), or with one (张伟是…所长)."""
    for role in lexicon.roles.find(text, start, end):
        name = _name_at(text, role.end, end, lexicon)
        if name:
            yield Mention(Span(role.start, name.end), name, Span(role.start, role.end))
    for match in _FOREIGN.finditer(text, start, end):
        begin = _first_of_name(text, start, match.start(), lexicon)
        length = _transliterated(match["last"], lexicon)
        if begin == match.start() or not length:
            continue
        name = Span(begin, match.start("last") + length)
        known = lexicon.roles.find(text, max(start, begin - _LONGEST_BARE), begin)
        held = next((Span(r.start, r.end) for r in known if r.end == begin), None)
        yield Mention(Span(held.start if held else begin, name.end), name, held)
    for match in _IS.finditer(text, start, end):
        roles = list(lexicon.roles.find(text, match.end(), _pause(text, match.end(), end)))
        if roles and match["name"][0] in lexicon.surnames:
            name = Span(*match.span("name"))
            yield Mention(name, name, Span(match.end(), roles[-1].end))


def _transliterated(word: str, lexicon: Lexicon) -> int:
    """How many characters of a word are such as write foreign sounds."""
    return next((i for i, c in enumerate(word) if c not in lexicon.transliteration), len(word))


def _first_of_name(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a foreign name begins that goes up to ``end``: after the role written onto it."""
    begin = end
    while begin > start and text[begin - 1] in lexicon.transliteration:
        begin -= 1
    roles = lexicon.roles.find(text, max(start, begin - _LONGEST_BARE), end)
    return max([begin, *(role.end for role in roles if role.end < end)])


def _name_at(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """A name of two or three characters: the longer one if the text has it elsewhere."""
    if start >= end or text[start] not in lexicon.surnames:
        return None
    for length in (3, 2):
        words = text[start : start + length]
        if length == 3 and _is_verb(text, start + 2, end, lexicon):
            continue
        closed = text[start + length : start + length + 1] in _AFTER_NAME
        if _NAME.fullmatch(words) and (length == 2 or closed or text.count(words) > 1):
            return Span(start, start + length)
    return None


def _is_verb(text: str, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying begins here: 王芳|说."""
    cue = lexicon.cues.first(text, at, min(end, at + 3))
    return cue is not None and cue.start == at


def _pause(text: str, start: int, end: int) -> int:
    match = _BREAK.search(text, start, end)
    return match.start() if match else end


def _mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """A stretch between pauses as role and name, its adverbials left out."""
    start, end = _without_adverbials(text, start, end, lexicon)
    if end <= start or end - start > _LONGEST:
        return None
    span, words = Span(start, end), text[start:end]
    for length in (2, 1):
        # 她笑着说: a pronoun is the subject whatever stands between it and the verb.
        if words[:length] in lexicon.pronouns and lexicon.pronouns[words[:length]]:
            return Mention(Span(start, start + length), pronoun=words[:length])
    if words in lexicon.pronouns:
        return Mention(span, pronoun=words)
    roles = list(lexicon.roles.find(text, start, end))
    if roles:
        return _with_role(text, span, roles[-1].end, roles[-1].start, lexicon)
    if _LATIN_NAME.fullmatch(words) or "·" in words:
        return Mention(span, name=span)
    bodies = list(lexicon.bodies.find(text, start, end))
    if bodies and bodies[-1].end == end:
        return Mention(span, role=span)
    if _NAME.fullmatch(words) and len(words) <= _LONGEST_BARE and len(words) > 1:
        named = words[0] in lexicon.surnames or text.count(words) > 1
        return Mention(span, name=span) if named else None
    return Mention(span, plain=True) if len(words) > 1 else None


def _with_role(text: str, span: Span, role_end: int, role_start: int, lexicon: Lexicon) -> Mention:
    """…外交部发言人|林剑, 托卡耶夫|总统, 这位学者."""
    tail = text[role_end : span.end].strip()
    if tail and (_NAME.fullmatch(tail) or _LATIN_NAME.fullmatch(tail)):
        return Mention(span, Span(span.end - len(tail), span.end), Span(span.start, role_end))
    head = text[span.start : role_start]
    if not tail and _is_person(head, lexicon):
        return Mention(span, Span(span.start, role_start), Span(role_start, role_end))
    return Mention(span, None, Span(span.start, role_end))


def _is_person(head: str, lexicon: Lexicon) -> bool:
    """Whether what stands before a role is a name (王毅外长) and no place or body."""
    if not _NAME.fullmatch(head) or head in lexicon.places:
        return False
    if any(word in head for word in lexicon.determiners) or lexicon.bodies.first(
        head, 0, len(head)
    ):
        return False
    return "·" in head or head[0] in lexicon.surnames


def _without_adverbials(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """The stretch from its subject on, up to where the adverbials after that begin."""
    while start < end:
        if text[start].isspace():
            start += 1
        elif match := _ADVERB.match(text, start, end):
            start = match.end()
        else:
            break
    if _PHRASE.match(text, start, end):
        return start, start
    for found in lexicon.between.find(text, start + 1, end):
        # 就业部: a word of the role itself is no adverbial.
        inside = any(
            r.start < found.end and found.start < r.end
            for r in lexicon.roles.find(text, start, end)
        )
        if not inside and found.start > start + 1:
            end = found.start
            break
    date = re.compile(r"\d{1,2}[日月号]").search(text, start, end)
    if date and date.start() > start:
        end = date.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Such nouns and participles are always read with the verb before them."""
    return None


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
