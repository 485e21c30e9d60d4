"""The bytes of a web archive from any place on, wherever it lies."""

import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol


class Bytes(Protocol):
    """What is asked of a file: it may be one of the disk, of a zip, or of another machine."""

    def read(self, size: int = ..., /) -> bytes:
        """Up to ``size`` bytes; none at the end."""

    def seek(self, offset: int, whence: int = ..., /) -> int:
        """Go to a place."""

    def close(self) -> None:
        """Let go of it."""


class LostError(OSError):
    """The rest of a file cannot be had now; a later run may have it."""


@dataclass(slots=True)
class Reach:
    """An open web archive; close it, or use it as a context manager.

    ``shown`` is how people call it; ``length`` counts bytes, -1 if nobody says. ``version`` (an
    ETag, a modification time) changes when the file does, empty if unknown. ``at`` is when it was
    last changed. ``again`` says that going back costs little. What breaks while it is read ends
    the bytes and stands in ``problem``: parsers in other languages take no exceptions.
    """

    file: Bytes | BinaryIO
    shown: str
    length: int
    version: str = ""
    at: datetime | None = None
    again: bool = True
    problem: str = ""
    place: int = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; none at the end or once there is a problem."""
        if self.problem:
            return b""
        try:
            piece = self.file.read(size)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            self.problem = " ".join(str(why).split())[:200]
            return b""
        self.place += len(piece)
        return piece

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to ``offset`` from the start."""
        if whence != 0:
            raise ValueError("only from the start")
        if offset != self.place and not self.problem:
            try:
                self.file.seek(offset)
            except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
                self.problem = " ".join(str(error).split())[:200] or type(error).__name__
        self.place = offset
        return offset

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self.place

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def __enter__(self) -> "Reach":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
