"""What does a letter (.eml) say?"""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from tearsheet.model import Capture, Dated, ExtractionStep, Failed, Kept, Outcome, Skipped
from tearsheet.read.formats.legible import is_legible
from tearsheet.read.formats.letters import Letter, is_desk, letter_of
from tearsheet.read.formats.manuscript import material_of
from tearsheet.read.formats.material import Material
from tearsheet.read.formats.plain import blocks_of
from tearsheet.read.metadata.tags import one_line

MOST_BYTES = 30_000_000
_FORWARDED = re.compile(
    r"^(?:(?:fwd?|re|aw|wg|tr|rv|enc|пер|ha|转发|答复|fyi)\s*:\s*)+", re.IGNORECASE
)


def read_mail(capture: Capture, payload: bytes) -> Outcome[Material]:
    """The letter as one article: its HTML part as ``markup``, else its plain part as text.

    Title from Subject, published from Date (basis ``header``), site name from the sender's name.
    A letter passed on has the date and the sender of the letter inside. What a reply quotes is
    left out. Skipped "no text" for a letter without words of its own; Failed "too large",
    "not readable".
    """
    if len(payload) > MOST_BYTES:
        return Failed("too large", capture.url, f"{len(payload)} bytes")
    try:
        message = email.message_from_bytes(payload, policy=email.policy.default)
        markup, text = (_part(message, kind).strip("\ufeff") for kind in ("html", "plain"))
        subject = one_line(str(message.get("Subject") or ""))
        sender = str(message.get("From") or "")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        return Failed("not readable", capture.url, f"{type(error).__name__}: {error}"[:200])
    if not markup.strip() and not text.strip():
        return Skipped("no text", capture.url)
    if not markup.strip() and not is_legible(text):
        return Failed("not readable", capture.url, "no words")
    sent = _date(one_line(str(message.get("Date") or "")))
    if markup.strip():
        letter, body = Letter(""), Material("", "")
    else:
        letter = letter_of(text, subject)
        written_by = sent.at if sent else capture.captured_at
        body = material_of(blocks_of(letter.text), captured_at=written_by)
        if not body.text:
            return Skipped("no text", capture.url, "nothing but a quoted letter")
    inside = body.published or _date(letter.date) if letter.forwarded else None
    title = _FORWARDED.sub("", subject) or body.title
    shown = f"{body.title}\n{body.text}" if body.title and body.title != title else body.text
    return Kept(
        replace(
            body,
            title=title,
            text=shown,
            published=inside or sent or body.published,
            site_name=body.site_name or _house(letter.sender or sender),
            markup=markup if markup.strip() else None,
            steps=(*body.steps, ExtractionStep("mail", "html part" if markup else "plain part")),
        )
    )


def _part(message: EmailMessage, subtype: str) -> str:
    """The first part of this kind that is not an attachment."""
    for part in message.walk():
        if part.get_content_type() != f"text/{subtype}" or part.is_attachment():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            charset = part.get_content_charset() or "utf-8"
            try:
                return payload.decode(charset, "replace")
            except LookupError:
                return payload.decode("utf-8", "replace")
    return ""


def _house(sender: str) -> str | None:
    """The sender's name; where it is a desk's, the domain of the address says whose desk."""
    name, address = parseaddr(sender)
    name, domain = one_line(name), address.partition("@")[2]
    return (domain or name if is_desk(name) else name or domain) or None


def _date(printed: str) -> Dated | None:
    try:
        at = parsedate_to_datetime(printed)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    zoned = at.tzinfo is not None
    return Dated(at if zoned else at.replace(tzinfo=UTC), "second", "header", printed, zoned)
