"""Organisations named by a noun of theirs: Ministry of …, … University, завод «…»."""

from collections.abc import Iterator

from tearsheet.annotate.lexicon import Lexicon, sex_of_given_name
from tearsheet.annotate.names.evidence import INSIDE, Found, mention_of
from tearsheet.annotate.names.nature import is_adjective
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.words import Word, is_function_word
from tearsheet.model import Span

_SMALL = "body and small words"
_OPENING, _CLOSING = "«„“\"'‹", "»“”\"'›"
_MOST_WORDS, _MOST_SMALL = 7, 2
_LONGEST_IN_MARKS, _LONGEST_WORD = 60, 40


def bodies_in(
    text: str, words: list[Word], lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Found]:
    """Every organisation that its noun tells, in order; scripts with capitals."""
    past = 0
    listed = vocabulary.heads.among([word.base for word in words])
    if not listed:
        return
    for at in [at for at, word in enumerate(words) if word.base in listed]:
        word = words[at]
        if word.start < past or word.end - word.start > _LONGEST_WORD:
            continue
        if word.base in lexicon.cues:
            continue
        found = _in_marks(text, word) or _named(text, words, at, lexicon, vocabulary)
        if found and found.span.start >= past:
            past = found.span.end
            yield found
            place = _place_inside(words, at, found, vocabulary)
            if place:
                yield place


def _place_inside(words: list[Word], at: int, found: Found, vocabulary: Vocabulary) -> Found | None:
    """Tribunal de *Villamar*: the one name behind the noun of a seat."""
    if words[at].base not in vocabulary.seats or at + 2 >= len(words):
        return None
    link, name = words[at + 1], words[at + 2]
    if link.base not in vocabulary.links or not name.capital or name.end != found.span.end:
        return None
    return mention_of(Span(name.start, name.end), "place", INSIDE)


def _in_marks(text: str, word: Word) -> Found | None:
    """завод «Северный»: the name stands in marks."""
    start = word.end + 1
    if text[word.end : start + 1].strip(" \u00a0") not in _OPENING or start >= len(text):
        return None
    if text[start] not in _OPENING or not text[start + 1 : start + 2].isupper():
        return None
    end = next(
        (i for i in range(start + 1, min(start + _LONGEST_IN_MARKS, len(text)))
         if text[i] in _CLOSING or text[i] == "\n"),
        -1,
    )  # fmt: skip
    if end < 0 or text[end] == "\n":
        return None
    return mention_of(Span(start + 1, end), "organisation", "body before")


def _named(
    text: str, words: list[Word], at: int, lexicon: Lexicon, vocabulary: Vocabulary
) -> Found | None:
    first = at
    while first > 0 and at - first < _MOST_WORDS and _belongs(text, words, first - 1, lexicon):
        first -= 1
    last = _complement(text, words, at, lexicon, vocabulary)
    if first < at or last > at:
        whole = Span(words[first].start, words[last].end)
        if _is_named(words, first, last, at, lexicon):
            return mention_of(whole, "organisation", "body")
    if lexicon.script == "german" and words[at].base.endswith(_COMPOUNDS):
        return mention_of(Span(words[at].start, words[at].end), "organisation", _SMALL)
    if vocabulary.genitive:
        return _with_small_words(text, words, at, lexicon)
    return None


def _is_named(words: list[Word], first: int, last: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a capital beside the noun is a name's, not an adjective's: a *Chinese* company."""
    beside = [words[i] for i in range(first, last + 1) if i != at and words[i].capital]
    if words[at].capital:
        return bool(beside)
    return any(not is_adjective(word.base, lexicon.language) for word in beside)


def _belongs(text: str, words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is a capital one that nothing but a space parts from the next."""
    word = words[at]
    if not word.capital or text[word.end : words[at + 1].start] not in (" ", "\u00a0", "-"):
        return False
    return not is_function_word(word.base, lexicon) and word.base not in lexicon.roles


def _complement(
    text: str, words: list[Word], at: int, lexicon: Lexicon, vocabulary: Vocabulary
) -> int:
    """The last word of what follows the noun: Ministry *of Foreign Affairs*."""
    last, step = at, at + 1
    while step < len(words) and step - at <= _MOST_WORDS:
        if text[words[step - 1].end : words[step].start] not in (" ", "\u00a0", ""):
            break
        word = words[step]
        if word.capital and word.base not in lexicon.not_names and word.base not in lexicon.roles:
            directly = last == at and step == at + 1 and not words[at].capital
            if directly and (vocabulary.links or vocabulary.genitive):
                break
            if sex_of_given_name(word.base) and step == last + 1 and not words[at].capital:
                break
            last = step
        elif word.base not in vocabulary.links or step - last > _MOST_SMALL:
            break
        step += 1
    return last


def _with_small_words(text: str, words: list[Word], at: int, lexicon: Lexicon) -> Found | None:
    """Институт *торговли*; Кедровский *металлургический* завод."""
    before = at - 1
    while before >= 0 and at - before <= _MOST_SMALL and words[before].base.endswith(_ADJECTIVES):
        if words[before].capital:
            break
        before -= 1
    touching = all(
        text[words[i].end : words[i + 1].start] == " " for i in range(max(0, before), at)
    )
    adjective = 0 <= before < at and touching and words[before].capital
    if adjective and words[before].base.endswith(_ADJECTIVES) and at - before <= _MOST_SMALL + 1:
        return mention_of(Span(words[before].start, words[at].end), "organisation", _SMALL)
    following = at + 1
    if words[at].capital and following < len(words):
        word = words[following]
        small = text[words[at].end : word.start] == " " and word.base.endswith(_GENITIVES)
        if small and not is_function_word(word.base, lexicon):
            return mention_of(Span(words[at].start, word.end), "organisation", _SMALL)
    return None


# Verkehrsministerium: the complement is written onto the noun.
_COMPOUNDS = (
    *("sministerium", "nministerium", "gericht", "suniversität", "gewerkschaft", "sbehörde"),
    *("sverband", "dezernat", "sinstitut", "feuerwehr"),
)
_ADJECTIVES = (
    "ий", "ый", "ой", "ая", "ое", "ого", "ому", "ом", "ым", "им", "ої", "ій", "ський", "ska", "ski",
    "skie", "skiego", "skiej", "ny", "na", "ne", "nego", "nej",
)  # fmt: skip
_GENITIVES = ("и", "ы", "а", "я", "ов", "ев", "ей", "ой", "ії", "і", "у", "ia", "u", "y", "i")
