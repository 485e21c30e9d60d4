"""Ten editors on one edition: is a word lost, does the desk ever break, how long does a save take?

Ten accounts, each with a connection of its own to a real `tearsheet serve` of the demo press, do
for five minutes what the page does for people: open, change sentences (each one's own, and some
that all want), add, remove, move, ask the gate; some write on what is long outdated, and each
conflict is answered. Then every acknowledged change is looked for in the history: it has to be
in the version that it was acknowledged as, and whatever is there no more has to have been changed
by a later version that says so. `python -m benchmarks.desk.editors [--quick] [postgresql]`.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from benchmarks.desk.postgresql import server
from benchmarks.desk.visitor import PASSWORD, Visitor, desk
from benchmarks.figures import Figure
from tearsheet import demo
from tearsheet.edit.revise.differences import sentences_of
from tearsheet.model import (
    Account,
    AddSentence,
    EditionChange,
    EditionVersion,
    MoveItem,
    RemoveSentence,
    SetText,
)
from tearsheet.pipeline import Newsroom
from tearsheet.settings import Settings
from tearsheet.store import versions
from tearsheet.store.accounts import add_account

EDITORS = 10
LONG, SHORT = 300, 30
"""Seconds on SQLite, and on PostgreSQL or in a hurry."""
THINKING = (0.3, 1.2)
"""Seconds between two deeds of an editor; people take longer."""
SHARED = 3
"""Sentences that all editors want to change."""
_NOW = datetime(2025, 9, 22, 8, 0, tzinfo=UTC)
_WATCH, _NUMBER = demo.watch().key, 1
_AT = f"/w/{_WATCH}/editions/{_NUMBER}/"
_CLAIM = re.compile(
    r'<div class="claim [^>]*data-item="([^"]+)" data-sentence="([^"]+)" data-kind="([^"]+)"'
    r'.*?<div class="said-words" data-text="([^"]*)"',
    re.DOTALL,
)
_VERSION = re.compile(r'<div id="edition"[^>]*data-version="(\d+)"')
_DEEDS = {"own": 34, "shared": 20, "stale": 8, "add": 12, "remove": 8, "move": 8, "check": 10}

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A change that the desk said is saved: by whom, as which version."""

    who: str
    version: int
    wish: Mapping[str, str]


@dataclass
class Told:
    """What an editor did and was told."""

    saved: list[Acknowledged] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    conflicts: int = 0


def measure(corpora: Path, seconds: int = LONG) -> list[Figure]:
    """Lost updates, errors, conflicts and the time of a save, on both databases."""
    figures = _measured("sqlite", "", seconds)
    with TemporaryDirectory() as folder, server(Path(folder) / "data") as url:
        return figures + _measured("postgresql", url, SHORT)


def _measured(store: str, database: str, seconds: int) -> list[Figure]:
    from tests.desk.conftest import make_home

    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        make_home(home, database)
        settings = Settings(home=home, database=database, vectors="none")
        with Newsroom.open(settings) as room:
            _prepare(room)
        with desk(home, database) as there:
            told = _written(there.address, seconds)
            shown = _open(Visitor(there.address, _name(0)))
        with Newsroom.open(settings):
            lost = list(lost_of([one for some in told for one in some.saved], shown))
    return list(_figures(store, seconds, told, lost))


def _figures(
    store: str, seconds: int, told: Sequence[Told], lost: Sequence[str]
) -> Iterator[Figure]:
    taken = [one for some in told for one in some.milliseconds]
    saved = sum(len(one.saved) for one in told)
    answers = sum((one.answers for one in told), Counter[int]())
    broken = sum(count for status, count in answers.items() if status >= 500)
    what = f"{EDITORS} editors on one edition for {seconds} s, {store}"
    said = ", ".join(f"{count} of {status}" for status, count in sorted(answers.items()))
    stem = f"desk.editors.{store}"
    yield Figure(
        f"{stem}.lost", len(lost), "updates", 0, "low", {},
        f"{what}; {saved} acknowledged{''.join(f'; {one}' for one in lost[:3])}",
    )  # fmt: skip
    yield Figure(f"{stem}.errors", broken, "answers", 0, "low", {}, f"{what}; {said}")
    yield Figure(f"{stem}.saves", saved / seconds, "saves/s", None, "high", {}, what)
    yield Figure(
        f"{stem}.conflicts", sum(one.conflicts for one in told), "conflicts", None, "low", {},
        f"{what}; each answered: mine, theirs or both",
    )  # fmt: skip
    yield Figure(
        f"{stem}.save.p95", quantiles(taken, n=20)[-1], "ms", None, "low",
        {"median": median(taken)}, what,
    )  # fmt: skip


