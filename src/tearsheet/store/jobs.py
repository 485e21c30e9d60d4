"""Work in the background: asked for, claimed once, told of until it is over."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from tearsheet.model import Job
from tearsheet.store.rows import JobRow

KEPT = timedelta(days=30)
TRIES = 3
"""A job that has brought the desk down this often is not begun again."""


def ask(kind: str, words: dict[str, str], who: str, language: str, now: datetime) -> int:
    """Queue a job; its number."""
    row = JobRow.objects.create(
        kind=kind, words=_sorted(words), who=who, language=language, state="queued", asked_at=now
    )
    number: int = row.pk
    return number


def ask_once(kind: str, words: dict[str, str], who: str, language: str, now: datetime) -> int:
    """Queue a job unless one like it waits or is under way; the number of either."""
    with transaction.atomic():
        there = JobRow.objects.filter(kind=kind, state__in=("queued", "running"))
        there = there.filter(words=_sorted(words))
        row = there.order_by("pk").first()
        return row.pk if row else ask(kind, words, who, language, now)


def job(number: int) -> Job | None:
    """The job of that number."""
    row = JobRow.objects.filter(pk=number).first()
    return row and _job(row)


def latest(most: int = 30) -> list[Job]:
    """The newest jobs, newest first."""
    return [_job(row) for row in JobRow.objects.order_by("-pk")[:most]]


def under_way(kind: str) -> Job | None:
    """The job of that kind that runs or waits, the oldest of several."""
    there = JobRow.objects.filter(kind=kind, state__in=("queued", "running"))
    row = there.order_by("pk").first()
    return row and _job(row)


def claim(now: datetime) -> Job | None:
    """The oldest waiting job, ours from now on; None where nothing waits.

    The claim is one conditional UPDATE: of two that ask at once, one gets it.
    """
    while waiting := JobRow.objects.filter(state="queued").order_by("pk").first():
        ours = JobRow.objects.filter(pk=waiting.pk, state="queued").update(
            state="running", started_at=now, tries=waiting.tries + 1, doing="", done=0, whole=0
        )
        if ours:
            return job(waiting.pk)
    return None


def note(number: int, done: int, whole: int, doing: str) -> None:
    """How far a job is."""
    there = JobRow.objects.filter(pk=number, state="running")
    there.update(done=done, whole=whole, doing=doing)


def end(number: int, told: str, leads_to: str, now: datetime) -> None:
    """A job is done; what came of it."""
    _over(number, "done", told, leads_to, now)


def fail(number: int, why: str, now: datetime) -> None:
    """A job failed; why, in plain words."""
    _over(number, "failed", why, "", now)


def put_back(number: int) -> None:
    """A job that was stopped half-way waits again; this try does not count."""
    row = JobRow.objects.filter(pk=number, state="running").first()
    if row:
        there = JobRow.objects.filter(pk=number, state="running")
        there.update(state="queued", tries=max(0, row.tries - 1), doing="")


def take_up(again: Collection[str], why: str, too_often: str, now: datetime) -> int:
    """After a desk was killed: its running jobs wait again or are told as failed; how many.

    ``again`` are the kinds that may be begun again. Called before anybody claims: a home has one
    desk at a time.
    """
    left = list(JobRow.objects.filter(state="running"))
    for row in left:
        if row.kind in again and row.tries < TRIES:
            JobRow.objects.filter(pk=row.pk).update(state="queued", doing="")
        else:
            fail(row.pk, too_often if row.kind in again else why, now)
    return len(left)


def forget_old(now: datetime) -> int:
    """Jobs that were over long ago leave the list; how many."""
    gone, _ = JobRow.objects.filter(ended_at__lt=now - KEPT).delete()
    return int(gone)


def _over(number: int, state: str, told: str, leads_to: str, now: datetime) -> None:
    there = JobRow.objects.filter(pk=number, state="running")
    there.update(state=state, told=told, leads_to=leads_to, ended_at=now, doing="")


def _sorted(words: dict[str, str]) -> dict[str, str]:
    """In one order: SQLite compares JSON by how it is written."""
    return dict(sorted(words.items()))


def _job(row: JobRow) -> Job:
    return Job(
        number=row.pk,
        kind=row.kind,
        words=row.words,
        who=row.who,
        state=row.state,
        asked_at=row.asked_at,
        language=row.language,
        started_at=row.started_at,
        ended_at=row.ended_at,
        done=row.done,
        whole=row.whole,
        doing=row.doing,
        told=row.told,
        leads_to=row.leads_to,
    )
