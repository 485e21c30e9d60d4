"""Work that takes longer than a page may: asked for by somebody, done in the background."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

JobState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. ``words`` are what it works on, ``who`` the name of the account that
    asked, empty for the house itself.

    ``done`` of ``whole`` things are done (``whole`` 0: nobody knows how many), ``doing`` says
    what is under way. ``told`` is what came of it, or why it failed, in a plain sentence in
    ``language``; ``leads_to`` the address of what was made, if any. Times are aware.
    """

    number: int
    kind: str
    words: dict[str, str] = field(hash=False)
    who: str
    state: JobState
    asked_at: datetime
    language: str = "en"
    started_at: datetime | None = None
    ended_at: datetime | None = None
    done: int = 0
    whole: int = 0
    doing: str = ""
    told: str = ""
    leads_to: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")
