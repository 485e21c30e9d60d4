"""Stories as they live: the stream over what is on file, and what it says back on file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tearsheet.model import Assignment, Chapter, Story
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.pipeline.vectors.meaning import Meaning
from tearsheet.relate.stories import Stream, chapters_of, moment_of
from tearsheet.relate.stories.report import Report, report_of
from tearsheet.relate.stories.telling import counted
from tearsheet.store import kept, relations
from tearsheet.store.kept import Snapshot
from tearsheet.store.queries import Known

WHAT = "stories"
FEWEST = 64
"""Articles after which a snapshot is taken at the soonest."""
WORTH = 50_000
"""Bytes of a snapshot for each article after which the next is taken: writing one takes as long as
telling the stream of a few thousand articles again once it is large (2026-11-22)."""
AT_ONCE = 200
LONG = timedelta(days=3)
"""A story that runs for longer may have chapters."""


@dataclass(slots=True)
class Storymaking:
    """The stream up to the article at place ``upto``.

    The last snapshot was taken at ``kept`` and has ``size`` bytes.
    """

    stream: Stream
    meaning: Meaning
    desk: Desk
    version: str
    upto: int = 0
    kept: int = 0
    size: int = 0

    @classmethod
    def open(
        cls, meaning: Meaning, desk: Desk, version: str, wrong_merge_cost: float
    ) -> "Storymaking":
        """The stream as it was left: the snapshot on file, and what has been related after it.

        The same as having lived through all of it: the stream is a pure function of the reports
        and their twins, in order. A snapshot of another ``version`` is not believed.
        """
        taken = kept.snapshot(WHAT)
        stream = _restored(taken, version)
        if stream is None or taken is None:
            fresh = Stream(wrong_merge_cost=wrong_merge_cost, means=meaning.means)
            made = cls(fresh, meaning, desk, version)
        else:
            upto, size = taken.upto, len(taken.state)
            made = cls(stream, meaning, desk, version, upto, kept=upto, size=size)
        made._catch_up()
        return made

    def add(self, articles: Sequence[Known], twins: Mapping[str, Sequence[str]], upto: int) -> None:
        """Tell the stream of articles, the last of which has the place ``upto``, and put on file
        what it says.
        """
        self._file(self._told(articles, twins))
        self.upto = upto

    def keep(self) -> None:
        """Take a snapshot if so much has come since the last one that it pays."""
        if self.upto - self.kept >= max(FEWEST, self.size // WORTH):
            state = self.stream.snapshot()
            kept.file_snapshot(WHAT, Snapshot(self.version, self.upto, state))
            self.kept, self.size = self.upto, len(state)

    def _catch_up(self) -> None:
        while later := relations.related_after(self.version, self.upto, AT_ONCE):
            self.desk.fetch([one.article_key for one in later])
            self._told(
                [self.desk.known(one.article_key) for one in later],
                {one.article_key: one.twins for one in later},
            )
            self.upto = later[-1].place
            self.desk.tidy()

    def _told(
        self, articles: Sequence[Known], twins: Mapping[str, Sequence[str]]
    ) -> list[Assignment]:
        return [
            assigned
            for report in self._reports(articles)
            for assigned in self.stream.add(report, twins.get(report.key, ()))
        ]

    def _reports(self, articles: Sequence[Known]) -> Iterator[Report]:
        rows = self.meaning.of([one.article for one in articles])
        for at, known in enumerate(articles):
            lead, title = (rows[0][at], rows[1][at]) if rows else (None, None)
            yield _dated(report_of(known.article, known.annotations, lead, title), known)

    def _file(self, assigned: Sequence[Assignment]) -> None:
        """Put on file where articles went, and every story that gained or lost one."""
        moved = {one.article_key: one for one in assigned}
        left = relations.assignments_of(list(moved))
        relations.file_assignments(moved.values())
        touched = {one.story_key for one in (*moved.values(), *left.values())}
        members = relations.members_of(touched)
        self.desk.fetch([key for keys in members.values() for key in keys])
        relations.file_stories(
            [self._story(key, keys) for key, keys in members.items()],
            gone=[key for key in touched if key not in members],
        )

    def _story(self, key: str, members: Collection[str]) -> tuple[Story, datetime, datetime]:
        """A story of these articles, and when its first and last were out."""
        articles = [self.desk.known(one) for one in members]
        articles.sort(key=lambda one: (one.out_at, one.article.key))
        first, last = articles[0].out_at, articles[-1].out_at
        keys = tuple(one.article.key for one in articles)
        story = Story(key, keys, 1, _chapters(articles) if last - first > LONG else ())
        if len(articles) > 1:
            groups = {group.key: group for group in relations.groups_of(keys).values()}
            story = counted(
                story,
                [one.article for one in articles],
                {one.article.key: one.outlet for one in articles},
                groups.values(),
            )
        return story, first, last


def _restored(taken: Snapshot | None, version: str) -> Stream | None:
    """The stream of a snapshot; None if it is of another version, or of other code."""
    if taken is None or taken.version != version:
        return None
    try:
        return Stream.restored(taken.state)
    except ValueError:
        return None


def _chapters(articles: Sequence[Known]) -> tuple[Chapter, ...]:
    reports = (_dated(report_of(one.article, one.annotations), one) for one in articles)
    return chapters_of(map(moment_of, reports))


def _dated(report: Report, known: Known) -> Report:
    """The report; one that does not say when it was out was so when it was captured."""
    return report if report.at is not None else replace(report, at=known.capture.captured_at)
