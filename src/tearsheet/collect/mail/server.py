"""The standard library's IMAP connection, with a bound on what a server may send."""

import imaplib
import ssl

from tearsheet.collect.mail.place import ImapPlace

_BESIDE = 1 << 20  # bytes of an answer beside the letter


class TooMuchError(Exception):
    """The server sends more than was agreed."""


class Server(imaplib.IMAP4):
    """A connection on which no command's answer is larger than a letter may be."""

    most = 0
    taken = 0

    def read(self, size: int) -> bytes:
        """So many bytes of an answer."""
        self._take(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line of an answer."""
        line = super().readline()
        self._take(len(line))
        return line

    def uid(self, command: str, *args: str) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        """A command by UID; what came before counts no more."""
        self.taken = 0
        return super().uid(command, *args)

    def _take(self, size: int) -> None:
        self.taken += size
        if self.taken > self.most:
            raise TooMuchError(f"more than {self.most} bytes in one answer")


class PlainServer(Server):
    """Without TLS: for loopback only."""

    def __init__(self, place: ImapPlace, seconds: float, limit_bytes: int) -> None:
        self.most = limit_bytes + _BESIDE
        super().__init__(place.host, place.port, timeout=seconds)


class SafeServer(Server, imaplib.IMAP4_SSL):
    """Through TLS from the first byte."""

    def __init__(
        self, place: ImapPlace, seconds: float, context: ssl.SSLContext, limit_bytes: int
    ) -> None:
        self.most = limit_bytes + _BESIDE
        imaplib.IMAP4_SSL.__init__(
            self, place.host, place.port, ssl_context=context, timeout=seconds
        )
