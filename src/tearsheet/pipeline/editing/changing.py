"""Changes to an edition by several editors at once: each is saved, merged or kept aside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tearsheet.edit.revise.changing import (
    ImpossibleChangeError,
    Materials,
    changed,
    clashes,
)
from tearsheet.edit.revise.differences import difference
from tearsheet.model import (
    LEAD,
    TITLE,
    AddItem,
    AddSentence,
    Clash,
    Conflict,
    Decision,
    EditionChange,
    EditionVersion,
    LetStand,
    MoveItem,
    RemoveItem,
    Saved,
    SetText,
    State,
    WithdrawLetStand,
)
from tearsheet.pipeline.corrections import with_decided_speakers
from tearsheet.pipeline.editing.composing import drafted_items
from tearsheet.pipeline.editing.errors import FrozenError
from tearsheet.pipeline.editing.gate import desk_of, head_of, standing_of, version_of
from tearsheet.pipeline.editing.steps import subject_of
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.store import versions
from tearsheet.store.versions import Standing, Summary

WRITTEN: frozenset[State] = frozenset({"draft", "review"})
"""The states in which words may be changed."""
_LET, _LET_NO_MORE = "let stand:", "let stand no more:"


def change(
    room: Newsroom,
    watch_key: str,
    number: int,
    base: int,
    changes: Sequence[EditionChange],
    who: str,
    now: datetime,
) -> Saved | Conflict:
    """Save changes made on version ``base``.

    What others changed since elsewhere is merged in; where both changed the same words nothing
    is saved, and mine are kept as a proposal. A change that changes nothing makes no version.
    Raises NoSuchEditionError, FrozenError, ImpossibleChangeError.
    """
    desk = desk_of(room, watch_key)
    while True:
        standing = _written(watch_key, number)
        head = head_of(standing)
        older = head if base == head.number else version_of(watch_key, number, base)
        since = versions.summaries(watch_key, number, base) if older is not head else []
        touched = _Touched(since)
        found = clashes(older, head, changes, touched.by, who) if since else ()
        if found:
            return _set_aside(watch_key, number, head, base, changes, who, now, found)
        keys = _keys(head, changes)
        added = drafted_items(desk, head.digest, changes, now)
        keys |= {key for one in added.values() for key in (one.article_key, *one.copies)}
        materials = Materials(desk.evidence(keys), desk.watch, added)
        made = _with_decided(changed(head, changes, materials, who, now))
        decided = _decided(watch_key, number, changes, who, now)
        if made is head or versions.save_version(
            watch_key, number, standing, made, decided=decided
        ):
            return Saved(made, merged=any(one.who != who for one in since))


def restore(
    room: Newsroom,
    watch_key: str,
    number: int,
    version: int,
    base: int,
    who: str,
    now: datetime,
) -> Saved | Conflict:
    """Take up an older version again, as a new one.

    What others changed since ``base`` would be lost unseen: it is shown as a conflict first.
    Raises NoSuchEditionError, FrozenError.
    """
    while True:
        standing = _written(watch_key, number)
        wanted = version_of(watch_key, number, version)
        since = versions.summaries(watch_key, number, base)
        if any(one.who != who for one in since):
            older = version_of(watch_key, number, base)
            head = head_of(standing)
            return Conflict(head.number, _overwritten(older, head, wanted, since), 0)
        made = EditionVersion(
            standing.version + 1,
            now,
            who,
            f"took up version {version} again",
            replace(wanted.digest, state=standing.state),
            wanted.names,
            wanted.lead_names,
            restores=version,
        )
        if versions.save_version(watch_key, number, standing, made):
            return Saved(made)


def _overwritten(
    older: EditionVersion, head: EditionVersion, wanted: EditionVersion, since: Sequence[Summary]
) -> tuple[Clash, ...]:
    by = _Touched(since).by
    return tuple(
        Clash(
            one.item,
            one.sentence,
            "".join(piece.text for piece in one.pieces if piece.kind != "new"),
            "".join(piece.text for piece in one.pieces if piece.kind != "gone"),
            "",
            *by(one.item, one.sentence),
        )
        for one in difference(older, head)
    )


def _written(watch_key: str, number: int) -> Standing:
    standing = standing_of(watch_key, number)
    if standing.state not in WRITTEN:
        raise FrozenError(
            f"Edition {number} is {standing.state}: its words stay as they are. "
            + (
                "A chief can take it back to draft."
                if standing.state == "approved"
                else "What is wrong in it is put right in a correction."
            )
        )
    return standing


def _decided(
    watch_key: str, number: int, changes: Sequence[EditionChange], who: str, now: datetime
) -> list[Decision]:
    """What of the changes belongs into the journal: what was let stand, and no more is."""
    subject = subject_of(watch_key, number)
    return [
        Decision(subject, f"{_LET} {one.problem or 'all'} in {one.item[:12]}", who, now, one.reason)
        if isinstance(one, LetStand)
        else Decision(subject, f"{_LET_NO_MORE} in {one.item[:12]}", who, now)
        for one in changes
        if isinstance(one, (LetStand, WithdrawLetStand))
    ]


def _with_decided(made: EditionVersion) -> EditionVersion:
    """The version with what a person decided of the speakers of its quotations, as they are now."""
    digest = made.digest
    decided = with_decided_speakers(replace(digest, overrides=())).overrides
    known = {(one.sentence, one.only) for one in digest.overrides}
    new = tuple(one for one in decided if (one.sentence, one.only) not in known)
    if not new:
        return made
    return replace(made, digest=replace(digest, overrides=(*digest.overrides, *new)))


def _set_aside(
    watch_key: str,
    number: int,
    head: EditionVersion,
    base: int,
    changes: Sequence[EditionChange],
    who: str,
    now: datetime,
    found: tuple[Clash, ...],
) -> Conflict:
    kept = versions.keep_proposal(watch_key, number, base, who, now, changes)
    return Conflict(head.number, found, kept)


def _keys(head: EditionVersion, changes: Sequence[EditionChange]) -> set[str]:
    """The articles whose chain the changes need."""
    items = {one.article_key: one for one in head.digest.items}
    keys = set[str]()
    for one in changes:
        match one:
            case AddItem() | RemoveItem():
                keys |= set(items)  # title and lead are counted anew
            case SetText() | AddSentence() if one.item in (TITLE, LEAD):
                keys |= set(items)
            case SetText() | AddSentence() if one.item in items:
                keys |= {one.item, *items[one.item].copies}
    return keys


class _Touched:
    """Who last changed each place, by the versions made since."""

    def __init__(self, since: Sequence[Summary]) -> None:
        self._since = list(reversed(since))

    def by(self, item: str, sentence: str) -> tuple[str, datetime]:
        """Who last changed a place of an item, or else the item, or else anything; and when."""
        for exactly in (True, False):
            for version in self._since:
                if version.restores:
                    return version.who, version.at
                for one in version.changes:
                    at, name = _place(one)
                    if at == item and (name == sentence or not exactly):
                        return version.who, version.at
        return self._since[0].who, self._since[0].at


def _place(change: EditionChange) -> tuple[str, str]:
    match change:
        case AddItem():
            return change.article_key, ""
        case MoveItem() | RemoveItem():
            return change.item, ""
        case AddSentence():
            return change.item, ""
        case _:
            return change.item, change.sentence


__all__ = ["WRITTEN", "ImpossibleChangeError", "change", "restore"]
