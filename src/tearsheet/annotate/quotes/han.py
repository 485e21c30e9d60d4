"""Subjects in Chinese: no capitals and no spaces, but names are known by office, surname and verb.

A clause opens with its subject; who is named anywhere in the article is looked for in it.
"""

import re
from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.han_names import COMPOUND, HAN, foreign_length, names_of
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_PAUSE = re.compile('[，,。；;：:！？!?“”"「」『』【】／\\n]')
# Phrases that stand before a subject or instead of one.
_PHRASE = re.compile(
    "(?:在(?!线|场)|对|向|就|针对|通过|当(?!局)|从|作为|如|关于|随着|为了?|经过?|經|除|与|同(?=.{2,12}(?:会|會|通))"
    "|關於|對|當|從|為|與|針對|透過|被|把|将|將|由|让|讓|令|使得|谈到|谈及|談到|談及|提到|说起|說起|面对|面對)"
)
_SOURCE = re.compile("(?:据|根据|據|根據|按照|用|借用)")
_ADVERB = re.compile(
    "(?:随后|同时|此外|另外|不过|但是|但|而(?!且)|并|此前|日前|近日|今天|今日|昨天|昨日|昨晚|今晨|当天|当日|最后|其中|因此|所以|然而"
    "|后来|目前|事后|赛后|会后|会上|席间|其间|期间|对此|为此|就此|随即|紧接着|接着|次日|翌日|隨後|同時|不過|並|當天|當日|對此|為此|賽後|會後"
    "|\\d{1,4}[日月年号號]|(?:上午|下午|晚间|晚間|晚|凌晨|清晨|早些时候|早些時候)|(?:周|週|星期)[一二三四五六日天])"
)
_ONE = re.compile(
    "(?:有)?(?:一|两|多|数|几|兩|數|幾|另一|某)?(?:名|位|个|個|些)(?!人认)|有(?=[一-鿿]{0,4}(?:人|者|民|友|家|员))"
)
_HOLDS = re.compile("[是任](?P<role>[^，。\n]{1,20})")
# After these a name is no subject: 会见总统X, 告诉X.
_OBJECT = frozenset("对向与同和跟给被把据告訴诉见對與給據見问問邀陪")
_NOUN_TAILS = frozenset("家师者员长官手生授人士民客工兵商贩農农師員長")
_LONGEST, _LONGEST_BARE, _DEEPEST = 60, 10, 34
_FURTHEST, _SHORTEST_FOREIGN = 500, 3


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject of the clause that ends at ``end``, or of the clauses before it."""
    stretches = list(_stretches(text, max(start, end - _FURTHEST), end))
    for begin, last in reversed(stretches):
        found = _mention(text, begin, last, lexicon)
        if found:
            return found
    return _plain(text, *stretches[-1], lexicon) if stretches else None


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What stands between pauses."""
    begin = start
    for match in _PAUSE.finditer(text, start, end):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if end > begin:
        yield begin, end


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Verbs of saying follow their subject in Chinese."""
    return None


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The first person or body of a stretch that opens a clause."""
    for begin, last in _stretches(text, start, end):
        found = _mention(text, begin, last, lexicon)
        if found:
            return found
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names, with the office before or after the name."""
    for match in names_of(text, lexicon).finditer(text, start, end):
        yield _named(text, start, end, match, lexicon)


def _mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """A clause's subject: pronoun, name with its office, 该发言人, a body; None if it has none."""
    start = _past_adverbs(text, start, end)
    if end - start < 1:
        return None
    source = _SOURCE.match(text, start, end)
    if source:
        start = source.end()
    elif _PHRASE.match(text, start, end):
        return _after_phrase(text, start, end, lexicon)
    for length in (3, 2, 1):
        words = text[start : start + length]
        if words in lexicon.pronouns and (start + length <= end):
            known = bool(lexicon.pronouns[words]) or start + length == end
            return Mention(Span(start, start + length), pronoun=words) if known else None
    for pointer in lexicon.definite:
        if text.startswith(pointer, start, end):
            return _pointed(text, start, start + len(pointer), end, lexicon)
    for match in names_of(text, lexicon).finditer(text, start, min(end, start + _DEEPEST)):
        if text[match.start() - 1] in _OBJECT and match.start() > start:
            break
        return _named(text, start, end, match, lexicon)
    return _unnamed(text, start, end, lexicon)


