"""How far each mailbox has been read."""

from typing import TypeVar

from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import MailboxRow

State = TypeVar("State")
LONGEST = 300  # characters of an address that are kept


def state(where: str, kind: type[State]) -> State:
    """Where reading goes on; what ``kind()`` says for a mailbox that was never read."""
    row = MailboxRow.objects.filter(key=where[:LONGEST]).first()
    return thawed(kind, row.noun) if row else kind()


def remember(where: str, state: object) -> None:
    """Keep how far a mailbox has been read."""
    MailboxRow.objects.update_or_create(key=where[:LONGEST], defaults={"noun": frozen(state)})
