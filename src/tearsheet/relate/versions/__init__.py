"""What became of a page: what differs between two readings, and what its publisher says of it."""

from tearsheet.relate.versions.change import Difference, change_between, differences
from tearsheet.relate.versions.meant import Meant, meaning, meant_by
from tearsheet.relate.versions.notice import Notice, NoticeKind, notice_of, notices_in

__all__ = [
    "Difference",
    "Meant",
    "Notice",
    "NoticeKind",
    "change_between",
    "differences",
    "meaning",
    "meant_by",
    "notice_of",
    "notices_in",
]
