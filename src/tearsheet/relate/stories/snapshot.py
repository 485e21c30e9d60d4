"""The state of a stream as bytes, and back: the same state, the same future.

Floating-point numbers are kept to the last bit, dictionaries and lists in their order.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

from tearsheet.relate.stories.index import Block
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.stories.window import Strand, Thread, Weighed, Weights

VERSION = 1
_LEVEL = 3


class KeptWeights(msgspec.Struct, array_like=True):
    """Terms by their place in the table, and their weights as float64."""

    terms: bytes
    weights: bytes


class KeptReport(msgspec.Struct, array_like=True):
    """One `Weighed`."""

    key: str
    number: int
    at: float
    dated: bool
    language: str
    outlet: str
    twin: bool
    words: KeptWeights
    names: KeptWeights
    figures: KeptWeights
    vector: bytes


class KeptSums(msgspec.Struct, array_like=True):
    """What a strand of several reports adds up to."""

    words: KeptWeights
    names: KeptWeights
    figures: KeptWeights
    vector: bytes


class KeptStrand(msgspec.Struct, array_like=True):
    """One `Strand`; ``sums`` is None where they are its only report's own."""

    language: str
    members: list[KeptReport]
    size: int
    sums: KeptSums | None
    vectors: int
    first: float
    last: float


class KeptThread(msgspec.Struct, array_like=True):
    """One `Thread`."""

    key: str
    number: int
    strands: list[KeptStrand]


class KeptBlock(msgspec.Struct, array_like=True):
    """One `Block`: the rows that are in use."""

    dimensions: int
    numbers: list[int]
    rows: bytes


class KeptStatistics(msgspec.Struct, array_like=True):
    """One `Statistics`."""

    start: float | None
    worth: float
    reports: dict[str, float]
    spread: dict[str, dict[str, float]]
    middles: dict[str, bytes]
    vectors: dict[str, float]


class State(msgspec.Struct, array_like=True):
    """Everything that a stream knows."""

    version: int
    window: float
    least: float
    now: float
    number: int
    clocks: list[float]
    terms: list[str]
    statistics: KeptStatistics
    threads: list[KeptThread]
    postings: dict[str, list[int]]
    blocks: dict[str, KeptBlock]


def packed(state: State) -> bytes:
    """The state as bytes."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(state))


def unpacked(snapshot: bytes) -> State:
    """The state of a snapshot.

    Raises ValueError if the bytes are none, or are of another version: then the stories are to be
    built from the reports again.
    """
    try:
        state = msgspec.msgpack.decode(
            zstandard.ZstdDecompressor().decompress(snapshot), type=State
        )
    except (zstandard.ZstdError, msgspec.MsgspecError) as error:
        raise ValueError(f"no snapshot of stories: {error}") from error
    if state.version != VERSION:
        raise ValueError(f"snapshot of version {state.version}, not {VERSION}")
    return state


class Keeper:
    """Threads to structs, every term written once."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}

    def thread(self, thread: Thread) -> KeptThread:
        """One thread."""
        strands = [self._strand(strand) for strand in thread.strands.values()]
        return KeptThread(thread.key, thread.number, strands)

    def _strand(self, strand: Strand) -> KeptStrand:
        members = strand.members
        own = strand.size == 1
        return KeptStrand(
            strand.language,
            [self._report(member) for member in members],
            strand.size,
            None if own else self._sums(strand),
            strand.vectors,
            strand.first,
            strand.last,
        )

    def _sums(self, strand: Strand) -> KeptSums:
        return KeptSums(
            self._weights(strand.words),
            self._weights(strand.names),
            self._weights(strand.figures),
            _bytes(strand.vector),
        )

    def _report(self, one: Weighed) -> KeptReport:
        return KeptReport(
            one.key, one.number, one.at, one.dated, one.language, one.outlet, one.twin,
            self._weights(one.words), self._weights(one.names), self._weights(one.figures),
            _bytes(one.vector),
        )  # fmt: skip

    def _weights(self, weights: Weights) -> KeptWeights:
        places = [self.terms.setdefault(term, len(self.terms)) for term in weights]
        return KeptWeights(
            np.array(places, "<u4").tobytes(), np.array(list(weights.values()), "<f8").tobytes()
        )


def thread_from(kept: KeptThread, terms: Sequence[str]) -> Thread:
    """The thread that a struct was made of."""
    strands = {strand.language: _strand_from(strand, terms) for strand in kept.strands}
    return Thread(kept.key, kept.number, strands)


def _strand_from(kept: KeptStrand, terms: Sequence[str]) -> Strand:
    members = [_report_from(member, terms) for member in kept.members]
    if kept.sums is None:
        strand = Strand.of(members[0])
        strand.members = members
    else:
        sums = kept.sums
        strand = Strand(
            kept.language, members, kept.size,
            _weights_from(sums.words, terms), _weights_from(sums.names, terms),
            _weights_from(sums.figures, terms), _vector(sums.vector),
            kept.vectors, kept.first, kept.last,
        )  # fmt: skip
    strand.first, strand.last = kept.first, kept.last
    return strand


def _report_from(kept: KeptReport, terms: Sequence[str]) -> Weighed:
    return Weighed(
        kept.key, kept.number, kept.at, kept.dated, kept.language, kept.outlet, kept.twin,
        _weights_from(kept.words, terms), _weights_from(kept.names, terms),
        _weights_from(kept.figures, terms), _vector(kept.vector),
    )  # fmt: skip


def _weights_from(kept: KeptWeights, terms: Sequence[str]) -> Weights:
    places = np.frombuffer(kept.terms, "<u4").tolist()
    weights = np.frombuffer(kept.weights, "<f8").tolist()
    return {terms[place]: weight for place, weight in zip(places, weights, strict=True)}


def kept_statistics(one: Statistics) -> KeptStatistics:
    """Statistics as a struct."""
    return KeptStatistics(
        one.start, one.worth, one.reports, one.spread,
        {language: _bytes(middle) for language, middle in one.middles.items()}, one.vectors,
    )  # fmt: skip


def statistics_from(kept: KeptStatistics) -> Statistics:
    """The statistics that a struct was made of."""
    made = Statistics()
    made.start, made.worth = kept.start, kept.worth
    made.reports, made.spread, made.vectors = kept.reports, kept.spread, kept.vectors
    made.middles = {language: _row(held) for language, held in kept.middles.items()}
    return made


def kept_block(block: Block) -> KeptBlock:
    """A block as a struct."""
    rows = block.rows[: len(block.numbers)]
    return KeptBlock(rows.shape[1], block.numbers, rows.astype("<f4").tobytes())


def block_from(kept: KeptBlock) -> Block:
    """The block that a struct was made of."""
    made = Block(kept.dimensions)
    rows = _row(kept.rows).reshape(-1, kept.dimensions)
    made.rows = np.vstack((rows, made.rows))
    made.numbers = kept.numbers
    made.place = {number: at for at, number in enumerate(kept.numbers)}
    return made


def _bytes(vector: NDArray[np.float32] | None) -> bytes:
    return b"" if vector is None else vector.astype("<f4").tobytes()


def _vector(kept: bytes) -> NDArray[np.float32] | None:
    return _row(kept) if kept else None


def _row(kept: bytes) -> NDArray[np.float32]:
    return np.frombuffer(kept, "<f4").astype(np.float32)
