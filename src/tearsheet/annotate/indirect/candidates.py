"""Where might a word bring in retold speech or thought, and which words would be retold?

A candidate is a word with what stands beside it, told from the kinds of words alone:

- ``right``: X said (that) C; his claim that C; X criticised C.
- ``left``: C, X said. C, said X. C, X said, C.
- ``according``: According to X, C. C, according to X.
- ``passive``: C was criticised by X.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tearsheet.annotate.indirect.words import Words

WAYS = ("right", "left", "according", "passive")
ENDS = ("all", "comma", "phrase", "clause")
_VERBAL = frozenset({"be", "have", "would", "do"})
_GROUP = frozenset({"be", "have", "would", "do", "not", "also"})
_PREPOSITIONS = frozenset(
    {"of", "for", "about", "on", "with", "as", "in", "against", "by", "preposition"}
)
_STOPS = frozenset({",", ":", "end", "bracket", "dash"})
_PRONOUNS = frozenset({"he", "i", "you", "it"})
_NOT_PASSED = _STOPS | _VERBAL | _PRONOUNS | {"who", "that", "whether", "while", "mark"}
_NOMINAL = frozenset({"his", "the", "Name", "owner", "word", "number", "sign"})
_TELLING = frozenset({"told", "tells", "tell", "telling", "assured", "informed", "reminded"})
_OPENS_CLAUSE = _PRONOUNS | {"the", "his", "number", "owner"}
_CLOSES = frozenset({",", "mark", "dash"})
_PAUSES = frozenset({",", ":", "bracket", "dash", "mark"})
_ENDS_CLAUSE = frozenset({"but", "while"})
_ENDS_PHRASE = (
    _ENDS_CLAUSE
    | _VERBAL
    | _PREPOSITIONS - {"of"}
    | {"to", "that", "who", "whether", "and", "also"}
)
_FAR, _CLAUSE_FAR = 8, 14
_LONGEST_GROUP = 5
_LONGEST_SUBJECT, _LONGEST_REST = 14, 14
_FEWEST_LEFT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word at ``at`` that may be a cue; all places are numbers of words, ranges half-open.

    ``group`` is where its verb group begins ("has never" said), ``before`` and ``after`` the kinds
    of what stands around the group, ``helpers`` the kinds in the group. ``content`` is what would
    be retold.
    """

    way: str
    at: int
    group: int
    sentence: tuple[int, int]
    before: str
    after: str
    helpers: tuple[str, ...]
    content: tuple[tuple[int, int], ...]


def ends(words: Words, start: int, last: int) -> dict[str, int]:
    """Where what is retold may end, by what stands there: no place twice, the last one first.

    ``all`` is the end of the sentence; ``comma`` the first comma or dash; ``phrase`` the end of
    a noun phrase; ``clause`` where another clause begins.
    """
    kinds = words.kinds
    found = dict[str, int]()
    for place in range(start + 1, last):
        kind = kinds[place]
        if kind in _PAUSES:
            found.setdefault("comma", place)
            break
        if kind in _ENDS_PHRASE:
            found.setdefault("phrase", place)
        if kind in _ENDS_CLAUSE:
            found.setdefault("clause", place)
    made = {"all": last}
    for name, place in found.items():
        if place not in made.values():
            made[name] = place
    return made


def around(
    words: Words, at: int, sentence: tuple[int, int], ways: Collection[str]
) -> list[Candidate]:
    """What the word at a place of a sentence might bring in, of the ways it may."""
    begin, end = sentence
    kinds = words.kinds
    if words.lower[at] == "according":
        return _according(words, at, sentence) if "according" in ways else []
    group, helpers = at, list[str]()
    while group > begin and at - group < _LONGEST_GROUP and kinds[group - 1] in _GROUP:
        group -= 1
        helpers.append(kinds[group])
    before = kinds[group - 1] if group > begin else "start"
    after, start = _after(words, at, end)
    last = end
    while last > start and kinds[last - 1] in _STOPS:
        last -= 1
    made = list[Candidate]()
    if start < last:
        frame = (at, group, sentence, before, after, tuple(helpers))
        if "right" in ways:
            made.append(Candidate("right", *frame, ((start, last),)))
        if after == "by" and "be" in helpers and "passive" in ways:
            content = _subject_content(words, begin, group)
            if content:
                made.append(Candidate("passive", *frame, (content,)))
    left = _left(words, at, group, sentence) if "left" in ways else None
    if left:
        made.append(Candidate("left", at, group, sentence, before, after, tuple(helpers), left))
    return made


