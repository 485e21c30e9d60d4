"""Whom does a pronoun mean? Salience of the persons named in the sentences before it.

After Lappin and Leass (1994, *An Algorithm for Pronominal Anaphora Resolution*): nearer
sentences and subjects weigh more, sex and kind must agree. Words inside marks of speech name
nobody for the article's own pronouns.
"""

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from functools import cache, cached_property

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.persons import ANY_SEX, Person

# Characters of the article's own words, sentences: nobody further back is meant.
_WITHIN_REACH, _MOST_SENTENCES = 1500, 4
# Set on the demo press and 40 pronouns of the PolNeAR training half; of 30 others that were
# read afterwards 29 were right (2026-11-22).
_OPENS, _IN_CLAUSE, _AFTER_COMMA, _OBJECT, _BOUND = 1.0, 0.9, 0.7, 0.4, 0.15
_FOR_EACH_SENTENCE, _FOR_EACH_PARAGRAPH, _AGREES = 0.5, 0.2, 0.25
_CLEAR, _NARROW = 0.5, 0.15
_SURE, _LIKELY = 0.9, 0.75
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BOUNDARY = re.compile(r"(?:[.!?…]+|[。！？।])[\"”’»)]*(?:\s+|$)|\n")
_MARK = re.compile("[.!?…。！？।\n]")  # what a boundary begins with: found at the speed of C
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_LONGEST_ABBREVIATION, _LONGEST_LEAD, _NEAR = 3, 400, 60
_LINE_FEED = re.compile("\n")


