"""An edition set out for the page: every sentence with its place, its problems and its excuses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tearsheet.desk.edition import words
from tearsheet.desk.edition.remarks import Remark, remarks
from tearsheet.model import LEAD, TITLE, Finding, Item, OnDesk, Override, Sentence, State
from tearsheet.store import queries
from tearsheet.store.queries import Known

FROZEN: tuple[State, ...] = ("approved", "published", "corrected")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence at its place."""

    item: str
    name: str
    sentence: Sentence
    findings: tuple[Finding, ...] = ()
    overrides: tuple[Override, ...] = ()

    @property
    def slug(self) -> str:
        """Its place as an HTML id."""
        return f"s-{self.item[:12]}-{self.name}"

    @property
    def label(self) -> str:
        """What kind of sentence it is, in words."""
        return str(words.PLACES.get(self.item) or words.KINDS[self.sentence.kind])

    @property
    def removable(self) -> bool:
        """Whether it may go: a title and a headline stay."""
        return self.item != TITLE and self.sentence.kind != "headline"

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What the gate does not let pass here."""
        return tuple(one for one in self.findings if not one.warning)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the gate finds here, in plain words."""
        return remarks(self.findings, self.overrides, self.sentence.text)


@dataclass(frozen=True, slots=True)
class Placed:
    """An item at its place, counted from 1. ``known`` is None for an article not on file.

    ``up`` and ``down`` are the items it goes in front of when it moves by one; empty is the end.
    """

    number: int
    item: Item
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    known: Known | None
    up: str
    down: str

    @property
    def key(self) -> str:
        """The key of its article."""
        return self.item.article_key

    @property
    def slug(self) -> str:
        """Its place as an HTML id."""
        return f"i-{self.key[:12]}"

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the gate finds in the item as a whole, in plain words."""
        return remarks(self.findings)

    @property
    def last_name(self) -> str:
        """The name of its last sentence: a new one goes behind it."""
        return self.claims[-1].name if self.claims else ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One place that keeps the edition from being published: its HTML id and its name."""

    slug: str
    place: str
    remark: Remark


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole edition, ready for the page."""

    title: Claim
    lead: tuple[Claim, ...]
    items: tuple[Placed, ...]
    editable: bool

    @property
    def claims(self) -> Iterator[Claim]:
        """Every sentence in reading order."""
        yield self.title
        yield from self.lead
        for placed in self.items:
            yield from placed.claims

    @property
    def lead_name(self) -> str:
        """The name of the lead's last sentence: a new one goes behind it."""
        return self.lead[-1].name if self.lead else ""

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """All that keeps the edition from being published, in reading order."""
        found = [
            Refusal(claim.slug, place(claim, self.items), one)
            for claim in self.claims
            for one in remarks(claim.refused)
        ]
        found += [
            Refusal(placed.slug, words.item_name(placed.number), one)
            for placed in self.items
            for one in placed.remarks
            if not one.finding.warning
        ]
        return tuple(found)

    def claim(self, item: str, name: str) -> Claim | None:
        """The sentence at a place; None if there is none."""
        return next((one for one in self.claims if (one.item, one.name) == (item, name)), None)


def set_out(on: OnDesk, *, editable: bool) -> Sheet:
    """The edition as the page shows it; ``editable`` for who may write, while it is not frozen."""
    return Sheet(
        _claim(on, TITLE, TITLE, on.digest.title),
        _claims(on, LEAD, on.version.lead_names, on.digest.lead),
        tuple(_placed(on)),
        editable and on.state not in FROZEN,
    )


def _placed(on: OnDesk) -> Iterator[Placed]:
    keys = [item.article_key for item in on.digest.items]
    known = queries.articles(keys)
    behind = ["", *keys, "", ""]
    for number, item in enumerate(on.digest.items, 1):
        yield Placed(
            number,
            item,
            _claims(on, item.article_key, on.version.names[number - 1], item.sentences),
            on.findings_of(item.article_key),
            known.get(item.article_key),
            behind[number - 1],
            behind[number + 2],
        )


def place(claim: Claim, items: Iterable[Placed]) -> str:
    """Where a sentence stands, in words."""
    number = next((one.number for one in items if one.key == claim.item), 0)
    return f"{words.item_name(number)}, {claim.label}" if number else claim.label


def _claims(
    on: OnDesk, item: str, names: tuple[str, ...], sentences: tuple[Sentence, ...]
) -> tuple[Claim, ...]:
    return tuple(
        _claim(on, item, name, sentence) for name, sentence in zip(names, sentences, strict=True)
    )


def _claim(on: OnDesk, item: str, name: str, sentence: Sentence) -> Claim:
    overrides = tuple(one for one in on.digest.overrides if one.sentence == sentence.text)
    return Claim(item, name, sentence, on.findings_of(item, name), overrides)
