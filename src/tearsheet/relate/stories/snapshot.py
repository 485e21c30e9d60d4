"""The state of a stream as bytes, and back: the same state, the same future.

Floating-point numbers are kept to the last bit, dictionaries and lists in their order. Terms,
languages and outlets are written once; what is large goes as arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern
from typing import cast

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

from tearsheet.relate.stories.index import Cell, Cells, Postings
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.stories.window import NOTHING, Bag, Strand, Thread, Weighed
from tearsheet.relate.vectors.means import LanguageMeans

_VERSION = 2
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a stream knows."""

    window: float
    least: float
    now: float
    number: int
    clocks: list[float]
    closing: list[tuple[float, int]]
    statistics: Statistics
    threads: dict[int, Thread]
    postings: Postings
    cells: Cells


class _Bag(msgspec.Struct, array_like=True):
    """Terms by their place in the table, as uint32, and their weights as float32."""

    terms: bytes
    packed: bytes
    length: float


class _Report(msgspec.Struct, array_like=True):
    """One `Weighed`; language and outlet by their place in the table of terms."""

    key: str
    number: int
    at: float
    dated: bool
    language: int
    outlet: int
    copy_of: str
    said: _Bag
    named: _Bag
    counted: _Bag
    row: bytes


class _Sums(msgspec.Struct, array_like=True):
    """What a strand of several reports adds up to."""

    words: _Bag
    names: _Bag
    figures: _Bag
    row: bytes


class _Strand(msgspec.Struct, array_like=True):
    """One `Strand`; ``sums`` is None where they are its only report's own."""

    language: str
    members: list[_Report]
    size: int
    sums: _Sums | None
    vectors: int
    first: float
    last: float
    hours: float


class _Thread(msgspec.Struct, array_like=True):
    key: str
    number: int
    strands: list[_Strand]
    examined: int


class _Cell(msgspec.Struct, array_like=True):
    middle: bytes
    rows: bytes
    numbers: bytes
    codes: bytes


class _Statistics(msgspec.Struct, array_like=True):
    start: float | None
    worth: float
    reports: dict[str, float]
    spread: dict[str, dict[str, float]]
    middles: dict[str, bytes]
    vectors: dict[str, float]
    means: bytes


class _State(msgspec.Struct, array_like=True):
    version: int
    window: float
    least: float
    now: float
    number: int
    clocks: list[float]
    closing: list[tuple[float, int]]
    statistics: _Statistics
    threads: list[_Thread]
    postings: dict[str, dict[str, bytes]]
    cells: list[_Cell]
    codes: dict[str, int]
    terms: list[str]


def packed(state: State) -> bytes:
    """The state as bytes."""
    writer = _Writer()
    threads = [writer.thread(thread) for thread in state.threads.values()]
    statistics = state.statistics
    kept = _State(
        _VERSION,
        state.window,
        state.least,
        state.now,
        state.number,
        state.clocks,
        state.closing,
        _Statistics(
            statistics.start,
            statistics.worth,
            statistics.reports,
            statistics.spread,
            {language: _bytes(middle) for language, middle in statistics.middles.items()},
            statistics.vectors,
            b"" if statistics.means is None else statistics.means.to_bytes(),
        ),
        threads,
        state.postings.held,
        [_packed_cell(cell) for cell in state.cells.cells],
        state.cells.codes,
        list(writer.terms),
    )
    return zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(kept))


def unpacked(snapshot: bytes) -> State:
    """The state of a snapshot.

    Raises ValueError if the bytes are none, or are of another version: then the stories are to be
    built from the reports again.
    """
    try:
        raw = zstandard.ZstdDecompressor().decompress(snapshot)
        kept = msgspec.msgpack.decode(raw, type=_State)
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise ValueError(f"no snapshot of stories: {error}") from error
    if kept.version != _VERSION:
        raise ValueError(f"a snapshot of version {kept.version}, not {_VERSION}")
    reader = _Reader([intern(term) for term in kept.terms])
    postings = Postings()
    postings.held = kept.postings
    return State(
        kept.window,
        kept.least,
        kept.now,
        kept.number,
        kept.clocks,
        kept.closing,
        _statistics_from(kept.statistics),
        {thread.number: reader.thread(thread) for thread in kept.threads},
        postings,
        Cells.of([_cell_from(cell) for cell in kept.cells], kept.codes),
    )


