"""``python -m benchmarks NAME… [--json] [--corpora PATH]``: measure and print."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from benchmarks.figures import Figure

# Each is a module of this package with `measure(corpora: Path) -> list[Figure]`,
PARTS = (
    "feeds",
    "urls",
    "schedule",
    "live",
    "warc",
    "archive",
    "read",
    "robust",
    "words",
    "copies",
    "stories",
    "editions",
    "desk",
)
# or several of them under one name.
WHOLES = {"collect": ("feeds", "urls", "schedule", "live", "warc", "archive")}
NAMES = (*WHOLES, *PARTS)
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def main() -> int:
    """Run the named benchmarks; 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all if none"
    )
    parser.add_argument("--json", action="store_true", help="print a list of figures as JSON")
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if not options.corpora.is_dir():
        parser.error(f"no corpora at {options.corpora}: name their folder with --corpora")
    figures = [
        figure
        for name in _parts(options.names or PARTS)
        for figure in importlib.import_module(f"benchmarks.{name}").measure(options.corpora)
    ]
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=1))
    else:
        Console().print(_table(figures))
    return int(not all(figure.passes for figure in figures))


def _parts(names: Sequence[str]) -> list[str]:
    """The modules that these names mean, each once."""
    return list(dict.fromkeys(part for name in names for part in WHOLES.get(name, (name,))))


def _table(figures: list[Figure]) -> Table:
    table = Table(
        Column("figure", overflow="fold", min_width=26), "value", "bar", "unit", "peers", "note"
    )
    for figure in figures:
        mark = "" if figure.bar is None else "[green]✓ " if figure.passes else "[red]✗ "
        bar = (
            ""
            if figure.bar is None
            else f"{'≥' if figure.better == 'high' else '≤'} {figure.bar:g}"
        )
        peers = ", ".join(f"{name} {value:g}" for name, value in figure.peers.items())
        table.add_row(
            figure.figure, f"{mark}{figure.value:.4g}", bar, figure.unit, peers, figure.note
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
