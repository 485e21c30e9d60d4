"""Stories as they come: each report joins a story or opens one, and stories join and part.

A pure function of the sequence of reports. Nothing here knows the time: the stream's clock is what
the reports say.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median_low

import numpy as np

from tearsheet.model import Assignment, Feature, Story
from tearsheet.relate.stories.chapters import Moment, chapters_of, in_order
from tearsheet.relate.stories.index import Cells, Postings
from tearsheet.relate.stories.merging import (
    WRONG_MERGE_COST,
    Evidence,
    Judge,
    Surroundings,
    largest,
    least_odds,
)
from tearsheet.relate.stories.parting import halves
from tearsheet.relate.stories.report import Report
from tearsheet.relate.stories.snapshot import State, packed, unpacked
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.stories.window import Thread, Weighed, dot, hours_of, weighed
from tearsheet.relate.vectors.means import LanguageMeans

WINDOW = timedelta(days=14)
_HOUR = 3600.0
_CLOCKS = 9
"""Reports whose middle date is the stream's time, so that one wrong date moves nothing."""
_ROUGHLY, _CANDIDATES = 32, 8
"""Threads that seem nearest, and how many of them that are not too old are compared exactly."""
_ROUNDS = 6
"""Merges that one report may bring about."""
_ALWAYS, _GROWTH = 8, 1.25
"""A thread of so many reports is examined each time it grows, a larger one when it grew so much."""
_PARTED = 3.0
"""Log-odds by which the halves of a story must lie below what joins them before it splits."""
_SWEEP = 4096
"""Reports after which the index forgets threads that are no more."""
_LOOKED_AT = 16


