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
    known = decided()
    found = people(names.names_with(_keys(wanted, known)), known.verdicts, known.shown)
    rated = [(_fit(wanted, person), person.articles, person.name, person) for person in found]
    best = max(rated, key=lambda one: one[:3], default=None)
    if best is None or best[0] < FOUND:
        raise UnknownPersonError(
            f"no article names anybody called {wanted!r}; `tearsheet people list` shows who is"
        )
    return best[3]


def most_named(most: int) -> tuple[Person, ...]:
    """The people who are named most often."""
    known = decided()
    return people(names.most_named(most), known.verdicts, known.shown)


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
    verdict = SAME if same else NOT_THE_SAME
    decisions.append_decision(Decision(f"{PREFIX}{one}{PAIR}{other}", verdict, who, now, reason))


def call(printed: str, shown: str, *, who: str, now: datetime) -> None:
    """Put down what the person of a printed name is to be called."""
    decisions.append_decision(Decision(f"{PREFIX}{printed}", f"{CALLED}{shown}", who, now))


def decided() -> Decided:
    """What editors have decided so far; of two words on one thing the later holds."""
    pairs, shown = dict[tuple[str, str], Verdict](), dict[str, str]()
    for decision in decisions.decisions_on(PREFIX):
        subject = decision.subject.removeprefix(PREFIX)
        if decision.verdict.startswith(CALLED):
            shown[subject] = decision.verdict.removeprefix(CALLED)
            continue
        one, _, other = subject.partition(PAIR)
        pair = (min(one, other), max(one, other))
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
