"""What is new in a mailbox, wherever it is."""

import ssl
from collections.abc import Iterator
from datetime import datetime

from tearsheet.collect.mail.disk import letters_on_disk
from tearsheet.collect.mail.imap import ImapAccess, letters_on_server
from tearsheet.collect.mail.letter import Letter, MailboxState
from tearsheet.collect.mail.place import ImapPlace, place_of
from tearsheet.model import Failed, Outcome


def letters(
    where: str,
    state: MailboxState,
    now: datetime,
    *,
    password: str = "",
    limit_bytes: int,
    seconds: float = 30.0,
    open_hosts: tuple[str, ...] = (),
    context: ssl.SSLContext | None = None,
) -> Iterator[Outcome[Letter]]:
    """An outcome for every letter that a mailbox holds behind ``state``, oldest first.

    ``where`` is an mbox file, a Maildir, a folder of letters (``.eml``), one letter, or
    ``imaps://user@host/FOLDER`` (read only: no letter is marked as seen). One letter of at most
    ``limit_bytes`` is held at a time; ``seconds`` is the longest a server may keep silent.
    ``context`` replaces the machine's own trusted certificates. Never raises for what a mailbox
    holds or a server does; the password is in no outcome.
    """
    place = place_of(where, open_hosts)
    if isinstance(place, Failed):
        yield place
    elif isinstance(place, ImapPlace):
        access = ImapAccess(password, seconds, context)
        yield from letters_on_server(place, access, state, now, limit_bytes)
    else:
        yield from letters_on_disk(place, where, state, now, limit_bytes)
