"""Subjects in Chinese: no capitals and no spaces, but names are known by office, surname and verb.

A clause opens with its subject; who is named anywhere in the article is looked for in it.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_BREAK = re.compile('[，,。；;：:！？!?、“”"「」『』（）()【】／\\n]')
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
_AGE = re.compile("岁的?(?=[一-鿿])|歲的?(?=[一-鿿])")
_BEHIND = re.compile("[（(]\\d{1,3}[岁歲]")
_LABEL = re.compile("(?:^|\n)(?P<name>[一-鿿]{2,4})[：:]")
_FOREIGN = re.compile("[·•・‧](?P<last>[一-鿿]{1,8})")
_LATIN_NAME = re.compile("[A-Z][A-Za-z.’'-]+(?: [A-Z][A-Za-z.’'-]+)*")
_HOLDS = re.compile("[是任](?P<role>[^，。\n]{1,20})")
_HAN = re.compile("[一-鿿]")
_IS = re.compile("(?:^|(?<=[。！？\n，]))(?P<name>[一-鿿]{2,3})[是任]")
# What never ends a name of three characters, since it begins the next word.
_NEXT = frozenset(
    "抵离返飞访离離飛訪参參加获獲领領进進前入任担擔"
    "的说表称在对向是和与说也还则就今昨等并于认告介指强回坦笑哽曾都又再及、为以将被把有已正从到带给让当随同坐站走看听来去拿"
    "說稱對與還則並於認強會曾為將個給讓當隨聽來後后上下中时時痛批追问問接受率赴出主拜会會见見宣透发發呼警解评評总總感"
)
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "司徒",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "歐陽",
    "司馬",
    "諸葛",
)
# After these a name is no subject: 会见总统X, 告诉X.
_OBJECT = frozenset("对向与同和跟给被把据告訴诉见對與給據見问問邀陪")
_NOUN_TAILS = frozenset("家师者员长官手生授人士民客工兵商贩農农師員長")
_LONGEST, _LONGEST_BARE, _DEEPEST = 60, 10, 34
_MOST_NAMES, _FURTHEST, _SHORTEST_FOREIGN = 200, 500, 3


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
    for match in _names_of(text, lexicon).finditer(text, start, end):
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
    for match in _names_of(text, lexicon).finditer(text, start, min(end, start + _DEEPEST)):
        if text[match.start() - 1] in _OBJECT and match.start() > start:
            break
        return _named(text, start, end, match, lexicon)
    return _unnamed(text, start, end, lexicon)


def _after_phrase(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """在记者会上王芳说: a name right before the verb, although an adverbial opens the clause."""
    limit = min(end, start + _LONGEST)
    named = list(_names_of(text, lexicon).finditer(text, start, limit))
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
    while at > begin and _HAN.match(text, at - 1) and text[at - 1] not in "的日在，":
        at -= 1
    return at


def _pointed(text: str, start: int, after: int, end: int, lexicon: Lexicon) -> Mention:
    """该发言人, 这位葡萄牙籍教头, 该公司: up to where the adverbials begin."""
    role = lexicon.roles.first(text, after, min(end, after + 12))
    body = lexicon.bodies.first(text, after, min(end, after + 12))
    named = _names_of(text, lexicon).match(text, role.end) if role else None
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
        while begin > 0 and _HAN.match(text, begin - 1) and found - begin < 8:
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
    if role and family and (family in lexicon.surnames or family in _COMPOUND):
        name = Span(start, role.start)
        return Mention(Span(start, role.end), name, Span(role.start, role.end))
    body = _body(text, start, limit, lexicon)
    if role and role.start - start <= _LONGEST_BARE * 2 and (body is None or role.end > body):
        return Mention(Span(start, role.end), None, Span(start, role.end))
    if body:
        return Mention(Span(start, body), None, Span(start, body))
    sounds = _foreign_length(text, start, lexicon)
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


@lru_cache(maxsize=4)
def _names_of(text: str, lexicon: Lexicon) -> re.Pattern[str]:
    """All names of an article: after an office or an age, before a verb of saying, with ·."""
    found = dict.fromkeys(_foreign_names(text, lexicon))
    for at in _places_of_names(text, lexicon):
        length = _name_length(text, at, lexicon) or _foreign_length(text, at, lexicon)
        after = at + length
        if length and not lexicon.bodies.opens(text[after : after + 4]):
            found[text[at : at + length]] = None
        if len(found) > _MOST_NAMES:
            break
    for role in lexicon.roles.find(text, 0, len(text)):
        latin = _LATIN_NAME.match(text, role.end)
        if latin:
            found[latin[0]] = None
    ordered = sorted(found, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, ordered)) or "(?!)")


def _places_of_names(text: str, lexicon: Lexicon) -> Iterator[int]:
    """Where a Chinese name may begin."""
    for role in lexicon.roles.find(text, 0, len(text)):
        yield role.end
    for match in _AGE.finditer(text):
        yield match.end()
    for match in _IS.finditer(text):
        yield match.start("name")
    for match in _LABEL.finditer(text):
        yield match.start("name")
    for match in _BEHIND.finditer(text):
        for length in (3, 2):
            if match.start() >= length and text[match.start() - length] in lexicon.surnames:
                yield match.start() - length
                break
    for cue in lexicon.cues.find(text, 0, len(text)):
        for match in _opening(lexicon).finditer(text, max(0, cue.start - 12), cue.start):
            if cue.start - match.end() >= 2:
                yield match.end()
        for length in (3, 2):
            # …”王芳说: the name is all there is between a pause and the verb.
            at = cue.start - length
            if at >= 0 and (at == 0 or _BREAK.match(text, at - 1)):
                yield at


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile('[，。；：！？”"」』\n]')


def _name_length(text: str, at: int, lexicon: Lexicon) -> int:
    """How many characters of a name stand here; 0 if none does."""
    if lexicon.roles.opens(text[at : at + 6]):
        return 0
    following = text[at : at + 4]
    if lexicon.bodies.opens(following) > 1 or lexicon.article.opens(following) > 1:
        return 0
    compound = text[at : at + 2] in _COMPOUND
    if not compound and text[at : at + 1] not in lexicon.surnames:
        return 0
    two = text[at : at + 2 + compound]
    three = text[at : at + 3 + compound]
    if not all(map(_HAN.match, two)) or len(two) < 2 or two[-1] in _NEXT - {"明", "强", "会", "為"}:
        return 2 if two[1:] in {"某"} else 0
    if _begins_word(text, at + len(two) - 1, lexicon) or two in lexicon.places:
        return 0
    whole = len(three) > len(two) and _HAN.match(three[-1]) and three not in lexicon.places
    if not whole or _begins_word(text, at + len(two), lexicon):
        return len(two)
    if text.count(two) > text.count(three):
        return len(two)
    if three[-1] in _NEXT and text.count(three) < 2:
        return len(two)
    return len(three)


def _begins_word(text: str, at: int, lexicon: Lexicon) -> bool:
    """Whether a verb of saying, an adverbial or an office begins here: 王芳|说."""
    words = text[at : at + 5]
    return bool(
        lexicon.cues.opens(words) or lexicon.between.opens(words) or lexicon.roles.opens(words)
    )


def _foreign_length(text: str, at: int, lexicon: Lexicon) -> int:
    """How many characters of a foreign name without a dot stand after an office; 0 if none."""
    length = _transliterated(text[at : at + 7], lexicon)
    length = _until_word(text, at, length, lexicon) if length else 0
    known = text[at : at + length] in lexicon.places or _begins_word(text, at, lexicon)
    return 0 if length < 2 or known else length


def _foreign_names(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Names written with a middle dot, and their last parts."""
    for match in _FOREIGN.finditer(text):
        begin = _first_of_name(text, match.start(), lexicon)
        length = _transliterated(match["last"], lexicon)
        if length < len(match["last"]) and _ends_at(
            text, match.start("last") + length + 1, lexicon
        ):
            length += 1
        length = _until_word(text, match.start("last"), length, lexicon)
        if begin == match.start() or not length:
            continue
        last = text[match.start("last") : match.start("last") + length]
        yield text[begin : match.start("last") + length]
        if length > 1:
            yield last


