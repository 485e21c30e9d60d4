"""What an edition is once editors have changed it, and where two have changed the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tearsheet.edit.revise.differences import sentences_of
from tearsheet.edit.revise.front import resettled
from tearsheet.edit.revise.revise import revised
from tearsheet.model import (
    LEAD,
    TITLE,
    AddItem,
    AddSentence,
    Clash,
    Digest,
    EditionChange,
    EditionVersion,
    Evidence,
    Item,
    LetStand,
    MoveItem,
    Override,
    RemoveItem,
    RemoveSentence,
    Sentence,
    SetText,
    Watch,
    WithdrawLetStand,
)

LONGEST = 20_000
"""Characters of a sentence; a quotation over paragraphs is one."""


class ImpossibleChangeError(ValueError):
    """A change that cannot be made; the message says why, in words for an editor."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What changes are made with.

    ``evidence`` holds every article that a changed sentence may rest on; ``items`` what was
    drafted for each `AddItem`.
    """

    evidence: Mapping[str, Evidence]
    watch: Watch
    items: Mapping[AddItem, Item] = field(default_factory=dict)


def changed(
    version: EditionVersion,
    changes: Sequence[EditionChange],
    materials: Materials,
    who: str,
    now: datetime,
) -> EditionVersion:
    """The version after ``version`` in which the changes are made.

    It is ``version`` itself where they change nothing. What is already as they want it stays.
    Raises ImpossibleChangeError.
    """
    desk = _Desk(version, materials, who, now)
    for change in changes:
        desk.make(change)
    made = desk.version(changes)
    same = (made.digest, made.names, made.lead_names)
    return version if same == (version.digest, version.names, version.lead_names) else made


class _Desk:
    """One version while it is being changed."""

    def __init__(
        self, version: EditionVersion, materials: Materials, who: str, now: datetime
    ) -> None:
        self.before, self.materials, self.who, self.now = version, materials, who, now
        self.number = version.number + 1
        self.title = version.digest.title
        self.lead = dict(zip(version.lead_names, version.digest.lead, strict=True))
        self.items = {item.article_key: item for item in version.digest.items}
        self.sentences = {
            item.article_key: dict(zip(names, item.sentences, strict=True))
            for item, names in zip(version.digest.items, version.names, strict=True)
        }
        self.overrides = list(version.digest.overrides)
        self._new = 0

    def make(self, change: EditionChange) -> None:
        """Make one change."""
        self._MAKE[type(change)](self, change)

    def version(self, changes: Sequence[EditionChange]) -> EditionVersion:
        """What has been made so far."""
        made = EditionVersion(
            self.number,
            self.now,
            self.who,
            told(changes),
            self._digest(),
            tuple(tuple(names) for names in self.sentences.values()),
            tuple(self.lead),
            tuple(changes),
        )
        if set(self.items) != {one.article_key for one in self.before.digest.items}:
            made = resettled(made, self.materials.evidence, self.materials.watch)
        texts = {sentence.text for sentence in _every(made.digest)}
        kept = tuple(one for one in self.overrides if one.sentence in texts)
        return replace(made, digest=replace(made.digest, overrides=kept))

    def _digest(self) -> Digest:
        items = tuple(
            replace(item, sentences=tuple(self.sentences[key].values()))
            for key, item in self.items.items()
        )
        return replace(
            self.before.digest, title=self.title, lead=tuple(self.lead.values()), items=items
        )

    # Sentences.

    def _set_text(self, change: SetText) -> None:
        old = self._sentence(change.item, change.sentence)
        if not change.text.strip():
            raise ImpossibleChangeError("A sentence needs words; to be rid of it, remove it.")
        new = self._revised(old, change.item, change.text)
        if (change.item, change.sentence) == (TITLE, TITLE):
            self.title = new
        else:
            self._home(change.item)[change.sentence] = new

    def _add_sentence(self, change: AddSentence) -> None:
        home = self._home(change.item)
        if not change.text.strip():
            raise ImpossibleChangeError("A new sentence needs words.")
        if change.item != LEAD and change.kind in ("lead", "headline"):
            raise ImpossibleChangeError(f"An item takes no second {change.kind}.")
        kind = "lead" if change.item == LEAD else change.kind
        language = self.before.digest.language
        new = self._revised(Sentence(kind, "", language), change.item, change.text)
        self._new += 1
        # The headline stays where it is.
        at = list(home).index(change.after) + 1 if change.after in home else len(home)
        if not change.after:
            at = 0 if change.item == LEAD else 1
        entries = list(home.items())
        entries.insert(at, (f"{self.number}-{self._new}", new))
        home.clear()
        home.update(entries)

    def _remove_sentence(self, change: RemoveSentence) -> None:
        home = self._home(change.item)
        self._sentence(change.item, change.sentence)
        if change.item != LEAD and next(iter(home)) == change.sentence:
            raise ImpossibleChangeError("The headline stays; remove the whole item instead.")
        del home[change.sentence]

    def _let_stand(self, change: LetStand) -> None:
        sentence = self._sentence(change.item, change.sentence)
        if not change.reason.strip():
            raise ImpossibleChangeError(
                "Whoever lets a sentence stand says why; readers see the reason."
            )
        self._withdraw(WithdrawLetStand(change.item, change.sentence, change.problem))
        self.overrides.append(
            Override(sentence.text, change.reason.strip(), self.who, self.now, change.problem)
        )

    def _withdraw(self, change: WithdrawLetStand) -> None:
        text = self._sentence(change.item, change.sentence).text
        self.overrides = [
            one for one in self.overrides if (one.sentence, one.only) != (text, change.problem)
        ]

    # Items.

    def _move_item(self, change: MoveItem) -> None:
        self._order([one for one in self.items if one != change.item], change.item, change.before)

    def _remove_item(self, change: RemoveItem) -> None:
        self.items.pop(change.item, None)
        self.sentences.pop(change.item, None)

    def _add_item(self, change: AddItem) -> None:
        item = self.materials.items[change]
        key = item.article_key
        if key in self.items:
            return
        before = list(self.items)
        self.items[key] = item
        names = [f"{self.number}-{self._new + at}" for at in range(1, len(item.sentences) + 1)]
        self._new += len(names)
        self.sentences[key] = dict(zip(names, item.sentences, strict=True))
        self._order(before, key, change.before)

    def _order(self, others: list[str], key: str, before: str) -> None:
        if key not in self.items:
            return
        others.insert(others.index(before) if before in others else len(others), key)
        self.items = {one: self.items[one] for one in others}
        self.sentences = {one: self.sentences[one] for one in others}

    # Where things are.

    def _home(self, item: str) -> dict[str, Sentence]:
        if item == LEAD:
            return self.lead
        if item not in self.sentences:
            raise ImpossibleChangeError("That item is not in the edition any more.")
        return self.sentences[item]

    def _sentence(self, item: str, name: str) -> Sentence:
        if (item, name) == (TITLE, TITLE):
            return self.title
        sentence = self._home(item).get(name)
        if sentence is None:
            raise ImpossibleChangeError("That sentence is not in the edition any more.")
        return sentence

    def _revised(self, old: Sentence, item: str, text: str) -> Sentence:
        no_longer_than_may_be(text)
        return revised(
            old,
            text,
            self.items.get(item),
            self._digest(),
            self.materials.evidence,
            self.materials.watch,
        )

    _MAKE: Mapping[type[EditionChange], Callable[..., None]] = {
        SetText: _set_text,
        AddSentence: _add_sentence,
        RemoveSentence: _remove_sentence,
        LetStand: _let_stand,
        WithdrawLetStand: _withdraw,
        MoveItem: _move_item,
        RemoveItem: _remove_item,
        AddItem: _add_item,
    }


def no_longer_than_may_be(text: str) -> None:
    """Raise ImpossibleChangeError for words that are too many for one sentence."""
    if len(text) > LONGEST:
        raise ImpossibleChangeError(
            f"That is too long for one sentence: {len(text)} characters, {LONGEST} at most."
        )


def _every(digest: Digest) -> Iterator[Sentence]:
    yield digest.title
    yield from digest.lead
    for item in digest.items:
        yield from item.sentences


_TOLD: Mapping[type[EditionChange], str] = {
    SetText: "changed a sentence",
    AddSentence: "added a sentence",
    RemoveSentence: "removed a sentence",
    LetStand: "let a sentence stand",
    WithdrawLetStand: "took back that a sentence stands",
    MoveItem: "moved an item",
    RemoveItem: "removed an item",
    AddItem: "added an item",
}


def told(changes: Iterable[EditionChange]) -> str:
    """What changes do, in plain English."""
    words = dict.fromkeys(
        "changed the title"
        if isinstance(one, SetText) and one.item == TITLE
        else "changed the lead"
        if isinstance(one, SetText) and one.item == LEAD
        else _TOLD[type(one)]
        for one in changes
    )
    return ", ".join(words)


def clashes(
    base: EditionVersion,
    head: EditionVersion,
    changes: Sequence[EditionChange],
    touched_by: Callable[[str, str], tuple[str, datetime]],
    who: str,
) -> tuple[Clash, ...]:
    """The places that these changes, made on ``base``, and others' since then both touch.

    ``touched_by`` says who last changed a place, and when. Nobody clashes with themselves.
    """
    before, now = sentences_of(base), sentences_of(head)
    found = list[Clash]()
    for change in changes:
        for item, name, mine in _touched(change, before):
            was, stands = before.get((item, name)), now.get((item, name))
            theirs, old = stands.text if stands else "", was.text if was else ""
            by, at = touched_by(item, name)
            if was is not None and theirs not in (old, mine) and by != who:
                found.append(Clash(item, name, old, theirs, mine, by, at))
        if isinstance(change, RemoveItem):
            for (item, name), there in now.items():
                by, at = touched_by(item, name)
                if item == change.item and (item, name) not in before and by != who:
                    found.append(Clash(item, name, "", there.text, "", by, at))
        if isinstance(change, AddSentence) and _gone(change.item, base, head):
            by, at = touched_by(change.item, "")
            found.append(Clash(change.item, "", "", "", change.text, by, at))
    return tuple(found)


def _gone(item: str, base: EditionVersion, head: EditionVersion) -> bool:
    there = {one.article_key for one in head.digest.items}
    return item in {one.article_key for one in base.digest.items} - there


def _touched(
    change: EditionChange, before: Mapping[tuple[str, str], Sentence]
) -> Iterator[tuple[str, str, str]]:
    """The places whose words a change was made upon, with the words it leaves there."""
    match change:
        case SetText():
            yield change.item, change.sentence, change.text
        case RemoveSentence():
            yield change.item, change.sentence, ""
        case RemoveItem():
            for item, name in before:
                if item == change.item:
                    yield item, name, ""
        case LetStand() | WithdrawLetStand():
            if (change.item, change.sentence) in before:
                yield (
                    change.item,
                    change.sentence,
                    before[change.item, change.sentence].text,
                )
