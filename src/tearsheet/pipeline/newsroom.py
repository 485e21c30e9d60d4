"""Everything a run works with, opened once: settings, archive, store, outlet register."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tearsheet.archive import Archive
from tearsheet.model import Outlet
from tearsheet.press import Register, register
from tearsheet.settings import Settings
from tearsheet.store import outlets as outlet_words
from tearsheet.store import queries
from tearsheet.store.database import close_store, open_store


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What a run works with.

    ``mended`` says in words what opening had to mend after a crash, empty if nothing.
    """

    settings: Settings
    archive: Archive
    register: Register
    mended: tuple[str, ...] = ()

    @classmethod
    @contextmanager
    def open(cls, settings: Settings, outlets: tuple[Outlet, ...] = ()) -> Iterator["Newsroom"]:
        """Open archive and store, catch up with what a crash left behind, close at the end.

        ``outlets`` join the register for this run; what people corrected of an outlet is laid over
        both. Raises `ArchiveError` or `StoreError`.
        """
        from tearsheet.pipeline.recover import catch_up

        open_store(settings.store)
        corrected = outlet_words.said()
        known = tuple(
            one for one in queries.outlets() if one.confirmed and one.key not in corrected
        )
        archive = Archive.open(settings.archive, rotate_bytes=settings.warc_megabytes * 1_000_000)
        try:
            yield cls(
                settings=settings,
                archive=archive,
                register=outlet_words.lay_over(register().with_outlets((*known, *outlets))),
                mended=(*archive.recovered, *catch_up(archive)),
            )
        finally:
            archive.close()
            close_store()
