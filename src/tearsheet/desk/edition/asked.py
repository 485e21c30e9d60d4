"""What a page asks to be changed, out of a form or JSON, as changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from tearsheet.model import (
    AddItem,
    AddSentence,
    EditionChange,
    LetStand,
    MoveItem,
    RemoveItem,
    RemoveSentence,
    SetText,
    WithdrawLetStand,
)
from tearsheet.model.digest import SentenceKind
from tearsheet.model.evidence import Problem

Kind = Literal["text", "add", "remove", "move", "drop", "take", "stand", "withdraw"]


class NotUnderstoodError(ValueError):
    """What was sent is no change; the message says what is wrong with it."""


class Wish(msgspec.Struct, frozen=True):
    """One change as a page sends it; which fields it needs depends on ``kind``."""

    kind: Kind
    item: str = ""
    sentence: str = ""
    text: str = ""
    after: str = ""
    before: str = ""
    of: SentenceKind = "substance"
    problem: Problem | Literal[""] = ""
    reason: str = ""
    article: str = ""
    story: str = ""

    def change(self) -> EditionChange:
        """The wish as a change."""
        return _MADE[self.kind](self)


@dataclass(frozen=True, slots=True)
class Asking:
    """Changes to the version ``base``."""

    base: int
    changes: tuple[EditionChange, ...]


class _Body(msgspec.Struct):
    base: int
    changes: list[Wish]


def from_json(body: bytes) -> Asking:
    """What a script sent: ``{"base": 3, "changes": [{"kind": "text", …}]}``.

    Raises NotUnderstoodError.
    """
    try:
        read = msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotUnderstoodError(str(error)) from error
    return Asking(read.base, tuple(wish.change() for wish in read.changes))


def from_form(form: Mapping[str, str]) -> Asking:
    """What a plain form sent: one change, its fields by name. Raises NotUnderstoodError."""
    fields = {name: form[name] for name in Wish.__struct_fields__ if name in form}
    if "text" in fields:
        fields["text"] = fields["text"].replace("\r\n", "\n")
    try:
        wish = msgspec.convert(fields, Wish)
        base = int(form.get("base", ""))
    except (msgspec.ValidationError, ValueError) as error:
        raise NotUnderstoodError(str(error)) from error
    return Asking(base, (wish.change(),))


_MADE: Mapping[Kind, Callable[[Wish], EditionChange]] = {
    "text": lambda one: SetText(one.item, one.sentence, one.text),
    "add": lambda one: AddSentence(one.item, one.after, one.of, one.text),
    "remove": lambda one: RemoveSentence(one.item, one.sentence),
    "move": lambda one: MoveItem(one.item, one.before),
    "drop": lambda one: RemoveItem(one.item),
    "take": lambda one: AddItem(one.article, one.story, one.before),
    "stand": lambda one: LetStand(one.item, one.sentence, one.problem, one.reason),
    "withdraw": lambda one: WithdrawLetStand(one.item, one.sentence, one.problem),
}
