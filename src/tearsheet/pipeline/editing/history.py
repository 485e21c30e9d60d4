"""The versions of an edition as an editor looks back on them."""

from datetime import timedelta

from tearsheet.model import EditionVersion, HistoryEntry, SetText
from tearsheet.pipeline.editing.gate import standing_of, version_of
from tearsheet.store import versions
from tearsheet.store.versions import Summary

RUN = timedelta(seconds=30)
"""Changes of one sentence that one person saves within this time are one entry."""


def history(watch_key: str, number: int) -> tuple[HistoryEntry, ...]:
    """Every version of an edition, the newest first; a person's small changes run together.

    Raises NoSuchEditionError.
    """
    standing_of(watch_key, number)
    entries, last = list[HistoryEntry](), None
    for one in versions.summaries(watch_key, number, -1):
        if last and _goes_on(last, one):
            first = entries.pop().first
            entries.append(HistoryEntry(first, one.number, one.at, one.who, one.what))
        else:
            entries.append(
                HistoryEntry(one.number, one.number, one.at, one.who, one.what, one.restores)
            )
        last = one
    return tuple(reversed(entries))


def _goes_on(before: Summary, after: Summary) -> bool:
    return (
        before.who == after.who
        and after.at - before.at <= RUN
        and not after.restores
        and _place(before) is not None
        and _place(before) == _place(after)
    )


def _place(version: Summary) -> tuple[str, str] | None:
    """The one sentence that a version changed the words of, None if it did anything else."""
    places = {
        (one.item, one.sentence) if isinstance(one, SetText) else None for one in version.changes
    }
    return places.pop() if len(places) == 1 else None


def version(watch_key: str, number: int, wanted: int) -> EditionVersion:
    """One version of an edition. Raises NoSuchEditionError."""
    return version_of(watch_key, number, wanted)
