"""An edition's way to print: draft, review, approved, published, corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError

from tearsheet.edit.phrasing import phrases
from tearsheet.model import (
    Account,
    DeskRole,
    EditionVersion,
    OnDesk,
    Override,
    Sentence,
    State,
    Step,
)
from tearsheet.pipeline.editing.errors import (
    FrozenError,
    NotAllowedError,
    NotProvenError,
    StaleError,
)
from tearsheet.pipeline.editing.gate import desk_of, standing_of, version_of
from tearsheet.pipeline.editing.opening import open_edition
from tearsheet.pipeline.editing.steps import decision_of
from tearsheet.pipeline.editions import written_edition
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.publish import Edition
from tearsheet.store import versions
from tearsheet.store.versions import Standing

TRANSITIONS: Mapping[tuple[State, State], DeskRole] = {
    ("draft", "review"): "editor",
    ("review", "draft"): "editor",
    ("review", "approved"): "chief",
    ("approved", "draft"): "chief",
    ("approved", "published"): "chief",
}
"""The steps a person may take, and the least role that may. A published edition becomes
``corrected`` when the correction of it is published."""


def moves_open_to(state: State, account: Account) -> tuple[State, ...]:
    """The states that this person may bring an edition in ``state`` into."""
    return tuple(
        after
        for (before, after), least in TRANSITIONS.items()
        if before == state and account.may(least)
    )


def move(
    room: Newsroom,
    watch_key: str,
    number: int,
    to: State,
    who: Account,
    now: datetime,
    note: str = "",
    base: int = 0,
) -> OnDesk:
    """Bring an edition into another state; publishing writes its files and freezes it.

    ``base`` is the version that was looked at, 0 where it does not matter. Raises
    NoSuchEditionError, NotAllowedError, StaleError where the edition has moved on since, and
    NotProvenError where the gate refuses what is to be published.
    """
    while True:
        standing = standing_of(watch_key, number)
        _may(standing, to, who)
        if base and standing.version != base:
            raise StaleError(
                f"Edition {number} has been changed since you looked at it: look at it again."
            )
        step = Step(standing.state, to, who.called, now, note)
        if to == "published":
            _publish(room, watch_key, number, standing, step)
        elif not versions.set_state(
            watch_key, number, standing, to, decision_of(watch_key, number, step)
        ):
            continue
        return open_edition(room, watch_key, number)


def _may(standing: Standing, to: State, who: Account) -> None:
    least = TRANSITIONS.get((standing.state, to))
    if least is None:
        raise NotAllowedError(f"There is no step from {standing.state} to {to}.")
    if not who.may(least):
        raise NotAllowedError(f"From {standing.state} to {to} takes a {least}.")


def _publish(room: Newsroom, watch_key: str, number: int, standing: Standing, step: Step) -> None:
    """Hold it to the gate as it will be printed, write its files, and only then say so.

    Killed in between it is still approved, and the next try writes the same files again.
    """
    desk = desk_of(room, watch_key)
    digest = replace(standing.digest, state="published")
    verdict, evidence = desk.verdict(digest)
    if not verdict.proven:
        places = len({one.where for one in verdict.findings if not one.warning})
        raise NotProvenError(
            f"The gate refuses {places} places of edition {number}. Change the words, or let "
            "them stand with a reason that readers see.",
            verdict,
        )
    written_edition(room, Edition(digest, desk.watch, evidence, verdict), room.settings.editions)
    published = versions.set_state(
        watch_key, number, standing, "published", decision_of(watch_key, number, step)
    )
    if not published:
        raise StaleError(f"Edition {number} has been changed meanwhile: look at it again.")
    if standing.corrects:
        _mark_corrected(watch_key, standing.corrects, number, step)


def _mark_corrected(watch_key: str, number: int, by: int, step: Step) -> None:
    """The edition that has been put right is said to be so; its files stay as they are."""
    standing = standing_of(watch_key, number)
    note = f"put right in edition {by}"
    done = Step(standing.state, "corrected", step.who, step.at, note)
    versions.set_state(
        watch_key, number, standing, "corrected", decision_of(watch_key, number, done)
    )


def correct_published(
    room: Newsroom, watch_key: str, number: int, who: Account, now: datetime, note: str
) -> int:
    """Open a correction of a published edition: the number of its draft.

    ``note`` says what was wrong and opens the correction's lead. The first stays byte for byte;
    it is called corrected once the correction is published. Raises NoSuchEditionError,
    NotAllowedError, FrozenError where it is not published, ValueError without a note.
    """
    desk_of(room, watch_key)
    standing = standing_of(watch_key, number)
    if not who.may("chief"):
        raise NotAllowedError("To correct a published edition takes a chief.")
    if standing.state not in ("published", "corrected"):
        raise FrozenError(f"Edition {number} is {standing.state}: change it itself.")
    if not note.strip():
        raise ValueError("A correction says what was wrong.")
    first = version_of(watch_key, number, standing.version)
    while True:
        made = _correction(first, versions.next_number(watch_key), who.called, now, note.strip())
        try:
            versions.new_edition(made, by_hand=True, corrects=number)
        except IntegrityError:
            continue  # somebody took the number
        return made.digest.number


def _correction(
    first: EditionVersion, number: int, who: str, now: datetime, note: str
) -> EditionVersion:
    """The edition again as a draft, opened by what was wrong with it."""
    old = first.digest
    opening = phrases(old.language).words["correction/opening"]
    text = opening.replace("{number}", str(old.number)).replace("{note}", note)
    said = Sentence("lead", text, old.language)
    stands = Override(text, f"Correction of edition {old.number}", who, now)
    digest = replace(
        old,
        number=number,
        state="draft",
        drafted_at=now,
        lead=(said, *old.lead),
        overrides=(*old.overrides, stands),
    )
    made = versions.first_of(digest, 1)
    return replace(made, who=who, at=now, what=f"opened a correction of edition {old.number}")


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in a list of them."""

    number: int
    title: str
    state: State
    version: int
    by_hand: bool
    corrects: int


def editions(watch_key: str) -> list[EditionLine]:
    """Every edition of a watch, the newest first."""
    return [
        EditionLine(
            one.digest.number,
            one.digest.title.text,
            one.state,
            one.version,
            one.by_hand,
            one.corrects,
        )
        for one in reversed(versions.standings(watch_key))
    ]
