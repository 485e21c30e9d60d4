"""Who said what, when, how much, and who brought it to us: everything that is found in words.

Each part is a module with ``measure(corpora) -> list[Figure]`` and says what it measures.
"""

import importlib
from pathlib import Path

from benchmarks.figures import Figure

PARTS = (
    "attribution",
    "calibration",
    "russian",
    "written",
    "speed",
    "wire",
    "names",
    "ledger",
    "fuzz",
)


def measure(corpora: Path) -> list[Figure]:
    """The figures of every part."""
    return [
        figure
        for part in PARTS
        for figure in importlib.import_module(f"benchmarks.words.{part}").measure(corpora)
    ]
