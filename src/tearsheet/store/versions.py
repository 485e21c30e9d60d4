"""An edition's versions: each kept for good, one after the other whoever writes at once."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from django.db import models, transaction

from tearsheet.model import (
    MACHINE,
    AddItem,
    AddSentence,
    Decision,
    Digest,
    EditionChange,
    EditionVersion,
    LetStand,
    MoveItem,
    Proposal,
    RemoveItem,
    RemoveSentence,
    SetText,
    State,
    WithdrawLetStand,
)
from tearsheet.store.decisions import append_decision
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import EditionRow, ProposalRow, VersionRow

Json = dict[str, str]
_CHANGE = "change"
_KINDS: Mapping[str, type[EditionChange]] = {
    kind.__name__: kind
    for kind in (
        SetText,
        AddSentence,
        RemoveSentence,
        MoveItem,
        RemoveItem,
        AddItem,
        LetStand,
        WithdrawLetStand,
    )
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an edition stands: its words, the number of their version, and who has a say in it.

    ``by_hand`` tells what a person has changed; ``corrects`` is the number of the edition that
    it puts right, 0 for none.
    """

    digest: Digest
    version: int
    state: State
    by_hand: bool
    corrects: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """A version without its words."""

    number: int
    at: datetime
    who: str
    what: str
    changes: tuple[EditionChange, ...]
    restores: int


def standing(watch_key: str, number: int) -> Standing | None:
    """How an edition stands now; None if there is none of that number."""
    row = _rows(watch_key, number).first()
    return _standing(row) if row else None


def standings(watch_key: str) -> list[Standing]:
    """Every edition of a watch, by number."""
    return [_standing(row) for row in EditionRow.objects.filter(watch=watch_key).order_by("number")]


def version(watch_key: str, number: int, wanted: int) -> EditionVersion | None:
    """One version of an edition; None if there is none of that number."""
    row = _versions(watch_key, number).filter(number=wanted).first()
    if row:
        return _version(row)
    kept = _rows(watch_key, number).filter(version=0).first() if wanted == 0 else None
    return first_of(thawed(Digest, kept.noun)) if kept else None


def summaries(watch_key: str, number: int, after: int = 0) -> list[Summary]:
    """The versions of an edition that are newer than ``after``, oldest first."""
    rows = _versions(watch_key, number).filter(number__gt=after).order_by("number")
    return [_summary(at) for at in rows.defer("noun", "names")]


def latest(watch_key: str) -> dict[int, Summary]:
    """The version that stands of each edition of a watch, without its words, by edition."""
    rows = VersionRow.objects.filter(
        edition__watch=watch_key, number=models.F("edition__version")
    ).annotate(edition_number=models.F("edition__number"))
    return {at.edition_number: _summary(at) for at in rows.defer("noun", "names")}


def first_of(digest: Digest, number: int = 0) -> EditionVersion:
    """A machine's draft as a version, its sentences named anew."""
    return EditionVersion(
        number,
        digest.drafted_at,
        MACHINE,
        "drafted",
        digest,
        tuple(names_for(len(item.sentences), number) for item in digest.items),
        names_for(len(digest.lead), number),
    )


def names_for(count: int, version: int) -> tuple[str, ...]:
    """Names for sentences that come with a version; no other version gives the same."""
    return tuple(f"{version}-{one}" for one in range(1, count + 1))


def save_version(
    watch_key: str,
    number: int,
    before: Standing,
    made: EditionVersion,
    *,
    by_hand: bool = True,
    decided: Sequence[Decision] = (),
) -> bool:
    """Make ``made`` what stands, if the edition still stands as in ``before``.

    ``decided`` is written into the journal with it. False if somebody was faster: nothing is
    written then.
    """
    with transaction.atomic():
        updated = _as_in(watch_key, number, before).update(
            version=made.number,
            by_hand=by_hand,
            noun=frozen(made.digest),
            first=made.digest.first,
            last=made.digest.last,
            form=made.digest.form,
            language=made.digest.language,
            state=made.digest.state,
        )
        if updated:
            row = _rows(watch_key, number).get()
            if before.version == 0:
                _keep(row, first_of(before.digest))
            _keep(row, made)
            for one in decided:
                append_decision(one)
    return bool(updated)