def _prepare(room: Newsroom) -> None:
    from tests.desk.editions import put_editions

    put_editions(room, _NUMBER)
    for number in range(EDITORS):
        name = _name(number)
        add_account(Account(name, f"Editor {number}", "editor"), PASSWORD, _NOW)


def _name(number: int) -> str:
    return f"writer{number}"


# What the editors do.


def _written(address: str, seconds: int) -> list[Told]:
    writers = [_Writer(address, number) for number in range(EDITORS)]
    until = monotonic() + seconds
    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(lambda one: one.write(until), writers))


@dataclass(frozen=True, slots=True)
class Page:
    """An edition as it was shown: its version, the words of each place, the items in order."""

    version: int
    words: Mapping[Place, str]
    kinds: Mapping[Place, str]

    @property
    def items(self) -> list[str]:
        """The items in order."""
        return [one for one in dict.fromkeys(item for item, _ in self.words) if len(one) > 5]


def _open(visitor: Visitor) -> Page:
    html = visitor.get(_AT).body.decode()
    found = _VERSION.search(html)
    if found is None:
        raise AssertionError(html[:2000])
    claims = _CLAIM.findall(html)
    return Page(
        int(found[1]),
        {(item, name): unescape(text) for item, name, _, text in claims},
        {(item, name): kind for item, name, kind, _ in claims},
    )


class _Writer:
    """An editor. ``base`` is the version at which the words of a place were seen last."""

    def __init__(self, address: str, number: int) -> None:
        self.random, self.number = Random(f"editor {number}"), number
        self.visitor, self.told = Visitor(address, _name(number)), Told()
        self.page = self.first = _open(self.visitor)
        self.base = dict.fromkeys(self.page.words, self.page.version)
        self.mine, self.count = list[Place](), 0

    def write(self, until: float) -> Told:
        """Do this and that until it is late."""
        while monotonic() < until:
            if self.count % 8 == 0:
                self._look()
            deed = self.random.choices(tuple(_DEEDS), tuple(_DEEDS.values()))[0]
            getattr(self, f"_{deed}")()
            self.count += 1
            sleep(self.random.uniform(*THINKING))
        self.visitor.close()
        return self.told

    def _look(self) -> None:
        self.page = _open(self.visitor)
        self.told.answers[200] += 1
        self.base = dict.fromkeys(self.page.words, self.page.version)
        self.mine = [place for place in self.mine if place in self.page.words]

    def _mark(self) -> str:
        return f"w{self.number}x{self.count}"

    def _text_of(self, place: Place, base: int) -> None:
        words = f"{self.page.words[place].partition(' ')[0]} {self._mark()} of it"
        item, name = place
        self._send(base, {"kind": "text", "item": item, "sentence": name, "text": words})

    def _places(self) -> list[Place]:
        return [place for place in self.page.words if place in self.base]

    def _own(self) -> None:
        own = self._places()[self.number :: EDITORS]
        place = self.random.choice(own or self._places())
        self._text_of(place, self.base[place])

    def _shared(self) -> None:
        place = self.random.choice(self._places()[:SHARED])
        self._text_of(place, self.base[place])

    def _stale(self) -> None:
        """Write on the edition as it was at the very start."""
        known = [place for place in self._places() if place in self.first.words]
        self._text_of(self.random.choice(known[:SHARED]), self.first.version)

    def _add(self) -> None:
        item = self.random.choice(self.page.items)
        after = self.random.choice([name for at, name in self.page.words if at == item])
        words = f"It was said again {self._mark()}."
        wish = {"kind": "add", "item": item, "after": after, "of": "note", "text": words}
        self._send(self.page.version, wish)

    def _remove(self) -> None:
        notes = [place for place in self._places() if self.page.kinds[place] == "note"]
        if notes:
            place = self.random.choice(notes)
            wish = {"kind": "remove", "item": place[0], "sentence": place[1]}
            self._send(self.base.pop(place), wish)

    def _move(self) -> None:
        item, before = self.random.sample(self.page.items, 2)
        self._send(self.page.version, {"kind": "move", "item": item, "before": before})

    def _check(self) -> None:
        item, name = self.random.choice(self._places())
        answer = self.visitor.get(f"{_AT}source/{item}/{name}/")
        self.told.answers[answer.status] += 1
        self.told.answers[self.visitor.get(f"{_AT}pulse/").status] += 1

    def _send(self, base: int, wish: dict[str, str]) -> None:
        answer = self.visitor.send(f"{_AT}change/", {"base": base, "changes": [wish]})
        self.told.answers[answer.status] += 1
        self.told.milliseconds.append(answer.milliseconds)
        if answer.status == 200:
            version = int(answer.json()["version"])
            self.told.saved.append(Acknowledged(f"Editor {self.number}", version, wish))
            place = wish["item"], wish.get("sentence", "")
            if place in self.base:
                self.base[place] = version
        elif answer.status == 409:
            self._answer(answer.json(), wish)

    def _answer(self, conflict: Mapping[str, int], wish: dict[str, str]) -> None:
        """Both changed the same: keep mine, take theirs, or write one out of two."""
        self.told.conflicts += 1
        what = self.random.choice(("mine", "theirs", "both"))
        if what == "both" and "text" in wish:
            wish = wish | {"text": f"{wish['text']} and more"}
        forget = self.visitor.send(f"{_AT}kept/{conflict['proposal']}/forget/", {})
        self.told.answers[forget.status] += 1
        if what != "theirs":
            self._send(conflict["version"], wish)
        self._look()


