"""Subjects in Japanese: the noun phrase before a particle, its name before office or honorific."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tearsheet.annotate.lexicon import Lexicon, Phrases
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

# Letters that nouns are written with; hiragana ends a noun, の apart.
_LETTER = re.compile("[一-鿿々〆ヵヶァ-ヴー・＝·A-Za-zＡ-Ｚ0-9０-９]")
_KANA_NAME = re.compile(
    "[ァ-ヴー]{2,}(?:[・＝·=][ァ-ヴーA-Z]+)*|[A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)*"
)
_BRACKETS = {"）": "（", ")": "(", "］": "［"}
_AGAIN = "同"
_ITS_WORDS = re.compile("の(?:コメント|談話|話|発言|言葉|声)$")
# 弁護人, 漁協組合員: what ends so is mostly a person.
_PERSON_TAILS = frozenset("者人員家士師官長手生客民係")
_COMPANY = ("社", "行", "紙", "誌")
_TURNED = re.compile(
    "(?:た|る|う|く|す|む|い)?(?:の|人)は、?(?P<who>[^。、\n「」]{2,60}?)(?:だ|です|である|だった|。|$)"
)
_LONGEST, _REACH, _LONGEST_NAME, _LONGEST_ROLE = 60, 1500, 5, 9
_MOST_TRIES, _LEAD, _FURTHEST = 12, 400, 500
_NAME = re.compile("[一-鿿々ヶァ-ヴー・ぁ-ん]{1,12}")
_REMEMBERED = 20_000  # words that are asked for again


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject nearest the verb; a noun phrase that ends the stretch does without particle."""
    bare = _mention(text, start, end, lexicon)
    if bare and not bare.plain:
        return bare
    return _subject(text, start, end, lexicon)


