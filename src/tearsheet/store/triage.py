"""What editors did in the inbox: steps that are only ever added, and the marks they left."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tearsheet.model import Choice, Decision, Pairing, TriageKind
from tearsheet.store.changes import CHUNK
from tearsheet.store.decisions import append_decision
from tearsheet.store.rows import MarkRow, StepRow


@dataclass(frozen=True, slots=True)
class Mark:
    """What a step decided for a watch of the story that an article is in."""

    watch_key: str
    article_key: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark that stands, and who made it."""

    mark: Mark
    step: int
    who: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step as it is on file; ``undone_by`` is 0 for one that stands."""

    number: int
    watch_key: str
    kind: TriageKind
    choice: Choice
    who: str
    at: datetime
    reason: str
    marks: tuple[Mark, ...]
    pairings: tuple[Pairing, ...]
    undoes: int
    undone_by: int


def add_step(
    watch_key: str,
    kind: TriageKind,
    choice: Choice,
    who: str,
    at: datetime,
    reason: str,
    marks: Collection[Mark] = (),
    pairings: Iterable[Pairing] = (),
    undoes: int = 0,
) -> int:
    """Add a step with its marks, and to the journal of decisions what it says of each story.

    Its number; to be called in a transaction.
    """
    row = StepRow.objects.create(
        watch_key=watch_key,
        kind=kind,
        choice=choice,
        who=who,
        at=at,
        reason=reason,
        pairings=[[one.one, one.other, one.together, one.leaves] for one in pairings],
        undoes_id=undoes or None,
    )
    MarkRow.objects.bulk_create(
        [
            MarkRow(
                step=row, watch_key=one.watch_key, article_key=one.article_key, choice=one.choice
            )
            for one in marks
        ]
    )
    for one in marks:
        subject = f"inbox {one.watch_key}: {one.article_key}"
        append_decision(Decision(subject, f"{one.choice}, step {row.pk}", who, at, reason))
    if undoes:
        subject = f"inbox {watch_key}: step {undoes}"
        append_decision(Decision(subject, f"taken back, step {row.pk}", who, at, reason))
    return int(row.pk)


def marks_on(article_keys: Collection[str]) -> dict[tuple[str, str], Marked]:
    """The mark that stands on each article, by watch and article: the last not taken back."""
    found: dict[tuple[str, str], Marked] = {}
    keys = list(article_keys)
    for start in range(0, len(keys), CHUNK):
        rows = MarkRow.objects.filter(
            article_key__in=keys[start : start + CHUNK], step__undone_by=None
        )
        for row in rows.select_related("step").order_by("step_id", "pk"):
            found[row.watch_key, row.article_key] = Marked(
                Mark(row.watch_key, row.article_key, row.choice),
                row.step_id,
                row.step.who,
                row.step.at,
                row.step.reason,
            )
    return found


def last_step_of(watch_key: str, who: str) -> Stepped | None:
    """What a person did last in a watch's inbox and has not taken back."""
    rows = StepRow.objects.filter(watch_key=watch_key, who=who, undone_by=None)
    row = rows.exclude(kind="undo").order_by("-pk").first()
    return _stepped([row])[0] if row else None


def steps(watch_key: str, most: int, before: int = 0) -> list[Stepped]:
    """What was done in a watch's inbox, the latest first; before a step, if it is not 0."""
    rows = StepRow.objects.filter(watch_key=watch_key)
    rows = rows.filter(pk__lt=before) if before else rows
    return _stepped(list(rows.order_by("-pk")[:most]))


def latest_step(watch_key: str) -> int:
    """The number of the last step in a watch's inbox; 0 before the first."""
    rows = StepRow.objects.filter(watch_key=watch_key)
    return rows.aggregate(last=Max("pk"))["last"] or 0


def _stepped(rows: Collection[StepRow]) -> list[Stepped]:
    numbers = [row.pk for row in rows]
    marks = defaultdict[int, list[Mark]](list)
    for one in MarkRow.objects.filter(step_id__in=numbers).order_by("pk"):
        marks[one.step_id].append(Mark(one.watch_key, one.article_key, one.choice))
    undone = StepRow.objects.filter(undoes_id__in=numbers).values_list("undoes_id", "pk")
    undone_by = {step: by for step, by in undone if step is not None}
    return [
        Stepped(
            row.pk,
            row.watch_key,
            row.kind,
            row.choice,
            row.who,
            row.at,
            row.reason,
            tuple(marks[row.pk]),
            tuple(Pairing(one, other, both, leaves) for one, other, both, leaves in row.pairings),
            row.undoes_id or 0,
            undone_by.get(row.pk, 0),
        )
        for row in rows
    ]