def _after_phrase(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """在记者会上王芳说: a name right before the verb, although an adverbial opens the clause."""
    limit = min(end, start + _LONGEST)
    named = list(names_of(text, lexicon).finditer(text, start, limit))
    found = named[-1] if named else None
    near = found is not None and end - found.end() <= 1 and text[found.start() - 1] not in _OBJECT
    return _named(text, start, end, found, lexicon) if near and found else None


def _named(text: str, start: int, end: int, match: re.Match[str], lexicon: Lexicon) -> Mention:
    """A name with the office before it (外交部发言人|李明) or after it (别科夫|总统, 孙|大使)."""
    name = Span(*match.span())
    begin = max(start, name.start - _LONGEST_BARE * 2)
    before = [r for r in lexicon.roles.find(text, begin, name.start) if r.end == name.start]
    if before:
        first = _role_start(text, begin, before[0].start)
        return Mention(Span(first, name.end), name, Span(first, name.start))
    after = lexicon.roles.opens(text[name.end : name.end + 6])
    if after:
        office = Span(name.end, name.end + after)
        return Mention(Span(name.start, office.end), name, office)
    tail = _HOLDS.match(text, name.end)
    held = list(lexicon.roles.find(text, *tail.span("role"))) if tail else []
    if tail and held:
        return Mention(name, name, Span(tail.start("role"), held[-1].end))
    return Mention(name, name)


def _role_start(text: str, begin: int, role: int) -> int:
    """Where the office begins with its body: after the last pause, or the last 的."""
    at = role
    while at > begin and HAN.match(text, at - 1) and text[at - 1] not in "的日在，":
        at -= 1
    return at


def _pointed(text: str, start: int, after: int, end: int, lexicon: Lexicon) -> Mention:
    """该发言人, 这位葡萄牙籍教头, 该公司: up to where the adverbials begin."""
    role = lexicon.roles.first(text, after, min(end, after + 12))
    body = lexicon.bodies.first(text, after, min(end, after + 12))
    named = names_of(text, lexicon).match(text, role.end) if role else None
    if named:
        return _named(text, start, end, named, lexicon)
    last = role.end if role else body.end if body else _until_adverbial(text, after, end, lexicon)
    span = Span(start, last)
    if role is None and body and text[start] in "该該":
        antecedent = _body_before(text, start, text[after : body.end], lexicon)
        if antecedent:
            return Mention(span, antecedent)
    return Mention(span, None, span)


def _body_before(text: str, at: int, kind: str, lexicon: Lexicon) -> Span | None:
    """该公司: the body of this kind that the text named last."""
    found = text.rfind(kind, max(0, at - 800), at)
    while found > 0:
        begin = found
        while begin > 0 and HAN.match(text, begin - 1) and found - begin < 8:
            begin -= 1
        begin = _past_adverbs(text, begin, found)
        if found - begin >= 2 and text[begin] not in "该該这這本":
            return Span(begin, found + len(kind))
        found = text.rfind(kind, max(0, at - 800), found)
    return None


def _unnamed(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """An office, a body or "a shopkeeper" at the head of a clause."""
    limit = min(end, start + _DEEPEST)
    one = _ONE.search(text, start, min(end, start + 8))
    last = _until_adverbial(text, start, end, lexicon)
    if one:
        known = lexicon.roles.first(text, one.end(), min(end, one.end() + 16))
        span = Span(one.start(), max(last, one.end(), known.end if known else 0))
        return Mention(span, None, span)
    if last > start + 1:
        limit = min(limit, last)
    role = lexicon.roles.first(text, start, limit)
    family = role is not None and role.start - start <= 2 and text[start : role.start]
    if role and family and (family in lexicon.surnames or family in COMPOUND):
        name = Span(start, role.start)
        return Mention(Span(start, role.end), name, Span(role.start, role.end))
    body = _body(text, start, limit, lexicon)
    if role and role.start - start <= _LONGEST_BARE * 2 and (body is None or role.end > body):
        return Mention(Span(start, role.end), None, Span(start, role.end))
    if body:
        return Mention(Span(start, body), None, Span(start, body))
    sounds = foreign_length(text, start, lexicon)
    if sounds >= _SHORTEST_FOREIGN and start + sounds in (last, end):
        return Mention(Span(start, last), Span(start, start + sounds))
    if last - start >= 2 and last - start <= _LONGEST_BARE and text[last - 1] in _NOUN_TAILS:
        return Mention(Span(start, last), None, Span(start, last))
    return None


def _body(text: str, start: int, limit: int, lexicon: Lexicon) -> int | None:
    """Where the body that opens a clause ends: 江岸区人民法院|认为."""
    last = None
    for found in lexicon.bodies.find(text, start, limit):
        if found.start - (last or start) > 12:
            break
        last = found.end
    return last


def _until_adverbial(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where what is said of the subject begins: an adverbial or the verb."""
    cue = lexicon.cues.first(text, start + 1, end)
    last = min(end, cue.start) if cue else end
    for found in lexicon.between.find(text, start + 1, last):
        if found.start > start + 1:
            return found.start
    return last


def _plain(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Words that are neither name nor office, taken as they stand if they are few."""
    start = _past_adverbs(text, start, end)
    last = _until_adverbial(text, start, end, lexicon)
    if last != end or not 2 <= last - start <= 6 or _PHRASE.match(text, start, end):
        return None
    return Mention(Span(start, last), plain=True)


def _past_adverbs(text: str, start: int, end: int) -> int:
    while start < end:
        if text[start].isspace() or text[start] in "—–-":
            start += 1
        elif match := _ADVERB.match(text, start, end):
            start = match.end()
        else:
            break
    return start


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Such nouns and participles are always read with the verb before them."""
    return None


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