def _after(words: Words, at: int, end: int) -> tuple[str, int]:
    """The kind of what follows a word, and where what is retold would begin."""
    kinds = words.kinds
    place = at + 1
    while place < end and kinds[place] == "also" and place - at < 4:
        place += 1
    if place >= end:
        return "end", end
    kind = kinds[place]
    if kind == "that":
        return kind, place
    verbal = False
    for step in range(place, min(place + _CLAUSE_FAR, end)):
        here = kinds[step]
        if here == "that" and step - place <= _FAR:
            return "..that", step
        if here in _VERBAL:
            verbal = True
            break
        if here in _NOT_PASSED and step > place:
            break
    if kind in _PREPOSITIONS:
        return kind, min(place + 1, end)
    if kind in _NOMINAL:
        start = _past_listener(words, place, end) if words.lower[at] in _TELLING else place
        return (f"{kind} clause" if verbal else kind), start
    if kind in _STOPS:
        return kind, min(place + 1, end)
    return kind, place


def _past_listener(words: Words, place: int, end: int) -> int:
    """Where the clause begins after who is told: told *Reuters* | the two sides were close."""
    kinds = words.kinds
    last = place + (kinds[place] in {"the", "his"})
    names = last
    while last < end and kinds[last] == "Name":
        last += 1
    if last == names and last < end and kinds[last] == "word":
        last += 1
    opens = names < last < end and kinds[last] in _OPENS_CLAUSE
    return last if opens else place


def _left(
    words: Words, at: int, group: int, sentence: tuple[int, int]
) -> tuple[tuple[int, int], ...] | None:
    """What stands before ", X said" at the end of a sentence or between commas."""
    begin, end = sentence
    kinds = words.kinds
    comma = group - 1
    while comma > begin and group - comma <= _LONGEST_SUBJECT and kinds[comma] not in _CLOSES:
        comma -= 1
    if kinds[comma] != "," or comma - begin < _FEWEST_LEFT:
        return None
    rest = at + 1
    while rest < end and kinds[rest] not in _STOPS:
        rest += 1
    if rest - at > _LONGEST_REST:
        return None
    return ((begin, comma),)


def _subject_content(words: Words, begin: int, group: int) -> tuple[int, int] | None:
    """The subject of a passive: from the clause's start to the verb group."""
    start = group
    while start > begin and words.kinds[start - 1] not in _NOT_PASSED - {"that"}:
        start -= 1
    if start < group and words.kinds[start] in {"and", "but"}:
        start += 1
    return (start, group) if start < group else None


def _according(words: Words, at: int, sentence: tuple[int, int]) -> list[Candidate]:
    begin, end = sentence
    kinds = words.kinds
    if at + 2 >= end or kinds[at + 1] != "to":
        return []
    last = end
    while last > at and kinds[last - 1] in _STOPS:
        last -= 1
    if at - begin > _FEWEST_LEFT:
        stop = at
        while stop > begin and kinds[stop - 1] in _STOPS:
            stop -= 1
        content = (begin, stop)
    else:
        comma = at
        while comma < last and kinds[comma] != ",":
            comma += 1
        comma = _past_apposition(words, comma, last)
        if comma >= last - 1:
            return []
        content = (comma + 1, last)
    before = kinds[at - 1] if at > begin else "start"
    return [Candidate("according", at, at, sentence, before, "to", (), (content,))]


def _past_apposition(words: Words, comma: int, last: int) -> int:
    """The comma after which the clause begins: According to Ann Frost, *the harbour master*, …"""
    kinds = words.kinds
    if comma + 1 >= last or kinds[comma + 1] not in {"the", "his", "owner", "word"}:
        return comma
    for place in range(comma + 1, min(comma + _LONGEST_SUBJECT, last - _FEWEST_LEFT)):
        if kinds[place] == ",":
            return place
        if kinds[place] in _NOT_PASSED and kinds[place] != "dash":
            break
    return comma
