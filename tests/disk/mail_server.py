"""A mailbox on loopback: as much of an IMAP4rev1 server (RFC 3501) as reading needs."""

import base64
import re
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "desk@morning.example", 'pass wörd"\\'


def certificate(folder, host="127.0.0.1"):
    """Files of a certificate for a loopback address, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    secret = folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, secret


@dataclass
class MailServer:
    """``letters`` by UID; ``ill`` says how it misbehaves, ``breaks`` how often it hangs up."""

    letters: dict[int, bytes]
    context: ssl.SSLContext | None = None
    folder: str = "INBOX"
    validity: int = 7
    ill: str = ""
    breaks: int = 0
    commands: list[str] = field(default_factory=list)

    def __enter__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_):
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with suppress(OSError), connection:
                connection.settimeout(5)
                if self.context:
                    with self.context.wrap_socket(connection, server_side=True) as secure:
                        self._serve(secure)
                else:
                    self._serve(connection)

    def _serve(self, connection):
        self._file = file = connection.makefile("rwb")
        with suppress(OSError), file:
            if self.ill == "silent":
                connection.recv(1)
                return
            self._say("HTTP/1.1 400 Bad Request" if self.ill == "http" else "* OK ready")
            while line := file.readline().decode("utf-8").strip():
                self.commands.append(line)
                tag, _, rest = line.partition(" ")
                if self._answer(tag, rest) == "hang up":
                    return

    def _say(self, *lines):
        for line in lines:
            self._file.write(line.encode() if isinstance(line, str) else line)
            self._file.write(b"\r\n")
        self._file.flush()

    def _answer(self, tag, rest):
        verb = rest.upper()
        if verb == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", f"{tag} OK done")
        elif verb == "AUTHENTICATE PLAIN":
            self._say("+ ")
            given = base64.b64decode(self._file.readline()).decode().split("\0")
            is_ours = given == ["", USER, PASSWORD]
            self._say(f"{tag} OK in" if is_ours else f"{tag} NO not {given[2]}, sorry")
        elif match := re.fullmatch(r'EXAMINE "(.+)"', rest):
            self._examine(tag, match[1])
        elif match := re.fullmatch(r"UID SEARCH UID (\d+):(\d+|\*)", rest):
            self._search(tag, int(match[1]), match[2])
        elif match := re.fullmatch(r"UID FETCH ([\d,]+) \((.+)\)", rest):
            return self._fetch(tag, [int(uid) for uid in match[1].split(",")], match[2])
        elif verb == "LOGOUT":
            self._say("* BYE", f"{tag} OK done")
            return "hang up"
        else:
            self._say(f"{tag} BAD what?")
        return ""

    def _examine(self, tag, folder):
        if folder != self.folder:
            self._say(f"{tag} NO no such folder")
            return
        following = max(self.letters, default=0) + 1
        self._say(f"* {len(self.letters)} EXISTS", f"* OK [UIDVALIDITY {self.validity}] valid")
        self._say(f"* OK [UIDNEXT {following}] next", f"{tag} OK [READ-ONLY] done")

    def _search(self, tag, start, end):
        if self.ill == "endless":
            with suppress(OSError):
                while True:
                    self._say("* SEARCH " + "9 " * 5000)
        last = max(self.letters, default=0)
        upto = last if end == "*" else int(end)
        found = [uid for uid in self.letters if start <= uid <= upto]
        if end == "*" and last and not found:
            found = [last]
        self._say("* SEARCH " + " ".join(map(str, found)), f"{tag} OK done")

    def _fetch(self, tag, uids, items):
        for uid in uids:
            if uid not in self.letters:
                continue
            content = self.letters[uid]
            if "BODY.PEEK[]" not in items:
                size = 10 if self.ill == "lies" else len(content)
                date = "05-Mar-2026 08:30:00 +0300"
                self._say(f'* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "{date}")')
                continue
            if self.breaks and uid >= 2:
                self.breaks -= 1
                self._say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(content)}}}")
                return "hang up"
            self._say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(content)}}}")
            self._file.write(content)
            self._say(")")
        self._say(f"{tag} OK done")
        return ""
