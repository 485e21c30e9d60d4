"""What small pages of our own say of themselves."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from tearsheet.model import Credit, Provenance
from tearsheet.read.metadata import Metadata, metadata
from tearsheet.read.metadata.kind import kind_by_text
from tearsheet.read.page import parse

URL = "https://www.paper.example/world/2031/03/05/lake-opens"
FILLER = "<p>" + "The lake lay still all morning and nobody came to look at it. " * 4 + "</p>"


def read(head: str = "", body: str = "", url: str = URL, lang: str = "en") -> Metadata:
    page = f"<html lang='{lang}'><head>{head}</head><body>{body}{FILLER}{FILLER}</body></html>"
    return metadata(parse(url, page.encode()))


def linked(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_json_ld_speaks_first():
    told = read(
        linked(
            headline="Lake opens &amp; stays open",
            datePublished="2031-03-05T07:08:09+05:00",
            dateModified="2031-03-06T01:02:03+05:00",
            author=[
                {"@type": "Person", "name": "Ada Corvin"},
                {"@type": "Person", "name": "Ben Dahl"},
            ],
            articleSection="World",
            publisher={"@type": "Organization", "name": "The Paper"},
            inLanguage="en-GB",
        )
        + '<meta property="og:title" content="Lake opens | The Paper">'
    )
    assert told.title == "Lake opens & stays open"
    assert told.authors == ("Ada Corvin", "Ben Dahl")
    assert told.section == "World"
    assert told.site_name == "The Paper"
    assert told.declared_language == "en-GB"
    assert told.published is not None
    assert told.published.at == datetime(2031, 3, 5, 7, 8, 9, tzinfo=timezone(timedelta(hours=5)))
    assert told.published.evidence == "2031-03-05T07:08:09+05:00"
    assert told.updated is not None
    assert told.updated.at.day == 6


def test_authors_are_followed_through_the_graph():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": "Lake opens", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Corvin"},
        ],
    }
    told = read(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert told.authors == ("Ada Corvin",)


def test_the_article_of_the_page_is_chosen_among_others():
    other = linked(headline="Another story", url="https://www.paper.example/other")
    told = read(other + linked(headline="Lake opens", url=URL, datePublished="2031-03-05"))
    assert told.title == "Lake opens"


def test_evidence_stands_in_the_markup_as_it_is_escaped_there():
    head = linked(headline="x y z", datePublished="2031-03-05T07:08:09+05:00").replace(
        "+05:00", "\\u002B05:00"
    )
    told = read(head)
    assert told.published is not None
    assert told.published.evidence == "2031-03-05T07:08:09\\u002B05:00"


def test_a_person_in_the_byline_beats_the_outlet_in_json_ld():
    told = read(
        linked(headline="Lake opens", author={"@type": "Organization", "name": "The Paper"})
        + '<meta property="og:site_name" content="The Paper">',
        '<h1>Lake opens</h1><div class="byline">By <a href="/authors/ada">Ada Corvin</a></div>',
    )
    assert told.authors == ("Ada Corvin",)


def test_the_outlet_stays_author_where_nobody_signs():
    told = read(
        linked(headline="Lake opens", author={"@type": "Organization", "name": "The Paper"})
        + '<meta property="og:site_name" content="The Paper">'
    )
    assert told.authors == ("The Paper",)


def test_bylines_of_other_articles_do_not_count():
    told = read(
        "", '<h1>Lake opens</h1><div class="related"><span class="author">Ben Dahl</span></div>'
    )
    assert told.authors == ()


def test_neighbouring_elements_are_two_names():
    told = read(
        "",
        '<h1>Lake opens</h1><div class="byline"><span>Ada Corvin</span><span>Ben Dahl</span></div>',
    )
    assert told.authors == ("Ada Corvin", "Ben Dahl")


def test_a_bold_line_above_the_text_signs_it():
    told = read("", "<h1>Lake opens</h1><p><strong>Ada Corvin/Ben Dahl</strong></p>")
    assert told.authors == ("Ada Corvin", "Ben Dahl")


def test_a_name_before_the_date_signs_it():
    told = read("", "<h1>Lake opens</h1><span>Ada Corvin | 05.03.2031</span>")
    assert told.authors == ("Ada Corvin",)
    assert told.published is not None
    assert told.published.at.date() == date(2031, 3, 5)


def test_twitter_cards_say_who_wrote():
    told = read(
        '<meta name="twitter:label1" content="Verfasst von">'
        '<meta name="twitter:data1" content="Ada Corvin">',
        lang="de",
    )
    assert told.authors == ("Ada Corvin",)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Lake opens for skaters | The Paper", "Lake opens for skaters"),
        ("Lake opens for skaters - The Paper", "Lake opens for skaters"),
        ("The Paper: Lake opens for skaters", "Lake opens for skaters"),
        ("Lake – what next? – paper.example", "Lake – what next?"),
        ("Lake opens for skaters", "Lake opens for skaters"),
    ],
)
def test_the_outlets_name_is_no_part_of_the_headline(title, headline):
    told = read(f'<meta property="og:site_name" content="The Paper"><title>{title}</title>')
    assert told.title == headline


def test_a_visible_time_is_finer_than_a_declared_day():
    told = read(
        '<meta name="DC.date.issued" content="2031-03-05">',
        "<h1>Lake opens</h1><p>Posted March 5, 2031&nbsp;at 7:08 p.m.</p>",
    )
    assert told.published is not None
    assert told.published.at.hour == 19
    assert told.published.precision == "minute"
    assert told.published.evidence == "March 5, 2031&nbsp;at 7:08 p.m."


def test_a_caption_with_a_date_is_no_claim():
    caption = "<p>Skaters on the lake near the old mill before sunrise, 24 February 2031</p>"
    told = read("", f"<h1>Lake opens</h1>{caption}", url="https://paper.example/lake")
    assert told.published is None


def test_the_url_dates_a_page_that_says_nothing_else():
    told = read("", "<h1>Lake opens</h1>")
    assert told.published is not None
    assert (told.published.basis, told.published.evidence) == ("url", "2031/03/05")
    assert told.published.precision == "day"
    assert not told.published.zoned


def test_an_update_before_publication_is_none():
    told = read(
        linked(
            headline="x", datePublished="2031-03-05T10:00:00Z", dateModified="2031-03-05T10:00:20Z"
        )
    )
    assert told.updated is None


def test_impossible_dates_are_left_out():
    told = read(
        linked(headline="x", datePublished="2031-02-31T10:00:00Z"), url="https://p.example/a"
    )
    assert told.published is None


@pytest.mark.parametrize(
    ("lang", "visible", "day"),
    [
        ("ru", "5 марта 2031, 10:20", date(2031, 3, 5)),
        ("zh", "2031年03月05日 10:20", date(2031, 3, 5)),
        ("ar", "٥ مارس ٢٠٣١", date(2031, 3, 5)),
        ("tr", "5 Mart 2031", date(2031, 3, 5)),
        ("kk", "5 наурыз 2031", date(2031, 3, 5)),
    ],
)
def test_visible_dates_in_any_script(lang, visible, day):
    told = read("", f"<h1>…</h1><span>{visible}</span>", url="https://p.example/a", lang=lang)
    assert told.published is not None
    assert told.published.at.date() == day
    assert told.published.evidence == visible


def test_canonical_addresses():
    told = read('<link rel="canonical" href="/world/lake-opens">')
    assert told.url == "https://www.paper.example/world/lake-opens"
    assert told.original_url is None
    away = read('<link rel="canonical" href="https://agency.example/lake">')
    assert (away.url, away.original_url) == (URL, "https://agency.example/lake")
    home = read('<link rel="canonical" href="https://www.paper.example/">')
    assert home.url == URL


@pytest.mark.parametrize(
    ("head", "body", "url", "kind"),
    [
        (linked(headline="x"), "", URL, "news"),
        (linked(headline="x").replace("NewsArticle", "OpinionNewsArticle"), "", URL, "opinion"),
        (linked(headline="x", articleSection="Мнения"), "", URL, "opinion"),
        ("", "", "https://p.example/opinion/lake", "opinion"),
        ("<title>Interview: Ada Corvin</title>", "", URL, "interview"),
        ("<title>News Digest: Lakes and More</title>", "", URL, "press review"),
        ("", "<div>Sponsored content</div><h1>Lake</h1>", URL, "sponsored"),
        ("", "<div>Anzeige</div><h1>Lake</h1><div>Anzeige</div>", URL, "news"),
        (linked(headline="x", articleSection="Anzeige"), "", URL, "sponsored"),
        ("", "<div>Kommentar</div><h1>Lake</h1>", URL, "opinion"),
        ("", "<h1>Lake</h1><div>Kommentar</div>", URL, "news"),
        ("", "<ul><li>Opinion</li></ul><h1>Lake</h1>", URL, "news"),
        ("<title>Correction: the lake</title>", "", URL, "correction"),
        ("", "", "https://p.example/news-releases/lake", "press release"),
    ],
)
def test_kinds(head, body, url, kind):
    assert read(head, body, url).kind == kind


def test_image_credits():
    body = (
        "<figure><img src=a><figcaption>A lake. <span class=credit>Photo: Ada Corvin</span>"
        "</figcaption></figure><figure><figcaption>Ice. © Ben Dahl</figcaption></figure>"
    )
    found = read("", body).image_credits
    assert "Photo: Ada Corvin" in found
    assert any("Ben Dahl" in credit for credit in found)


def test_a_page_that_says_nothing():
    told = metadata(parse("https://p.example/a", b"<p>x</p>"))
    assert told.title == ""
    assert told.published is None
    assert told.authors == ()
    assert told.declared_language is None
    assert {note.outcome for note in told.notes} == {"not found"}


@pytest.mark.parametrize(
    ("text", "tail", "origin", "kind"),
    [
        ("The lake opened.\nIt closed.", "", "original", "news"),
        ("The lake opened.", "", "press release", "press release"),
        ("The lake opened.", "", "agency copy", "news"),
        ("The lake opened.\nPropos recueillis par Ada Corvin", "", "original", "interview"),
        ("It opened.", "Correction, 6 March 2031: it did not open.", "original", "correction"),
        ("It opened.", "Correction: a lake", "original", "news"),
        ("It opened.", "Sponsored content\nAnzeige", "original", "news"),
        ("Paid for by the Lake Office\nIt opened.", "", "original", "sponsored"),
        ("Communiqué du lac, diffusé par un fil.", "", "translated copy", "press release"),
        ("This week’s foreign media digest covers lakes.\nX", "", "original", "press review"),
    ],
)
def test_kinds_that_only_the_text_tells(text, tail, origin, kind):
    assert kind_by_text("news", text, tail, Provenance(origin)) == kind


def test_a_kind_the_page_names_stays():
    came = Provenance("press release")
    assert kind_by_text("opinion", "The lake opened.", "", came) == "opinion"


def test_what_a_distributor_carries_is_a_release_in_translation_too():
    came = Provenance("translated copy", (Credit("distributor", "Lake Wire", "dateline"),))
    assert kind_by_text("news", "Der See öffnet.", "", came) == "press release"


def test_a_headline_cut_short_is_made_whole():
    told = read(
        linked(headline="Lake opens for skaters as...")
        + '<meta property="og:title" content="Lake opens for skaters as winter goes">'
    )
    assert told.title == "Lake opens for skaters as winter goes"


def test_handles_and_placeholders_are_no_names():
    told = read(
        linked(headline="x", author={"@type": "Person", "name": "admin"})
        + '<meta name="author" content="ada.corvin">',
        '<h1>x</h1><p class="byline">By Ada Corvin</p>',
    )
    assert told.authors == ("Ada Corvin",)
