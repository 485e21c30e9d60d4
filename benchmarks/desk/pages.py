"""How long does each page of the desk take when a year is on file, and does it ask more then?

The crowd's store is served by `tearsheet serve` in a process of its own, on SQLite and on
PostgreSQL; somebody who is signed in asks for each page over HTTP, one request after the other,
most of them for another story, article, edition or word each time. Taken from the request to the
last byte. The questions to the store are counted in yet another process, with 1,000 articles on
file and with 100,000. `python -m benchmarks.desk.pages [sqlite] [postgresql] [PAGE…]`.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from urllib.parse import quote, urlencode

from benchmarks.desk.crowd import ARTICLES, FOLDER, LAST, NOW, WATCHES, WEEKS, crowd
from benchmarks.desk.grammar import BY_CODE, PEOPLE
from benchmarks.desk.paper import put
from benchmarks.desk.postgresql import crowd_there
from benchmarks.desk.visitor import PASSWORD, Desk, DeskError, Visitor, desk
from benchmarks.figures import Figure
from tearsheet.model import Account
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import queries, relations
from tearsheet.store.accounts import account, add_account
from tearsheet.store.rows import CardRow, EditionRow

FEW = 1_000
BAR = 150.0
CALLS = 36
READER = "edda"
_WATCH = WATCHES[0].key
_EDITIONS = 8
_STORIES = 30
_WEEK = urlencode({"from": LAST - timedelta(days=6), "to": LAST, "choice": "all"})
_YEAR = urlencode({"from": LAST - timedelta(days=364), "to": LAST, "choice": "all"})

Addresses = Mapping[str, Sequence[str]]
"""For each page the addresses that are asked for in turn."""

TITLES = {
    "inbox": "new stories of the last week",
    "inbox.filtered": "stories of the year in two languages, of a country, with a flag",
    "inbox.searched": "stories of the last week with a word",
    "inbox.searched.year": "stories of the year with a word",
    "story": "thirty stories, one after the other",
    "story.largest": "the story that most outlets tell",
    "article": "thirty articles, one after the other",
    "search": "articles with a word, two words, a phrase",
    "search.common": "articles with a word that every fourth has",
    "edition": "eight editions, held to the gate",
    "editions": "all editions of a watch",
    "lookback": "the last month",
    "lookback.year": "the whole year",
    "outlets": "all outlets, and those that a part of a name finds",
    "outlet": "thirty outlets, one after the other",
    "people": "who is named most, and those that a name finds",
    "person": "all that a person is quoted with",
    "sources": "all sources",
    "watches": "all watches",
    "journal": "what was decided last",
}


def measure(corpora: Path) -> list[Figure]:
    """Median and 95th percentile of each page, on both databases; what the pages ask."""
    return [*_on_sqlite(), *_on_postgresql()]


def _on_sqlite() -> list[Figure]:
    few, many = crowd(FOLDER, FEW), crowd(FOLDER, ARTICLES)
    fewer, asked = _questions(few, ""), _questions(many, "")
    times = _times(many, "")
    grown = {page: asked[page] - fewer[page] for page in asked if page in fewer}
    most = max(grown, key=lambda page: grown[page])
    return [
        *_figures("sqlite", times, asked),
        Figure(
            "desk.page.questions.grown", grown[most], "questions", 0, "low", {},
            f"that the page which asks most more ({most}) asks at {ARTICLES} articles than at "
            f"{FEW}; none of {len(grown)} pages asks more than {max(asked.values())}",
        ),
    ]  # fmt: skip


def _on_postgresql() -> list[Figure]:
    home = FOLDER / "home-postgresql"
    with crowd_there(FOLDER, ARTICLES) as url:
        return list(_figures("postgresql", _times(home, url), _questions(home, url)))


def _figures(
    store: str, times: Mapping[str, "Times"], asked: Mapping[str, int]
) -> Iterator[Figure]:
    for page, one in times.items():
        yield Figure(
            f"desk.page.{page}.{store}", median(one.taken), "ms", BAR, "low", {"p95": one.slow},
            f"{TITLES[page]}; {asked[page]} questions, {one.busy:.0f} ms of processor time",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each request, and of processor time that the desk took in the mean."""

    taken: tuple[float, ...]
    busy: float

    @property
    def slow(self) -> float:
        """What nineteen of twenty do not take."""
        return quantiles(self.taken, n=20)[-1]


def _times(home: Path, database: str, only: Sequence[str] = ()) -> dict[str, Times]:
    """How long each page takes."""
    addresses = _addresses(home, database)
    with desk(home, database) as there, _visiting(there.address) as visitor:
        return {
            page: _timed(there, visitor, those)
            for page, those in addresses.items()
            if not only or page in only
        }


