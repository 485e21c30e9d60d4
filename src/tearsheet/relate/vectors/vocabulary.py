"""The pieces a model reads, kept as plain tables beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PIECES, _NORMAL, _ENDS = "pieces.tsv", "normal.tsv", "ends.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log-probabilities, by id, and what a character becomes first."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    unknown: int
    normal: Mapping[str, str]


def write(vocabulary: Vocabulary, folder: Path) -> None:
    """Writes the tables into ``folder``; no piece holds a tab or a line feed."""
    scored = zip(vocabulary.pieces, vocabulary.scores, strict=True)
    _write(folder / _PIECES, [f"{piece}\t{score!r}" for piece, score in scored])
    points = [
        "\t".join(str(ord(letter)) for letter in before + after)
        for before, after in vocabulary.normal.items()
    ]
    _write(folder / _NORMAL, points)
    ends = {"begin": vocabulary.begin, "end": vocabulary.end, "unknown": vocabulary.unknown}
    _write(folder / _ENDS, [f"{name} = {number}" for name, number in ends.items()])


def read(folder: Path) -> Vocabulary:
    """The tables that `write` wrote into ``folder``."""
    lines = [line.partition("\t") for line in _lines(folder / _PIECES)]
    normal = [[chr(int(point)) for point in line.split("\t")] for line in _lines(folder / _NORMAL)]
    ends = tomllib.loads((folder / _ENDS).read_text("utf-8"))
    return Vocabulary(
        tuple(piece for piece, _, _ in lines),
        tuple(float(score) for _, _, score in lines),
        ends["begin"],
        ends["end"],
        ends["unknown"],
        {before: "".join(after) for before, *after in normal},
    )


def _write(path: Path, lines: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in lines)


def _lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [line.removesuffix("\n") for line in lines]