def _subject(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The last topic, else the last subject of another kind; words that are neither at last."""
    start = max(start, end - _FURTHEST)
    places = [(m.start(), m[0]) for m in _particles(lexicon).finditer(text, start, end)]
    topics = [at for at, particle in places if particle == lexicon.subjects[0]]
    others = [at for at, particle in places if particle != lexicon.subjects[0]]
    for at in [*reversed(topics), *reversed(others)]:
        found = _mention(text, start, at, lexicon)
        if found:
            return found
    return None


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """と話すのは田中さんだ: the sentence turned round."""
    turned = _TURNED.match(text, start, end)
    if turned is None:
        return None
    return _mention(text, *turned.span("who"), lexicon)


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    return _subject(text, start, end, lexicon) or _owner(text, start, end, lexicon)


def _owner(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """田中氏の「…」: whose words."""
    return _mention(text, start, end - 1, lexicon) if text[end - 1 : end] == "の" else None


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names with an office or an honorific."""
    for match in _titles(lexicon).finditer(text, start, end):
        found = _mention(text, max(start, match.start() - _LONGEST), match.end(), lexicon)
        if found and found.name:
            yield found


def _mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The noun phrase that ends at ``end``, read as role and name."""
    begin, last = _noun_phrase(text, start, end, lexicon)
    if last <= begin:
        return None
    words = text[begin:last]
    if tail := _ITS_WORDS.search(words):
        last = begin + tail.start()
        words = text[begin:last]
    span = Span(begin, last if tail else end)
    for pronoun in lexicon.pronouns:
        if words == pronoun:
            return Mention(span, pronoun=pronoun)
    head = max(words.rfind("の"), words.rfind("、")) + 1
    lead = Span(begin, begin + max(0, head - 1))
    return _of_person(text, span, lead, Span(begin + head, last), lexicon)


def _of_person(text: str, span: Span, lead: Span, head: Span, lexicon: Lexicon) -> Mention | None:
    """The head of a noun phrase: NAME氏, NAME部長, 報道官, 外務省; ``lead`` stands before の."""
    words = head.of(text)
    honorific = _tail(words, lexicon.honorifics)
    bare = words[: len(words) - len(honorific)]
    if honorific and bare:
        return _named(text, span, lead, Span(head.start, head.start + len(bare)), lexicon)
    whole = _whole_name(text, words, lexicon)
    if whole:
        return Mention(span, whole, _role_of(text, lead, lexicon))
    role = _tail(words, lexicon.roles)
    if role:
        return _with_role(text, span, lead, head, role, lexicon)
    if words.startswith(_AGAIN) and len(words) > 1:
        return _named_before(text, span, words[1:], lexicon)
    if _is_body(words, lexicon):
        return Mention(span, role=head)
    family = _family(words, lexicon)
    led = _tail(lead.of(text), lexicon.roles)
    short = (family or led) and len(words) <= _LONGEST_NAME and _NAME.fullmatch(words)
    if short and (len(words) > len(family) or led or text.count(words) > 1):
        return Mention(span, head, _role_of(text, lead, lexicon))
    kana = _KANA_NAME.fullmatch(words) and words.casefold() not in lexicon.places
    if kana and ("・" in words or led or _is_titled(text, words, lexicon)):
        return Mention(span, head, _role_of(text, lead, lexicon))
    if len(words) > 1 and words[-1] in _PERSON_TAILS:
        return Mention(span, None, Span(lead.start if len(lead) else head.start, head.end))
    return None


def _with_role(
    text: str, span: Span, lead: Span, head: Span, role: str, lexicon: Lexicon
) -> Mention:
    """NAME市長, 首席報道官, 日銀幹部, 同知事."""
    cut = head.end - len(role)
    rest = text[head.start : cut]
    rest, cut = _without_modifiers(rest, cut, lexicon)
    whole = Span(lead.start if len(lead) else head.start, head.end)
    if not rest or rest == _AGAIN:
        printed = role if rest else whole.of(text)
        return Mention(
            Span(head.start, span.end) if rest else span, None, _of(text, whole, printed)
        )
    family = _family(rest, lexicon)
    kana = _KANA_NAME.match(rest)
    office = Span(cut, head.end)
    if family and (len(rest) <= _LONGEST_NAME and not _is_body(rest, lexicon)):
        return Mention(span, Span(head.start, cut), office)
    if family and _is_body(rest, lexicon) and len(lead) == 0 and len(rest) > len(family) + 1:
        return Mention(span, Span(head.start, head.start + len(family)), office)
    if (
        kana
        and kana[0].casefold() not in lexicon.places
        and (kana.end() == len(rest) or len(rest) - kana.end() <= 3)
    ):
        return Mention(span, Span(head.start, head.start + kana.end()), office)
    if _is_body(rest, lexicon) or rest.casefold() in lexicon.places:
        return Mention(span, None, whole)
    led = bool(_tail(lead.of(text), lexicon.bodies) or _tail(lead.of(text), lexicon.roles))
    known = led or _is_titled(text, rest, lexicon) or _begins_name(text, rest, role)
    if 2 <= len(rest) <= _LONGEST_NAME and known:
        return Mention(span, Span(head.start, cut), office)
    return Mention(span, None, whole)


def _without_modifiers(rest: str, cut: int, lexicon: Lexicon) -> tuple[str, int]:
    """What stands before an office once 副, 首席 and their like are left out."""
    while rest and (modifier := _tail(rest, lexicon.modifiers)):
        rest, cut = rest[: -len(modifier)], cut - len(modifier)
    return rest, cut


def _of(text: str, whole: Span, printed: str) -> Span:
    return whole if whole.of(text) == printed else Span(whole.end - len(printed), whole.end)


def _named(text: str, span: Span, lead: Span, name: Span, lexicon: Lexicon) -> Mention | None:
    """A name before an honorific; an office written onto its front is taken off."""
    words = name.of(text)
    role = _role_of(text, lead, lexicon)
    for length in range(len(words) - 1, 1, -1):
        if words[:length] in lexicon.roles and len(words) - length >= 1:
            return Mention(
                span, Span(name.start + length, name.end), Span(name.start, name.start + length)
            )
    return Mention(span, _whole_name(text, words, lexicon) or name, role)


def _whole_name(text: str, given: str, lexicon: Lexicon) -> Span | None:
    """Where a given name stands with its family's: さくら of 小暮さくら."""
    if len(given) < 2 or len(given) > _LONGEST_NAME:
        return None
    at = text.find(given, 1)
    for _ in range(_MOST_TRIES):
        if at < 0:
            return None
        for length in (3, 2, 1):
            family = text[max(0, at - length) : at]
            if len(family) == length and family in lexicon.families:
                return Span(at - length, at + len(given))
        at = text.find(given, at + 1)
    return None


def _role_of(text: str, lead: Span, lexicon: Lexicon) -> Span | None:
    """What stands before の, if it ends in an office."""
    return lead if len(lead) and _tail(lead.of(text), lexicon.roles) else None


def _named_before(text: str, span: Span, kind: str, lexicon: Lexicon) -> Mention:
    """同省, 同社: the body of this kind that the text named last."""
    at = span.start
    while (at := text.rfind(kind, max(0, span.start - _REACH), at)) > 0:
        begin, last = _noun_phrase(text, max(0, at - 20), at + len(kind), lexicon)
        words = text[begin:last]
        if _LETTER.match(text, last):
            continue
        cut = words.rfind("の") + 1
        if len(words) - cut > len(kind) and not words[cut:].startswith(_AGAIN):
            return Mention(span, Span(begin + cut, last))
    subject = _first_body(text, span.start, lexicon) if kind in _COMPANY else None
    return Mention(span, subject, None if subject else span)


def _first_body(text: str, before: int, lexicon: Lexicon) -> Span | None:
    """The first topic of the article that is nobody: the company it is about."""
    for match in _particles(lexicon).finditer(text, 0, min(before, _LEAD)):
        begin, last = _noun_phrase(text, 0, match.start(), lexicon)
        words = text[begin:last]
        cut = words.rfind("の") + 1
        if last - begin - cut < 2 or text[begin + cut].isdigit():
            continue
        if not _tail(words, lexicon.roles) and not _tail(words, lexicon.honorifics):
            return Span(begin + cut, last)
    return None


def _noun_phrase(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where the noun phrase that ends at ``end`` begins, and where its brackets do."""
    start = max(start, end - _LONGEST)
    end = _before_bracket(text, start, end)
    at = end
    honorific = _tail(text[max(start, at - 5) : at], lexicon.honorifics)
    if honorific:
        at -= len(honorific)
        at = _before_bracket(text, start, at)
        if at < end - len(honorific):
            end = at
        at = _before_hiragana(text, start, at, lexicon)
    else:
        for pronoun in lexicon.pronouns:
            if text.startswith(pronoun, end - len(pronoun)):
                return max(start, end - len(pronoun)), end
    while at > start:
        before = text[at - 1]
        owner = before == "の" and at - 2 >= start
        if _LETTER.match(before) or (
            owner and (_LETTER.match(text[at - 2]) or text[at - 2] in "）)")
        ):
            at -= 1
        elif before in _BRACKETS and at < end:
            opened = text.rfind(_BRACKETS[before], start, at - 1)
            if opened < 0:
                break
            at = opened
        else:
            break
    while at < end and text[at] in "の・":
        at += 1
    return at, end


def _before_bracket(text: str, start: int, end: int) -> int:
    """Past an age or reading in brackets: 田中健一さん（62）."""
    if end > start and text[end - 1] in _BRACKETS:
        opened = text.rfind(_BRACKETS[text[end - 1]], start, end)
        return opened if opened >= 0 else end
    return end


def _before_hiragana(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a given name in hiragana begins: 山本|さくら|さん."""
    at = end
    while at > start and end - at < _LONGEST_NAME and "ぁ" <= text[at - 1] <= "ん":
        at -= 1
    for begin in range(at, end - 1):
        if _whole_name(text, text[begin:end], lexicon):
            return begin
    if at in (end, start) or not ("一" <= text[at - 1] <= "鿿"):
        return end
    families = any(text[max(start, at - n) : at] in lexicon.families for n in (1, 2, 3))
    return at if families else end


@lru_cache(maxsize=_REMEMBERED)
def _tail(words: str, known: frozenset[str] | Phrases) -> str:
    """The longest known ending of some words."""
    for start in range(max(0, len(words) - _LONGEST_ROLE), len(words)):
        if words[start:] in known:
            return words[start:]
    return ""


def _family(words: str, lexicon: Lexicon) -> str:
    """The family name that some words begin with."""
    for length in (3, 2, 1):
        if words[:length] in lexicon.families and len(words) >= length:
            return words[:length]
    return ""


def _is_body(words: str, lexicon: Lexicon) -> bool:
    return bool(_tail(words, lexicon.bodies)) and len(words) > 1


def _begins_name(text: str, family: str, role: str) -> bool:
    """Whether the text has someone of this office whose name goes on: 三枝久美子市長."""
    at = text.find(family)
    for _ in range(_MOST_TRIES):
        if at < 0:
            return False
        given = text.find(role, at + len(family), at + len(family) + 4 + len(role))
        name = text[at : max(at, given)]
        if given - at > len(family) and _NAME.fullmatch(name) and "の" not in name:
            return True
        at = text.find(family, at + 1)
    return False


def _is_titled(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether the text has a name with an honorific somewhere."""
    return any(name + honorific in text for honorific in lexicon.honorifics)


@cache
def _particles(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicon.subjects)) or "(?!)")


@cache
def _titles(lexicon: Lexicon) -> re.Pattern[str]:
    """Offices and honorifics, the longest first."""
    words = {*lexicon.honorifics, *lexicon.roles.forms}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)")


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
