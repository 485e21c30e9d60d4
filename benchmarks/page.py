"""``python -m benchmarks.page FILE.json…``: figures of `--json` runs as docs/figures.md."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure


def page(figures: list[Figure], machine: str, day: str) -> str:
    """The page: a table a subject, each figure beside its bar and its peers."""
    parts = [
        "# Figures\n",
        f"Measured on {day}, {machine}, by `python -m benchmarks NAME --json`; written by "
        "`python -m benchmarks.page`. Times are medians or processor time and move with the "
        "machine; ratios are to a peer timed in the same run. Figures marked *on unseen sites* "
        "come from folds split by site: the block classifier was learned on the same pages as "
        "the others.\n",
    ]
    for subject in dict.fromkeys(figure.figure.partition(".")[0] for figure in figures):
        parts.append(f"## {subject}\n")
        parts.append("| figure | value | bar | unit | peers | note |\n|---|---|---|---|---|---|")
        parts += [_row(one) for one in figures if one.figure.partition(".")[0] == subject]
        parts.append("")
    return "\n".join(parts)


def _row(figure: Figure) -> str:
    bar = ""
    if figure.bar is not None:
        bar = f"{'≥' if figure.better == 'high' else '≤'} {figure.bar:g}"
        bar += "" if figure.passes else " **missed**"
    peers = ", ".join(f"{name} {value:.4g}" for name, value in figure.peers.items())
    note = figure.note.replace("|", "/")
    return f"| {figure.figure} | {figure.value:.4g} | {bar} | {figure.unit} | {peers} | {note} |"


if __name__ == "__main__":
    figures = [Figure(**one) for file in sys.argv[1:] for one in json.loads(Path(file).read_text())]
    cores = (
        f"{os.cpu_count()} virtual cores, {platform.machine()}, Python {platform.python_version()}"
    )
    sys.stdout.write(page(figures, cores, datetime.now(UTC).date().isoformat()))
