"""The desk's secret: made once, kept in the home folder, read by nobody else."""

import os
import secrets
from pathlib import Path

NAME = "desk.secret"
_BYTES = 48


def secret_of(home: Path) -> str:
    """The secret that signs cookies; made at the first start, mode 0600. Raises OSError."""
    file = home / NAME
    home.mkdir(parents=True, exist_ok=True)
    kept = file.read_text("ascii").strip() if file.exists() else ""
    return kept or _made(file)


def _made(file: Path) -> str:
    """A new secret on disk: whole or not there, however the machine stops."""
    new = secrets.token_urlsafe(_BYTES)
    half = file.with_name(f"{NAME}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(f"{new}\n")
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(file)
    return new
