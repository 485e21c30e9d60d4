"""What is said in a story: each utterance with all its printings, in all languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tearsheet.model import CopyGroup, PersonName, Quote, Utterance, Wording
from tearsheet.pipeline import ledger, people
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class PrintedIn:
    """An article that prints a wording, and its outlet's name."""

    article_key: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Worded:
    """One wording and the articles that print it just so, in time order.

    ``by_place`` says that it is known as a translation only by its place: it is by the same person
    and stands in the same order in a text that translates the other.
    """

    wording: Wording
    articles: tuple[PrintedIn, ...]
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """One utterance with its printings, the first printed first.

    ``role``, ``basis`` and ``confidence`` are of the first printing's speaker; ``number`` is the
    number of that quotation in its article, counted from 1 (0: not found).
    """

    speaker: str
    told: tuple[Worded, ...]
    role: str
    basis: str
    confidence: float
    number: int

    @property
    def articles(self) -> int:
        """How many articles print it."""
        return sum(len(one.articles) for one in self.told)

    @property
    def first(self) -> Wording:
        """The wording that was printed first."""
        return self.told[0].wording

    @property
    def has_drifted(self) -> bool:
        """Whether any wording departs from an earlier one."""
        return any(one.wording.drifts for one in self.told)


def quotations_of(articles: Sequence[Known], groups: Sequence[CopyGroup]) -> tuple[Quoted, ...]:
    """What is said in a story's articles, the most often printed first, then as printed.

    Words that were translated with the whole text are found by their place in it (`_translated`),
    besides those that the ledger finds by their figures and names.
    """
    known = {one.article.key: one for one in articles}
    found = ledger.said_in(articles)
    joined = _translated(found, known, groups)
    quoted = [
        _quoted(one, [found[at] for at in joined.get(number, ())], known)
        for number, one in enumerate(found)
        if number not in {at for others in joined.values() for at in others}
    ]
    return tuple(sorted(quoted, key=lambda one: -one.articles))


def _quoted(
    utterance: Utterance, translated: Sequence[Utterance], known: Mapping[str, Known]
) -> Quoted:
    first = utterance.first
    number, quote = _quote(first, known[first.article_key])
    speaker = quote.speaker if quote else None
    return Quoted(
        utterance.speaker,
        (
            *_worded(utterance, known),
            *(one for other in translated for one in _worded(other, known, by_place=True)),
        ),
        (speaker.role or "") if speaker else "",
        speaker.basis if speaker else "",
        speaker.confidence if speaker else 0.0,
        number,
    )


def _quote(wording: Wording, known: Known) -> tuple[int, Quote | None]:
    for number, quote in enumerate(known.annotations.quotes, 1):
        if quote.spans == wording.spans and quote.part == "text":
            return number, quote
    return 0, None


def _worded(
    utterance: Utterance, known: Mapping[str, Known], *, by_place: bool = False
) -> Iterator[Worded]:
    told = dict[tuple[str, str, str], tuple[Wording, list[PrintedIn]]]()
    for one in utterance.wordings:
        same = told.setdefault((one.language, one.speaker, one.text), (one, []))
        same[1].append(PrintedIn(one.article_key, known[one.article_key].outlet.name))
    for wording, inside in told.values():
        yield Worded(wording, tuple(inside), by_place)


def _translated(
    utterances: Sequence[Utterance], known: Mapping[str, Known], groups: Sequence[CopyGroup]
) -> dict[int, list[int]]:
    """For utterances (by number) those that are translations of them by their place.

    In a text and its translation whoever is quoted equally often in both is quoted in the same
    order: the first quotation there is the first here.
    """
    person_of = people.keys_by_name(
        [PersonName(name, language) for name, language in _names(utterances)]
    )
    said = defaultdict[str, list[tuple[int, str, int]]](list)
    for number, utterance in enumerate(utterances):
        for one in utterance.wordings:
            person = person_of.get(one.speaker, one.speaker.casefold())
            said[one.article_key].append((one.spans[0].start, person, number))
    joined, taken = defaultdict[int, list[int]](list), set[int]()
    for original, copy in _translations(groups, known):
        here, there = _by_person(said[original]), _by_person(said[copy])
        for person, numbers in there.items():
            own = here.get(person, [])
            pairs = zip(own, numbers, strict=True) if len(own) == len(numbers) else ()
            for original_one, translated in pairs:
                if original_one != translated and not {original_one, translated} & taken:
                    joined[original_one].append(translated)
                    taken.add(translated)
    return {one: others for one, others in joined.items() if one not in taken}


def _names(utterances: Sequence[Utterance]) -> set[tuple[str, str]]:
    return {(one.speaker, one.language) for said in utterances for one in said.wordings}


def _by_person(said: Sequence[tuple[int, str, int]]) -> dict[str, list[int]]:
    """The numbers of each person's utterances in the order of the text."""
    found = defaultdict[str, list[int]](list)
    for _, person, number in sorted(said):
        found[person].append(number)
    return found


def _translations(
    groups: Sequence[CopyGroup], known: Mapping[str, Known]
) -> Iterator[tuple[str, str]]:
    """Originals and their translations that are both in the story."""
    for group in groups:
        for copy in group.copies:
            if copy.relation == "translated" and {group.original, copy.article_key} <= known.keys():
                yield group.original, copy.article_key
