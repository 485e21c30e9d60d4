"""Articles on file are related: in one transaction, in order, the same however often it stops."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from tearsheet.annotate import annotate
from tearsheet.model import Article, Dated, Kept, Pairing
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.relating import regroup, relate_new, run
from tearsheet.press import register
from tearsheet.settings import Settings
from tearsheet.store import relations, writes
from tests.nouns import NOON, a_capture, a_location, a_reading, an_article, an_outlet

PLACES = count(70_000_000, 100)
FLOOD = (
    "The river Orda rose by two metres overnight and broke the dam above Velmar, the rescue "
    "service said on Monday. About 4,300 people were taken to schools and to the sports hall. "
    "“We have boats for every street, and nobody is missing,” said the mayor, Aliya Bekova. "
    "The railway to the south is closed until Thursday, and the army is building a bridge of "
    "boats beside the old mill. Farmers upstream had warned since March that the dam leaked."
)
SHORTENED = FLOOD.replace("overnight ", "").replace("About", "Around").rsplit(". ", 1)[0] + "."
OWN_REPORT = (
    "Water stood a metre high in the market of Velmar this morning. The dam on the Orda had "
    "given way in the night, and soldiers carried 4,300 people out of the flooded streets. "
    "Mayor Aliya Bekova went from door to door in waders, counting children."
)
CHESS = (
    "Grandmaster Ilmar Tess won the winter tournament in Sarn with eight points out of nine. "
    "He drew only with last year's champion, and gave his prize to the city's youth club. "
    "The next tournament begins in June, on the lake steamer."
)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom.open(Settings(home=tmp_path, vectors="none")) as opened:
        yield opened


def file(title: str, text: str, site: str, hours: float = 0) -> Article:
    at = NOON + timedelta(hours=hours)
    url = f"https://{site}/{next(PLACES)}"
    capture = a_capture(url, text.encode(), captured_at=at, location=a_location(next(PLACES)))
    dated = Dated(at, "second", "page", at.isoformat())
    article = an_article(capture, title, text, published=dated)
    reading = a_reading(article, an_outlet(site, site))
    found = annotate(article, register())
    writes.file_captures([capture])
    filed = type(reading)(reading.filed, reading.outlet, found)
    writes.file_readings([(capture.key, Kept(filed))])
    return article


PRESS = (
    ("Dam breaks above Velmar", FLOOD, "wire.example", 0),
    ("Dam above Velmar breaks", SHORTENED, "herald.example", 1),
    ("Tess wins in Sarn", CHESS, "chess.example", 2),
    ("Velmar under water after Orda dam breaks", OWN_REPORT, "courier.example", 3),
    ("Dam breaks above Velmar", FLOOD, "evening.example", 4),
)


def press() -> list[Article]:
    return [file(*page) for page in PRESS]


def forget() -> None:
    assert relations.forget_relations("another version")


def members(article: Article) -> set[str]:
    group = relations.group_of(article.key)
    return {copy.article_key for copy in group.copies} if group else {article.key}


def stopping(after: int) -> Callable[[int, int], None]:
    def progress(done: int, of: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    return progress


def state(articles: Sequence[Article]) -> tuple[object, ...]:
    keys = [one.key for one in articles]
    return (
        relations.links_of(keys),
        relations.groups_of(keys),
        relations.stories_of(keys),
        relations.assignments_of(keys),
    )


def test_copies_are_one_group_and_tell_one_story_with_the_report_of_another(room):
    wire, herald, chess, courier, evening = press()

    assert relate_new(room) == 5
    assert relate_new(room) == 0

    group = relations.group_of(wire.key)
    assert group is not None
    assert group.original == wire.key
    assert {copy.article_key for copy in group.copies} == {wire.key, herald.key, evening.key}
    assert relations.group_of(courier.key) is None
    (flood,) = relations.stories_of([wire.key])
    assert set(flood.article_keys) == {wire.key, herald.key, courier.key, evening.key}
    assert flood.independent_outlets == 2
    (other,) = relations.stories_of([chess.key])
    assert other.article_keys == (chess.key,)


def test_a_run_that_breaks_goes_on_where_it_stopped_and_ends_the_same(room, monkeypatch):
    articles = press()
    relate_new(room)
    unbroken = state(articles)

    forget()
    monkeypatch.setattr(run, "BATCH", 1)
    for stop in (1, 2):
        with pytest.raises(KeyboardInterrupt):
            relate_new(room, stopping(stop))
    assert len(list(relations.related_after(run._version(room.settings), 0, 9))) == 3
    relate_new(room)

    assert state(articles) == unbroken


def test_related_anew_in_the_order_on_file_everything_is_as_it_was(room):
    articles = list[Article]()
    for page in PRESS:
        articles.append(file(*page))
        relate_new(room)
    lived = state(articles)

    forget()
    relate_new(room)

    assert state(articles) == lived


def test_what_an_editor_decided_of_copies_is_final(room):
    wire, herald, _, courier, evening = press()
    relate_new(room)
    relations.append_pairing("copies", Pairing(wire.key, herald.key, False), "Mara", NOON, "")
    relations.append_pairing("copies", Pairing(herald.key, courier.key, True), "Mara", NOON, "")
    regroup([wire.key, herald.key, courier.key])

    assert members(wire) == {wire.key, evening.key}
    assert members(herald) == {herald.key, courier.key}
    late = file("Dam breaks above Velmar", FLOOD, "night.example", 9)
    relate_new(room)
    assert members(wire) == {wire.key, evening.key, late.key}
    forget()
    relate_new(room)
    assert members(wire) == {wire.key, evening.key, late.key}
    assert members(herald) == {herald.key, courier.key}


def test_what_an_outlet_prints_under_everything_makes_no_copies_whenever_it_is_noticed(room):
    standing = (
        "The Tribune is printed in Velmar six days a week. Letters to the editor should be short "
        "and signed; the editors may cut them. Subscribe at any post office of the republic, or "
        "write to the house on Mill Street, where the archive is open to readers on Fridays."
    )
    news = (
        "A bakery in Sarn has won the regional bread prize for its rye.",
        "The tram to the harbour will run every ten minutes from Monday.",
        "Three boats of the rowing club sank at the jetty after the storm.",
        "The school library has lent its hundred-thousandth book this year.",
    )
    articles = list[Article]()
    for number, words in enumerate(news):
        articles.append(file(words[:30], f"{words}\n{standing}", "tribune.example", number))
        relate_new(room)

    assert [members(one) for one in articles] == [{one.key} for one in articles]
    assert relations.links_of([one.key for one in articles]) == []


def test_one_process_at_a_time_relates(room):
    press()
    with run.alone(room.settings.home, "relating") as ours:
        assert ours
        assert relate_new(room) == 0
    assert relate_new(room) == 5
