"""What became of one thing that came in: kept, skipped or failed, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Kept(Generic[T_co]):
    """It went through; ``value`` is what it became."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Skipped:
    """It was left out on purpose.

    ``reason`` is one of a small set of plain phrases, so that it can be counted ("already
    archived", "no text"); ``subject`` names the file or URL; ``detail`` says the rest.
    """

    reason: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """It broke; fields as in `Skipped`."""

    reason: str
    subject: str
    detail: str = ""


Outcome: TypeAlias = Kept[T_co] | Skipped | Failed


@dataclass(slots=True)
class Tally:
    """Counts outcomes so that always ``arrived == kept + skipped + failed``.

    ``lacking`` counts what is missing of things that were kept, by reason.
    """

    kept: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    lacking: Counter[str] = field(default_factory=Counter)

    @property
    def arrived(self) -> int:
        """How many came in."""
        return self.kept + self.skipped.total() + self.failed.total()

    def count(self, outcome: "Outcome[object]") -> None:
        """Add one outcome."""
        match outcome:
            case Kept():
                self.kept += 1
            case Skipped(reason=reason):
                self.skipped[reason] += 1
            case Failed(reason=reason):
                self.failed[reason] += 1

    @classmethod
    def of(cls, outcomes: Iterable["Outcome[object]"]) -> "Tally":
        """The tally of them all."""
        tally = cls()
        for outcome in outcomes:
            tally.count(outcome)
        return tally
