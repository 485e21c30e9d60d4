"""The ledger of quotations over what is on file."""

from collections.abc import Sequence
from datetime import date

from tearsheet.edit.cues import cues
from tearsheet.model import Person, PersonName, Utterance
from tearsheet.pipeline import people
from tearsheet.pipeline.vectors.meaning import NO_VECTORS, Meaning
from tearsheet.relate.ledger import Meanings, Statement, statements_of, utterances
from tearsheet.store import people as names
from tearsheet.store import queries
from tearsheet.store.queries import Known
from tearsheet.text.names import likeness


def said_by(person: Person, meaning: Meaning = NO_VECTORS) -> tuple[Utterance, ...]:
    """What a person is quoted with, each utterance in all its wordings, oldest first.

    Wordings that other articles put into another mouth are among them. With vectors in
    ``meaning`` the wordings of several languages are one utterance by what they say, without
    only by the figures and names in them.
    """
    known = names.articles_quoting(person.names)
    forms = {name.text for name in person.names}
    return tuple(
        one
        for one in said_in(known, meaning)
        if any(wording.speaker in forms for wording in one.wordings)
    )


def said_between(first: date, last: date, meaning: Meaning = NO_VECTORS) -> tuple[Utterance, ...]:
    """What anybody is quoted with in articles of a period (days included)."""
    return said_in(queries.articles_between(first, last), meaning)


def said_in(known: Sequence[Known], meaning: Meaning = NO_VECTORS) -> tuple[Utterance, ...]:
    """What anybody is quoted with in these articles."""
    person_of = people.keys_by_name(_speakers(known))
    statements: list[Statement] = []
    for one in known:
        published = one.article.published
        statements += statements_of(
            one.article,
            one.annotations,
            one.outlet.name,
            published.at if published else one.capture.captured_at,
            lambda name: person_of.get(name, name.casefold()),
        )
    several = len({one.language for one in statements}) > 1
    meanings = Meanings(statements, meaning.encoder) if several and meaning.encoder else None
    return utterances(statements, _turning, likeness, meanings)


def _speakers(known: Sequence[Known]) -> list[PersonName]:
    counted: dict[tuple[str, str], int] = {}
    for one in known:
        language = one.article.language.partition("-")[0].lower()
        for name in {q.speaker.name for q in one.annotations.printed_quotes if q.speaker}:
            counted[name, language] = counted.get((name, language), 0) + 1
    return [PersonName(text, language, times) for (text, language), times in counted.items()]


def _turning(language: str) -> tuple[frozenset[str], frozenset[str]]:
    known = cues(language)
    return known.edge_before, known.edge_after
