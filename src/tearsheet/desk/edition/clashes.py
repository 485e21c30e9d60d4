"""Places that two changed, told so that a person can choose."""

from dataclasses import dataclass

from tearsheet.desk.edition.sheet import Claim, Sheet, place
from tearsheet.model import Clash, Conflict, OnDesk, Piece, Proposal, SetText
from tearsheet.pipeline import editing


@dataclass(frozen=True, slots=True)
class Told:
    """A clash with its place in words and what either made of the words that were there.

    ``claim`` is the sentence as it stands, None where it was removed.
    """

    clash: Clash
    place: str
    claim: Claim | None
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]


def told(conflict: Conflict, sheet: Sheet) -> tuple[Told, ...]:
    """Each clash as the page says it."""
    return tuple(_told(clash, sheet) for clash in conflict.clashes)


def _told(clash: Clash, sheet: Sheet) -> Told:
    claim = sheet.claim(clash.item, clash.sentence)
    return Told(
        clash,
        place(claim, sheet.items) if claim else "",
        claim,
        editing.words_between(clash.base, clash.theirs),
        editing.words_between(clash.base, clash.mine),
    )


@dataclass(frozen=True, slots=True)
class KeptAside:
    """Words that could not be saved and wait for their writer: where they belong, the words."""

    proposal: Proposal
    claim: Claim | None
    place: str
    text: str


def kept_aside(on: OnDesk, sheet: Sheet, called: str) -> tuple[KeptAside, ...]:
    """What waits of this person's words."""
    found = []
    for proposal in on.proposals:
        for one in proposal.changes:
            if proposal.who == called and isinstance(one, SetText):
                claim = sheet.claim(one.item, one.sentence)
                where = place(claim, sheet.items) if claim else ""
                found.append(KeptAside(proposal, claim, where, one.text))
    return tuple(found)
