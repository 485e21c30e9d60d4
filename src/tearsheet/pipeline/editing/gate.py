"""The gate at the desk: on a whole edition, and on one sentence while somebody types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tearsheet.edit import verify
from tearsheet.model import (
    LEAD,
    TITLE,
    Digest,
    EditionVersion,
    Evidence,
    Finding,
    Item,
    Sentence,
    Verdict,
    Watch,
)
from tearsheet.pipeline.editing.errors import NoSuchEditionError
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.proof import article_keys, evidence_for
from tearsheet.pipeline.speakers import exchanged_speakers
from tearsheet.store import queries, versions

Placed = tuple[tuple[str, str, Finding], ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the gate needs of an edition."""

    room: Newsroom
    watch: Watch

    def evidence(self, keys: Iterable[str]) -> dict[str, Evidence]:
        """The chain of each article."""
        return evidence_for(self.room.archive, keys)

    def verdict(self, digest: Digest) -> tuple[Verdict, dict[str, Evidence]]:
        """The gate's word on a whole edition, and what it was held to."""
        evidence = self.evidence(article_keys(digest))
        return self._verdict(digest, evidence), evidence

    def of_sentence(
        self,
        digest: Digest,
        item: Item | None,
        sentence: Sentence,
        evidence: Mapping[str, Evidence],
    ) -> tuple[Finding, ...]:
        """What the gate finds in one sentence of an edition; the rest of it is not looked at."""
        alone = _alone(digest, item, sentence)
        where = "item 1 sentence 1" if item else "lead 1"
        return tuple(one for one in self._verdict(alone, evidence).findings if one.where == where)

    def _verdict(self, digest: Digest, evidence: Mapping[str, Evidence]) -> Verdict:
        verdict = verify(digest, evidence, self.watch)
        exchanged = exchanged_speakers(digest, evidence, self.room.register)
        return replace(verdict, findings=(*verdict.findings, *exchanged))


def _alone(digest: Digest, item: Item | None, sentence: Sentence) -> Digest:
    """The edition with nothing but this sentence in it."""
    nothing = Sentence("headline", "", digest.language)
    if item:
        only = replace(item, sentences=(sentence,))
        return replace(digest, title=nothing, lead=(), items=(only,))
    items = tuple(replace(one, sentences=()) for one in digest.items)
    return replace(digest, title=nothing, lead=(sentence,), items=items)


def standing_of(watch_key: str, number: int) -> versions.Standing:
    """How an edition stands. Raises NoSuchEditionError."""
    there = versions.standing(watch_key, number)
    if there is None:
        raise NoSuchEditionError(f"There is no edition {number} of {watch_key}.")
    return there


def version_of(watch_key: str, number: int, version: int) -> EditionVersion:
    """One version of an edition. Raises NoSuchEditionError."""
    found = versions.version(watch_key, number, version)
    if found is None:
        raise NoSuchEditionError(f"Edition {number} of {watch_key} has no version {version}.")
    return found


def head_of(standing: versions.Standing) -> EditionVersion:
    """The version that stands, in the state the edition is in. Raises NoSuchEditionError."""
    digest = standing.digest
    head = version_of(digest.watch_key, digest.number, standing.version)
    return replace(head, digest=digest)


def desk_of(room: Newsroom, watch_key: str) -> Desk:
    """The gate for editions of a watch. Raises NoSuchEditionError."""
    watch = queries.watch(watch_key)
    if watch is None:
        raise NoSuchEditionError(f"There is no watch {watch_key!r}.")
    return Desk(room, watch)


def placed(version: EditionVersion, findings: Iterable[Finding]) -> Placed:
    """Findings by place: the item and the name of the sentence; no name for a whole item's."""
    return tuple((*_place(version, finding.where.split()), finding) for finding in findings)


def _place(version: EditionVersion, where: list[str]) -> tuple[str, str]:
    match where:
        case ["title"]:
            return TITLE, TITLE
        case ["lead", number]:
            return LEAD, version.lead_names[int(number) - 1]
        case ["item", number]:
            return version.digest.items[int(number) - 1].article_key, ""
        case ["item", number, "sentence", at]:
            key = version.digest.items[int(number) - 1].article_key
            return key, version.names[int(number) - 1][int(at) - 1]
        case _:
            return "", ""
