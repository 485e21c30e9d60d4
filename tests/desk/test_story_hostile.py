"""Words of the press that try to be more than words reach no page as markup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from tearsheet.desk.views.article import _web_address
from tearsheet.model import (
    Annotations,
    Arrival,
    Article,
    Credit,
    Dateline,
    ExtractionReport,
    ExtractionStep,
    Kept,
    Label,
    Ownership,
    Provenance,
    Span,
    Speaker,
)
from tearsheet.pipeline import Newsroom, inbox, telling
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.relating import relate_new
from tearsheet.store import queries
from tearsheet.store.queries import Known
from tearsheet.store.records import frozen
from tearsheet.store.rows import ArticleRow, OutletRow
from tests.desk.questions import SignedIn, evil, holds_no_markup_of

NOW = datetime(2025, 9, 18, 9, 0, tzinfo=UTC)
TITLE = f"Velmaria opens {evil('bridge')} at noon"
WORDS = (
    "The government of Velmaria opened the bridge over the Irda on Thursday, said the ministry. "
    "“The river belongs to all {evil} of us, and no wall shall part it again,” said Nadia {evil} "
    "Orlesh, President of Velmaria. More than 4,700 people crossed the 412-metre bridge in "
    "September, up 35 percent, the Ministry of {evil} Water said. "
    "“We asked for certainty, not for generosity,” said Rustam Adeli, Minister of Water. "
)


def page_of(host: str, number: int) -> str:
    words = "".join(
        f"<p>{escape(WORDS.format(evil=evil(f'w{number}')))}</p>" if at != number else ""
        for at in range(4)
    )
    mark = escape(evil(host))
    return (
        f"<html lang=en><head><title>{escape(TITLE)}</title>"
        f'<meta property="og:site_name" content="{mark}"><meta name="author" content="Ann {mark}">'
        f'<meta property="article:section" content="{mark}">'
        f'<link rel="canonical" href="javascript:alert(1)//{host}">'
        '<meta property="article:published_time" content="2025-09-18T08:00:00+00:00"></head>'
        f"<body><article><h1>{escape(TITLE)}</h1><p>By Ann {mark}</p>{words}"
        f"<p>SOURCE {mark}</p><figure><img alt=x><figcaption>Photo: {mark}</figcaption></figure>"
        f"<script>alert(1)</script></article></body></html>"
    )


def arrivals() -> Iterator[Kept[Arrival]]:
    for number, host in enumerate(("one.example", "two.example", "three.example")):
        url = f'https://{host}/a?b="><script>alert(1)</script><img src=x onerror=alert(1)>'
        yield Kept(
            Arrival(
                url=url,
                requested_url=f"{url}&asked",
                captured_at=NOW + timedelta(hours=number),
                status=200,
                headers=(("Content-Type", "text/html"), ("X-Evil", evil()), (evil(), "x")),
                media_type="text/html",
                payload=page_of(host, number).encode(),
                source=f"file:{evil()}",
                reserved=(evil(),),
            )
        )


@pytest.fixture
def planted(desk: Newsroom) -> list[Known]:
    """Three printings of a text that is full of markup, and rows in which all else is, too."""
    return plant(desk)


def plant(desk: Newsroom) -> list[Known]:
    before = {one.article.key for one in queries.every_article()}
    ingest(desk, arrivals(), lambda: NOW)
    relate_new(desk, wait=True)
    found = [one for one in queries.every_article() if one.article.key not in before]
    assert len(found) == 3
    assert all("<script>" in one.article.text for one in found)
    for row in ArticleRow.objects.filter(key__in=[one.article.key for one in found]):
        known = next(one for one in found if one.article.key == row.key)
        row.noun, row.annotations = frozen(_spoilt(known.article)), frozen(_said(known))
        row.save()
        outlet = replace(known.outlet, name=evil("o"), ownership=Ownership("state", evil("w")))
        OutletRow.objects.filter(key=known.outlet.key).update(name=evil(), noun=frozen(outlet))
    inbox.file_cards(desk, NOW, wait=True)
    return [one for one in queries.every_article() if one.article.key not in before]


def _spoilt(article: Article) -> Article:
    """The article with markup in everything that its key does not rest on."""
    mark = evil("m")
    published = article.published
    return replace(
        article,
        authors=(mark,),
        section=mark,
        site_name=mark,
        image_credits=(mark,),
        language=mark,
        url=f"javascript:alert(1)//{article.url}",
        published=replace(published, evidence=mark) if published else None,
        report=ExtractionReport(mark, (ExtractionStep(mark, mark, 3),)),
        provenance=Provenance(
            "agency copy",
            (Credit("originator", mark, mark, mark), Credit("relay", mark, mark, None, Span(3, 9))),
            Dateline(mark, mark, mark, Span(0, 5)),
            (Label("opinion", mark, Span(2, 8)),),
        ),
    )


def _said(known: Known) -> Annotations:
    """The annotations with markup in every name."""
    mark, found = evil("s"), known.annotations
    speaker = Speaker(mark, mark, Span(4, 12), mark, mark, 0.9, "person", mark)
    return replace(
        found,
        quotes=tuple(replace(one, speaker=speaker, relay=mark) for one in found.quotes),
        names=tuple(replace(one, text=mark, role=mark, basis=mark) for one in found.names),
        figures=tuple(replace(one, unit=mark) for one in found.figures),
    )


def test_no_foreign_word_becomes_markup(signed_in: SignedIn, planted: list[Known]) -> None:
    client = signed_in("editor")
    keys = [one.article.key for one in planted]
    story = telling.shown_with(keys[0])
    assert story
    pages = [f"/w/velmaria/story/{story.story.key}/{way}" for way in ("", "said/", "merge/")]
    pages += [f"/w/velmaria/story/{story.story.key}/split/?article={keys[0]}"]
    pages += [f"/compare/{keys[0]}/{keys[1]}/"]
    for key in keys:
        pages += [f"/article/{key}/", f"/article/{key}/?at=title:0-60", f"/article/{key}/original/"]
        pages += [f"/original/{key}/", f"/original/{key}/source/"]
        pages += [f"/article/{key}/speaker/?quotation=1"]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        words = answer.content.decode()
        assert holds_no_markup_of(words), page
        assert 'href="javascript:' not in words, page
    said = client.post(
        f"/article/{keys[0]}/speaker/",
        {"quotation": "1", "speaker": evil(), "reason": evil(), "next": pages[0]},
        follow=True,
    )
    assert holds_no_markup_of(said.content.decode())
    decided = client.post(
        f"/w/velmaria/story/{story.story.key}/decide/",
        {"choice": "taken", "reason": evil(), "list": f"?q={evil()}"},
        follow=True,
    )
    assert holds_no_markup_of(decided.content.decode())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScript:alert(1)", "data:text/html,x", "mid:1", "//x", ""]
)
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert _web_address(url) == ""
