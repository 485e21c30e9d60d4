"""An edition opened on the desk, and words held to the gate while somebody types."""

from collections.abc import Mapping

from tearsheet.edit.revise import hints, passages, revised
from tearsheet.edit.revise.changing import no_longer_than_may_be
from tearsheet.edit.revise.differences import sentences_of
from tearsheet.model import (
    LEAD,
    TITLE,
    Checked,
    EditionVersion,
    Evidence,
    Item,
    OnDesk,
    Sentence,
)
from tearsheet.pipeline.editing.errors import NoSuchSentenceError
from tearsheet.pipeline.editing.gate import (
    Desk,
    desk_of,
    head_of,
    placed,
    standing_of,
    version_of,
)
from tearsheet.pipeline.editing.steps import steps_of
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.store import versions


def open_edition(room: Newsroom, watch_key: str, number: int, version: int = 0) -> OnDesk:
    """An edition with the gate's word on it; ``version`` 0 is the one that stands.

    Raises NoSuchEditionError.
    """
    standing, desk = standing_of(watch_key, number), desk_of(room, watch_key)
    shown = version_of(watch_key, number, version) if version else head_of(standing)
    verdict, _ = desk.verdict(shown.digest)
    return OnDesk(
        shown.digest,
        shown,
        standing.state,
        steps_of(watch_key, number),
        verdict,
        placed(shown, verdict.findings),
        versions.proposals(watch_key, number),
        standing.corrects,
    )


def check_words(
    room: Newsroom, watch_key: str, number: int, base: int, item: str, sentence: str, text: str
) -> Checked:
    """What the gate says of other words for a sentence of version ``base``; nothing is saved.

    Only this sentence is held to the articles it may rest on: its item's, for title and lead
    every item's. Raises NoSuchEditionError, ImpossibleChangeError for words without end.
    """
    no_longer_than_may_be(text)
    desk, version = desk_of(room, watch_key), version_of(watch_key, number, base)
    old, home = _found(version, item, sentence)
    evidence = desk.evidence(_keys(version, home))
    new = revised(old, text, home, version.digest, evidence, desk.watch)
    return _checked(desk, version, home, new, evidence)


def look(
    room: Newsroom, watch_key: str, number: int, version: int, item: str, sentence: str
) -> Checked:
    """A sentence as it stands in a version, with its findings and the passages it rests on.

    Raises NoSuchEditionError.
    """
    desk, at = desk_of(room, watch_key), version_of(watch_key, number, version)
    there, home = _found(at, item, sentence)
    return _checked(desk, at, home, there, desk.evidence(_keys(at, home)))


def _checked(
    desk: Desk,
    version: EditionVersion,
    item: Item | None,
    sentence: Sentence,
    evidence: Mapping[str, Evidence],
) -> Checked:
    findings = desk.of_sentence(version.digest, item, sentence, evidence)
    articles = {key: one.article for key, one in evidence.items()}
    return Checked(
        sentence,
        findings,
        tuple(hints(findings, sentence, articles)),
        tuple(passages(sentence, articles)),
    )


def _keys(version: EditionVersion, item: Item | None) -> set[str]:
    """The articles a sentence may rest on, and the copies it may count."""
    if item:
        return {item.article_key, *item.copies}
    return {one.article_key for one in version.digest.items}


def _found(version: EditionVersion, item: str, name: str) -> tuple[Sentence, Item | None]:
    sentence = sentences_of(version).get((item, name))
    if sentence is None:
        raise NoSuchSentenceError("That sentence is not in the edition any more.")
    if item in (TITLE, LEAD):
        return sentence, None
    return sentence, next(one for one in version.digest.items if one.article_key == item)
