"""Whose words or thoughts are they? The noun phrase that is the subject or owner of a cue.

All places are numbers of words; a source is a half-open range.
"""

from tearsheet.annotate.indirect.candidates import Candidate
from tearsheet.annotate.indirect.words import Words

Range = tuple[int, int]
_PRONOUNS = frozenset({"he", "i", "you", "it"})
_NOUNS = frozenset({"Name", "owner", "word", "number", "sign", "the", "his", "him", "also"})
# What ties nouns into one phrase.
_TIES = frozenset(
    {"of", "for", "in", "on", "with", "from", "preposition", "as", "about", "against"}
)
_HEADS = frozenset({"Name", "word", "number", "owner", "sign", "he", "i", "you", "it", "him"})
_ASIDES = frozenset({"bracket", ",", "dash"})
# Before a verb or noun whose subject stands further left.
_SHARING = frozenset({"to", "and", "but", "while", "not", "by"})
_BETWEEN = frozenset({"also", "be", "have", "would", "do", "not"})
_OPENS_CLAUSE = frozenset({"but", "while", "that", "whether", ":", "mark"})
_LEADS = frozenset({"also", "and", "but", "while", "whether", "that", "mark", "dash", ","})
_LONGEST_ASIDE = 30
_LONGEST_PHRASE = 14


def source_of(words: Words, found: Candidate, earlier: Range | None = None) -> Range | None:
    """The source of a candidate, None where nothing names it.

    ``earlier`` is the source of a cue further left in the sentence, whose subject a participle,
    an infinitive or a second verb shares.
    """
    begin, end = found.sentence
    if found.way == "according":
        return _following(words, found.at + 2, end)
    if found.way == "passive":
        return _following(words, _past(words, found.at, end), end)
    if found.way == "left" and found.before in {",", "mark", "dash"}:
        after = _following(words, found.at + 1, end)
        if after:
            return after
    return _preceding(words, found.group, begin, end, earlier)


def _past(words: Words, at: int, end: int) -> int:
    while at < end and words.kinds[at] != "by":
        at += 1
    return at + 1


def _following(words: Words, first: int, end: int) -> Range | None:
    """The noun phrase that begins at a place."""
    kinds = words.kinds
    last = first
    while last < end and last - first < _LONGEST_PHRASE:
        kind = kinds[last]
        if kind in _PRONOUNS and last == first:
            return first, first + 1
        if kind not in _NOUNS and not (kind in _TIES and last > first):
            break
        last += 1
    while last > first and kinds[last - 1] not in _HEADS:
        last -= 1
    return (first, last) if last > first else None


def _preceding(
    words: Words, group: int, begin: int, end: int, earlier: Range | None
) -> Range | None:
    """The subject before a verb group, through asides, relatives and shared subjects."""
    kinds = words.kinds
    at = group - 1
    if at < begin:
        return _opened(words, group, end)
    kind = kinds[at]
    if kind in _PRONOUNS or kind == "his":
        return at, at + 1
    if kind == "who" or (kind == "that" and at > begin):
        before = at - 1
        if before >= begin and kinds[before] == ",":
            before -= 1
        ahead = _phrase_ending(words, before + 1, begin)
        return (ahead[0], at + 1) if ahead else (at, at + 1)
    if kind in _ASIDES:
        aside = at - 1
        while aside > begin and at - aside < _LONGEST_ASIDE and kinds[aside] != kind:
            aside -= 1
        if aside > begin and kinds[aside] == kind and not words.lower[group].endswith("ing"):
            ahead = _phrase_ending(words, aside, begin)
            if ahead:
                return ahead[0], at
        return earlier or _main_subject(words, at, begin)
    if kind in _SHARING or kind in _TIES:
        return earlier or _main_subject(words, at, begin)
    if kind == "the":
        return _of_object(words, at, begin, earlier)
    found = _phrase_ending(words, group, begin)
    if found is None:
        return earlier or _main_subject(words, at, begin)
    verb = found[0] - 1
    if verb >= begin and (kinds[verb] in _PRONOUNS or kinds[verb] in _BETWEEN):
        # The noun is an object: he *expressed* concern.
        return _of_object(words, found[0], begin, earlier)
    return found


def _of_object(words: Words, at: int, begin: int, earlier: Range | None) -> Range | None:
    """The subject of the verb whose object begins at a place: Ann *issued* a statement."""
    verb = at - 1
    if verb < begin or words.kinds[verb] in _ASIDES:
        return earlier or _main_subject(words, at, begin)
    while verb > begin and words.kinds[verb] in _BETWEEN:
        verb -= 1
    if words.kinds[verb] in _PRONOUNS:
        return verb, verb + 1
    found = _phrase_ending(words, verb, begin)
    return found or earlier or _main_subject(words, at, begin)


def _opened(words: Words, at: int, end: int) -> Range | None:
    """The subject after a participle that opens the sentence: *Asked* about it, Ann …"""
    comma = at
    while comma < end and words.kinds[comma] != ",":
        comma += 1
    return _following(words, comma + 1, end)


def _phrase_ending(words: Words, last: int, begin: int) -> Range | None:
    """The noun phrase that ends before a place."""
    kinds = words.kinds
    first = last
    while first > begin and last - first < _LONGEST_PHRASE:
        kind = kinds[first - 1]
        if kind in _PRONOUNS and first == last:
            return first - 1, first
        if kind not in _NOUNS and not (kind in _TIES and first < last):
            break
        first -= 1
    while first < last and kinds[first] in _TIES:
        first += 1
    return (first, last) if first < last else None


def _main_subject(words: Words, before: int, begin: int) -> Range | None:
    """The subject of the clause that a place leans on: the last one that opens a clause."""
    kinds = words.kinds
    found: Range | None = None
    place = begin
    while place < before:
        opens = place == begin or kinds[place - 1] in _OPENS_CLAUSE
        if not opens:
            place += 1
            continue
        while place < before and kinds[place] in _LEADS:
            place += 1
        if place >= before:
            break
        if kinds[place] in _TIES or words.lower[place].endswith("ing"):
            while place < before and kinds[place] != ",":
                place += 1
            place += 1
            if place >= before:
                break
        if kinds[place] in _PRONOUNS or kinds[place] in _NOUNS:
            found = _following(words, place, before) or found
        place += 1
    return found
