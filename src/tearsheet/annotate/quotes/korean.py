"""Subjects in Korean: words with particles; a name stands before or after its office."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon, Phrases
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.reader import Reader
from tearsheet.model import Span

_WORD = re.compile(r"[^\s,，、·\"“”'‘’「」『』《》〈〉<>\[\]]+")
_BRACKET = re.compile(r"[(（][^()（）\n]{0,40}[)）]")
_HANGUL_NAME = re.compile("[가-힣]{2,4}")
_FOREIGN_NAME = re.compile("[가-힣A-Za-z.-]{1,8}")
_TURNED = re.compile(
    r"(?:사람|이|것|건|주인공)?은\s(?P<who>[^.,\n]{2,50}?)(?:이다|다|였다)?(?=[.\n]|$)"
)
# What ends so is no part of a name: verbs before a noun, particles.
_VERBAL = re.compile(
    "(?:한|된|하는|되는|했던|하던|있는|없는|않은|오는|가는|나온|찾은|만난|열린|맡은|이끄는|이끈|하고"
    "|하며|지만|는데|으며|이며|들|씨|해서|에서|에게|으로|로부터|까지|부터|마다|에는|의|을|를|와|과|및|등|고|며|던|은|는|에|로|도)$"
)
_NO_NAME = re.compile("(?:의|을|를|는|에|과|와|며|로|씨|들|다|한|된|인|했)$")
_PARTICLE = re.compile("(?:께서는|께서|에게|한테|측은|측이|측|에서는|에서|은|는|이|가|도|의|만)$")
_LONGEST, _DEEPEST, _MOST_WORDS, _LONGEST_FOREIGN = 250, 8, 5, 3
_SHORTEST_FOREIGN = 2
_REMEMBERED = 20_000  # words that are asked for again
_STRETCHES = 1_000  # stretches of one article

Word = tuple[int, int, str]


def _subject_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The subject nearest the verb; a noun phrase that ends the stretch does without particle."""
    return _subject(text, start, end, lexicon) or _bare(text, start, end, lexicon)


