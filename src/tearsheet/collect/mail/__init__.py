"""Newsletters and alerts arrive: mailboxes on the disk and on servers."""

from tearsheet.collect.mail.letter import Letter, MailboxState
from tearsheet.collect.mail.letters import letters
from tearsheet.collect.mail.place import ImapPlace, place_of

__all__ = ["ImapPlace", "Letter", "MailboxState", "letters", "place_of"]
