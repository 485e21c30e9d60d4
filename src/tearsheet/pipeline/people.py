"""The register of people: gathered from printed names, corrected by editors."""

from dataclasses import dataclass
from datetime import datetime

from tearsheet.model import Decision, Person, PersonName
from tearsheet.relate.people import Verdict, people
from tearsheet.store import decisions
from tearsheet.store import people as names
from tearsheet.text.names import likeness, name_keys

PREFIX = "person: "
PAIR = " = "
SAME, NOT_THE_SAME, CALLED = "the same person", "not the same person", "is called "
TAKEN_BACK = "taken back"
LONGEST = 300 - len(PREFIX)  # characters of a printed name, or of two, in the journal
# A name that a person types is short of its parts more often than a printed one.
FOUND = 0.5


class UnknownPersonError(ValueError):
    """Nobody of that name stands in any article; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What editors have decided of names: pairs, and what a person is called (the last word)."""

    verdicts: tuple[Verdict, ...]
    shown: dict[str, str]


def person_called(wanted: str) -> Person:
    """The person a name means, in whatever script it is typed.

    A printed form that is exactly it comes first, then the likeliest, then the most often named.
    Raises UnknownPersonError.
    """
    found = people_called(wanted, 1)
    if not found:
        raise UnknownPersonError(
            f"no article names anybody called {wanted!r}; `tearsheet people list` shows who is"
        )
    return found[0]


def people_called(wanted: str, most: int) -> tuple[Person, ...]:
    """The people a name may mean, in whatever script it is typed; the likeliest first."""
    known = decided()
    found = people(names.names_with(_keys(wanted, known)), known.verdicts, known.shown)
    rated = [(_fit(wanted, person), person.articles, person.name, person) for person in found]
    likely = sorted(
        (one for one in rated if one[0] >= FOUND), key=lambda one: one[:3], reverse=True
    )
    return tuple(person for *_, person in likely[:most])


def people_holding(part: str, most: int) -> tuple[Person, ...]:
    """The people in whose printed names a part of a name stands, the most often named first."""
    known = decided()
    return people(names.names_holding(part, most), known.verdicts, known.shown)


def most_named(most: int) -> tuple[Person, ...]:
    """The people who are named most often."""
    known = decided()
    return people(names.most_named(most), known.verdicts, known.shown)


def joined(printed: list[PersonName]) -> tuple[Person, ...]:
    """The people of these printed names, spellings of one together."""
    known = decided()
    return people(printed, known.verdicts, known.shown)


def keys_by_name(printed: list[PersonName]) -> dict[str, str]:
    """For each printed name the key of its person, so that all spellings share one."""
    known = decided()
    return {
        name.text: person.key
        for person in people(printed, known.verdicts, known.shown)
        for name in person.names
    }


def decide(one: str, other: str, *, same: bool, who: str, now: datetime, reason: str = "") -> None:
    """Put down that two printed names are one person, or are not; no run takes it back.

    Raises UnknownPersonError for a name that no article prints so.
    """
    for name in (one, other):
        if not any(printed.text == name for printed in names.names_with(name_keys(name))):
            raise UnknownPersonError(
                f"no article prints {name!r} exactly so; `tearsheet people show` lists the forms"
            )
    if len(f"{one}{PAIR}{other}") > LONGEST:
        raise UnknownPersonError("these two names are too long for the journal")
    verdict = SAME if same else NOT_THE_SAME
    decisions.append_decision(Decision(f"{PREFIX}{one}{PAIR}{other}", verdict, who, now, reason))


def call(printed: str, shown: str, *, who: str, now: datetime, reason: str = "") -> None:
    """Put down what the person of a printed name is to be called."""
    decisions.append_decision(Decision(f"{PREFIX}{printed}", f"{CALLED}{shown}", who, now, reason))


def take_back(subject: str, *, who: str, now: datetime, reason: str = "") -> None:
    """Take back what was last decided on a subject of `decisions_about`; spelling decides again.

    Raises UnknownPersonError where nothing that stands was decided on it.
    """
    if subject not in _standing():
        raise UnknownPersonError("nothing was decided there, or it was taken back already")
    decisions.append_decision(Decision(subject, TAKEN_BACK, who, now, reason))


def decisions_about(person: Person) -> tuple[Decision, ...]:
    """What was decided of a person's printed names and still stands, oldest first."""
    forms = {name.text for name in person.names}
    return tuple(
        decision
        for subject, decision in _standing().items()
        if forms & set(subject.removeprefix(PREFIX).split(PAIR))
    )


def _standing() -> dict[str, Decision]:
    """The last decision on each subject, those left out that were taken back."""
    last = {one.subject: one for one in decisions.decisions_on(PREFIX)}
    return {key: one for key, one in last.items() if one.verdict != TAKEN_BACK}


def decided() -> Decided:
    """What editors have decided so far; of two words on one thing the later holds."""
    pairs, shown = dict[tuple[str, str], Verdict](), dict[str, str]()
    for decision in decisions.decisions_on(PREFIX):
        subject = decision.subject.removeprefix(PREFIX)
        one, pair_of, other = subject.partition(PAIR)
        pair = (min(one, other), max(one, other))
        if decision.verdict == TAKEN_BACK:
            if pair_of:
                pairs.pop(pair, None)
            else:
                shown.pop(subject, None)
        elif decision.verdict.startswith(CALLED):
            shown[subject] = decision.verdict.removeprefix(CALLED)
        else:
            pairs[pair] = Verdict(*pair, decision.verdict == SAME)
    return Decided(tuple(pairs.values()), shown)


def _keys(wanted: str, known: Decided) -> set[str]:
    """The keys of a name and of every name that editors joined with one like it."""
    keys = set(name_keys(wanted))
    for verdict in known.verdicts:
        both = name_keys(verdict.one) | name_keys(verdict.other)
        if verdict.same and keys & both:
            keys |= both
    return keys


def _fit(wanted: str, person: Person) -> float:
    if any(name.text.casefold() == wanted.casefold() for name in person.names):
        return 1.1
    return max(likeness(wanted, name.text) for name in person.names)
