"""Names in scripts without capital letters: Han, kana, Hangul, Arabic, Devanagari."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.names.evidence import Found, mention_of
from tearsheet.annotate.names.gazetteer import gazetteer
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.subject import introduced
from tearsheet.model import Quote, Span

_MOST_MENTIONS = 200
_LONGEST_PERSON, _LONGEST_PLACE = 24, 8
_WORD = re.compile(r"[^\W\d_]+(?:[\u0900-\u0963\u064b-\u0652\u200c]+[^\W\d_]*)*")
_HAN_STOPS = (
    "的在与和及据由向对從从是为為将將了着等被把就以于於到至经經并並而这這那该該某各两兩位名个個"
)
_KOREAN_PARTICLES = (
    *("에서는", "에서의", "으로부터", "이라고", "에서", "에게", "으로", "까지", "부터", "라고"),
    *("이라", "에는", "은", "는", "이", "가", "을", "를", "에", "의", "과", "와", "도", "로", "만"),
)
_VILLAGE, _SHORTEST_BODY = "마을", 2
_REMEMBERED = 20_000  # words that are asked for again
_ARABIC_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل")


def uncased_names(
    text: str, lexicon: Lexicon, vocabulary: Vocabulary, quotes: tuple[Quote, ...]
) -> Iterator[Found]:
    """Mentions of names in no order."""
    people = dict[str, Found]()
    for mention in introduced(text, lexicon):
        if mention.name and mention.role and len(mention.name.of(text)) <= _LONGEST_PERSON:
            printed = mention.name.of(text)
            if not _is_thing(printed, lexicon, vocabulary):
                role = mention.role.of(text)
                people.setdefault(printed, mention_of(mention.name, "person", "title", role))
    for quote in quotes:
        speaker = quote.speaker
        if speaker and speaker.kind == "person" and speaker.basis.startswith("named"):
            at = text.find(speaker.name)
            if at >= 0 and not _is_thing(speaker.name, lexicon, vocabulary):
                span = Span(at, at + len(speaker.name))
                found = mention_of(span, "person", "speaks", speaker.role)
                people.setdefault(speaker.name, found)
    for printed, found in people.items():
        yield from _everywhere(text, printed, found)
    for relay in {quote.relay for quote in quotes if quote.relay}:
        at = text.find(relay)
        if at >= 0:
            span = Span(at, at + len(relay))
            yield from _everywhere(text, relay, mention_of(span, "organisation", "carries"))
    if lexicon.language in {"zh", "ja"}:
        yield from _unspaced(text, lexicon, vocabulary)
    else:
        yield from _spaced(text, lexicon, vocabulary)


def _everywhere(text: str, printed: str, found: Found) -> Iterator[Found]:
    """The mention wherever the text has the same characters."""
    at, count = text.find(printed), 0
    while at >= 0 and count < _MOST_MENTIONS:
        span = Span(at, at + len(printed))
        yield Found(span, found.kind, found.basis, found.confidence, found.role, found.country)
        at, count = text.find(printed, at + len(printed)), count + 1


def _is_thing(printed: str, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    """Whether a name is a known place's or has a body's noun."""
    if printed in gazetteer(lexicon.language) or printed in lexicon.roles:
        return True
    if lexicon.language in {"zh", "ja", "ko"}:
        return printed.endswith(vocabulary.head_words) and len(printed) > 1
    return any(word in vocabulary.heads for word in printed.split())


def _unspaced(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Iterator[Found]:
    """Chinese and Japanese: bodies by how they end, places by the gazetteer and how they end."""
    japanese = lexicon.language == "ja"
    for match in _body_pattern(vocabulary.head_words, japanese).finditer(text):
        start, end = match.span()
        cut = _after_place(text, start, match.start("head"), lexicon)
        bare = cut == match.start("head")
        if bare and not (match["head"][-1] in _OFFICES and match["head"][-2:-1] not in "乐樂"):
            continue
        if text[cut] not in "同该該本":
            yield mention_of(Span(cut, end), "organisation", "body")
    yield from _foreign_countries(text, lexicon, vocabulary)
    known, automaton = _places_in_letters(lexicon.language)
    for number, start, end in automaton.find_matches_as_indexes(text):
        if _SURROUNDED.match(text, end) is None:
            country = known[number]
            yield mention_of(Span(start, end), "place", "gazetteer", country=country)
    if vocabulary.place_after:
        for match in _place_pattern(tuple(sorted(vocabulary.place_after)), japanese).finditer(text):
            yield mention_of(Span(*match.span("place")), "place", "place noun after")


@cache
def _places_in_letters(language: str) -> tuple[tuple[str, ...], AhoCorasick]:
    """The countries of the places that are written in Han or kana alone, and what finds these."""
    places = {
        name: country
        for name, country in gazetteer(language).items()
        if country and len(name) <= _LONGEST_PLACE and _HAN_OR_KANA.fullmatch(name)
    }
    automaton = AhoCorasick(
        list(places), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return tuple(places.values()), automaton


_OFFICES = frozenset("部省庁厅方馆")


def _foreign_countries(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Iterator[Found]:
    """ノルヴィア, 洛维亚, 타르가스탄: letters of foreign sounds that end as countries do."""
    if not vocabulary.countries:
        return
    endings = "|".join(map(re.escape, vocabulary.countries))
    letters = {
        "zh": f"[{''.join(sorted(lexicon.transliteration))}]" * bool(lexicon.transliteration),
        "ja": "[\u30a1-\u30fa\u30fc]",
        "ko": "[\uac00-\ud7a3]",
    }[lexicon.language]
    if not letters:
        return
    before, after = ("", "(?![·•・])") if lexicon.language == "zh" else (f"(?<!{letters})", "")
    if lexicon.language == "ja":
        after = f"(?!{letters}|・)"
    if lexicon.language == "ko":
        after = "(?=[은는이가을를의에과와도측 ,.]|$)"
    pattern = re.compile(f"{before}(?P<place>{letters}{{1,5}}?(?:{endings})){after}")
    for match in pattern.finditer(text):
        yield mention_of(Span(*match.span("place")), "place", "country's ending")


_HAN_OR_KANA = re.compile("[\u3005\u30a1-\u30fc\u3400-\u9fff]{2,}")
# 中国语, カナダ人: a place's name goes on as another word.
_SURROUNDED = re.compile("[语語文]")


def _after_place(text: str, start: int, head: int, lexicon: Lexicon) -> int:
    """Where a body's name begins: after the last small word before its noun."""
    if lexicon.language == "ja":
        return start
    cut = start
    for at in range(start, head):
        if text[at] in _HAN_STOPS:
            cut = at + 1
    for found in (*lexicon.cues.find(text, cut, head), *lexicon.roles.find(text, cut, head)):
        cut = max(cut, found.end)
    return cut


