"""How long does an editor wait for the inbox when a year is on file, and does it ask more then?

Medians at the doors of `pipeline.inbox`, over SQLite, of `ROUNDS` calls each after one that warms
up; the number of questions to the store with 1,000 articles on file and with 100,000. What is
filed is taken back at the end, so that the store stays as it was made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmarks.desk.crowd import ARTICLES, FOLDER, LAST, NOW, WATCHES, crowd
from benchmarks.figures import Figure
from tearsheet.annotate import annotate
from tearsheet.model import (
    Article,
    Assignment,
    Capture,
    Dated,
    ExtractionReport,
    Filed,
    Kept,
    Location,
    Outlet,
    Story,
    Wanted,
    capture_key,
)
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.inbox import card, counts, decide, decisions, file_cards, inbox
from tearsheet.pipeline.inbox.filing import refile
from tearsheet.press import register
from tearsheet.settings import Settings
from tearsheet.store import queries, relations, writes
from tearsheet.store.touched import touch
from tearsheet.store.writes import Reading

FEW = 1_000
ROUNDS = 15
BAR = 150.0
_BULK = 300
_WATCH = WATCHES[0].key
_WEEK = (LAST - timedelta(days=6), LAST)
_SPRING = (date(2025, 4, 7), date(2025, 4, 13))

ASKED: dict[str, tuple[str, Callable[[], object]]] = {
    "inbox.week": (
        "new stories of the last week, first page",
        lambda: inbox(_WATCH, Wanted(*_WEEK)),
    ),
    "inbox.spring": (
        "all stories of a week in April, by number of outlets",
        lambda: inbox(_WATCH, Wanted(*_SPRING, choice="all", order="most outlets")),
    ),
    "inbox.year": (
        "all stories of the year, with all facets",
        lambda: inbox(_WATCH, Wanted(choice="all")),
    ),
    "inbox.filtered": (
        "all stories of the year in two languages, of one country, with a flag",
        lambda: inbox(
            _WATCH,
            Wanted(
                choice="all",
                languages=("en", "ru"),
                countries=("GB",),
                flags=("state-owned outlet",),
            ),
        ),
    ),
    "inbox.searched": (
        "stories of the year with two words and a phrase in an article",
        lambda: inbox(_WATCH, Wanted(choice="all", words='harbour Tolven "power plant"')),
    ),
    "inbox.searched.common": (
        "stories of the year with a word that every fourth article has",
        lambda: inbox(_WATCH, Wanted(choice="all", words="bridge")),
    ),
    "inbox.since": (
        "all stories as they stood two days ago, and how many wait",
        lambda: inbox(_WATCH, Wanted(choice="all", upto=NOW - timedelta(days=2))),
    ),
    "card": ("one story's card", lambda: card(_WATCH, _first().key)),
    "counts": ("stories of the year by choice", lambda: counts(_WATCH)),
    "decisions": ("the last hundred steps", lambda: decisions(_WATCH)),
}


def measure(corpora: Path) -> list[Figure]:
    """How long each door takes at full size, and what it asks there beside a small store."""
    few, _ = _measured(FEW)
    many, filing = _measured(ARTICLES)
    most, least = (max(asked for *_, asked in one.values()) for one in (many, few))
    return [
        *(
            Figure(
                f"desk.{what}", milliseconds, "ms", BAR, "low",
                {f"{FEW} articles": few[what][0]}, f"{ASKED[what][0]}; {questions} questions, "
                f"{busy:.0f} ms of processor time",
            )
            for what, (milliseconds, busy, questions) in many.items()
        ),
        Figure(
            "desk.questions.grown", most - least, "questions", 0, "low", {},
            f"that the door which asks most asks more at {ARTICLES} articles than at {FEW}",
        ),
        *filing,
    ]  # fmt: skip


def _measured(articles: int) -> tuple[dict[str, tuple[float, float, int]], list[Figure]]:
    """Milliseconds, those of them busy, and questions of each door; how long filing takes."""
    settings = Settings(home=crowd(FOLDER, articles), vectors="none")
    with Newsroom.open(settings) as room:
        _first.cache_clear()
        asked = {
            what: (_milliseconds(ask), _milliseconds(ask, process_time), _questions(ask))
            for what, (_, ask) in ASKED.items()
        }
        return asked, _filing(room) if articles == ARTICLES else []


def _milliseconds(
    ask: Callable[[], object], clock: Callable[[], float] = perf_counter, rounds: int = ROUNDS
) -> float:
    ask()
    return median(_once(ask, clock) for _ in range(rounds))


def _once(ask: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    start = clock()
    ask()
    return (clock() - start) * 1_000


def _questions(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


# What is written, and taken back.


def _filing(room: Newsroom) -> list[Figure]:
    with _taken_back():
        file_cards(room, NOW)
        nothing = _milliseconds(lambda: file_cards(room, NOW), rounds=5)
        deciding = _milliseconds(
            lambda: decide(_WATCH, [_first().key], "later", who="edda", now=NOW), rounds=5
        )
        one = median(_with_one_more(room, number) for number in range(5))
        bulk = _rate(lambda: file_cards(room, NOW), touching=True)
        fresh = _rate(lambda: refile(_sample(), NOW, _WATCH), touching=False)
    return [
        Figure("desk.decide", deciding, "ms", BAR, "low", {}, "one story, with its journal"),
        Figure("desk.filing.nothing", nothing, "ms", None, "low", {}, "nothing is new"),
        Figure(
            "desk.filing.one", one, "ms", 1_000, "low", {},
            "after one article more in a story of many",
        ),
        Figure("desk.filing.bulk", bulk, "stories/s", None, "high", {}, "all made anew"),
        Figure(
            "desk.filing.watch", fresh, "stories/s", None, "high", {}, "for a watch that changed"
        ),
    ]  # fmt: skip


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def _first() -> Story:
    """A story of many articles about the watch, of the last week if there is one."""
    found = inbox(_WATCH, Wanted(choice="all", order="most outlets"), most=1)
    (story,) = relations.stories_of([found.entries[0].card.story_key])
    return story


def _sample() -> list[str]:
    found = inbox(_WATCH, Wanted(choice="all", order="newest"), most=_BULK)
    return [one.card.story_key for one in found.entries]


def _rate(work: Callable[[], object], *, touching: bool) -> float:
    keys = _sample()
    if touching:
        touch(keys)
    else:
        watch = next(one for one in queries.watches() if one.key == _WATCH)
        writes.save_watch(replace(watch, title=f"{watch.title} anew"))
    return len(keys) / _once(work) * 1_000


def _with_one_more(room: Newsroom, number: int) -> float:
    """Milliseconds to bring the inbox up to date after one article joined a large story."""
    story = _first()
    known = next(islice(queries.articles(story.article_keys).values(), 1))
    made = _one_more(known.article, known.outlet, number)
    relations.file_assignments([Assignment(made.key, story.key)])
    more = Story(story.key, (*story.article_keys, made.key), story.independent_outlets + 1)
    relations.file_stories([(more, known.out_at, NOW)])
    return _once(lambda: file_cards(room, NOW))


def _one_more(like: Article, outlet: Outlet, number: int) -> Article:
    """A new article on the same matter, on file."""
    url = f"https://{outlet.key}/new/{number}"
    digest = f"{number:064x}"
    place = Location("tearsheet-000002.warc.gz", number * 9_000, 4_000, digest)
    capture = Capture(
        capture_key(url, digest),
        url,
        url,
        NOW,
        200,
        (),
        "text/html",
        digest,
        4_000,
        place,
        "feed:x",
    )
    article = Article(
        capture.key, url, like.title, f"{like.text}\nUpdate {number}.", like.language,
        ExtractionReport("crowd"), like.direction,
        Dated(NOW.astimezone(UTC), "minute", "page", NOW.isoformat()),
    )  # fmt: skip
    writes.file_captures([capture])
    filed = Filed(article, Location("tearsheet-000002.warc.gz", number * 9_000 + 4_500, 1, digest))
    reading = Reading(filed, outlet, annotate(article, register()))
    writes.file_readings([(capture.key, Kept(reading))])
    return article
