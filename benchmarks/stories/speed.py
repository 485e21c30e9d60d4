"""How fast stories come, and in how much memory: an invented stream of nine languages.

Events follow one another, a handful of reports each over a day or two; words are drawn from a long
tail, so that postings are as uneven as in the press. The stream is made on the way and its making
is not timed. Memory is that of the process (RSS) before a snapshot is taken, which needs room for
itself. ``TEARSHEET_STORIES_SPEED`` sets how many articles (default 30,000; a million takes
an hour or two), at 35,000 a day, which is 500,000 in the window of 14 days.
"""

import os
import resource
import sys
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure
from tearsheet.relate.stories.report import Report
from tearsheet.relate.stories.stream import Stream

ARTICLES = int(os.environ.get("TEARSHEET_STORIES_SPEED", "30000"))
A_DAY, FIRST, BLOCK, SEED, WINDOW = 35_000, 10_000, 2_000, 11, 500_000
LANGUAGES = ("en", "es", "pt", "fr", "de", "ru", "sl", "ar", "zh")
VOCABULARY, NAMES, DIMENSIONS, COMMONEST = 60_000, 40_000, 384, 20
START = datetime(2026, 1, 1, tzinfo=UTC)


def measure(corpora: Path) -> list[Figure]:
    """Articles a second, growth of the time for one, memory, what a snapshot takes."""
    stream = Stream()
    blocks, timed, held = list[float](), 0.0, [_megabytes()]
    for at, report in enumerate(reports(ARTICLES)):
        start = time.perf_counter()
        stream.add(report)
        timed += time.perf_counter() - start
        if (at + 1) % BLOCK == 0:
            blocks.append(timed / BLOCK)
            held.append(_megabytes())
            timed = 0.0
            if ARTICLES > 100_000 and (at + 1) % 50_000 == 0:
                print(at + 1, f"{1 / blocks[-1]:.0f}/s {held[-1]:.0f} MB", file=sys.stderr)
    early = float(np.median(blocks[1 : FIRST // BLOCK]))
    late = float(np.median(blocks[-FIRST // BLOCK :]))
    start = time.perf_counter()
    snapshot = stream.snapshot()
    kept = time.perf_counter() - start
    del stream
    start = time.perf_counter()
    Stream.restored(snapshot)
    back = time.perf_counter() - start
    note = f"{ARTICLES} invented articles, {A_DAY} a day, vectors given"
    peer = _single_pass()
    size = f"{len(snapshot) / 1e6:.0f} MB of {min(ARTICLES, WINDOW)} articles"
    return [
        Figure("stories.speed", 1 / late, "articles/s", 300, "high", {"TF-IDF": peer}, note),
        Figure("stories.growth", late / early, "x", 2.0, "low", {}, f"at {ARTICLES}, {FIRST}"),
        Figure("stories.memory", _in_window(held), "MB", 3000, "low", {}, f"{WINDOW} of {note}"),
        Figure("stories.snapshot", kept, "s", None, "low", {}, size),
        Figure("stories.restored", back, "s", None, "low", {}, size),
    ]  # fmt: skip


def _in_window(held: Sequence[float]) -> float:
    """Megabytes of the process at `WINDOW` articles; before that, as it grew over the last half."""
    at = len(held) - 1
    if at * BLOCK >= WINDOW:
        return max(held)
    half = at // 2
    slope = (held[at] - held[half]) / ((at - half) * BLOCK)
    return held[at] + slope * (WINDOW - at * BLOCK)


def reports(count: int) -> Iterator[Report]:
    """Invented reports in time order."""
    chance = np.random.default_rng(SEED)
    waiting = deque[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]]()
    for number in range(count):
        if len(waiting) < 400 or chance.random() < 0.3:
            waiting.append(_event(chance))
            if len(waiting) > 3000:
                waiting.popleft()
        # The latest events are told most.
        back = int(chance.exponential(400)) % len(waiting)
        words, names, direction = waiting[len(waiting) - 1 - back]
        yield _report(number, chance, words, names, direction)


def _event(
    chance: np.random.Generator,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    direction = chance.standard_normal(DIMENSIONS).astype(np.float32)
    return (
        _ranks(chance, 30, VOCABULARY),
        _ranks(chance, 6, NAMES),
        direction / np.float32(np.linalg.norm(direction)),
    )


def _ranks(chance: np.random.Generator, count: int, of: int) -> NDArray[np.int64]:
    """Words by their rank, the chance of one falling with it (Zipf), stop words left out."""
    return (COMMONEST * (of / COMMONEST) ** chance.random(count)).astype(np.int64)


def _report(
    number: int,
    chance: np.random.Generator,
    words: NDArray[np.int64],
    names: NDArray[np.int64],
    direction: NDArray[np.float32],
) -> Report:
    language = LANGUAGES[min(len(LANGUAGES) - 1, int(chance.exponential(2.0)))]
    told = [*chance.choice(words, 18), *_ranks(chance, 30, VOCABULARY)]
    own = chance.standard_normal(DIMENSIONS).astype(np.float32) / np.float32(20)
    vector = direction + own
    return Report(
        key=f"{number:064x}",
        language=language,
        at=START + timedelta(days=number / A_DAY),
        precision="second",
        outlet=f"outlet{number % 900}.example",
        title=tuple(f"w{word}" for word in told[:8]),
        lead=tuple(f"w{word}" for word in told[8:]),
        length=2000,
        names=tuple(sorted({f"n{name}" for name in chance.choice(names, 4)})),
        figures=(str(int(chance.integers(10, 5000))),),
        packed=(vector / np.float32(np.linalg.norm(vector))).astype("<f2").tobytes(),
    )


def _single_pass() -> float:
    """Articles a second of a plain TF-IDF single pass with postings, over the first ones."""
    spread, held = defaultdict[str, int](int), defaultdict[str, deque[int]](deque)
    clusters, timed = list[dict[str, float]](), 0.0
    for at, report in enumerate(reports(FIRST)):
        start = time.perf_counter()
        terms = {f"{report.language} {word}" for word in (*report.title, *report.lead)}
        for term in terms:
            spread[term] += 1
        weights = {term: log((at + 2) / spread[term]) for term in terms}
        length = sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0
        weights = {term: weight / length for term, weight in weights.items()}
        found = defaultdict[int, float](float)
        for term, weight in weights.items():
            for cluster in held[term]:
                found[cluster] += weight * clusters[cluster].get(term, 0.0)
        best = max(found, key=found.__getitem__, default=-1)
        if best < 0 or found[best] < 0.2:
            best = len(clusters)
            clusters.append(weights)
        for term in terms:
            if best not in held[term]:
                held[term].append(best)
        timed += time.perf_counter() - start
    return FIRST / timed


def _megabytes() -> float:
    """What the process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6
