"""Who was quoted most, and where their words travelled."""

from collections.abc import Sequence
from datetime import date

from tearsheet.model import Journey, Person, Quoted, Stop, Utterance
from tearsheet.pipeline import ledger, people
from tearsheet.pipeline.vectors.meaning import NO_VECTORS, Meaning
from tearsheet.store import lookback, queries

MOST_ARTICLES = 400
"""Articles in which one person's words are followed; the latest count."""


def most_quoted(watch_key: str, first: date, last: date, most: int = 25) -> tuple[Quoted, ...]:
    """Who is quoted in the most articles about a watch in a period, all spellings together."""
    found = lookback.quoted(watch_key, first, last)
    outlets = {name.text: printed_by for name, printed_by in found}
    counted = [_quoted(person, outlets) for person in people.joined([name for name, _ in found])]
    return tuple(sorted(counted, key=lambda one: (-one.articles, one.name))[:most])


def _quoted(person: Person, outlets: dict[str, frozenset[str]]) -> Quoted:
    forms = tuple(dict.fromkeys(name.text for name in person.names))
    printed_by = {outlet for form in forms for outlet in outlets.get(form, ())}
    return Quoted(person.key, person.name, person.quoted, len(printed_by), forms)


def journeys(
    watch_key: str,
    first: date,
    last: date,
    forms: Sequence[str],
    most: int = 20,
    meaning: Meaning = NO_VECTORS,
) -> tuple[Journey, ...]:
    """Where the words of a person (all printed ``forms`` of the name) travelled in a period.

    What reached the most outlets comes first.
    """
    keys = lookback.articles_quoting(watch_key, first, last, forms, MOST_ARTICLES)
    known = queries.articles(keys)
    spoken = [
        one
        for one in ledger.said_in(list(known.values()), meaning)
        if any(wording.speaker in forms for wording in one.wordings)
    ]
    found = [Journey(one, _stops(one, known)) for one in spoken]
    found.sort(key=lambda one: (-len({stop.outlet_key for stop in one.stops}), one.utterance.key))
    return tuple(found[:most])


def _stops(utterance: Utterance, known: dict[str, queries.Known]) -> tuple[Stop, ...]:
    return tuple(
        Stop(step, outlet.key, outlet.name, outlet.country)
        for step, wording in enumerate(utterance.wordings)
        for outlet in [known[wording.article_key].outlet]
    )
