"""Stories as a person sees them: what is on file, with what editors decided laid over it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tearsheet.edit import match
from tearsheet.model import (
    Assignment,
    CopyGroup,
    IndependentOutlet,
    Pairing,
    Relevance,
    Story,
    Telling,
    Watch,
)
from tearsheet.press.url_key import url_key
from tearsheet.relate.stories import decided
from tearsheet.relate.stories.report import report_of
from tearsheet.relate.stories.telling import independent_outlets, tell
from tearsheet.store import queries, relations
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Shown:
    """A story with what stands around it: its articles, and who tells it on their own.

    Of several readings of one page only the latest is among the articles. ``about`` says what
    each has to do with the watch, by article key; None without a watch.
    """

    story: Story
    articles: tuple[Known, ...]
    groups: tuple[CopyGroup, ...]
    outlets: tuple[IndependentOutlet, ...]
    about: dict[str, Relevance] | None

    @property
    def last_seen(self) -> datetime:
        """When its latest article came out, or was captured where it does not say."""
        return max(_when(one) for one in self.articles)

    def told(self, language: str = "", until: datetime | None = None) -> Telling:
        """All that it shows; see `relate.stories.telling.tell`."""
        return tell(
            self.story,
            [one.article for one in self.articles],
            {one.article.key: one.annotations for one in self.articles},
            {one.article.key: one.outlet for one in self.articles},
            self.groups,
            relevance=self.about,
            language=language,
            until=until,
        )


def shown_between(first: date, last: date, watch: Watch | None = None) -> list[Shown]:
    """The stories with an article of the period (days included), oldest first.

    With a watch those that have an article about it.
    """
    stories = _decided(relations.stories_between(first, last))
    shown = (_shown(story, watch) for story in stories)
    return [one for one in shown if one and _is_about(one)]


def shown_with(article_key: str, watch: Watch | None = None) -> Shown | None:
    """The story that an article is in; None if it has not been related yet."""
    stories = _decided(relations.stories_of([article_key]))
    mine = next((one for one in stories if article_key in one.article_keys), None)
    return _shown(mine, watch) if mine else None


def shown_of(article_keys: Collection[str], watch: Watch | None = None) -> dict[str, Shown]:
    """The stories of articles that have been related, by the key of each of these articles."""
    wanted = set(article_keys)
    shown = (_shown(story, watch) for story in _decided(relations.stories_of(wanted)))
    return {key: one for one in shown if one for key in one.story.article_keys if key in wanted}


def reasons_of(story: Story) -> list[Assignment]:
    """Why the machine put each article where it is, in the story's order."""
    found = relations.assignments_of(story.article_keys)
    return [found[key] for key in story.article_keys if key in found]


def _decided(stories: Sequence[Story]) -> list[Story]:
    """The stories with every decision that bears on them laid over them."""
    pairings = relations.pairings("stories")
    near = _with_decided_on(stories, pairings)
    inside = {key for story in near for key in story.article_keys}
    bearing = [one for one in pairings if {one.one, one.other} <= inside]
    if not bearing:
        return list(stories)
    reports = {
        one.article.key: report_of(one.article, one.annotations)
        for one in queries.articles(inside).values()
    }
    asked = {key for story in stories for key in story.article_keys}
    told = decided(near, bearing, reports)
    return [story for story in told if not asked.isdisjoint(story.article_keys)]


def _with_decided_on(stories: Sequence[Story], pairings: Iterable[Pairing]) -> list[Story]:
    """The stories, and those with which editors joined one of their articles, and so on."""
    found = {story.key: story for story in stories}
    inside = {key for story in stories for key in story.article_keys}
    left = [one for one in pairings if one.together]
    while bearing := [one for one in left if (one.one in inside) != (one.other in inside)]:
        left = [one for one in left if one not in bearing]
        wanted = {key for one in bearing for key in (one.one, one.other)} - inside
        inside |= wanted
        for story in relations.stories_of(wanted):
            found.setdefault(story.key, story)
            inside |= set(story.article_keys)
    return list(found.values())


def _shown(story: Story, watch: Watch | None) -> Shown | None:
    """What is shown of a story; None if its articles are gone."""
    latest: dict[str, Known] = {}
    known = queries.articles(story.article_keys).values()
    for one in sorted(known, key=lambda one: (one.capture.captured_at, one.article.key)):
        latest[url_key(one.article.url) or one.article.key] = one
    articles = tuple(sorted(latest.values(), key=lambda one: (_when(one), one.article.key)))
    if not articles:
        return None
    found = relations.groups_of([one.article.key for one in articles]).values()
    groups = tuple({group.key: group for group in found}.values())
    outlets = independent_outlets(
        [one.article for one in articles],
        {one.article.key: one.outlet for one in articles},
        groups,
    )
    about = {one.article.key: _bearing(one, watch) for one in articles} if watch else None
    return Shown(story, articles, groups, outlets, about)


def _bearing(known: Known, watch: Watch) -> Relevance:
    found = match(known.article, known.outlet, watch)
    return Relevance(found.centrality if found.about else 0.0, "; ".join(found.reasons))


def _is_about(shown: Shown) -> bool:
    return shown.about is None or any(one.centrality > 0 for one in shown.about.values())


def _when(known: Known) -> datetime:
    published = known.article.published
    return published.at if published else known.capture.captured_at
