"""Letters of a mailbox on a server: read only, new ones only (IMAP4rev1, RFC 3501)."""

import contextlib
import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tearsheet.collect.fetch import reasons
from tearsheet.collect.mail.letter import Letter, MailboxState, letter_of
from tearsheet.collect.mail.place import ImapPlace
from tearsheet.collect.mail.server import PlainServer, SafeServer, Server, TooMuchError
from tearsheet.model import Failed, Outcome, Skipped

REFUSED = "the mailbox refused the password"
NO_FOLDER = "no such folder"
NOT_IMAP = "not a mailbox"
# A server may answer a search with all numbers on one line: ask for so many at a time.
_SPAN = 20_000
_ASKED_AT_ONCE = 200
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')


class _RefusedError(Exception):
    """The mailbox is there and will not open; ``reason`` as counted."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ImapAccess:
    """What opens a mailbox; it is held no longer than the reading takes and never shown."""

    password: str
    seconds: float
    context: ssl.SSLContext | None = None

    def __repr__(self) -> str:
        return "ImapAccess(…)"


@dataclass(frozen=True, slots=True)
class _Head:
    """A letter before it is fetched: its number, its size in bytes, when the server took it in."""

    uid: int
    size: int
    at: datetime | None


def letters_on_server(
    place: ImapPlace, access: ImapAccess, state: MailboxState, now: datetime, limit_bytes: int
) -> Iterator[Outcome[Letter]]:
    """The letters behind ``state``, oldest first; a broken connection is taken up again once.

    Failed with the fetcher's reasons for a connection, `REFUSED`, `NO_FOLDER`, `NOT_IMAP`.
    Never raises for what a server does.
    """
    seen = state
    for is_last_try in (False, True):
        try:
            for outcome, then in _conversation(place, access, seen, now, limit_bytes):
                seen = then
                yield outcome
        except _RefusedError as error:
            yield Failed(error.reason, place.shown, _said(error, access))
        except (imaplib.IMAP4.error, TooMuchError, OSError, ValueError, EOFError) as error:
            reason = _reason(error)
            passing = reason in (reasons.CONNECTION, reasons.TIMEOUT)
            if passing and not is_last_try:
                continue
            yield Failed(reason, place.shown, _said(error, access))
        return


def _conversation(
    place: ImapPlace, access: ImapAccess, state: MailboxState, now: datetime, limit_bytes: int
) -> Iterator[tuple[Outcome[Letter], MailboxState]]:
    """Each new letter with the state behind it."""
    with _opened(place, access, limit_bytes) as server:
        validity, next_uid = _examined(server, place.folder)
        last = state.last if state.validity == validity else 0
        for uids in _new(server, last, next_uid):
            for head in _heads(server, uids):
                state = MailboxState(validity, head.uid)
                yield _fetched(server, place, head, state, now, limit_bytes), state


@contextlib.contextmanager
def _opened(place: ImapPlace, access: ImapAccess, limit_bytes: int) -> Iterator[Server]:
    server: Server
    if place.secure:
        context = access.context or ssl.create_default_context()
        server = SafeServer(place, access.seconds, context, limit_bytes)
    else:
        server = PlainServer(place, access.seconds, limit_bytes)
    try:
        _logged_in(server, place.user, access.password)
        yield server
        with contextlib.suppress(imaplib.IMAP4.error, OSError):  # all that matters has come
            server.logout()
    finally:
        with contextlib.suppress(OSError):
            server.shutdown()


def _logged_in(server: Server, user: str, password: str) -> None:
    """Log in; SASL PLAIN carries any characters (RFC 4616), LOGIN only ASCII."""
    try:
        if "AUTH=PLAIN" in server.capabilities:
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        else:
            server.login(_quoted(user), password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise _RefusedError(REFUSED, str(error)) from None
    except UnicodeEncodeError:
        raise _RefusedError(REFUSED, "it takes passwords in ASCII only") from None


def _examined(server: Server, folder: str) -> tuple[int, int]:
    """UIDVALIDITY and UIDNEXT of the folder, opened so that nothing in it can change."""
    answer, said = server.select(_quoted(encoded_folder(folder)), readonly=True)
    if answer != "OK":
        raise _RefusedError(NO_FOLDER, (said[0] or b"").decode("utf-8", "replace"))
    return _number(server, "UIDVALIDITY"), _number(server, "UIDNEXT")


def _number(server: Server, name: str) -> int:
    """A number of the answer to EXAMINE, 0 where it is missing."""
    _, values = server.response(name)
    value = values[0] if values else None
    return int(value) if isinstance(value, bytes) and value.isdigit() else 0


def _new(server: Server, last: int, next_uid: int) -> Iterator[list[int]]:
    """The numbers above ``last``, in order, some at a time."""
    start = last + 1
    while True:
        end = str(start + _SPAN - 1) if next_uid > start + _SPAN else "*"
        # "n:*" names the last letter even where n lies behind it (RFC 3501, section 6.4.8).
        _, answers = server.uid("SEARCH", "UID", f"{start}:{end}")
        lines = [line for line in answers if isinstance(line, bytes)]
        numbers = {int(one) for line in lines for one in line.split() if one.isdigit()}
        found = sorted(uid for uid in numbers if uid >= start)
        for at in range(0, len(found), _ASKED_AT_ONCE):
            yield found[at : at + _ASKED_AT_ONCE]
        if end == "*":
            return
        start += _SPAN


def _heads(server: Server, uids: list[int]) -> list[_Head]:
    numbers = ",".join(map(str, uids))
    _, answers = server.uid("FETCH", numbers, "(UID RFC822.SIZE INTERNALDATE)")
    heads = {}
    for answer in answers:
        line = answer if isinstance(answer, bytes) else b""
        uid, size = _UID.search(line), _SIZE.search(line)
        if uid and size:
            date = _DATE.search(line)
            at = _internal_date(date[1].decode("latin-1")) if date else None
            heads[int(uid[1])] = _Head(int(uid[1]), int(size[1]), at)
    return [heads[uid] for uid in uids if uid in heads]


def _internal_date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        return None


def _fetched(
    server: Server,
    place: ImapPlace,
    head: _Head,
    state: MailboxState,
    now: datetime,
    limit_bytes: int,
) -> Outcome[Letter]:
    shown = f"{place.shown};UID={head.uid}"
    if head.size > limit_bytes:
        return Skipped("too large", shown, f"{head.size} bytes")
    _, answers = server.uid("FETCH", str(head.uid), "(UID BODY.PEEK[])")
    payload = next((one[1] for one in answers if isinstance(one, tuple)), None)
    if payload is None:  # removed since it was listed
        return Skipped("no longer in the mailbox", shown)
    at = min(head.at or now, now)
    return letter_of(payload, at, shown, limit_bytes=limit_bytes, state=state)


def _quoted(text: str) -> str:
    """A quoted string (RFC 3501, section 9)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def encoded_folder(name: str) -> str:
    """A folder's name in IMAP's own UTF-7 (RFC 3501, section 5.1.3)."""
    out, run = [], ""
    for mark in [*name, ""]:
        if mark and not " " <= mark <= "~":
            run += mark
            continue
        if run:
            code = b64encode(run.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            out.append(f"&{code}-")
            run = ""
        out.append("&-" if mark == "&" else mark)
    return "".join(out)


def _reason(error: Exception) -> str:
    """The fetcher's phrase for what became of a connection."""
    if isinstance(error, ssl.SSLError):
        return reasons.TLS
    if isinstance(error, socket.gaierror):
        return reasons.NO_HOST
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return reasons.TIMEOUT
    if isinstance(error, TooMuchError):
        return reasons.TOO_LARGE
    if "unexpected response" in str(error):  # the library's words for what is no IMAP
        return NOT_IMAP
    if isinstance(error, OSError | EOFError | imaplib.IMAP4.abort):
        return reasons.CONNECTION
    return NOT_IMAP


def _said(error: Exception, access: ImapAccess) -> str:
    """What the server said, in which a password it repeats is not repeated."""
    text = " ".join(str(error).split())[:200]
    return text.replace(access.password, "…") if access.password else text
