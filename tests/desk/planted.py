"""A desk at which every word that people or the press brought is one of `payloads`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tearsheet.model import (
    TITLE,
    Alert,
    Annotations,
    Arrival,
    Kept,
    Lead,
    Notice,
    NoticeEntry,
    Source,
    Speaker,
    Visit,
    Watch,
)
from tearsheet.pipeline import Newsroom, editing, inbox, people
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.looking import Look, Offer, Sample
from tearsheet.pipeline.relating import relate_new
from tearsheet.store import alerts, jobs, looks, queries, sources
from tearsheet.store.records import frozen, thawed
from tearsheet.store.rows import (
    AccountRow,
    ArticleRow,
    CaptureRow,
    JobRow,
    OutletRow,
    VisitRow,
    WatchRow,
)
from tests.desk.editions import WATCH, put_editions
from tests.desk.payloads import PAYLOADS, words

NOW = datetime(2025, 9, 18, 9, 0, tzinfo=UTC)
HOSTS = ("one.example", "two.example", "three.example", "four.example")
TEXT = (
    "The government of Velmaria opened the bridge over the Irda on Thursday, said the ministry. "
    "“The river belongs to all {} of us, and no wall shall part it again,” said Nadia {} Orlesh, "
    "President of Velmaria. More than 4,700 people crossed the 412-metre bridge in September, up "
    "35 percent, the Ministry of {} Water said. “We asked for certainty, not for generosity,” "
    "said Rustam Adeli, Minister of Water. "
)
_STAYS = frozenset(
    {"key", "article_key", "capture_key", "story_key", "alert_key", "watch_key", "text", "title"}
    | {"form", "outlet_key", "country", "secret", "owner"}
)
"""Fields that are no words but name or fix something; text and title are planted in the page."""


@dataclass(frozen=True, slots=True)
class Places:
    """What the addresses of planted pages name."""

    story: str
    article: str
    copy: str
    outlet: str
    person: str
    source: str
    item: str
    sentence: str
    job: int
    looked: int
    alert: str
    feed: str


def planted(noun: Any, at: int = 0, stays: frozenset[str] = _STAYS) -> Any:
    """The noun with payloads in each field, however deep, that any words could stand in."""
    if isinstance(noun, tuple):
        return tuple(planted(one, at + n, stays) for n, one in enumerate(noun))
    if not is_dataclass(noun):
        return noun
    hints = get_type_hints(type(noun))
    changed = {}
    for n, field in enumerate(fields(noun)):
        if field.name in stays:
            continue
        value = getattr(noun, field.name)
        if _takes_any_words(hints[field.name]):
            changed[field.name] = words(at + n)
        elif hints[field.name] == tuple[str, ...]:
            changed[field.name] = tuple(words(at + n + 7 * m, 1_500) for m in range(3))
        else:
            changed[field.name] = planted(value, at + n, stays)
    return replace(noun, **changed)


def _takes_any_words(hint: object) -> bool:
    return hint is str or (get_origin(hint) in (Union, UnionType) and str in get_args(hint))


def page_of(host: str, number: int) -> bytes:
    """A page of the press in which all that is read of it is payloads."""
    mark = escape(words(number * 11, 2_000))
    title = escape(f"Velmaria opens {words(number * 7, 900)} at noon")
    text = "".join(
        f"<p>{escape(TEXT.format(*(words(number + at * 5 + n, 700) for n in range(3))))}</p>"
        for at in range(4)
    )
    structured = json.dumps(
        {"@type": "NewsArticle", "headline": words(3), "author": {"name": words(5)}}
    ).replace("</", "<\\/")
    page = (
        f"<html lang=en><head><title>{title}</title>"
        f'<meta property="og:site_name" content="{mark}"><meta name="author" content="Ann {mark}">'
        f'<meta property="article:section" content="{mark}"><meta property="og:image" '
        f'content="{mark}"><meta name="description" content="{mark}">'
        f'<link rel="canonical" href="javascript:ran()//{host}">'
        f'<script type="application/ld+json">{structured}</script>'
        '<meta property="article:published_time" content="2025-09-18T08:00:00+00:00"></head>'
        f"<body><article><h1>{title}</h1><p>By Ann {mark}</p><p>{mark[:80]}, Sept 18 —</p>{text}"
        f"<p>SOURCE {mark}</p><figure><img alt=x><figcaption>Photo: {mark}</figcaption></figure>"
        f"&#xD800;&#0;<script>ran()</script></article>{''.join(PAYLOADS)}</body></html>"
    )
    broken = b"\xff\xfe\xed\xa0\x80<script>ran()</script>" if number % 2 else b""
    return page.encode("utf-8", "replace") + broken


def arrivals() -> Iterator[Kept[Arrival]]:
    """The same event on several hosts."""
    for number, host in enumerate(HOSTS):
        url = f'https://{host}/a?b="><script>ran()</script><img src=x onerror=ran()>'
        yield Kept(
            Arrival(
                url=url,
                requested_url=f"{url}&asked",
                captured_at=NOW + timedelta(hours=number),
                status=200,
                headers=(("Content-Type", "text/html"), ("X-Evil", words(9)), (words(1, 99), "x")),
                media_type="text/html",
                payload=page_of(host, number),
                source=f"file:{words(number)}",
                reserved=(words(2),),
            )
        )


def plant(room: Newsroom, client: dict[str, Client]) -> Places:
    """Put payloads into all that the desk keeps, by its own doors where there is one."""
    _watch(client["editor"])
    articles = _press(room)
    source = _sources()
    _people_of_the_house(client)
    _outlet_and_people(client["editor"], articles)
    story = _stories(client["editor"], articles)
    item, sentence = _editions(room, client)
    alert = _alerts(client["editor"], articles[0])
    job, looked = _work()
    known = queries.articles([articles[0]])[articles[0]]
    person = next(iter(people.people_holding("planted", 5)), people.most_named(1)[0])
    return Places(
        story,
        articles[0],
        articles[1],
        known.outlet.key,
        person.names[0].text,
        source,
        item,
        sentence,
        job,
        looked,
        alert.key,
        alert.secret,
    )


def _watch(editor: Client) -> None:
    """The watch that is there, and the same again with payloads in its names."""
    plain = queries.watch(WATCH)
    assert plain is not None
    lines = "\n".join(f"{one} @ en" for one in PAYLOADS if one.strip() and "\n" not in one)
    form = {
        "what": "save",
        "key": "planted",
        "kind": "organisation",
        "title": words(),
        "names-name": f"{lines[:6000]}\nVelmaria @ en",
        "names-person": lines[:3000],
        "leave_out": "\n".join(PAYLOADS),
        "language": "en",
        "form": "astana",
    }
    answer = editor.post("/watches/add/", form)
    assert answer.status_code in (302, 422), answer.status_code
    row = WatchRow.objects.get(key=WATCH)
    there = thawed(Watch, row.noun)
    row.noun = frozen(replace(there, title=words(4), leave_out=(*there.leave_out, words(5))))
    row.save()


def _press(room: Newsroom) -> list[str]:
    """Pages as they come, then every row with payloads in all that its key does not rest on."""
    before = {one.article.key for one in queries.every_article()}
    tally = ingest(room, arrivals(), lambda: NOW)
    relate_new(room, wait=True)
    found = [one for one in queries.every_article() if one.article.key not in before]
    assert len(found) == len(HOSTS), tally
    assert all("<script>" in one.article.text for one in found)
    for at, known in enumerate(found):
        article = replace(planted(known.article, at), url="javascript:ran()//planted.example")
        ArticleRow.objects.filter(key=known.article.key).update(
            noun=frozen(article), annotations=frozen(_said(known.annotations, at))
        )
        outlet = replace(planted(known.outlet, at), domains=known.outlet.domains)
        OutletRow.objects.filter(key=known.outlet.key).update(name=words(at), noun=frozen(outlet))
    CaptureRow.objects.filter(url__contains="ran()").update(source=words(8))
    inbox.file_cards(room, NOW, wait=True)
    return [one.article.key for one in found]


def _said(found: Annotations, at: int) -> Annotations:
    speaker = planted(Speaker("", "", None, "", "", 0.9, "person", ""), at)
    said = planted(found, at, _STAYS - {"text"})
    return replace(
        said,
        quotes=tuple(replace(one, speaker=speaker, relay=words(at)) for one in said.quotes),
    )


def _sources() -> str:
    outlines = "".join(
        f'<outline type="rss" text="{_xml(words(n, 800))}" title="{_xml(words(n, 800))}" '
        f'xmlUrl="https://feed{n}.example/?{_xml(words(n, 300))}"/>'
        for n in range(6)
    )
    opml = f'<opml version="2.0"><head><title>x</title></head><body>{outlines}</body></opml>'
    editor = Client()
    editor.force_login(AccountRow.objects.get(name="editor"), BACKEND)
    file = SimpleUploadedFile(words(0, 200), opml.encode("utf-8", "replace"))
    assert editor.post("/sources/import/", {"file": file}).status_code == 302
    assert any("feed1.example" in one.url for one in sources.sources())
    source = planted(Source("planted", "https://planted.example/feed", "feed", "", NOW))
    source = replace(source, url='javascript:ran()//"><script>ran()</script>')
    sources.add_sources([source])
    visit = planted(Visit("planted", NOW, "failed", moved_to="x"), 3, _STAYS | {"source"})
    VisitRow.objects.create(source_id="planted", at=NOW, noun=frozen(visit))
    return "planted"


BACKEND = "django.contrib.auth.backends.ModelBackend"


def _xml(text: str) -> str:
    """Text as an attribute of XML, which some characters cannot be in."""
    return escape("".join(one for one in text if one >= " " and one not in "\ufffe\uffff"))


def _people_of_the_house(client: dict[str, Client]) -> None:
    for n, (name, one) in enumerate(client.items()):
        called = f"{words(n * 9, 190)}"
        assert one.post("/me/", {"called": called, "email": ""}).status_code == 302
        assert one.post("/me/keys/", {"title": words(n, 90), "role": "reader"}).status_code == 200
        assert "planted" in name or AccountRow.objects.get(name=name).called
    email = {"called": words(3), "email": '"><script>ran()</script>@planted.example'}
    client["reader"].post("/me/", email)
    hostile = Client(headers={"User-Agent": words(0, 190).replace("\n", " ")})
    hostile.post("/sign-in/", {"name": "editor", "password": "tearsheet-desk-1"})


def _outlet_and_people(editor: Client, articles: list[str]) -> None:
    known = queries.articles([articles[0]])[articles[0]]
    form = {
        "name": words(6, 1_900),
        "country": "DE",
        "languages": "en",
        "kind": "newspaper",
        "ownership": "state",
        "source": words(7, 1_900),
        "reason": words(8, 1_900),
        "steps": "0",
    }
    editor.post(f"/outlets/{known.outlet.key}/correct/", form)
    printed = people.most_named(2)
    one, other = (person.names[0].text for person in printed)
    reason = {"reason": words(9, 1_900)}
    assert (
        editor.post("/people/call/", {"name": one, "shown": words(1, 190), **reason}).status_code
        == 302
    )
    editor.post("/people/decide/", {"one": one, "other": other, "what": "part", **reason})
    for key in articles:
        form = {"quotation": "1", "speaker": words(2, 290), "reason": words(3, 1_900), "next": "/"}
        editor.post(f"/article/{key}/speaker/", form)


def _stories(editor: Client, articles: list[str]) -> str:
    entry = inbox.card(WATCH, articles[0])
    assert entry is not None
    key = entry.card.story_key
    reason = {"reason": words(5, 1_900)}
    at = f"/w/{WATCH}/story"
    editor.post(f"{at}/{key}/split/", {"article": articles[-1], **reason})
    parted = inbox.card(WATCH, articles[-1])
    assert parted is not None
    editor.post(f"{at}/{key}/merge/", {"story": parted.card.story_key, **reason})
    now = inbox.card(WATCH, articles[0])
    assert now is not None
    editor.post(f"{at}/{now.card.story_key}/decide/", {"choice": "taken", **reason})
    pair = f"/compare/{articles[0]}/{articles[1]}/pair/"
    for what in ("part", "join"):
        editor.post(pair, {"what": what, "do": what, "verdict": what, **reason})
    return now.card.story_key


def _editions(room: Newsroom, client: dict[str, Client]) -> tuple[str, str]:
    """Drafts with payloads in title, lead, sentences, notes and reasons; the second published."""
    digest = put_editions(room, 2)
    for number in (1, 2):
        item, sentence = _edited(room, client, number, digest.items[0].article_key)
    for number, ways in ((1, ("review", "draft")), (2, ("review", "approved", "published"))):
        for to in ways:
            form = {"to": to, "note": words(7, 1_900)}
            client["chief"].post(reverse("edition-state", args=(WATCH, number)), form)
    note = {"note": words(2, 1_900)}
    made = client["chief"].post(reverse("edition-correct", args=(WATCH, 2)), note)
    assert made.status_code == 302, made.content.decode()[:2_000]
    return item, sentence


def _edited(room: Newsroom, client: dict[str, Client], number: int, item: str) -> tuple[str, str]:
    """One edition, all of whose new words the chief lets stand; an item and a sentence of it."""
    there = editing.open_edition(room, WATCH, number)
    names, lead = there.version.names[0], there.version.lead_names[0]
    changes = [
        {"kind": "text", "item": TITLE, "sentence": TITLE, "text": words(0, 2_000)},
        {"kind": "text", "item": "lead", "sentence": lead, "text": words(20, 2_000)},
        {"kind": "text", "item": item, "sentence": names[-1], "text": words(40, 2_000)},
        {"kind": "add", "item": item, "after": names[-1], "of": "note", "text": words(9, 2_000)},
        {"kind": "add", "item": item, "after": names[0], "of": "quotation", "text": words(3, 900)},
    ]
    at, base = reverse("edition-change", args=(WATCH, number)), 1
    for one in changes:
        base = _changed(client["editor"], at, base, one)
    _changed(client["chief"], at, 1, {**changes[0], "text": words(30, 2_000)}, clash=True)
    for key, name, finding in editing.open_edition(room, WATCH, number).findings:
        stand = {"kind": "stand", "item": key, "sentence": name, "problem": finding.problem}
        base = _changed(client["editor"], at, base, stand | {"reason": words(base, 1_500)})
    return item, names[-1]


def _changed(
    client: Client, at: str, base: int, change: dict[str, str], *, clash: bool = False
) -> int:
    body = json.dumps({"base": base, "changes": [change]})
    answer = client.post(at, body, content_type="application/json")
    assert answer.status_code == (409 if clash else 200), (change, answer.content)
    return base if clash else answer.json()["version"]


def _alerts(editor: Client, article_key: str) -> Alert:
    form = {
        "title": words(0, 119),
        "watch": WATCH,
        "words": words(1, 480).replace("\x00", ""),
        "channel": "feed",
    }
    answer = editor.post("/alerts/", {**form, "title": words(28, 119).replace("\x00", "")})
    assert answer.status_code == 302, answer.content.decode()[-3_000:]
    (one,) = alerts.alerts()
    entry = planted(NoticeEntry(article_key, "", "", "", "", None, "", NOW, ""), 2, _STAYS)
    entry = replace(entry, title=words(5), url="javascript:ran()")
    notice = Notice("planted", one.key, words(6), NOW, (entry,))
    assert alerts.file_notice(one.key, alerts.looking()[0].upto, 1, notice, [], send=False)
    return one


def _work() -> tuple[int, int]:
    job = jobs.ask("look", {"address": words(1)}, words(2, 90), "en", NOW)
    JobRow.objects.filter(pk=job).update(state="done", told=words(3), doing=words(4))
    failed = jobs.ask("collect", {"sources": words(1)}, words(2, 90), "en", NOW)
    JobRow.objects.filter(pk=failed).update(state="failed", told=words(5))
    sample = Sample(words(1), words(2), words(3), "javascript:ran()", 500, NOW)
    lead = Lead("javascript:ran()", words(4), NOW)
    offer = Offer("javascript:ran()", "feed", words(5), 9, NOW, sample=sample, listed=(lead,))
    broken = Offer('https://x.example/"><b planted>', "sitemap", "", 3, trouble=words(6))
    tried = (replace(offer, tried=True), replace(broken, tried=True))
    return job, looks.keep(Look(words(7), tried), datetime.now(UTC))