def next_number(watch_key: str) -> int:
    """The next free number of a watch's editions."""
    top = EditionRow.objects.filter(watch=watch_key).aggregate(top=models.Max("number"))["top"]
    return (top or 0) + 1


def new_edition(made: EditionVersion, *, by_hand: bool = False, corrects: int = 0) -> None:
    """Put an edition on file under its number, with its first version.

    Raises IntegrityError if the number is taken.
    """
    digest = made.digest
    with transaction.atomic():
        row = EditionRow.objects.create(
            watch_id=digest.watch_key,
            number=digest.number,
            first=digest.first,
            last=digest.last,
            form=digest.form,
            language=digest.language,
            state=digest.state,
            version=made.number,
            by_hand=by_hand,
            corrects=corrects,
            noun=frozen(digest),
        )
        _keep(row, made)


def set_state(
    watch_key: str, number: int, before: Standing, state: State, decision: Decision
) -> bool:
    """Bring an edition into a state and write that into the journal; False as in `save_version`."""
    with transaction.atomic():
        moved = replace(before.digest, state=state)
        updated = _as_in(watch_key, number, before).update(state=state, noun=frozen(moved))
        if updated:
            append_decision(decision)
    return bool(updated)


def keep_proposal(
    watch_key: str,
    number: int,
    base: int,
    who: str,
    at: datetime,
    changes: Sequence[EditionChange],
) -> int:
    """Keep changes that could not be saved; the number they have on file."""
    row = ProposalRow.objects.create(
        edition=_rows(watch_key, number).get(),
        base=base,
        who=who,
        at=at,
        changes=[_json_of(one) for one in changes],
    )
    return int(row.pk)


def proposals(watch_key: str, number: int) -> tuple[Proposal, ...]:
    """What could not be saved and waits, oldest first."""
    rows = ProposalRow.objects.filter(edition__watch=watch_key, edition__number=number)
    return tuple(
        Proposal(row.pk, row.base, row.who, row.at, changes_of(row.changes))
        for row in rows.order_by("pk")
    )


def drop_proposal(watch_key: str, number: int, proposal: int) -> bool:
    """Forget what could not be saved; False if there is no such thing."""
    rows = ProposalRow.objects.filter(edition__watch=watch_key, edition__number=number)
    return bool(rows.filter(pk=proposal).delete()[0])


def changes_of(kept: Sequence[Json]) -> tuple[EditionChange, ...]:
    """Changes as nouns again."""
    return tuple(
        msgspec.convert({k: v for k, v in one.items() if k != _CHANGE}, _KINDS[one[_CHANGE]])
        for one in kept
    )


def _summary(row: VersionRow) -> Summary:
    changes = changes_of(row.changes)
    return Summary(row.number, row.at, row.who, row.what, changes, row.restores)


def _json_of(change: EditionChange) -> Json:
    return {_CHANGE: type(change).__name__, **msgspec.to_builtins(change)}


def _rows(watch_key: str, number: int) -> models.QuerySet[EditionRow]:
    return EditionRow.objects.filter(watch=watch_key, number=number)


def _as_in(watch_key: str, number: int, before: Standing) -> models.QuerySet[EditionRow]:
    return _rows(watch_key, number).filter(version=before.version, state=before.state)


def _versions(watch_key: str, number: int) -> models.QuerySet[VersionRow]:
    return VersionRow.objects.filter(edition__watch=watch_key, edition__number=number)


def _standing(row: EditionRow) -> Standing:
    digest = thawed(Digest, row.noun)
    return Standing(digest, row.version, digest.state, row.by_hand, row.corrects)


def _keep(row: EditionRow, made: EditionVersion) -> None:
    VersionRow.objects.create(
        edition=row,
        number=made.number,
        at=made.at,
        who=made.who,
        what=made.what,
        names=[list(made.lead_names), *(list(one) for one in made.names)],
        changes=[_json_of(one) for one in made.changes],
        restores=made.restores,
        noun=zlib.compress(frozen(made.digest)),
    )


def _version(row: VersionRow) -> EditionVersion:
    lead, *items = row.names
    return EditionVersion(
        row.number,
        row.at,
        row.who,
        row.what,
        thawed(Digest, zlib.decompress(row.noun)),
        tuple(tuple(names) for names in items),
        tuple(lead),
        changes_of(row.changes),
        row.restores,
    )
