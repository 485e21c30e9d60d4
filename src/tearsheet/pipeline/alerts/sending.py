"""Notices on their way: by mail or to a webhook, tried again until they arrive."""

import asyncio
import hmac
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import msgspec

from tearsheet.collect.fetch import Fetcher
from tearsheet.model import Alert, Failed, Kept, Notice, NoticeEntry, Skipped, Tally
from tearsheet.pipeline.collecting.round import manners
from tearsheet.settings import Settings
from tearsheet.store import alerts

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failure; after the last the notice is given up, and says so."""
CLAIM = timedelta(minutes=5)
MAIL_SECONDS = 20.0
PageOf = Callable[[NoticeEntry], str]


class SendingError(RuntimeError):
    """A notice did not arrive; the message says why and, where one can do something, what."""


@dataclass(frozen=True, slots=True)
class Post:
    """What notices are sent with; ``page_of`` says where an entry is read."""

    settings: Settings
    page_of: PageOf = lambda entry: entry.url


def send_due(post: Post, now: Callable[[], datetime]) -> Tally:
    """Send what is waiting; each that failed is tried again later, and counted with its reason."""
    tally = Tally()
    for alert, sending in alerts.claim_due(now(), now() + CLAIM):
        try:
            _send(post, alert, sending.notice)
        except SendingError as error:
            later = WAITS[sending.tries - 1] if sending.tries <= len(WAITS) else None
            state = "waiting" if later else "failed"
            alerts.settle(sending.notice.key, state, now() + later if later else None, str(error))
            tally.count(Failed(f"{alert.channel} not taken", alert.title, str(error)))
        else:
            alerts.settle(sending.notice.key, "sent", None, "")
            tally.count(Kept(sending.notice))
    return tally


def trial(post: Post, alert: Alert, now: datetime) -> None:
    """Send a notice with nothing in it, so that somebody sees whether it arrives.

    Raises SendingError.
    """
    _send(post, alert, Notice(f"trial {now.isoformat()}", alert.key, alert.title, now, ()))


def _send(post: Post, alert: Alert, notice: Notice) -> None:
    if alert.channel == "mail":
        _mail(post, alert, notice)
    elif alert.channel == "webhook":
        _call(post, alert, notice)


def _call(post: Post, alert: Alert, notice: Notice) -> None:
    """POST a notice as JSON, signed: ``Tearsheet-Signature: sha256=`` HMAC of the body."""
    body = msgspec.json.encode(
        {"alert": alert.key, "title": alert.title, "watch": alert.watch_key, "notice": notice}
    )
    signed = hmac.new(alert.secret.encode(), body, sha256).hexdigest()
    headers = (
        (b"Tearsheet-Notice", notice.key.encode()),
        (b"Tearsheet-Signature", f"sha256={signed}".encode()),
    )

    async def call() -> None:
        async with Fetcher(manners(post.settings)) as fetcher:
            said = await fetcher.post(alert.target, body, "application/json", headers)
        if isinstance(said, Failed | Skipped):
            raise SendingError(f"{said.reason}: {said.detail}".rstrip(": "))

    asyncio.run(call())


def _mail(post: Post, alert: Alert, notice: Notice) -> None:
    message = _letter(post, alert, notice)
    try:
        with _server(post.settings) as server:
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise SendingError(f"the mail server did not take it: {_said(error)}") from error


def _server(settings: Settings) -> smtplib.SMTP:
    """A connection to the mail server that the settings name; over TLS wherever it offers it."""
    parts = urlsplit(settings.mail_server)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise SendingError(
            "no mail server is set: mail_server = smtp://USER:PASSWORD@HOST:587 in the settings"
        )
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=MAIL_SECONDS, context=secure
        )
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=MAIL_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=secure)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _letter(post: Post, alert: Alert, notice: Notice) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(f"{alert.title}: {_counted(notice)}")
    message["From"] = Address("Tearsheet", addr_spec=post.settings.mail_from)
    message["To"] = Address(addr_spec=alert.target)
    message["Message-ID"] = f"<{sha256(notice.key.encode()).hexdigest()[:40]}@tearsheet.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message["Date"] = notice.at
    lines = [line for entry in notice.entries for line in _lines(entry, post.page_of(entry))]
    if not lines:
        lines = ["Nothing new: this letter was only sent to see whether it arrives."]
    message.set_content("\n".join(lines) + "\n")
    return message


def _counted(notice: Notice) -> str:
    if not notice.entries:
        return "a trial"
    return notice.entries[0].title + (
        f" (+{len(notice.entries) - 1})" if len(notice.entries) > 1 else ""
    )


def _lines(entry: NoticeEntry, page: str) -> list[str]:
    copies = f", {entry.copies} further printings" if entry.copies else ""
    return [
        entry.title,
        f"  {entry.outlet}, {entry.at:%Y-%m-%d}: {entry.why}{copies}",
        f"  {page}",
        "",
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode(errors="replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {words}"
    return str(error) or type(error).__name__
