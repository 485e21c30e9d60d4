"""A small press on file, with its stories given and not found, and the watch that follows it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from tearsheet.annotate import annotate
from tearsheet.model import Article, Assignment, Dated, Kept, Outlet, Story, Watch, WatchName
from tearsheet.press import register
from tearsheet.store import queries, relations, writes
from tearsheet.store.writes import Reading
from tests.nouns import NOON, a_capture, a_location, a_reading, an_article, an_outlet

PLACES = count(80_000_000, 100)
SUNDAY = NOON + timedelta(days=6)
WATCH = Watch(
    "velmaria",
    "Velmaria",
    "country",
    (WatchName("Velmaria", "en"), WatchName("Velmarian", "en", "adjective")),
    country="XV",
)
OTHER = Watch("sarnia", "Sarnia", "country", (WatchName("Sarnia", "en"),), country="XS")


def text_on(subject: str, number: int) -> str:
    return (
        f"{subject} opened bridge number {number} over the Orda on Monday, and ministers of three "
        f"countries walked across it. “We have waited for this for {number + 20} years,” said the "
        f"engineer Aliya Bekova, who drew it as a student. {subject} will lend the town another "
        "four million in May. The ferry that it replaces goes to a museum in the capital, and its "
        "captain, who is seventy, goes with it as a guide."
    )


def filed(
    number: int,
    subject: str = "Velmaria",
    hours: float = 0,
    outlet: Outlet | None = None,
    title: str = "",
    **more: object,
) -> Article:
    """An article about a subject, on file."""
    at = NOON + timedelta(hours=hours)
    site = outlet or an_outlet(f"paper{number}.example", f"The Paper {number}")
    url = f"https://{site.key}/{next(PLACES)}"
    capture = a_capture(url, url.encode(), captured_at=at, location=a_location(next(PLACES)))
    dated = {"published": Dated(at, "second", "page", at.isoformat()), **more}
    heading = title or f"{subject} opens bridge {number}"
    article = an_article(capture, heading, text_on(subject, number), **dated)
    reading = a_reading(article, site)
    found = annotate(article, register())
    writes.file_captures([capture])
    writes.file_readings([(capture.key, Kept(Reading(reading.filed, reading.outlet, found)))])
    return article


def told_as(*stories: Sequence[Article]) -> None:
    """Put stories on file as the machine would, in place of those their articles were in."""
    keys = [one.key for story in stories for one in story]
    before = {one.story_key for one in relations.assignments_of(keys).values()}
    relations.file_assignments(
        Assignment(one.key, story[0].key) for story in stories for one in story
    )
    left = relations.members_of(before - {story[0].key for story in stories})
    relations.file_stories(
        [
            *(_timed(Story(story[0].key, _in_order(story), len(story))) for story in stories),
            *(_timed(Story(key, tuple(members), len(members))) for key, members in left.items()),
        ],
        gone=[
            key for key in before if key not in left and key not in {one[0].key for one in stories}
        ],
    )


def _in_order(story: Sequence[Article]) -> tuple[str, ...]:
    known = queries.articles(one.key for one in story)
    ordered = sorted(known.values(), key=lambda one: (one.out_at, one.article.key))
    return tuple(one.article.key for one in ordered)


def _timed(story: Story) -> tuple[Story, datetime, datetime]:
    times = [one.out_at for one in queries.articles(story.article_keys).values()]
    return story, min(times), max(times)