# What has become of it.


def lost_of(saved: Sequence[Acknowledged], shown: Page) -> Iterator[str]:
    """What was acknowledged and is not on file, or went without a version that says so."""
    standing = versions.standing(_WATCH, _NUMBER)
    assert standing is not None
    first = min(one.number for one in versions.summaries(_WATCH, _NUMBER, -1))
    kept = dict[int, EditionVersion]()
    for number in range(first, standing.version + 1):
        found = versions.version(_WATCH, _NUMBER, number)
        if found is None:
            yield f"version {number} is not on file"
        else:
            kept[number] = found
    for one in saved:
        if one.version not in kept or not _is_in(one, kept[one.version]):
            yield f"{one.who}: {dict(one.wish)} is not in version {one.version}"
    for number in kept:
        if number + 1 in kept:
            yield from _unsaid(kept[number], kept[number + 1])
    words = {place: one.text for place, one in sentences_of(kept[standing.version]).items()}
    if shown.version != standing.version or shown.words != words:
        yield f"the page shows another edition than version {standing.version}"


def _is_in(one: Acknowledged, made: EditionVersion) -> bool:
    wish, words = one.wish, sentences_of(made)
    item, name = wish["item"], wish.get("sentence", "")
    order = [item.article_key for item in made.digest.items]
    match wish["kind"]:
        case "text":
            there = words.get((item, name))
            # A quotation that was left open is closed by the house.
            return made.who == one.who and there is not None and wish["text"] in there.text
        case "add":
            return any(at == item and wish["text"] in text.text for (at, _), text in words.items())
        case "remove":
            return (item, name) not in words
        case _:
            return order.index(item) + 1 == order.index(wish["before"])


def _unsaid(older: EditionVersion, newer: EditionVersion) -> Iterator[str]:
    """Places that differ although the newer version does not say that it changed them."""
    before, after = sentences_of(older), sentences_of(newer)
    said = {place for change in newer.changes for place in _places_of(change)}
    for place in before.keys() | after.keys():
        old, new = before.get(place), after.get(place)
        same = old is not None and new is not None and old.text == new.text
        added = old is None and (place[0], "") in said
        if not same and not added and place not in said:
            yield f"version {newer.number} changed {place} and does not say so"


def _places_of(change: EditionChange) -> Iterator[Place]:
    match change:
        case SetText() | RemoveSentence():
            yield change.item, change.sentence
        case AddSentence() | MoveItem():
            yield change.item, ""


if __name__ == "__main__":
    length = SHORT if "--quick" in sys.argv else LONG
    with ExitStack() as stack:
        url = ""
        if "postgresql" in sys.argv:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            url = stack.enter_context(server(folder / "data"))
        for one in _measured("postgresql" if url else "sqlite", url, length):
            print(f"{one.figure:34}{one.value:10.2f} {one.unit:10}{one.peers or ''} {one.note}")
