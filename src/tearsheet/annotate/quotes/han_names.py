"""Which names does a Chinese article hold?

They are known by the office or the age before them, by the verb of saying behind them, and by the
characters that write foreign sounds.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tearsheet.annotate.lexicon import Lexicon

_BREAK = re.compile('[，,。；;：:！？!?、“”"「」『』（）()【】／\\n]')
_AGE = re.compile("岁的?(?=[一-鿿])|歲的?(?=[一-鿿])")
_BEHIND = re.compile("[（(]\\d{1,3}[岁歲]")
_LABEL = re.compile("(?:^|\n)(?P<name>[一-鿿]{2,4})[：:]")
_FOREIGN = re.compile("[·•・‧](?P<last>[一-鿿]{1,8})")
_LATIN_NAME = re.compile("[A-Z][A-Za-z.’'-]+(?: [A-Z][A-Za-z.’'-]+)*")
HAN = re.compile("[一-鿿]")
_IS = re.compile("(?:^|(?<=[。！？\n，]))(?P<name>[一-鿿]{2,3})[是任]")
# What never ends a name of three characters, since it begins the next word.
_NEXT = frozenset(
    "抵离返飞访离離飛訪参參加获獲领領进進前入任担擔"
    "的说表称在对向是和与说也还则就今昨等并于认告介指强回坦笑哽曾都又再及、为以将被把有已正从到带给让当随同坐站走看听来去拿"
    "說稱對與還則並於認強會曾為將個給讓當隨聽來後后上下中时時痛批追问問接受率赴出主拜会會见見宣透发發呼警解评評总總感"
)
# Family names of two characters.
COMPOUND = (
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
_MOST_NAMES = 200


@lru_cache(maxsize=4)
def names_of(text: str, lexicon: Lexicon) -> re.Pattern[str]:
    """All names of an article: after an office or an age, before a verb of saying, with ·."""
    found = dict.fromkeys(_foreign_names(text, lexicon))
    for at in _places_of_names(text, lexicon):
        length = _name_length(text, at, lexicon) or foreign_length(text, at, lexicon)
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
    compound = text[at : at + 2] in COMPOUND
    if not compound and text[at : at + 1] not in lexicon.surnames:
        return 0
    two = text[at : at + 2 + compound]
    three = text[at : at + 3 + compound]
    if not all(map(HAN.match, two)) or len(two) < 2 or two[-1] in _NEXT - {"明", "强", "会", "為"}:
        return 2 if two[1:] in {"某"} else 0
    if _begins_word(text, at + len(two) - 1, lexicon) or two in lexicon.places:
        return 0
    whole = len(three) > len(two) and HAN.match(three[-1]) and three not in lexicon.places
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


def foreign_length(text: str, at: int, lexicon: Lexicon) -> int:
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
    while head > 0 and end - head < 6 and HAN.match(text, head - 1):
        head -= 1
    if begin - head <= 2 and (head == 0 or _BREAK.match(text, head - 1)):
        begin = head
    roles = lexicon.roles.find(text, max(0, begin - 6), end)
    return max([begin, *(role.end for role in roles if role.end < end)])
