"""Which mentions are of one name?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.names.evidence import INSIDE, UNKNOWN, Found
from tearsheet.annotate.names.gazetteer import first_case
from tearsheet.annotate.names.vocabulary import Vocabulary
from tearsheet.annotate.quotes.persons import Person, Persons
from tearsheet.model import EntityKind, Name, Span
from tearsheet.text.names import likeness

_LIKE = 0.8  # spellings of one name in one article; by likeness, 2026-11-22
_MOST_COMPARED, _MOST_LONGER = 20, 2
# No article has more people, bodies and places, or asks more often who a surname means.
_MOST_PEOPLE, _MOST_OTHERS, _MOST_LOOKS = 1_000, 5_000, 100
_KINDS: tuple[EntityKind, ...] = ("organisation", "place", "person")


@dataclass(slots=True)
class _One:
    """A name that grows by its mentions."""

    text: str
    kind: EntityKind
    found: list[Found] = field(default_factory=list)


def joined(
    text: str,
    found: Iterable[Found],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    repeats: Mapping[str, list[int]],
) -> tuple[Name, ...]:
    """Names with their mentions, in order of the first; overlapping mentions count once.

    ``repeats`` are starts of further mentions, by how they are printed.
    """
    found = list(found)
    ordered = _without_overlaps(one for one in found if one.basis != INSIDE)
    ordered += [one for one in found if one.basis == INSIDE]
    told = [one for one in ordered if one.basis != UNKNOWN]
    unknown = [one for one in ordered if one.basis == UNKNOWN]
    people = _People(lexicon)
    others = _Others(people)
    for one in (*sorted(told, key=lambda one: (one.kind != "person", one.span.start)), *unknown):
        printed = one.span.of(text)
        if (one.kind == "person" and one.basis != UNKNOWN) or _is_persons(
            text, one, printed, people
        ):
            people.enter(one, printed)
        else:
            others.enter(one, printed)
    made = [
        _name(text, person.name, "person", found, repeats)
        for person, found in people.found()
        if any(one.confidence for one in found)
    ]
    made += [
        _name(
            text,
            _first_case(_shown(text, one), one, lexicon, vocabulary),
            one.kind,
            one.found,
            repeats,
        )
        for one in others.all
    ]
    return tuple(sorted(made, key=lambda name: name.mentions[0].start))


class _People:
    """The persons of a text and their mentions; so many that no article has more."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._persons = Persons(lexicon)
        self._of = dict[int, tuple[Person, list[Found]]]()
        self._looks = Counter[str]()
        self._last = dict[str, list[Found]]()

    def knows(self, printed: str) -> bool:
        """Whether a person has one of these words as a name."""
        return printed in self._last or self._persons.knows(printed)

    def words(self, printed: str) -> tuple[str, ...]:
        """The words of a name without their endings."""
        return self._persons.name_words(printed)

    def enter(self, one: Found, printed: str) -> None:
        """Add a mention to whom it means; a name of which there are many to the last of them."""
        self._looks[printed] += 1
        if self._looks[printed] > _MOST_LOOKS:
            self._last[printed].append(one)
        elif printed in self._last or len(self._of) < _MOST_PEOPLE:
            role = one.role if one.kind == "person" and one.basis != UNKNOWN else None
            person = self._persons.named(printed, role, one.span.start)
            found = self._of.setdefault(id(person), (person, []))[1]
            found.append(one)
            self._last[printed] = found
        else:
            self._looks[printed] = 0

    def found(self) -> Iterable[tuple[Person, list[Found]]]:
        """Each person with the mentions."""
        return self._of.values()