def _ends_at(text: str, at: int, lexicon: Lexicon) -> bool:
    return at >= len(text) or _BREAK.match(text, at) is not None or _begins_word(text, at, lexicon)


def _until_word(text: str, at: int, length: int, lexicon: Lexicon) -> int:
    """The length of a name, less the verb or office whose characters also write sounds."""
    for cut in range(1, length):
        if _begins_word(text, at + cut, lexicon):
            return cut
    return length


def _transliterated(word: str, lexicon: Lexicon) -> int:
    """How many characters of a word are such as write foreign sounds."""
    return next((i for i, c in enumerate(word) if c not in lexicon.transliteration), len(word))


def _first_of_name(text: str, end: int, lexicon: Lexicon) -> int:
    """Where a foreign name begins that goes up to ``end``: after the role written onto it."""
    begin = end
    while begin > 0 and end - begin < 16 and text[begin - 1] in lexicon.transliteration | {"·"}:
        begin -= 1
    head = begin
    while head > 0 and end - head < 6 and _HAN.match(text, head - 1):
        head -= 1
    if begin - head <= 2 and (head == 0 or _BREAK.match(text, head - 1)):
        begin = head
    roles = lexicon.roles.find(text, max(0, begin - 6), end)
    return max([begin, *(role.end for role in roles if role.end < end)])


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """Such nouns and participles are always read with the verb before them."""
    return None


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
