"""How well and how fast are stories found, beside peers?

Each part is a module with ``measure(corpora) -> list[Figure]`` and says what it measures.
"""

import importlib
from pathlib import Path

from benchmarks.figures import Figure

PARTS: tuple[str, ...] = ("vectors", "pairs", "events", "online", "speed")


def measure(corpora: Path) -> list[Figure]:
    """The figures of every part."""
    return [
        figure
        for part in PARTS
        for figure in importlib.import_module(f"benchmarks.stories.{part}").measure(corpora)
    ]
