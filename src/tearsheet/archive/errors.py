"""What goes wrong with an archive, in words that name the place."""


class ArchiveError(Exception):
    """An archive cannot be opened, written or believed.

    ``file`` and ``offset`` (bytes) say where, as far as that is known; the message says it too.
    """

    def __init__(self, message: str, file: str = "", offset: int | None = None) -> None:
        place = file if offset is None else f"{file} at byte {offset}"
        super().__init__(f"{place}: {message}" if place else message)
        self.file = file
        self.offset = offset
