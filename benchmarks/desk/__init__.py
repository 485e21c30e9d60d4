"""The desk at the size of a year: a large store, and how long an editor waits."""

from importlib import import_module
from pathlib import Path

from benchmarks.figures import Figure

# Each is a module of this package with `measure(corpora: Path) -> list[Figure]`.
# `servers` compares what might serve the pages (docs/decisions/0018) and is run by itself.
PARTS = ("speed", "pages", "editors", "weight")


def measure(corpora: Path) -> list[Figure]:
    """The figures of all parts, in order."""
    return [
        figure
        for part in PARTS
        for figure in import_module(f"benchmarks.desk.{part}").measure(corpora)
    ]