def _timed(there: Desk, visitor: Visitor, addresses: Sequence[str]) -> Times:
    around = cycle(addresses)
    for at in islice(around, 2):  # warms up
        _opened(visitor, at)
    before = there.busy()
    taken = tuple(_opened(visitor, at) for at in islice(around, CALLS))
    return Times(taken, (there.busy() - before) / CALLS)


def _opened(visitor: Visitor, at: str) -> float:
    answer = visitor.get(at)
    if answer.status != 200:
        raise DeskError(f"{at}: {answer.status}")
    return answer.milliseconds


@contextmanager
def _visiting(address: str) -> Iterator[Visitor]:
    visitor = Visitor(address, READER)
    try:
        yield visitor
    finally:
        visitor.close()


def _questions(home: Path, database: str) -> dict[str, int]:
    """The most questions that a page asks the store."""
    addresses = _addresses(home, database)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.desk.questions", str(home), database],
        input=json.dumps(addresses),
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


def _addresses(home: Path, database: str) -> Addresses:
    """What is asked for; all of it is put where the pages can read it."""
    with Newsroom.open(Settings(home=home, database=database, vectors="none")) as room:
        if account(READER) is None:
            add_account(Account(READER, "Edda Editor", "editor"), PASSWORD, NOW)
        stories, largest = _stories()
        editions = _editions()
        inside = relations.stories_of([*stories, largest])
        keys = {key for one in inside for key in one.article_keys}
        digests = [one for one in queries.editions(_WATCH) if one.number in editions]
        keys |= {item.article_key for one in digests for item in one.items}
        put(room, keys)
        outlets = [one.key for one in queries.outlets()]
    return _listed(stories, largest, editions, outlets)


def _listed(
    stories: Sequence[str],
    largest: str,
    editions: Sequence[int],
    outlets: Sequence[str],
) -> Addresses:
    words = [word for code in ("en", "ru", "fr", "de", "es") for word in BY_CODE[code].places[:3]]
    people = PEOPLE["en"]
    of = f"/w/{_WATCH}/"
    return {
        "inbox": [of, f"{of}?{_WEEK}"],
        "inbox.filtered": [
            f"{of}?{_YEAR}&language=en&language=ru&country=GB&flag=state-owned+outlet"
        ],
        "inbox.searched": [f"{of}?{_WEEK}&{urlencode({'q': word})}" for word in words],
        "inbox.searched.year": [f"{of}?{_YEAR}&{urlencode({'q': word})}" for word in words],
        "story": [f"{of}story/{key}/" for key in stories],
        "story.largest": [f"{of}story/{largest}/"],
        # A story has the key of its first article.
        "article": [f"/article/{key}/" for key in stories],
        "search": [f"/search/?{urlencode({'q': word})}" for word in (*words, "harbour Tolven")],
        "search.common": ["/search/?q=bridge", "/search/?q=bridge&order=titles"],
        "edition": [f"{of}editions/{number}/" for number in editions],
        "editions": [f"{of}editions/"],
        "lookback": [f"{of}lookback/"],
        "lookback.year": [f"{of}lookback/?{_YEAR}"],
        "outlets": ["/outlets/", "/outlets/?q=Herald"],
        "outlet": [f"/outlets/{quote(key)}/" for key in outlets[:_STORIES]],
        "people": ["/people/", *(f"/people/?{urlencode({'q': one})}" for one in people)],
        "person": [f"/people/of/?{urlencode({'name': one})}" for one in people],
        "sources": ["/sources/"],
        "watches": ["/watches/"],
        "journal": ["/journal/"],
    }


def _stories() -> tuple[list[str], str]:
    """Stories of the watch, and the one that most outlets tell."""
    rows = CardRow.objects.filter(watch_key=_WATCH)
    every = list(rows.order_by("story_key").values_list("story_key", flat=True))
    some = Random("stories").sample(every, min(_STORIES, len(every)))
    largest = rows.order_by("-outlets", "story_key").values_list("story_key", flat=True)[0]
    return some, largest


def _editions() -> list[int]:
    rows = EditionRow.objects.filter(watch=_WATCH, number__lte=WEEKS).order_by("-number")
    return list(rows.values_list("number", flat=True)[:_EDITIONS])


def main(words: Sequence[str]) -> None:
    """Print the milliseconds of the pages that are named, or of all."""
    stores = [one for one in words if one in ("sqlite", "postgresql")]
    only = [one for one in words if one not in stores]
    with ExitStack() as stack:
        database, home = "", crowd(FOLDER, ARTICLES)
        if "postgresql" in stores:
            database = stack.enter_context(crowd_there(FOLDER, ARTICLES))
            home = FOLDER / "home-postgresql"
        for page, one in _times(home, database, only).items():
            print(f"{page:20}{median(one.taken):8.1f}{one.slow:8.1f}{one.busy:8.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