@cache
def _body_pattern(heads: tuple[str, ...], japanese: bool) -> re.Pattern[str]:
    letters = "\u3005\u30a1-\u30fc\u3400-\u9fffA-Za-z" if japanese else "\u3400-\u9fff"
    before = f"(?<![{letters}])[{letters}]{{1,10}}?" if japanese else f"[{letters}]{{0,8}}"
    after = f"(?![{letters}])" if japanese else ""
    listed = "|".join(map(re.escape, heads))
    return re.compile(f"{before}(?P<head>{listed}){after}")


@cache
def _place_pattern(nouns: tuple[str, ...], japanese: bool) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, nouns))
    if japanese:
        return re.compile(
            f"(?<![\u3005\u30a1-\u30fc\u3400-\u9fff])(?P<place>[\u3005\u30a1-\u30fc\u3400-\u9fff]{{2,4}}?(?:{listed}))"
            "(?=[^\u3005\u30a1-\u30fc\u3400-\u9fff]|の)"
        )
    return re.compile(
        f"(?:(?<=[在于於到从從自的，。、省市县縣州])|(?<![\u3400-\u9fff]))"
        f"(?P<place>[\u3400-\u9fff]{{2}}(?:{listed}))(?![长長场場民委面区區内內里])"
    )


def _spaced(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Iterator[Found]:
    """Korean, Arabic, Persian, Hindi: words, without what is written onto them."""
    if lexicon.language == "ko":
        yield from _foreign_countries(text, lexicon, vocabulary)
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        start, end = word.span()
        place = _place_in(word[0], lexicon.language)
        if place is not None:
            cut = Span(start + place.start, start + place.end)
            yield mention_of(cut, "place", "gazetteer", country=place.country)
        body = _spaced_body(text, words, at, lexicon, vocabulary)
        if lexicon.language == "ko" and (village := _village_in(word[0])):
            yield mention_of(Span(start, start + village), "place", "place noun after")
        if body:
            yield mention_of(body, "organisation", "body")
        leads = at + 1 < len(words) and _leads_place(word[0], lexicon.language, vocabulary)
        if leads and text[end : words[at + 1].start()] == " ":
            yield mention_of(Span(*words[at + 1].span()), "place", "place noun before")
        noun = at > 0 and lexicon.language == "hi" and word[0] in vocabulary.place_after
        if noun and not _is_small(words[at - 1][0], lexicon):
            yield mention_of(Span(*words[at - 1].span()), "place", "place noun after")


def _is_small(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is no name: a particle, a verb of saying, an office."""
    return len(word) < _SHORTEST_NAME or any(
        word in known
        for known in (
            *(lexicon.prepositions, lexicon.determiners, lexicon.clause, lexicon.between),
            *(lexicon.cues, lexicon.roles, lexicon.joins, lexicon.particles),
        )
    )


_SHORTEST_NAME = 3


class _Place(NamedTuple):
    """A known place in a word, its particles left out."""

    start: int
    end: int
    country: str


@lru_cache(maxsize=_REMEMBERED)
def _place_in(word: str, language: str) -> _Place | None:
    """The place of the gazetteer that a word is, or is without its particles."""
    known = gazetteer(language)
    for start, end in _bare(word, language):
        country = known.get(word[start:end])
        if country and end - start > 1:
            return _Place(start, end, country)
    return None


@lru_cache(maxsize=_REMEMBERED)
def _village_in(word: str) -> int:
    """How long the name of a village is that a Korean word is without its particles; 0 if none."""
    if _VILLAGE not in word:
        return 0
    cuts = (end for _, end in _bare(word, "ko"))
    return next((end for end in cuts if word[:end].endswith(_VILLAGE) and end > len(_VILLAGE)), 0)


@lru_cache(maxsize=_REMEMBERED)
def _body_in(word: str, vocabulary: Vocabulary) -> int:
    """As `_village_in`, for a body that ends in one of its nouns."""
    cuts = (end for _, end in _bare(word, "ko"))
    heads = vocabulary.head_words
    return next((end for end in cuts if end > _SHORTEST_BODY and word[:end].endswith(heads)), 0)


@lru_cache(maxsize=_REMEMBERED)
def _bare(word: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where a word lies in itself, and where it does without each of its particles."""
    found = [(0, len(word))]
    if language == "ko":
        ends = [particle for particle in _KOREAN_PARTICLES if word.endswith(particle)]
        found += [(0, len(word) - len(end)) for end in ends if len(word) > len(end) + 1]
    elif language == "ar":
        for clitic in ("و", "ب", "ل"):
            if word.startswith(clitic) and len(word) > len(clitic) + 2:
                found.append((len(clitic), len(word)))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _leads_place(word: str, language: str, vocabulary: Vocabulary) -> bool:
    """Whether a word stands before the name of a place: *city*."""
    return _plain(word, language) in vocabulary.place_before


@lru_cache(maxsize=_REMEMBERED)
def _clitic_of_body(word: str, vocabulary: Vocabulary) -> str | None:
    """What is written onto the noun of a body, mostly nothing; None if a word is no such noun."""
    for clitic in ("و", "ب", "ل", ""):
        if word.startswith(clitic) and word[len(clitic) :] in vocabulary.heads:
            return clitic
    return None


def _plain(word: str, language: str) -> str:
    if language == "ar":
        for clitic in _ARABIC_CLITICS:
            if word.startswith(clitic) and len(word) > len(clitic) + 2:
                return word.removeprefix(clitic)
    return word


def _spaced_body(
    text: str, words: list[re.Match[str]], at: int, lexicon: Lexicon, vocabulary: Vocabulary
) -> Span | None:
    """وزارة النقل, دانشگاه تهران, परिवहन मंत्रालय, 한빛전자."""
    word = words[at]
    if lexicon.language == "ko":
        end = _body_in(word[0], vocabulary)
        return Span(word.start(), word.start() + end) if end else None
    if lexicon.language == "hi":
        if word[0] not in vocabulary.heads or at == 0:
            return None
        before = words[at - 1]
        touching = text[before.end() : word.start()] == " "
        if not touching or _is_small(before[0], lexicon):
            return None
        return Span(before.start(), word.end())
    clitic = _clitic_of_body(word[0], vocabulary)
    if clitic is None:
        return None
    start = word.start() + len(clitic)
    last = at
    while last + 1 < len(words) and last - at < 3:
        if text[words[last].end() : words[last + 1].start()] != " ":
            break
        following = words[last + 1][0]
        small = following in lexicon.prepositions or following in lexicon.clause
        if small or following in lexicon.cues or following in lexicon.roles:
            break
        if last > at and not following.startswith("ال"):
            break
        last += 1
    return Span(start, words[last].end()) if last > at else None
