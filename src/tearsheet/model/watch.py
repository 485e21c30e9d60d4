"""One subject whose press we follow."""

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["name", "adjective", "place", "person"]
SubjectKind = Literal["country", "organisation", "person"]


@dataclass(frozen=True, slots=True)
class WatchName:
    """One way the press names the subject.

    ``language`` is BCP 47, ``und`` for a name that holds in any. A ``place`` (capital) or a
    ``person`` (head of state) speaks for the subject less strongly than its name.
    """

    text: str
    language: str
    kind: NameKind = "name"


@dataclass(frozen=True, slots=True)
class Watch:
    """A subject: what to look for and what to leave out.

    ``title`` is how editions call the subject, in the edition's ``language`` (BCP 47).
    ``country`` (ISO 3166-1 alpha-2) is home: its press is domestic, the rest is foreign; None
    where every outlet counts as foreign. ``leave_out`` are phrases that mean something else.
    """

    key: str
    title: str
    kind: SubjectKind
    names: tuple[WatchName, ...]
    country: str | None = None
    leave_out: tuple[str, ...] = ()
    language: str = "en"
    form: str = "astana"