class Stream:
    """Stories of the last ``window``.

    ``wrong_merge_cost`` is what a wrong merge costs, in missed ones: two threads are joined where
    the probability that they tell one event is at least cost / (1 + cost). Raises ValueError if it
    is not positive. ``means`` are those of the encoder's vectors that are known beforehand
    (`LanguageMeans.shipped`); without them a language is centred by what the stream brought.
    """

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        wrong_merge_cost: float = WRONG_MERGE_COST,
        judge: Judge | None = None,
        means: LanguageMeans | None = None,
    ) -> None:
        self._window = window.total_seconds() / _HOUR
        self._least = least_odds(wrong_merge_cost)
        self._judge = judge or Judge()
        self._statistics = Statistics(means)
        self._clocks = deque[float](maxlen=_CLOCKS)
        self._now = float("-inf")
        self._number = 0
        self._threads: dict[int, Thread] = {}
        self._thread_of: dict[str, int] = {}
        self._closing: list[tuple[float, int]] = []
        self._postings = Postings()
        self._cells = Cells()

    @property
    def statistics(self) -> Statistics:
        """What is common in the stream now."""
        return self._statistics

    def add(self, report: Report, twins: Sequence[str] = ()) -> tuple[Assignment, ...]:
        """Where the report goes, and whatever else moves with it.

        ``twins`` are keys of articles that print the same text and came before: it goes where they
        are. The report's own assignment is first. A report that is in the window already changes
        nothing.
        """
        if report.key in self._thread_of:
            return ()
        at = self._time_of(report)
        self._close()
        self._statistics.see(report, self._now)
        twin = next((twin for twin in twins if twin in self._thread_of), "")
        weight = weighed(report, self._number, at, twin, self._statistics)
        self._number += 1
        if self._number % _SWEEP == 0:
            self._postings.forget(self._threads)
        if not twin:
            return self._placed(weight)
        thread = self._threads[self._thread_of[twin]]
        thread.add(weight)
        if thread.strands[report.language].members[0] is weight:
            self._told(Thread.of([weight]), thread.number)
            self._lies(thread, (report.language,))
        else:
            self._thread_of[report.key] = thread.number
            self._lies(thread, ())
        return (Assignment(report.key, thread.key, (), twin),)

    def stories(self) -> tuple[Story, ...]:
        """The stories of the window, by the time of their first report."""
        threads = sorted(self._threads.values(), key=lambda thread: (thread.first, thread.number))
        return tuple(_story(thread) for thread in threads)

    def snapshot(self) -> bytes:
        """The whole state; `restored` goes on from it as if nothing had happened."""
        return packed(
            State(
                self._window,
                self._least,
                self._now,
                self._number,
                list(self._clocks),
                self._closing,
                self._statistics,
                self._threads,
                self._postings,
                self._cells,
            )
        )

    @classmethod
    def restored(cls, snapshot: bytes, judge: Judge | None = None) -> "Stream":
        """The stream that a snapshot was taken of.

        Raises ValueError if the bytes are no snapshot of this version: then the reports of the
        window are to be added again.
        """
        state = unpacked(snapshot)
        made = cls(judge=judge)
        made._window, made._least = state.window, state.least
        made._now, made._number = state.now, state.number
        made._clocks.extend(state.clocks)
        made._closing = state.closing
        made._statistics = state.statistics
        made._threads = state.threads
        made._postings, made._cells = state.postings, state.cells
        made._thread_of = {
            member.key: number
            for number, thread in state.threads.items()
            for member in thread.members()
        }
        return made

    def _placed(self, report: Weighed) -> tuple[Assignment, ...]:
        """A report that opens a thread, which then joins others or does not."""
        thread = Thread.of([report])
        self._enter(thread)
        moved = dict[str, Assignment]()
        why: tuple[Feature, ...] = ()
        near = ""
        for _ in range(_ROUNDS):
            best = self._best(thread)
            if best is None:
                break
            other, evidence = best
            older, younger = sorted((thread, other), key=lambda one: one.number)
            beside = _nearest(younger, older)
            if not near:
                why, near = evidence.features, beside
            for one in self._merge(older, younger):
                moved[one.key] = Assignment(one.key, older.key, evidence.features, beside)
            thread = older
            if not self._is_due(thread):
                break
        moved |= self._parted(thread)
        moved[report.key] = Assignment(
            report.key, self._threads[self._thread_of[report.key]].key, why, near
        )
        own = moved.pop(report.key)
        return (own, *(moved[key] for key in sorted(moved)))

    def _best(self, thread: Thread) -> tuple[Thread, Evidence] | None:
        """The thread that most likely tells the same, if any does."""
        thread.examined = thread.size
        around = {
            strand.language: self._cells.near(strand.vector, thread.number)
            for strand in largest(thread)
            if strand.vector is not None
        }
        best, most = None, self._least
        for other in self._candidates(thread, around):
            odds = self._judge.odds(thread, other, around)
            if odds > most or (odds == most and (best is None or other.number < best.number)):
                best, most = other, odds
        return None if best is None else (best, self._judge.evidence(thread, best, around))

    def _candidates(self, thread: Thread, around: Surroundings) -> list[Thread]:
        """The few threads that share rare terms with it or lie near it."""
        found = dict[int, float]()
        for strand in largest(thread):
            self._postings.near(f"{strand.language} ", strand.words.weights, found)
            self._postings.near("# ", strand.names.weights, found)
            self._postings.near("# ", strand.figures.weights, found)
        for near in around.values():
            nearest = dict[int, float]()
            for held in near.values():
                for cosine, number in held:
                    nearest[number] = max(cosine, nearest.get(number, 0.0))
            for number, cosine in nearest.items():
                found[number] = found.get(number, 0.0) + cosine
        likely = heapq.nsmallest(
            _ROUGHLY,
            [
                (-round(value, 4), number)
                for number, value in found.items()
                if number != thread.number and number in self._threads
            ],
        )
        first, last = thread.first, thread.last
        met = list[Thread]()
        for _, number in likely:
            other = self._threads[number]
            if max(first - other.last, other.first - last) <= self._window:
                met.append(other)
                if len(met) == _CANDIDATES:
                    break
        return met

    def _is_due(self, thread: Thread) -> bool:
        """Whether it grew enough to be examined again."""
        return thread.size <= _ALWAYS or thread.size >= thread.examined * _GROWTH

    def _parted(self, thread: Thread) -> dict[str, Assignment]:
        """What leaves a thread whose halves drifted apart; asked each time it has doubled."""
        size = thread.size
        if size < _ALWAYS or size & (size - 1):
            return {}
        parts = halves(thread)
        if parts is None:
            return {}
        if self._judge.odds(parts[0], parts[1], {}) >= self._least - _PARTED:
            return {}
        evidence = self._judge.evidence(parts[0], parts[1], {})
        self._leave(thread)
        for part in parts:
            part.examined = part.size
            self._enter(part)
        return {
            one.key: Assignment(one.key, parts[1].key, evidence.features)
            for one in parts[1].members()
        }

    def _merge(self, older: Thread, younger: Thread) -> list[Weighed]:
        """Put the younger thread into the older; what moved."""
        moved = younger.members()
        self._leave(younger)
        self._told(younger, older.number)
        older.take(younger)
        self._lies(older, younger.strands)
        return moved

    def _enter(self, thread: Thread) -> None:
        """A thread that is new."""
        self._threads[thread.number] = thread
        self._told(thread, thread.number)
        self._lies(thread, thread.strands)

    def _told(self, thread: Thread, number: int) -> None:
        """What a thread tells is from now on told by the thread ``number``."""
        for language, strand in thread.strands.items():
            for member in strand.members:
                self._thread_of[member.key] = number
            self._postings.enter(f"{language} ", strand.words.weights, number)
            self._postings.enter("# ", strand.names.weights, number)
            self._postings.enter("# ", strand.figures.weights, number)

    def _lies(self, thread: Thread, languages: Iterable[str]) -> None:
        """Where the strands of these languages lie now, and when the thread will be closed."""
        for language in languages:
            vector = thread.strands[language].vector
            if vector is not None:
                self._cells.put(thread.number, language, vector)
        heapq.heappush(self._closing, (thread.last, thread.number))

    def _leave(self, thread: Thread) -> None:
        del self._threads[thread.number]
        for language in thread.strands:
            self._cells.drop(thread.number, language)

    def _time_of(self, report: Report) -> float:
        """The report's time in hours, moving the stream's clock."""
        if report.at is None:
            return self._now if self._clocks else 0.0
        hours = hours_of(report.at)
        self._clocks.append(hours)
        self._now = max(self._now, median_low(self._clocks))
        return hours

    def _close(self) -> None:
        """Let go of threads whose last report is older than the window."""
        least = self._now - self._window
        while self._closing and self._closing[0][0] < least:
            last, number = heapq.heappop(self._closing)
            thread = self._threads.get(number)
            if thread is None or thread.last > last:
                continue  # gone, or there is a later entry
            self._leave(thread)
            for member in thread.members():
                del self._thread_of[member.key]


def _nearest(younger: Thread, older: Thread) -> str:
    """The report of the older thread that is most like the first of the younger."""
    report = min(
        (strand.members[0] for strand in younger.strands.values()), key=lambda one: one.number
    )
    best = (-1.0, 0, "")
    for strand in older.strands.values():
        for other in strand.members[-_LOOKED_AT:]:
            alike = dot(report.names, other.names) + dot(report.figures, other.figures)
            if other.language == report.language:
                alike += dot(report.words, other.words)
            if report.vector is not None and other.vector is not None:
                alike += float(np.dot(report.vector, other.vector))
            best = max(best, (round(alike, 4), -other.number, other.key))
    return best[2]


def _story(thread: Thread) -> Story:
    members = thread.members()
    moments = [
        Moment(
            one.key,
            one.at if one.dated else None,
            frozenset(
                (*(f"{one.language} {word}" for word in one.words), *one.names, *one.figures)
            ),
        )
        for one in members
    ]
    return Story(
        thread.key,
        tuple(moment.key for moment in in_order(moments)),
        len({one.outlet or one.key for one in members if not one.copy_of}),
        chapters_of(moments),
    )
