"""One measured figure, its bar and its peers; how they print."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` as measured in this run; ``bar`` what we mean to reach, None if there is none.

    ``better`` says which way is good. ``peers`` maps a peer's name to its value, measured in the
    same run or as published (say which in ``note``).
    """

    figure: str
    value: float
    unit: str
    bar: float | None = None
    better: Literal["high", "low"] = "high"
    peers: dict[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def passes(self) -> bool:
        """Whether the bar is reached; without a bar every figure passes."""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.better == "high" else self.value <= self.bar