@dataclass(frozen=True, slots=True, order=True)
class Appearance:
    """A person at a place of the text, and how much the place makes them the topic."""

    at: int
    weight: float
    person: Person = field(compare=False)


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun means and how sure that is (a probability)."""

    person: Person
    sure: float


class Antecedents:
    """The persons of one article as its pronouns may mean them.

    ``own`` is the text with everything in marks of speech blanked, the offsets kept.
    """

    def __init__(self, own: str, lexicon: Lexicon) -> None:
        self._own = own
        self._lexicon = lexicon
        self._named: list[tuple[int, Person]] = []
        self._topics: list[Appearance] = []
        self._weights: dict[int, float] = {}
        self._seen: dict[int, Appearance] = {}
        self._read_to = 0

    def named(self, start: int, person: Person) -> None:
        """Note, in order, that the text names someone in words that begin at ``start``."""
        self._named.append((start, person))

    def spoke(self, at: int, person: Person) -> None:
        """Note that someone said something at a place."""
        insort(self._topics, Appearance(at, _OPENS, person))

    def of(self, pronoun: str, before: int) -> Antecedent | None:
        """Whom a pronoun at ``before`` means, None where nobody or more than one fits."""
        for match in _personal(self._lexicon).finditer(self._own, self._read_to, before):
            if self._weight(match.start()) >= _IN_CLAUSE:
                found = self._best(match[0].casefold(), match.start())
                if found:
                    self.spoke(match.start(), found.person)
        self._read_to = max(self._read_to, before)
        return self._best(pronoun, before)

    def _best(self, pronoun: str, before: int) -> Antecedent | None:
        sex = self._lexicon.pronouns.get(pronoun, "")
        scores, strangers = dict[Person, float](), dict[Person, float]()
        for seen in self._appearances(before):
            person = seen.person
            if sex != ANY_SEX and person.sex not in {"", sex}:
                continue
            apart = _between(self._ends, seen.at, before)
            if apart > _MOST_SENTENCES:
                continue
            further = _FOR_EACH_PARAGRAPH * _between(self._breaks, seen.at, before)
            score = seen.weight - _FOR_EACH_SENTENCE * apart - further
            score += _AGREES * (person.sex == sex)
            if person.is_human:
                scores[person] = max(score, scores.get(person, -9.0))
            elif seen.weight >= _AFTER_COMMA:
                strangers[person] = max(score, strangers.get(person, -9.0))
        ranked = sorted(scores.items(), key=lambda entry: -entry[1])
        # A name that nothing tells from a thing's may be a person's after all.
        if not ranked or ranked[0][1] + _NARROW < max(strangers.values(), default=-9.0):
            return None
        ahead = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else _CLEAR
        if ahead < _NARROW:
            return None
        return Antecedent(ranked[0][0], _SURE if ahead >= _CLEAR else _LIKELY)

    def _appearances(self, before: int) -> list[Appearance]:
        """Every mention within reach before a place."""
        first = bisect_left(self._named, before - _WITHIN_REACH, key=lambda entry: entry[0])
        last = bisect_left(self._named, before, key=lambda entry: entry[0])
        named = [
            self._seen.get(index) or self._see(index)
            for index, (start, person) in enumerate(self._named[first:last], first)
            if not person.is_body and not self._own[start].isspace()
        ]
        reach = bisect_left(self._topics, before - _WITHIN_REACH, key=lambda seen: seen.at)
        end = bisect_left(self._topics, before, key=lambda seen: seen.at)
        return named + self._topics[reach:end]

    def _see(self, index: int) -> Appearance:
        start, person = self._named[index]
        self._seen[index] = seen = Appearance(start, self._weight(start), person)
        return seen

    def _weight(self, start: int) -> float:
        """How much of a subject stands at a place, by the words before it in its sentence."""
        if start not in self._weights:
            self._weights[start] = self._weighed(start)
        return self._weights[start]

    def _weighed(self, start: int) -> float:
        begin = self._sentence_start(start)
        near = max(begin, start - _NEAR)
        # The words right before decide; the whole sentence is read only where they do not.
        return self._weighed_by(near, start, near == begin) or self._weighed_by(begin, start, True)

    def _weighed_by(self, begin: int, start: int, whole: bool) -> float:
        """As `_weight`, by the words from ``begin``; nothing where they are not enough."""
        lexicon = self._lexicon
        lead = self._own[begin:start]
        words = [match[0].casefold() for match in _WORD.finditer(lead)]
        if not whole:
            words = words[1:]
        owners = _owners(lexicon)
        while words and words[-1] not in lexicon.clause:
            if words[-1] not in lexicon.determiners and not words[-1].endswith(owners):
                break
            words.pop()
        if not words:
            return _OPENS if whole else 0.0
        if words[-1] in lexicon.prepositions:
            return _BOUND
        if words[-1] in lexicon.clause or words[-1] in lexicon.joins:
            return _IN_CLAUSE
        tail = lead[lead.casefold().rfind(words[-1]) + len(words[-1]) :]
        return _AFTER_COMMA if "," in tail else _OBJECT

    def _sentence_start(self, at: int) -> int:
        before = bisect_right(self._ends, at)
        return max(self._ends[before - 1] if before else 0, at - _LONGEST_LEAD)

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences end, full stops of titles and initials left out."""
        ends, last = list[int](), 0
        for mark in _MARK.finditer(self._own):
            match = _BOUNDARY.match(self._own, mark.start()) if mark.start() >= last else None
            if match:
                last = match.end()
                if not self._is_abbreviated(match):
                    ends.append(last)
        return ends

    @cached_property
    def _breaks(self) -> list[int]:
        """Where paragraphs end."""
        return [match.start() for match in _LINE_FEED.finditer(self._own)]

    def _is_abbreviated(self, match: re.Match[str]) -> bool:
        if match[0][0] != "." or "\n" in match[0]:
            return False
        at = match.start()
        before = _LAST_WORD.search(self._own, max(0, at - _LONGEST_ABBREVIATION - 1), at)
        last = before[0] if before else ""
        known = 0 < len(last) <= _LONGEST_ABBREVIATION and last.casefold() in self._lexicon.roles
        return known or (len(last) == 1 and last.isupper())


def _between(places: list[int], start: int, end: int) -> int:
    """How many of the places lie in a stretch, its end included."""
    return bisect_right(places, end) - bisect_right(places, start)


@cache
def _owners(lexicon: Lexicon) -> tuple[str, ...]:
    """The endings of words that own what follows."""
    return tuple(ending for ending in lexicon.endings if "*" not in ending) or ("\0",)


@cache
def _personal(lexicon: Lexicon) -> re.Pattern[str]:
    """The personal pronouns of a language that tell a person's sex."""
    words = [
        word
        for word, sex in lexicon.pronouns.items()
        if sex and word not in lexicon.determiners and word not in lexicon.relatives
    ]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b", re.IGNORECASE)