class _Writer:
    """Threads to structs, every term written once."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}

    def thread(self, thread: Thread) -> _Thread:
        strands = [self._strand(strand) for strand in thread.strands.values()]
        return _Thread(thread.key, thread.number, strands, thread.examined)

    def _strand(self, strand: Strand) -> _Strand:
        return _Strand(
            strand.language,
            [self._report(member) for member in strand.members],
            strand.size,
            None if strand.size == 1 else self._sums(strand),
            strand.vectors,
            strand.first,
            strand.last,
            strand.hours,
        )

    def _sums(self, strand: Strand) -> _Sums:
        return _Sums(
            self._bag(strand.words), self._bag(strand.names), self._bag(strand.figures), strand.row
        )

    def _report(self, one: Weighed) -> _Report:
        return _Report(
            one.key,
            one.number,
            one.at,
            one.dated,
            self._place(one.language),
            self._place(one.outlet),
            one.copy_of,
            self._bag(one.said),
            self._bag(one.named),
            self._bag(one.counted),
            one.row,
        )

    def _bag(self, bag: Bag) -> _Bag:
        places = np.array([self._place(term) for term in bag.terms], "<u4")
        return _Bag(places.tobytes(), bag.packed, bag.length)

    def _place(self, term: str) -> int:
        return self.terms.setdefault(term, len(self.terms))


class _Reader:
    """Structs back to threads."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms

    def thread(self, kept: _Thread) -> Thread:
        strands = {strand.language: self._strand(strand) for strand in kept.strands}
        return Thread(kept.key, kept.number, strands, kept.examined)

    def _strand(self, kept: _Strand) -> Strand:
        members = [self._report(member) for member in kept.members]
        made = Strand.of(members[0])
        made.members, made.size, made.vectors = members, kept.size, kept.vectors
        made.first, made.last, made.hours = kept.first, kept.last, kept.hours
        if kept.sums is not None:
            made.words = self._bag(kept.sums.words)
            made.names = self._bag(kept.sums.names)
            made.figures = self._bag(kept.sums.figures)
            made.row = kept.sums.row
        return made

    def _report(self, kept: _Report) -> Weighed:
        return Weighed(
            kept.key,
            kept.number,
            kept.at,
            kept.dated,
            self._terms[kept.language],
            self._terms[kept.outlet],
            kept.copy_of,
            self._bag(kept.said),
            self._bag(kept.named),
            self._bag(kept.counted),
            kept.row,
        )

    def _bag(self, kept: _Bag) -> Bag:
        if not kept.terms:
            return NOTHING
        places = cast("list[int]", np.frombuffer(kept.terms, "<u4").tolist())
        return Bag(tuple([self._terms[place] for place in places]), kept.packed, kept.length)


def _statistics_from(kept: _Statistics) -> Statistics:
    made = Statistics(LanguageMeans.from_bytes(kept.means) if kept.means else None)
    made.start, made.worth = kept.start, kept.worth
    made.reports, made.spread, made.vectors = kept.reports, kept.spread, kept.vectors
    made.middles = {language: _row(held) for language, held in kept.middles.items()}
    return made


def _packed_cell(cell: Cell) -> _Cell:
    used = cell.held
    return _Cell(
        _bytes(cell.middle),
        cell.rows[:used].astype("<i2").tobytes(),
        cell.numbers[:used].astype("<i8").tobytes(),
        cell.codes[:used].astype("<i2").tobytes(),
    )


def _cell_from(kept: _Cell) -> Cell:
    middle = _row(kept.middle)
    return Cell.of(
        middle,
        np.frombuffer(kept.rows, "<i2").astype(np.int16).reshape(-1, len(middle)),
        np.frombuffer(kept.numbers, "<i8").astype(np.int64),
        np.frombuffer(kept.codes, "<i2").astype(np.int16),
    )


def _bytes(row: NDArray[np.float32]) -> bytes:
    return row.astype("<f4").tobytes()


def _row(kept: bytes) -> NDArray[np.float32]:
    return np.frombuffer(kept, "<f4").astype(np.float32)
