"""Stories as they come: each report joins a story or opens one, and stories join and part.

A pure function of the sequence of reports. Nothing here knows the time: the stream's clock is what
the reports say.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median

from tearsheet.model import Assignment, Story
from tearsheet.relate.stories.chapters import Moment, chapters_of, in_order
from tearsheet.relate.stories.index import Block, Postings, heaviest
from tearsheet.relate.stories.merging import WRONG_MERGE_COST, Evidence, Judge, least_odds
from tearsheet.relate.stories.report import Report
from tearsheet.relate.stories.snapshot import (
    VERSION,
    Keeper,
    State,
    block_from,
    kept_block,
    kept_statistics,
    packed,
    statistics_from,
    thread_from,
    unpacked,
)
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.stories.window import Strand, Thread, Weighed, dot, hours_of, weighed

WINDOW = timedelta(days=14)
_HOUR = 3600.0
_CLOCKS = 9
"""Reports whose middle date is the stream's time, so that one wrong date moves nothing."""
_OWN, _ABROAD = 8, 3
"""The nearest by vector that are looked at in the report's language, and in each other one."""
_CANDIDATES = 10
_ROUNDS = 4
"""Merges that one report may bring about."""


class Stream:
    """Stories over the last ``window``; ``wrong_merge_cost`` is what a wrong merge costs, measured
    in missed ones."""

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        wrong_merge_cost: float = WRONG_MERGE_COST,
        judge: Judge | None = None,
    ) -> None:
        self._window = window.total_seconds() / _HOUR
        self._least = least_odds(wrong_merge_cost)
        self._judge = judge or Judge()
        self._statistics = Statistics()
        self._clocks = deque[float](maxlen=_CLOCKS)
        self._now = float("-inf")
        self._number = 0
        self._threads: dict[int, Thread] = {}
        self._thread_of: dict[str, int] = {}
        self._postings = Postings()
        self._blocks: dict[str, Block] = {}
        self._swept = 0

    def add(self, report: Report, twins: Sequence[str] = ()) -> tuple[Assignment, ...]:
        """Where the report goes, and whatever else moves with it.

        ``twins`` are keys of articles that print the same text and came before: it goes where they
        are. The report's own assignment is first. A key that was added before changes nothing.
        """
        if report.key in self._thread_of:
            return ()
        at = self._time_of(report)
        self._statistics.see(report, self._now)
        self._close()
        told = next((self._thread_of[twin] for twin in twins if twin in self._thread_of), None)
        weight = weighed(report, self._number, at, told is not None, self._statistics)
        self._number += 1
        if told is not None:
            return self._carried(weight, self._threads[told], twins)
        thread = Thread(report.key, weight.number, {report.language: Strand.of(weight)})
        return self._placed(weight, thread)

    def stories(self) -> tuple[Story, ...]:
        """The stories of the window, by the time of their first report."""
        threads = sorted(self._threads.values(), key=lambda thread: (thread.first, thread.number))
        return tuple(_story(thread) for thread in threads)

    def snapshot(self) -> bytes:
        """The whole state; `restored` goes on from it as if nothing had happened."""
        keeper = Keeper()
        threads = [keeper.thread(thread) for thread in self._threads.values()]
        return packed(
            State(
                VERSION,
                self._window,
                self._least,
                self._now,
                self._number,
                list(self._clocks),
                list(keeper.terms),
                kept_statistics(self._statistics),
                threads,
                self._postings.held,
                {language: kept_block(block) for language, block in self._blocks.items()},
            )
        )

    @classmethod
    def restored(cls, snapshot: bytes, judge: Judge | None = None) -> "Stream":
        """The stream that a snapshot was taken of.

        Raises ValueError if the bytes are no snapshot of this version.
        """
        state = unpacked(snapshot)
        made = cls(judge=judge)
        made._window, made._least = state.window, state.least
        made._now, made._number = state.now, state.number
        made._clocks.extend(state.clocks)
        made._statistics = statistics_from(state.statistics)
        for kept in state.threads:
            thread = thread_from(kept, state.terms)
            made._threads[thread.number] = thread
            for member in thread.members():
                made._thread_of[member.key] = thread.number
        made._postings.held = state.postings
        made._blocks = {language: block_from(kept) for language, kept in state.blocks.items()}
        return made

    def _placed(self, report: Weighed, thread: Thread) -> tuple[Assignment, ...]:
        self._enter(thread)
        assigned = {report.key: Assignment(report.key, thread.key)}
        for _ in range(_ROUNDS):
            best = self._best(thread)
            if best is None:
                break
            other, evidence = best
            thread, moved = self._merged(thread, other)
            for one in moved:
                near = _nearest(one, thread)
                assigned[one.key] = Assignment(one.key, thread.key, evidence.features, near)
        own = assigned.pop(report.key)
        return (own, *(assigned[key] for key in sorted(assigned)))

    def _carried(
        self, report: Weighed, thread: Thread, twins: Iterable[str]
    ) -> tuple[Assignment, ...]:
        strand = thread.strands.get(report.language)
        if strand is None:
            thread.strands[report.language] = Strand.of(report)
            self._enter(thread)
        else:
            strand.carry(report)
        self._thread_of[report.key] = thread.number
        near = next(twin for twin in twins if self._thread_of.get(twin) == thread.number)
        return (Assignment(report.key, thread.key, (), near),)

    def _best(self, thread: Thread) -> tuple[Thread, Evidence] | None:
        """The thread that most likely tells the same, if any does."""
        candidates = self._candidates(thread)
        best: tuple[float, int, Thread, Evidence] | None = None
        for at, (_, other) in enumerate(candidates):
            rest = [near for place, (near, _) in enumerate(candidates) if place != at][:3]
            crowd = round(sum(rest) / 3, 4)
            evidence = self._judge.evidence(thread, other, crowd)
            if evidence.odds >= self._least:
                found = (evidence.odds, -other.number, other, evidence)
                best = found if best is None else max(best, found, key=lambda one: one[:2])
        return None if best is None else (best[2], best[3])

    def _candidates(self, thread: Thread) -> list[tuple[float, Thread]]:
        found = dict[int, float]()
        for language, strand in thread.strands.items():
            near = dict[int, float]()
            self._postings.near(language + " ", strand.words, near)
            self._postings.near("# ", strand.names, near)
            self._postings.near("# ", strand.figures, near)
            for number, value in near.items():
                found[number] = max(found.get(number, 0.0), value / 2)
            if strand.vector is None:
                continue
            for other, block in self._blocks.items():
                most = _OWN if other == language else _ABROAD
                for cosine, number in block.near(strand.vector, most):
                    found[number] = found.get(number, 0.0) + cosine
        near_first = sorted(
            (-value, number)
            for number, value in found.items()
            if number != thread.number
            and number in self._threads
            and self._meets(thread, self._threads[number])
        )
        return [(-value, self._threads[number]) for value, number in near_first[:_CANDIDATES]]

    def _meets(self, one: Thread, other: Thread) -> bool:
        """Whether one was still open when the other began."""
        return max(one.first - other.last, other.first - one.last) <= self._window

    def _merged(self, one: Thread, other: Thread) -> tuple[Thread, list[Weighed]]:
        older, younger = sorted((one, other), key=lambda thread: thread.number)
        moved = younger.members()
        self._leave(younger)
        older.take(younger)
        self._enter(older)
        return older, moved

    def _enter(self, thread: Thread) -> None:
        number = thread.number
        self._threads[number] = thread
        for language, strand in thread.strands.items():
            for member in strand.members:
                self._thread_of[member.key] = number
            self._postings.enter((f"{language} {term}" for term in heaviest(strand.words)), number)
            self._postings.enter((f"# {term}" for term in heaviest(strand.names)), number)
            self._postings.enter((f"# {term}" for term in heaviest(strand.figures)), number)
            if strand.vector is not None:
                block = self._blocks.get(language)
                if block is None:
                    block = self._blocks[language] = Block(len(strand.vector))
                block.put(number, strand.vector)

    def _leave(self, thread: Thread) -> None:
        del self._threads[thread.number]
        for language, strand in thread.strands.items():
            if strand.vector is not None:
                self._blocks[language].drop(thread.number)

    def _time_of(self, report: Report) -> float:
        """The report's time in hours, moving the stream's clock."""
        if report.at is None:
            return self._now if self._number else 0.0
        hours = hours_of(report.at)
        self._clocks.append(hours)
        self._now = max(self._now, median(self._clocks))
        return hours

    def _close(self) -> None:
        """Let go of what is older than the window."""
        for thread in [
            one for one in self._threads.values() if one.last < self._now - self._window
        ]:
            self._leave(thread)
            for member in thread.members():
                del self._thread_of[member.key]


def _nearest(report: Weighed, thread: Thread) -> str:
    """The report of a thread that is most like one."""
    best = (-1.0, 0, "")
    for strand in thread.strands.values():
        for other in strand.members[-16:]:
            if other.key == report.key:
                continue
            alike = dot(report.names, other.names) + dot(report.figures, other.figures)
            if other.language == report.language:
                alike += dot(report.words, other.words)
            if report.vector is not None and other.vector is not None:
                alike += float(report.vector @ other.vector)
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
        len({one.outlet or one.key for one in members if not one.twin}),
        chapters_of(moments),
    )
