"""The archive: is it safe, and is it still whole?"""

from tearsheet.archive.archive import Archive
from tearsheet.archive.bundle import Bundle, read_bundle
from tearsheet.archive.check import Damaged, Progress
from tearsheet.archive.errors import ArchiveError
from tearsheet.archive.record import FiledText

__all__ = [
    "Archive",
    "ArchiveError",
    "Bundle",
    "Damaged",
    "FiledText",
    "Progress",
    "read_bundle",
]
