"""Which printed names, in any spelling and script, are one person?"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tearsheet.model import Person, PersonName
from tearsheet.text.names import latin, likeness, name_keys

# Names at least so likely to be one person are joined; the probability is measured on
# corpora/names (`python -m benchmarks words`).
SURE = 0.8
# More names than this under one key say nothing of each other (every Ivan).
_MOST_UNDER_A_KEY = 400
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an editor decided of two printed names: whether they are the same person."""

    one: str
    other: str
    same: bool


def people(
    names: Sequence[PersonName],
    verdicts: Sequence[Verdict] = (),
    shown: dict[str, str] | None = None,
) -> tuple[Person, ...]:
    """The persons behind printed names, the most often named first.

    An editor's ``verdicts`` come first and bind: what they joined stays together, what they
    parted is never joined, whatever the spelling says. Then the likeliest pairs are joined, if
    the most frequent names of both groups are alike too, so that no chain of half-alike names
    forms. ``shown`` gives, for any printed form, the name an editor wants the person called.
    """
    groups = _Groups(names, verdicts)
    for one, other, how in sorted(_alike(names), key=lambda pair: (-pair[2], pair[0], pair[1])):
        groups.join(one, other, how)
    made = [groups.person(members, shown or {}) for members in groups.all()]
    return _with_own_keys(sorted(made, key=lambda person: (-person.articles, person.name)))


def _alike(names: Sequence[PersonName]) -> Iterator[tuple[int, int, float]]:
    """Pairs of names that share a key and are likely one."""
    under = defaultdict[str, list[int]](list)
    for at, name in enumerate(names):
        for key in name_keys(name.text):
            under[key].append(at)
    seen = set[tuple[int, int]]()
    for places in under.values():
        if len(places) > _MOST_UNDER_A_KEY:
            continue
        for pair in combinations(places, 2):
            if pair not in seen:
                seen.add(pair)
                how = likeness(names[pair[0]].text, names[pair[1]].text)
                if how >= SURE:
                    yield *pair, how


class _Groups:
    """Names being joined, under the editor's verdicts."""

    def __init__(self, names: Sequence[PersonName], verdicts: Sequence[Verdict]) -> None:
        self._names = names
        self._group = list(range(len(names)))
        self._members = {at: [at] for at in self._group}
        self._why = [""] * len(names)
        self._confirmed = set[int]()
        places = defaultdict[str, list[int]](list)
        for at, name in enumerate(names):
            places[name.text].append(at)
        self._parted = {
            (a, b)
            for verdict in verdicts
            if not verdict.same
            for one in places[verdict.one]
            for other in places[verdict.other]
            for a, b in ((one, other), (other, one))
        }
        for verdict in verdicts:
            decided = places[verdict.one] + places[verdict.other]
            self._confirmed.update(decided)
            if verdict.same:
                for other in decided[1:]:
                    self._merge(decided[0], other, "an editor joined them")

    def join(self, one: int, other: int, how: float) -> None:
        """Join the groups of two names, unless something speaks against it."""
        a, b = self._group[one], self._group[other]
        if a == b or self._are_parted(a, b):
            return
        if likeness(self._leader(a), self._leader(b)) < SURE:
            return
        self._merge(one, other, f"like {self._names[one].text} ({how:.0%})")

    def all(self) -> list[list[int]]:
        return list(self._members.values())

    def person(self, members: list[int], shown: dict[str, str]) -> Person:
        """The person of a group."""
        ordered = sorted(members, key=self._frequency)
        names = tuple(self._names[at] for at in ordered)
        called = next((shown[name.text] for name in names if name.text in shown), "")
        return Person(
            _slug(called or names[0].text, names[0].language),
            called or names[0].text,
            names,
            tuple(self._why[at] for at in ordered),
            bool(called) or any(at in self._confirmed for at in members),
        )

    def _merge(self, one: int, other: int, why: str) -> None:
        a, b = self._group[one], self._group[other]
        if a == b:
            return
        for at in self._members[b]:
            self._group[at] = a
        self._members[a] += self._members.pop(b)
        self._why[other] = self._why[other] or why

    def _are_parted(self, a: int, b: int) -> bool:
        return any((x, y) in self._parted for x in self._members[a] for y in self._members[b])

    def _leader(self, group: int) -> str:
        return self._names[min(self._members[group], key=self._frequency)].text

    def _frequency(self, at: int) -> tuple[int, int, str, str]:
        name = self._names[at]
        return (-name.articles, -len(name.text), name.text, name.language)


def _slug(name: str, language: str) -> str:
    return _NOT_A_LETTER.sub("-", latin(name, language).casefold()).strip("-") or name


def _with_own_keys(found: Sequence[Person]) -> tuple[Person, ...]:
    """Two persons of one name get two keys."""
    taken = defaultdict[str, int](int)
    made = list[Person]()
    for person in found:
        taken[person.key] += 1
        key = person.key if taken[person.key] == 1 else f"{person.key}-{taken[person.key]}"
        made.append(Person(key, person.name, person.names, person.why, person.confirmed))
    return tuple(made)
