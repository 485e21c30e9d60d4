"""What is in one letter: itself, the articles it links to, and the pages attached to it."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage, Message

from tearsheet.collect import kinds
from tearsheet.collect.files.file import docx_problem, own_url
from tearsheet.collect.mail.leads import leads_of_markup, leads_of_text
from tearsheet.model import Arrival, Failed, Kept, Lead, Outcome, Skipped

MOST_PARTS = 500
MOST_ATTACHED = 50
_BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
_DOCUMENTS = frozenset({kinds.PDF, kinds.DOCX, kinds.MAIL})


@dataclass(frozen=True, slots=True)
class MailboxState:
    """How far a mailbox has been read; the default is: not at all.

    For IMAP, ``last`` is the highest UID read under the mailbox's UIDVALIDITY ``validity`` (RFC
    3501, section 2.3.1.1). For an mbox file, ``last`` is the offset in bytes behind the last
    letter read, ``validity`` a checksum of how the file begins. Maildir and folders have none:
    letters known already are known by their key.
    """

    validity: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on the doorstep.

    ``arrival`` is the letter itself (``message/rfc822``, its URL ``mid:…``). ``leads`` are the
    articles it links to, in order; ``attached`` the pages and documents attached to it, each an
    arrival of its own; ``left_out`` says why other attachments of a page's kind were not taken.
    ``state`` is how far the mailbox has been read once this letter is safe.
    """

    arrival: Arrival
    leads: tuple[Lead, ...] = ()
    attached: tuple[Arrival, ...] = ()
    left_out: tuple[Skipped | Failed, ...] = ()
    state: MailboxState = MailboxState()


def letter_of(
    payload: bytes, at: datetime, shown: str, *, limit_bytes: int, state: MailboxState
) -> Outcome[Letter]:
    """The letter that these bytes are; ``at`` is when it came, ``shown`` where it lies.

    Skipped "too large", "empty"; Failed "not a letter". Never raises: what cannot be parsed
    inside of a letter is left out of it.
    """
    if len(payload) > limit_bytes:
        return Skipped("too large", shown, f"{len(payload)} bytes")
    if not payload.strip():
        return Skipped("empty", shown)
    try:
        message = email.message_from_bytes(payload, policy=email.policy.default)
        if not message.keys():
            return Failed("not a letter", shown, "no header")
        leads = _leads(message)
        attached = tuple(_attached(message, at, shown, limit_bytes))
    except _BROKEN as error:
        return Failed("not a letter", shown, f"{type(error).__name__}: {error}"[:200])
    return Kept(
        Letter(
            _arrival(payload, kinds.MAIL, at, f"mail:{shown}"),
            leads,
            tuple(one.value for one in attached if isinstance(one, Kept)),
            tuple(one for one in attached if not isinstance(one, Kept)),
            state,
        )
    )


def _arrival(payload: bytes, media_type: str, at: datetime, source: str) -> Arrival:
    url = own_url(payload, media_type)
    return Arrival(url, url, at.astimezone(UTC), 0, (), media_type, payload, source)


def _leads(message: EmailMessage) -> tuple[Lead, ...]:
    """The articles of its HTML part; of its plain part where it has no other."""
    ways_out = [
        one.strip(" <>\r\n\t") for one in str(message.get("List-Unsubscribe") or "").split(",")
    ]
    markup = [text for part in _parts(message) if (text := _text(part, "html"))]
    if markup:
        found = (lead for one in markup for lead in leads_of_markup(one, ways_out))
    else:
        plain = (_text(part, "plain") for part in _parts(message))
        found = (lead for one in plain if one for lead in leads_of_text(one, ways_out))
    return tuple({lead.url: lead for lead in found}.values())


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _text(part: Message, subtype: str) -> str:
    """The text of a part that is shown, not attached; empty for any other."""
    if part.get_content_type() != f"text/{subtype}" or _is_attached(part):
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
        return payload.decode("utf-8", "replace")


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _attached(
    message: EmailMessage, at: datetime, shown: str, limit_bytes: int
) -> Iterator[Outcome[Arrival]]:
    """The parts that are pages of their own; a picture or a calendar is passed over."""
    count = 0
    for part in _parts(message):
        if part is message or part.get_content_maintype() == "multipart":
            continue
        if not (_is_attached(part) or part.get_content_type() in _DOCUMENTS):
            continue
        name = _one_line(part.get_filename() or "")
        payload = _payload(part)
        if not payload:
            continue
        claimed = kinds.by_name(name) or part.get_content_type()
        media_type = kinds.settled(claimed, payload[: kinds.SNIFFED])
        if media_type not in kinds.PAGES:
            continue
        where = f"{shown}#{name or f'part {count + 1}'}"
        count += 1
        if count > MOST_ATTACHED:
            yield Skipped("too many attachments", shown)
            return
        problem = docx_problem(payload, limit_bytes, where) if media_type == kinds.DOCX else None
        yield problem or Kept(_arrival(payload, media_type, at, f"mail:{where}"))


def _payload(part: Message) -> bytes:
    """The bytes of a part; of a letter that is attached, as it was sent."""
    if part.get_content_type() == kinds.MAIL:
        inside = part.get_payload()
        first = inside[0] if isinstance(inside, list) and inside else None
        return first.as_bytes() if isinstance(first, Message) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
