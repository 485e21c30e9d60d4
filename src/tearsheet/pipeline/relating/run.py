"""What has come since the last run is related to the rest: copies, translations, stories."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

from django.db import transaction

from tearsheet.model import Link
from tearsheet.pipeline.alone import alone
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.relating.copying import Copying, regroup
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.pipeline.relating.storymaking import Storymaking
from tearsheet.pipeline.relating.translating import Translating
from tearsheet.pipeline.vectors.meaning import Meaning
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.settings import Settings
from tearsheet.store import relations
from tearsheet.store.queries import Known
from tearsheet.store.relations import Related

VERSION = 2
"""Raised when copies, vectors or stories are made otherwise than before: everything is then
related anew, in the order on file."""
_LONGEST = 200
BATCH = 16
"""Articles related in one transaction; whoever writes meanwhile waits for it."""
STATED = frozenset({"exact", "edited", "translated"})
"""Links that make an article go where its twin is. An excerpt may be of a round-up of many events,
so it has to find its story by itself."""

Progress = Callable[[int, int], None]
"""Told how many articles have been related, and of how many."""


def relate_new(
    room: Newsroom, progress: Progress = lambda done, of: None, *, wait: bool = False
) -> int:
    """Relate every article that has not been; how many there were.

    A batch is on file whole or not at all, so that a run that is killed goes on where it stopped.
    While another process of the home relates, this one leaves it to that, or waits until it is
    done. Raises what `pipeline.vectors.encoder_for` raises where the encoder that the settings
    name cannot be had.
    """
    with alone(room.settings.home, "relating", wait=wait) as ours:
        if not ours:
            return 0
        version = _version(room.settings)
        with transaction.atomic():
            relations.forget_relations(version)
        waiting = relations.count_awaiting(version)
        if waiting:
            _relate_all(_Run.open(room.settings, version), waiting, progress)
        return waiting


def _relate_all(run: "_Run", waiting: int, progress: Progress) -> None:
    done = 0
    progress(done, waiting)
    while articles := relations.awaiting(run.version, BATCH):
        run.relate(articles)
        done += len(articles)
        progress(done, max(done, waiting))


def _version(settings: Settings) -> str:
    """What everything on file was related with, where it was by the same."""
    return f"{VERSION} {settings.vectors} {settings.wrong_merge_cost:g}"[:_LONGEST]


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run relates with."""

    version: str
    desk: Desk
    meaning: Meaning
    copying: Copying
    translating: Translating
    stories: Storymaking

    @classmethod
    def open(cls, settings: Settings, version: str) -> "_Run":
        desk, meaning = Desk(), Meaning.open(settings)
        return cls(
            version,
            desk,
            meaning,
            Copying.open(desk, version),
            Translating.open(meaning, desk, version),
            Storymaking.open(meaning, desk, version, settings.wrong_merge_cost),
        )

    def relate(self, articles: Sequence[Known]) -> None:
        """Relate articles, in order, all of them or none."""
        self.desk.put(articles)
        vectors = self._vectors(articles)
        with transaction.atomic():
            arrived = self._arrive(articles, vectors)
            regroup(arrived.touched, self.desk)
            self.stories.add(articles, arrived.twins, arrived.upto)
        self.stories.keep()
        self.copying.standing.tidy()
        self.translating.tidy()
        self.desk.tidy()

    def _vectors(self, articles: Sequence[Known]) -> list[bytes]:
        """What the articles are looked for by. All vectors that can be foreseen are worked out and
        kept here, before the transaction: an editor's click does not wait for a model."""
        rows = self.meaning.of([one.article for one in articles])
        vectors = _packed(rows[0]) if rows else [b""] * len(articles)
        self.translating.foresee(
            _related_of(known, b"", vector) for known, vector in zip(articles, vectors, strict=True)
        )
        return vectors

    def _arrive(self, articles: Sequence[Known], vectors: Sequence[bytes]) -> "_Arrived":
        """Find the links of articles, one after another."""
        arrived = _Arrived()
        for known, vector in zip(articles, vectors, strict=True):
            found = self.copying.add(known)
            bare = _related_of(known, found.fingerprint, vector)
            twins = _twins(bare.article_key, [*found.links, *self.translating.add(bare)])
            arrived.twins[bare.article_key] = twins
            arrived.touched |= {bare.article_key, *found.touched}
            arrived.upto = relations.file_related(self.version, [replace(bare, twins=twins)])
            relations.change_fingerprints(found.anew)
        return arrived


@dataclass(slots=True)
class _Arrived:
    """Articles that have arrived: their twins, whose links changed, and the last one's place."""

    twins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    upto: int = 0


def _related_of(known: Known, fingerprint: bytes, vector: bytes) -> Related:
    article = known.article
    credited = {credit.outlet for credit in article.provenance.credits if credit.outlet}
    return Related(
        article.key,
        fingerprint,
        (),
        article.language.partition("-")[0].lower()[:8],
        known.out_at.astimezone(UTC).date(),
        known.outlet.key,
        tuple(sorted(credited - {known.outlet.key})),
        article.provenance.kind == "translated copy",
        vector,
    )


def _twins(key: str, links: Iterable[Link]) -> tuple[str, ...]:
    ends = {end for link in links if link.relation in STATED for end in (link.one, link.other)}
    return tuple(sorted(ends - {key}))


def _packed(rows: Vectors) -> list[bytes]:
    return [row.tobytes() for row in rows.astype("<f2")]
