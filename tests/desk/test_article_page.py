"""The article page: the fixed text with what was found in it, and how it came to us."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.desk.notes import notes_on, paragraphs_lit
from tearsheet.model import Span
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.reading_room.segments import LAYERS, Mark, segments
from tearsheet.store import decisions, queries
from tearsheet.store.queries import Known
from tests.desk.questions import SignedIn, asked, plain, refused

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(LAYERS))


@pytest.fixture
def articles(desk: Newsroom) -> list[Known]:
    return list(queries.every_article())


def text_on(page: str) -> str:
    """The text of the article as the page has it, without the markup around its words."""
    found = re.search(r'id="text">\n(.*?)</div>', page, re.DOTALL)
    assert found
    paragraphs = re.findall(r"<p>(.*?)</p>\n", found[1], re.DOTALL)
    return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", one)) for one in paragraphs)


@given(st.text(max_size=45), st.lists(SPANS, max_size=12))
def test_segments_joined_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [
        Mark(Span(min(a, b), max(a, b)), layer, number)
        for number, (a, b, layer) in enumerate(spans)
    ]
    found = segments(text, marks)
    assert "".join(one.text for one in found) == text
    assert all(text[one.start :].startswith(one.text) for one in found)
    for mark in marks:
        lit = "".join(one.text for one in found if mark in one.marks)
        assert lit == text[mark.span.start : mark.span.end]


@settings(deadline=None)
@given(st.text(alphabet="ab\n<&\"'ش", max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_paragraphs_joined_are_the_text(text: str, start: int, length: int) -> None:
    lit = paragraphs_lit(text, "text", [], Span(start, start + length))
    assert "\n".join("".join(piece.text for piece in one) for one in lit) == text
    assert sum(piece.first for one in lit for piece in one) <= 1


def test_every_text_is_on_its_page_to_the_letter(
    signed_in: SignedIn, articles: list[Known]
) -> None:
    client = signed_in("reader")
    for known in articles[::6]:
        page = client.get(f"/article/{known.article.key}/").content.decode()
        assert text_on(page) == known.article.text


def test_what_was_found_is_lit_and_told(signed_in: SignedIn, articles: list[Known]) -> None:
    known = max(articles, key=lambda one: len(one.annotations.quotes))
    page = signed_in("reader").get(f"/article/{known.article.key}/").content.decode()
    for note in notes_on(known):
        assert html.escape(note.means).replace("&quot;", "&quot;") in page or note.means in page
    for layer in ("quotation", "speaker", "name"):
        assert re.search(rf'class="lit [^"]*{layer}', page)
    assert known.outlet.name in plain(page)
    assert known.capture.source in html.unescape(page)


def test_a_passage_is_lit_by_its_address(signed_in: SignedIn, articles: list[Known]) -> None:
    client, known = signed_in("reader"), articles[0]
    page = client.get(f"/article/{known.article.key}/?at=5-25").content.decode()
    lit = "".join(re.findall(r'class="lit [^"]*passage[^"]*"[^>]*>([^<]*)<', page))
    assert html.unescape(lit) == known.article.text[5:25].replace("\n", "")
    assert page.count('id="passage"') == 1
    title = client.get(f"/article/{known.article.key}/?at=title:0-3").content.decode()
    assert title.count('id="passage"') == 1


@pytest.mark.parametrize(
    "at", ["", "9-3", "x", "0-0", "99999999-999999999", "-1-4", "9999999-9999999", "٣-٤"]
)
def test_an_address_that_names_no_passage_is_the_page(
    signed_in: SignedIn, articles: list[Known], at: str
) -> None:
    page = signed_in("reader").get(f"/article/{articles[0].article.key}/", {"at": at})
    assert page.status_code == 200
    assert 'id="passage"' not in page.content.decode()


def test_a_page_that_changed_shows_its_versions(signed_in: SignedIn, articles: list[Known]) -> None:
    client = signed_in("reader")
    pages = (client.get(f"/article/{one.article.key}/").content.decode() for one in articles)
    changed = next(page for page in pages if "What changed" in page)
    link = re.search(r'href="(/compare/\w+/\w+/)">What changed', changed)
    assert link
    page = client.get(link[1]).content.decode()
    assert "<ins>" in page or "<del>" in page
    assert "Are they one text?" not in signed_in("editor").get(link[1]).content.decode()


def test_it_is_no_quotation(signed_in: SignedIn, articles: list[Known]) -> None:
    known = next(one for one in articles if one.annotations.printed_quotes)
    client, key = signed_in("editor"), known.article.key
    number = next(
        n
        for n, one in enumerate(known.annotations.quotes, 1)
        if one.part == "text" and one.is_printed
    )
    done = client.post(f"/article/{key}/speaker/", {"quotation": number, "nobody": "yes"})
    assert done.headers["Location"] == f"/article/{key}/#quotations"
    assert decisions.corrections_of([key])[key][0].speaker == ""
    page = plain(client.get(f"/article/{key}/").content.decode())
    assert "Decided by people" in page
    assert "Edda Editor" in page


@pytest.mark.parametrize(
    "form",
    [
        {"quotation": "1"},
        {"quotation": "99", "speaker": "A"},
        {"quotation": "x", "speaker": "A"},
        {"quotation": "1", "speaker": "A" * 301},
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(
    signed_in: SignedIn, articles: list[Known], form: dict[str, str]
) -> None:
    key = articles[0].article.key
    said = signed_in("editor").post(f"/article/{key}/speaker/", form, follow=True)
    assert said.status_code == 200
    assert decisions.corrections_of([key]) == {}


def test_doors(signed_in: SignedIn, articles: list[Known]) -> None:
    where = f"/article/{articles[0].article.key}/"
    assert refused(signed_in, [where], [], "GET") == []
    assert refused(signed_in, [f"{where}speaker/"], ["reader"], "POST") == []
    assert signed_in("reader").get("/article/none/").status_code == 404
    assert signed_in("editor").get(f"{where}speaker/?quotation=99").status_code == 404


def test_it_asks_few_questions(signed_in: SignedIn, articles: list[Known]) -> None:
    client = signed_in("reader")
    counts = {
        asked(lambda one=one: client.get(f"/article/{one.article.key}/")) for one in articles[::9]
    }
    assert max(counts) <= 18
