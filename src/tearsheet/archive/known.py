"""What is in the archive already, and where: the writer's memory of it."""

from collections.abc import Iterator

from tearsheet.archive.listing import Entry
from tearsheet.archive.walk import CAPTURES

Place = tuple[int, int]  # number of the file, offset of the record


class Known:
    """Where each capture, payload and text lies that was learned so far.

    Keys and digests are hexadecimal. The first place of a key stands; learning an entry again
    changes nothing.
    """

    def __init__(self) -> None:
        self._captures: dict[bytes, Place] = {}
        self._payloads: dict[bytes, Place] = {}
        self._texts: dict[bytes, Place] = {}

    def learn(self, entry: Entry, number: int) -> None:
        """Remember a record of the file of this number."""
        place = number, entry.offset
        if entry.kind in CAPTURES:
            self._captures.setdefault(bytes.fromhex(entry.key), place)
            if entry.kind != "revisit":
                self._payloads.setdefault(bytes.fromhex(entry.payload), place)
        elif entry.kind == "conversion":
            self._texts.setdefault(bytes.fromhex(entry.key), place)

    def forget(self) -> None:
        """Know nothing."""
        for places in (self._captures, self._payloads, self._texts):
            places.clear()

    def capture(self, key: str) -> Place | None:
        """Where the capture of this key lies."""
        return self._captures.get(bytes.fromhex(key))

    def payload(self, sha256: str) -> Place | None:
        """Where a record lies that holds the bytes of this digest."""
        return self._payloads.get(bytes.fromhex(sha256))

    def text(self, key: str) -> Place | None:
        """Where the text of the article of this key lies."""
        return self._texts.get(bytes.fromhex(key))

    def place(self, key: str) -> Place | None:
        """Where the capture or text of this key lies."""
        return self.capture(key) or self.text(key)

    def places(self) -> Iterator[tuple[str, Place]]:
        """Every capture and text by its key: first captures, then texts, each as learned."""
        for places in (self._captures, self._texts):
            for key, place in places.items():
                yield key.hex(), place