def _bare(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    words = _words(text, start, end)
    return _read(text, words, len(words) - 1, "", lexicon) if words else None


def _subject(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """The last topic that is somebody, else the last subject with another particle."""
    words = _words(text, start, end)
    for topics in (True, False):
        for at in range(len(words) - 1, -1, -1):
            particle = _particle(words[at][2], lexicon)
            if not particle or particle.endswith(("은", "는")) != topics:
                continue
            found = _read(text, words, at, particle, lexicon)
            if found:
                return found
    return None


def _subject_after(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """…라고 말한 사람은 김민수 씨다: the sentence turned round."""
    turned = _TURNED.match(text, start, min(end, start + _LONGEST))
    return _bare(text, *turned.span("who"), lexicon) if turned else None


def _first_mention(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    return _subject(text, start, end, lexicon) or _before_adverbs(text, start, end, lexicon)


def _before_adverbs(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """백 교수 역시 "…": a subject without a particle before adverbs."""
    words = _words(text, start, end)
    while words and words[-1][2] in lexicon.between:
        words.pop()
    found = _read(text, words, len(words) - 1, "", lexicon) if words else None
    return found if found and (found.name or found.role) else None


def _owner_before(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    return None


def introduced(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Mention]:
    """Everyone a paragraph names with an office or an honorific."""
    for begin in range(start, end, _LONGEST):
        words = _words(text, begin, min(end, begin + _LONGEST))
        for at, (_, _, word) in enumerate(words):
            particle = _particle(word, lexicon)
            stem = _stem(word, lexicon)
            named = at > 0 and _tail(words[at - 1][2], lexicon.roles) and len(stem) == 3
            if (
                named
                or stem in lexicon.honorifics
                or stem[-1:] == "씨"
                or _tail(stem, lexicon.roles)
            ):
                found = _read(text, words, at, particle, lexicon)
                if found and found.name:
                    yield found


def _words(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch with their places; brackets are left out: 김민수(45)는 is 김민수는."""
    return list(_words_of(text, max(start, end - _LONGEST), end))


@lru_cache(maxsize=_STRETCHES)
def _words_of(text: str, begin: int, end: int) -> tuple[Word, ...]:
    """As `_words`; a stretch is read for its subject, its topic and its names."""
    stretch = text[begin:end]
    plain = _BRACKET.sub(lambda match: "\0" * len(match[0]), stretch)
    found = list[Word]()
    for match in _WORD.finditer(plain):
        word = match[0].replace("\0", "").strip(".:;!?…-–—")
        at = begin + match.start()
        if not word:
            continue
        if match[0][0] == "\0" and found and _PARTICLE.fullmatch(word):
            # 대표 (45)는: the particle behind the brackets belongs to the word before them.
            first, _, stem = found[-1]
            found[-1] = (first, begin + match.end(), stem + word)
            continue
        while at < end and (text[at] in "(（" or plain[at - begin] == "\0"):
            at += 1
        tail = len(match[0]) - len(match[0].rstrip(".:;!?…-–—"))
        found.append((at, begin + match.end() - tail, word))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _particle(word: str, lexicon: Lexicon) -> str:
    """The subject's particle that a word ends in."""
    for particle in lexicon.subjects:
        if word.endswith(particle) and len(word) > len(particle):
            return particle
    return ""


def _read(text: str, words: list[Word], at: int, particle: str, lexicon: Lexicon) -> Mention | None:
    """The noun phrase that ends in a word, as name and office."""
    begin, last, word = words[at]
    stem = word[: len(word) - len(particle)]
    stem = stem if particle else _without_particle(stem, lexicon)
    for pronoun in (word, stem):
        if pronoun in lexicon.pronouns and (particle or len(pronoun) > 1):
            return Mention(Span(begin, last), pronoun=pronoun)
    stem = stem.removesuffix("들") if len(stem) > 2 else stem
    end = min(last, begin + len(stem))
    head = Span(begin, end)
    if stem in lexicon.honorifics:
        return _with_name_before(text, words, at, head, None, lexicon)
    if stem[-1:] in {"씨", "님"} and 1 < len(stem) <= _MOST_WORDS and stem not in lexicon.roles:
        return Mention(
            Span(begin, last), Span(begin, end - 1), _role_before(text, words, at, lexicon)
        )
    office = _tail(stem, lexicon.roles)
    if office:
        own = stem[: len(stem) - len(office)]
        if own and own[0] in lexicon.surnames and len(own) == 3 and _is_name(own, lexicon):
            return Mention(Span(begin, last), Span(begin, begin + 3), Span(begin + 3, end))
        return _with_name_before(text, words, at, head, head, lexicon)
    if _is_name(stem, lexicon) and (len(stem) == 3 or stem in _named_in(text, lexicon)):
        return Mention(Span(begin, last), head, _role_before(text, words, at, lexicon))
    if particle and (foreign := _foreign_behind_office(text, words, at, lexicon)):
        role = _role_before(text, words, foreign, lexicon)
        return Mention(Span(begin, last), Span(words[foreign][0], end), role)
    if _is_body(stem, lexicon):
        first = _first_of_phrase(text, words, at, lexicon)
        return Mention(Span(first, end), None, Span(first, end))
    if len(stem) > 1 and stem in _named_in(text, lexicon):
        return Mention(Span(begin, last), head)
    return None


@lru_cache(maxsize=_REMEMBERED)
def _stem(word: str, lexicon: Lexicon) -> str:
    particle = _particle(word, lexicon)
    return word[: len(word) - len(particle)] if particle else _without_particle(word, lexicon)


def _without_particle(word: str, lexicon: Lexicon) -> str:
    """A word that ends a stretch, without what its ending adds: 씨의, 씨다, 대표의."""
    stem = _PARTICLE.sub("", word)
    if stem != word and (
        stem[-1:] == "씨" or _tail(stem, lexicon.roles) or _is_name(stem, lexicon)
    ):
        return stem
    stem = word.removesuffix("에")
    if stem != word and (_is_body(stem, lexicon) or _tail(stem, lexicon.roles)):
        # 외교부에 따르면
        return stem
    return word.removesuffix("이다").removesuffix("다")


def _with_name_before(
    text: str, words: list[Word], at: int, head: Span, role: Span | None, lexicon: Lexicon
) -> Mention | None:
    """김민수 외교부 대변인, 외교부 김민수 대변인, 김 대변인, 존 스미스 대통령, 미국 대통령."""
    index, passed = at - 1, 0
    if role and role.of(text) in lexicon.ordinary:
        index = -1
    while index >= 0 and passed < _MOST_WORDS and _touches(text, words, index):
        begin, _, word = words[index]
        alone = word in lexicon.surnames and passed == 0
        named = _is_name(word, lexicon) and not _is_thing(word, lexicon)
        if alone or (named and (len(word) == 3 or not _VERBAL.search(word))):
            name = Span(begin, begin + len(word))
            return Mention(Span(begin, words[at][1]), name, _behind(name, head, role))
        if not _is_thing(word, lexicon):
            break
        index, passed = index - 1, passed + 1
    if index >= 0 and passed < _MOST_WORDS and _touches(text, words, index):
        foreign = _foreign_name(text, words, index, lexicon)
        if foreign:
            return Mention(Span(foreign.start, words[at][1]), foreign, _behind(foreign, head, role))
    if role is None:
        return None
    start = _first_of_phrase(text, words, at, lexicon)
    return Mention(Span(start, head.end), None, Span(start, head.end))


def _behind(name: Span, head: Span, role: Span | None) -> Span | None:
    """The office, from behind the name on."""
    return None if role is None else Span(min(name.end + 1, head.start), head.end)


def _first_of_phrase(text: str, words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Where the bodies and pointers before an office begin: 외교부 고위 관계자, 이 관계자."""
    index = at
    while index and at - index < _MOST_WORDS and _touches(text, words, index - 1):
        word = words[index - 1][2]
        if word in lexicon.determiners:
            return words[index - 1][0]
        if not _is_thing(word, lexicon):
            break
        index -= 1
    return words[index][0]


def _touches(text: str, words: list[Word], index: int) -> bool:
    """Whether nothing but a space (or brackets) parts a word from the next."""
    between = text[words[index][1] : words[index + 1][0]]
    if between == " ":
        return True
    return "\n" not in between and not _BRACKET.sub("", between).strip()


def _foreign_name(text: str, words: list[Word], index: int, lexicon: Lexicon) -> Span | None:
    """A foreign name of one to three words that ends in a word: 존 스미스."""
    last, first = index, -1
    while index >= 0 and last - index < _LONGEST_FOREIGN and _touches(text, words, index):
        word = words[index][2]
        if word.endswith("인") and _tail(word[:-1], lexicon.roles):
            break
        small = word in lexicon.between or word in lexicon.determiners or word in lexicon.pronouns
        if small or _is_thing(word, lexicon) or word in lexicon.not_names:
            break
        short = index == last and len(word) < _SHORTEST_FOREIGN
        if short or _VERBAL.search(word) or not _FOREIGN_NAME.fullmatch(word):
            break
        first, index = words[index][0], index - 1
    return None if first < 0 else Span(first, words[last][0] + len(words[last][2]))


def _foreign_behind_office(text: str, words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Where a foreign name that ends in a subject begins, an office right before it; else 0."""
    for first in range(at - 1, max(0, at - _LONGEST_FOREIGN), -1):
        if not _touches(text, words, first) or not _is_foreign(words[first][2], lexicon):
            return 0
        if _touches(text, words, first - 1) and _tail(words[first - 1][2], lexicon.roles):
            return first if _is_foreign(_stem(words[at][2], lexicon), lexicon) else 0
    return 0


@lru_cache(maxsize=_REMEMBERED)
def _is_foreign(word: str, lexicon: Lexicon) -> bool:
    small = word in lexicon.between or word in lexicon.determiners or word in lexicon.pronouns
    known = small or word in lexicon.not_names or _is_thing(word, lexicon)
    return not known and not _VERBAL.search(word) and bool(_FOREIGN_NAME.fullmatch(word))


def _role_before(text: str, words: list[Word], at: int, lexicon: Lexicon) -> Span | None:
    """The office right before a name: 외교부 대변인 김민수."""
    if at == 0 or not _touches(text, words, at - 1):
        return None
    begin, _, word = words[at - 1]
    if not _tail(word, lexicon.roles):
        return None
    return Span(_first_of_phrase(text, words, at - 1, lexicon), begin + len(word))


@lru_cache(maxsize=_REMEMBERED)
def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like a Korean's name: surname and one or two syllables."""
    if not _HANGUL_NAME.fullmatch(word) or word in lexicon.not_names or word in lexicon.places:
        return False
    if _NO_NAME.search(word):
        return False
    return word[:2] in lexicon.families or (word[0] in lexicon.surnames and len(word) <= 3)


@lru_cache(maxsize=_REMEMBERED)
def _is_thing(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is an office, a body, a place, or widens one."""
    known = word in lexicon.places or word in lexicon.modifiers
    return known or bool(_tail(word, lexicon.roles)) or _is_body(word, lexicon)


def _is_body(word: str, lexicon: Lexicon) -> bool:
    tail = _tail(word, lexicon.bodies)
    return bool(tail) and (tail == word or len(tail) > 1 or len(word) > 2)


@lru_cache(maxsize=4)
def _named_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Every name of the article that stands beside an office or an honorific, and its parts."""
    found = set[str]()
    for line in re.finditer(r"[^\n]+", text):
        for begin in range(line.start(), line.end(), _LONGEST):
            found |= _named_among(
                text, _words(text, begin, min(line.end(), begin + _LONGEST)), lexicon
            )
    return frozenset(found)


def _named_among(text: str, words: list[Word], lexicon: Lexicon) -> set[str]:
    found = set[str]()
    for at, (begin, _, word) in enumerate(words):
        stem = _stem(word, lexicon)
        if stem in lexicon.honorifics or _tail(stem, lexicon.roles):
            head = Span(begin, begin + len(stem))
            made = _with_name_before(text, words, at, head, None, lexicon)
            if made and made.name:
                printed = made.name.of(text)
                found |= {printed, *printed.split()}
        elif stem != word and _foreign_behind_office(text, words, at, lexicon):
            found |= {stem, words[at - 1][2]}
        elif stem[-1:] == "씨" and len(stem) == 4:
            found.add(stem[:-1])
    return found


@lru_cache(maxsize=_REMEMBERED)
def _tail(word: str, known: frozenset[str] | Phrases) -> str:
    """The longest known ending of a word."""
    for start in range(max(0, len(word) - _DEEPEST), len(word)):
        if word[start:] in known:
            return word[start:]
    return ""


READER = Reader(_subject_before, _subject_after, _first_mention, _owner_before)
