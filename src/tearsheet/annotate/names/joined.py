"""Which mentions are of one name?"""

from collections.abc import Iterable
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
_MOST_COMPARED = 60


@dataclass(slots=True)
class _One:
    """A name that grows by its mentions."""

    text: str
    kind: EntityKind
    words: tuple[str, ...]
    plain: str
    found: list[Found] = field(default_factory=list)


def joined(
    text: str, found: Iterable[Found], lexicon: Lexicon, vocabulary: Vocabulary
) -> tuple[Name, ...]:
    """Names with their mentions, in order of the first; overlapping mentions count once."""
    found = list(found)
    ordered = _without_overlaps(one for one in found if one.basis != INSIDE)
    ordered += [one for one in found if one.basis == INSIDE]
    told = [one for one in ordered if one.basis != UNKNOWN]
    unknown = [one for one in ordered if one.basis == UNKNOWN]
    people = Persons(lexicon)
    of_person = dict[int, tuple[Person, list[Found]]]()
    others = list[_One]()
    for one in (*sorted(told, key=lambda one: (one.kind != "person", one.span.start)), *unknown):
        printed = one.span.of(text)
        if one.kind == "person" and one.basis != UNKNOWN:
            person = people.named(printed, one.role, one.span.start)
            of_person.setdefault(id(person), (person, []))[1].append(one)
        elif _is_persons(text, one, printed, people):
            person = people.named(printed, None, one.span.start)
            of_person.setdefault(id(person), (person, []))[1].append(one)
        else:
            _enter(others, one, printed, people)
    known = [(p, of) for p, of in of_person.values() if any(one.confidence for one in of)]
    made = [_name(text, person.name, "person", of) for person, of in known]
    made += [
        _name(text, _first_case(_shown(text, one), one, lexicon, vocabulary), one.kind, one.found)
        for one in others
    ]
    return tuple(sorted(made, key=lambda name: name.mentions[0].start))


def _is_persons(text: str, one: Found, printed: str, people: Persons) -> bool:
    """Whether a mention that might be a place's is one of a person named elsewhere."""
    if not people.knows(printed):
        return False
    if one.basis == "gazetteer":
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


def _enter(others: list[_One], one: Found, printed: str, people: Persons) -> None:
    words, plain = people.name_words(printed), printed.casefold()
    is_unknown = one.basis == UNKNOWN
    for known in others[-_MOST_COMPARED:]:
        if known.kind != one.kind and not is_unknown:
            continue
        if known.words == words or known.plain == plain or _is_respelt(known.text, printed):
            known.found.append(one)
            return
    if not is_unknown:
        others.append(_One(printed, one.kind, words, plain, [one]))


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


def _name(text: str, shown: str, kind: EntityKind, found: list[Found]) -> Name:
    surest = max(found, key=lambda one: one.confidence)
    spans = tuple(Span(*pair) for pair in sorted({(f.span.start, f.span.end) for f in found}))
    roles = [one.role for one in found if one.role]
    return Name(
        shown,
        kind,
        spans,
        surest.basis,
        round(surest.confidence, 2),
        role=max(roles, key=len) if roles else None,
        country=next((one.country for one in found if one.country), None),
    )
