"""Stories as a person sees them: what is on file, with what editors decided laid over it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

_AT_ONCE = 1_000
"""Articles that are asked for in one question, and some more: a story is not cut."""


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
        return max(one.out_at for one in self.articles)

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


def shown_between(
    first: date, last: date, watch: Watch | None = None, least: int = 1
) -> list[Shown]:
    """The stories with an article of the period (days included), oldest first.

    With a watch those that have an article about it; of ``least`` independent outlets or more.
    """
    stories = _decided(relations.stories_between(first, last))
    shown = _shown([one for one in stories if len(one.article_keys) >= least], watch)
    return [one for one in shown if len(one.outlets) >= least and _is_about(one)]


def shown_with(article_key: str, watch: Watch | None = None) -> Shown | None:
    """The story that an article is in; None if it has not been related yet."""
    stories = _decided(relations.stories_of([article_key]))
    mine = next((one for one in stories if article_key in one.article_keys), None)
    return next(_shown([mine], watch), None) if mine else None


def shown_of(article_keys: Collection[str], watch: Watch | None = None) -> dict[str, Shown]:
    """The stories of articles that have been related, by the key of each of these articles."""
    wanted = set(article_keys)
    shown = _shown(_decided(relations.stories_of(wanted)), watch)
    return {key: one for one in shown for key in one.story.article_keys if key in wanted}


def stories_around(article_keys: Collection[str]) -> list[Story]:
    """The stories of articles as editors decided; those whose articles have been related."""
    return _decided(relations.stories_of(article_keys))


def shown_stories(stories: Sequence[Story]) -> Iterator[Shown]:
    """What stands around stories, without a watch; one whose articles are gone is left out."""
    return _shown(stories, None)


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
    # In one order whichever of them was asked for: a joined story is called by the first.
    return list(stories) if len(found) == len(stories) else relations.stories_of(inside)


def _shown(stories: Sequence[Story], watch: Watch | None) -> Iterator[Shown]:
    """What is shown of each story; one whose articles are gone is left out."""
    for some in _batches(stories):
        keys = [key for story in some for key in story.article_keys]
        known, groups = queries.articles(keys), relations.groups_of(keys)
        for story in some:
            inside = [known[key] for key in story.article_keys if key in known]
            if inside:
                yield _made(story, _latest(inside), groups, watch)


def _batches(stories: Iterable[Story]) -> Iterator[list[Story]]:
    """Stories, so many at a time that the store can be asked for their articles at once."""
    some, articles = list[Story](), 0
    for story in stories:
        some.append(story)
        articles += len(story.article_keys)
        if articles >= _AT_ONCE:
            yield some
            some, articles = [], 0
    if some:
        yield some


def _latest(articles: Iterable[Known]) -> tuple[Known, ...]:
    """Of several readings of one page the latest, in time order."""
    latest: dict[str, Known] = {}
    for one in sorted(articles, key=lambda one: (one.capture.captured_at, one.article.key)):
        latest[url_key(one.article.url) or one.article.key] = one
    return tuple(sorted(latest.values(), key=lambda one: (one.out_at, one.article.key)))


def _made(
    story: Story,
    articles: tuple[Known, ...],
    group_of: Mapping[str, CopyGroup],
    watch: Watch | None,
) -> Shown:
    near = (group_of[one.article.key] for one in articles if one.article.key in group_of)
    groups = tuple({group.key: group for group in near}.values())
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
