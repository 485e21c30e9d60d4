"""A desk at which people have worked: something to see on each of its pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tearsheet.model import TITLE, Account, Alert, Lead, LetStand, Saved, SetText, Source, Wanted
from tearsheet.pipeline import Newsroom, editing, people
from tearsheet.pipeline.inbox import decide, inbox
from tearsheet.pipeline.looking import Look, Offer, Sample
from tearsheet.settings import Settings
from tearsheet.store import alerts, jobs, looks, queries, relations, sources
from tests.desk.conftest import CALLED, OUTLETS
from tests.desk.editions import ALTERED, QUOTED, WATCH, put_editions, quotation_of

NOW = datetime(2025, 9, 22, 9, 0, tzinfo=UTC)
DRAFT, PUBLISHED, CORRECTION = 1, 2, 3
CHIEF = Account("chief", CALLED["chief"], "chief")
EDITOR = Account("editor", CALLED["editor"], "editor")
SOURCE = Source("herald.example", "https://herald.example/feed", "feed", "The Herald", NOW)
SEARCH = Alert("velmaria-abroad", WATCH, "Velmaria abroad", "desk", "editor", NOW, secret="feed-1")


@dataclass(frozen=True, slots=True)
class Places:
    """What the addresses of the desk's pages name; ``copy`` prints the same text as ``article``."""

    story: str
    article: str
    copy: str
    outlet: str
    person: str
    item: str
    sentence: str
    job: int
    looked: int


def furnish(home: Path) -> Places:
    """Let people work at a home with the demo press on it; where things then stand."""
    with Newsroom.open(Settings(home=home), OUTLETS) as room:
        item, sentence = _edit(room)
        story, article, copy = _triage()
        person, outlet = _correct(article)
        today = datetime.now(UTC)  # what was done long ago is forgotten at the start
        job = jobs.ask("look", {"address": "courier.example"}, "editor", "en", today)
        jobs.claim(today)
        looked = looks.keep(_look(), today)
        jobs.end(job, "2 things to follow were found.", f"/sources/found/{looked}/", today)
        alerts.save_alert(SEARCH)
        sources.add_sources([SOURCE])
        return Places(story, article, copy, outlet, person, item, sentence, job, looked)


def _edit(room: Newsroom) -> tuple[str, str]:
    """A draft with an altered and an excused sentence, and a published edition being corrected."""
    digest = put_editions(room, PUBLISHED)
    at, place = quotation_of(digest)
    item, words = digest.items[at].article_key, digest.items[at].sentences[place].text
    name = editing.open_edition(room, WATCH, DRAFT).version.names[at][place]
    later = digest.items[-1]
    other = editing.open_edition(room, WATCH, DRAFT).version.names[-1][-1]
    changes = (
        SetText(item, name, words.replace(QUOTED, ALTERED)),
        SetText(TITLE, TITLE, f"{digest.title.text}, with 9,999 readers"),
        SetText(later.article_key, other, "It rained on all 41 of them."),
    )
    _saved(editing.change(room, WATCH, DRAFT, 1, changes, EDITOR.called, NOW))
    there = editing.open_edition(room, WATCH, DRAFT)
    finding = there.findings_of(later.article_key, other)[0]
    stand = LetStand(
        later.article_key, other, finding.problem, "The ministry said so by telephone."
    )
    _saved(editing.change(room, WATCH, DRAFT, there.version.number, (stand,), EDITOR.called, NOW))
    for to in ("review", "approved", "published"):
        editing.move(room, WATCH, PUBLISHED, to, CHIEF, NOW, "Read twice.")
    made = editing.correct_published(room, WATCH, PUBLISHED, CHIEF, NOW, "A name was wrong.")
    assert made == CORRECTION
    return item, name


def _saved(answer: object) -> None:
    assert isinstance(answer, Saved), answer


def _triage() -> tuple[str, str, str]:
    """Some stories taken; the key of one with a copy in it, its article and the copy."""
    listed = inbox(WATCH, Wanted(choice="all"), most=100)
    keys = [one.card.story_key for one in listed.entries]
    decide(WATCH, keys[:3], "taken", who=EDITOR.called, now=NOW, reason="All of them at length")
    story = next(story for story, *_ in _with_copies(keys))
    _, article, copy = next(_with_copies([story]))
    return story, article, copy


def _with_copies(story_keys: list[str]) -> Iterator[tuple[str, str, str]]:
    for story, articles in relations.members_of(story_keys).items():
        for group in relations.groups_of(articles).values():
            for copy in group.copies[1:]:
                yield story, group.original, copy.article_key


def _correct(article_key: str) -> tuple[str, str]:
    """A person called by another name and joined with a spelling; and an outlet."""
    person = people.most_named(1)[0]
    printed = person.names[0].text
    people.call(printed, person.name, who=EDITOR.called, now=NOW, reason="As they sign")
    return quote(printed), queries.articles([article_key])[article_key].outlet.key


def _look() -> Look:
    sample = Sample("Courier", "It was a fine day.", "en", "https://courier.example/1", 500, NOW)
    lead = Lead("https://courier.example/1", "A fine day", NOW)
    feed = Offer("https://courier.example/feed", "feed", "The Courier", 9, NOW, sample=sample)
    broken = Offer("https://courier.example/map", "sitemap", "", 3, trouble="host not found")
    offers = (replace(feed, listed=(lead,), tried=True), replace(broken, tried=True))
    return Look("courier.example", offers)