class _Others:
    """Bodies and places, each found by its words or by a spelling that is near."""

    def __init__(self, people: _People) -> None:
        self.all = list[_One]()
        self._people = people
        self._by_words = dict[tuple[str, tuple[str, ...]], _One]()
        self._alike = dict[tuple[str, int], list[_One]]()

    def enter(self, one: Found, printed: str) -> None:
        """Add a mention to the name it is of; what nothing tells makes no name."""
        words = self._people.words(printed)
        kinds = _KINDS if one.basis == UNKNOWN else (one.kind,)
        known = next(
            (self._by_words[k, words] for k in kinds if (k, words) in self._by_words), None
        )
        if known is None:
            known = self._respelt(one, printed)
        if known is None and one.basis != UNKNOWN and len(self.all) < _MOST_OTHERS:
            known = _One(printed, one.kind)
            self.all.append(known)
            self._alike.setdefault(_alike(printed), []).append(known)
        if known is not None:
            known.found.append(one)
            self._by_words[known.kind, words] = known

    def _respelt(self, one: Found, printed: str) -> _One | None:
        candidates = self._alike.get(_alike(printed), ())[-_MOST_COMPARED:]
        return next(
            (
                known
                for known in candidates
                if (known.kind == one.kind or one.basis == UNKNOWN)
                and _is_respelt(known.text, printed)
            ),
            None,
        )


def _alike(printed: str) -> tuple[str, int]:
    """What spellings of one name share: the first letter and how many words there are."""
    return printed[:1].casefold(), printed.count(" ")


def _is_persons(text: str, one: Found, printed: str, people: _People) -> bool:
    """Whether a mention that might be a place's is one of a person named elsewhere."""
    if not people.knows(printed):
        return False
    if one.basis == "gazetteer":
        if not all(people.knows(word) for word in people.words(printed)):
            return False  # Xi'an is not Xi
        return text[max(0, one.span.start - 3) : one.span.start] not in _AT_PLACES
    return one.basis in _WEAK


_AT_PLACES = frozenset(["in ", " à ", "en ", " в ", " у ", "da ", "em "])
_WEAK = frozenset(["preposition", "after preposition", "acronym", "case", UNKNOWN])


def _without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Of overlapping mentions the surer, then the longer one."""
    kept = list[Found]()
    for one in sorted(
        found, key=lambda one: (one.span.start, -one.confidence, -(one.span.end - one.span.start))
    ):
        if kept and one.span.start < kept[-1].span.end:
            if one.confidence > kept[-1].confidence:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _shown(text: str, one: _One) -> str:
    """The form to show: one that no preposition governs, of most words, the shortest."""
    return min(
        one.found,
        key=lambda found: (
            "preposition" in found.basis,
            -len(found.span.of(text).split()),
            len(found.span.of(text)),
            found.span.start,
        ),
    ).span.of(text)


def _first_case(printed: str, one: _One, lexicon: Lexicon, vocabulary: Vocabulary) -> str:
    """A known place in its first case."""
    if one.kind != "place" or not vocabulary.endings:
        return printed
    known = first_case(printed, lexicon.language, vocabulary.endings)
    if known is None or known == printed.casefold():
        return printed
    return known.title() if printed[:1].isupper() else known


def _is_respelt(known: str, printed: str) -> bool:
    """Whether a place or body is printed in another spelling."""
    if abs(len(known) - len(printed)) > 2 or known[:1].casefold() != printed[:1].casefold():
        return False
    return len(known.split()) == len(printed.split()) and _likeness(known, printed) >= _LIKE


_likeness = lru_cache(maxsize=5_000)(likeness)  # the same names come again in the news


def _name(
    text: str, shown: str, kind: EntityKind, found: list[Found], repeats: Mapping[str, list[int]]
) -> Name:
    surest = max(found, key=lambda one: one.confidence)
    spans = {(one.span.start, one.span.end) for one in found}
    if repeats:
        printed = {one.span.of(text) for one in found}
        spans |= {(at, at + len(form)) for form in printed for at in repeats.get(form, ())}
    apart = list[Span]()
    for start, end in sorted(spans):
        if not apart or start >= apart[-1].end:
            apart.append(Span(start, end))
    roles = [one.role for one in found if one.role]
    return Name(
        shown,
        kind,
        tuple(apart),
        surest.basis,
        round(surest.confidence, 2),
        role=max(roles, key=len) if roles else None,
        country=next((one.country for one in found if one.country), None),
    )
