"""What a story shows: its title, who tells it on their own, how it grew, what to read first."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import (
    Annotations,
    Article,
    Chapter,
    Copy,
    CopyGroup,
    Credit,
    Dated,
    ExtractionReport,
    Figure,
    Outlet,
    Ownership,
    Provenance,
    Quote,
    Relevance,
    Span,
    Speaker,
    Story,
)
from tearsheet.press import register
from tearsheet.press.owners import _by_domain
from tearsheet.press.register import UNKNOWN
from tearsheet.relate.stories.telling import counted, independent_outlets, tell

NOON = datetime(2025, 9, 15, 12, tzinfo=UTC)
LEAD = "A dam above Sorvik gave way on Monday and water reached the market."


def printed(at: str, title: str, text: str = LEAD, hours: float | None = 0.0, **more) -> Article:
    when = None if hours is None else Dated(NOON + timedelta(hours=hours), "minute", "page", "")
    url = f"https://{at}/{len(title)}-{hours}"
    article = Article(
        f"{at} {title} {hours}", url, title, text, "en", ExtractionReport("1"), published=when
    )
    return replace(article, **more)


def outlet(domain: str, **more) -> Outlet:
    made = Outlet(domain, domain.partition(".")[0].title(), domains=(domain,), country="GB")
    return replace(made, **more)


def at_home(*articles: Article) -> dict[str, Outlet]:
    """Each article at the outlet of its own host."""
    return {one.key: outlet(one.url.split("/")[2]) for one in articles}


def group(*articles: Article, written_by: Credit | None = None) -> CopyGroup:
    first, *others = articles
    copies = (Copy(first.key, "original", ""), *(Copy(one.key, "exact", "") for one in others))
    return CopyGroup(first.key, copies, written_by)


def story_of(*articles: Article, chapters=()) -> Story:
    return Story(articles[0].key, tuple(one.key for one in articles), 0, chapters)


def told(*articles: Article, groups=(), outlets=None, annotations=None, **more):
    return tell(
        story_of(*articles, chapters=more.pop("chapters", ())),
        articles,
        annotations or {},
        outlets or at_home(*articles),
        groups,
        **more,
    )


DAM = printed("ledger.example", "Dam at Sorvik breaks, market under water")
FLOOD = printed("gazette.example", "Sorvik market flooded as dam breaks", hours=2)
WATER = printed("courier.example", "Water from broken dam reaches Sorvik market", hours=5)


# Who tells it on their own.


def test_printings_of_one_text_are_one_voice():
    copies = [printed(f"copy{at}.example", DAM.title, hours=1 + at) for at in range(5)]
    one = independent_outlets(
        [DAM, *copies, FLOOD], at_home(DAM, *copies, FLOOD), [group(DAM, *copies)]
    )
    assert [voice.name for voice in one] == ["Ledger", "Gazette"]
    assert len(one[0].article_keys) == 6


def test_one_outlet_is_one_voice_however_often_it_writes():
    again = replace(FLOOD, url="https://ledger.example/2")
    (voice,) = independent_outlets([DAM, again], at_home(DAM, again), ())
    assert voice.why == "2 texts of one owner"


def test_outlets_of_one_domain_are_one_voice():
    outlets = {
        DAM.key: outlet("news.sorvikledger.co.uk"),
        FLOOD.key: outlet("sport.sorvikledger.co.uk"),
        WATER.key: outlet("courier.example"),
    }
    first, second = independent_outlets([DAM, FLOOD, WATER], outlets, ())
    assert first.also == ("Sport",)
    assert "one registered domain" in first.why
    assert second.name == "Courier"


def test_outlets_of_one_company_are_one_voice_and_the_company_is_named():
    known = register()
    one, other = known.at("https://www.straitstimes.com/"), known.at("https://www.zaobao.com.sg/")
    (voice,) = independent_outlets([DAM, FLOOD], {DAM.key: one, FLOOD.key: other}, ())
    assert "SPH Media" in voice.why


def test_state_owned_outlets_of_one_state_stay_apart_and_it_is_said():
    state = {"country": "FR", "ownership": Ownership("state", "charter")}
    outlets = {
        DAM.key: outlet("ledger.example", **state),
        FLOOD.key: outlet("gazette.example", **state),
        WATER.key: outlet("courier.example", ownership=Ownership("state", "charter")),
    }
    one, other, foreign = independent_outlets([DAM, FLOOD, WATER], outlets, ())
    assert one.why == "owned by the state of France, as is Gazette"
    assert other.why == "owned by the state of France, as is Ledger"
    assert foreign.why == "owned by the state of United Kingdom"


def test_two_texts_of_one_agency_are_its_voice_wherever_they_are_printed():
    agency = Credit("originator", "Sorvik Wire", "line", "wire.example")
    one, other = group(DAM, written_by=agency), group(FLOOD, written_by=agency)
    (voice,) = independent_outlets([DAM, FLOOD], at_home(DAM, FLOOD), [one, other])
    assert voice.outlet_key == "wire.example"
    assert "by the credits" in voice.why


def test_a_writer_without_a_key_is_found_by_name_among_the_outlets():
    credit = Credit("originator", "GAZETTE", "line")
    found = independent_outlets([DAM, FLOOD], at_home(DAM, FLOOD), [group(DAM, written_by=credit)])
    assert [voice.outlet_key for voice in found] == ["gazette.example"]


def test_an_outlet_of_unknown_owner_stands_for_itself():
    assert len(independent_outlets([DAM, FLOOD, WATER], at_home(DAM, FLOOD, WATER), ())) == 3
    assert len(independent_outlets([DAM, FLOOD], {}, ())) == 2
    assert len(independent_outlets([DAM, FLOOD], {DAM.key: UNKNOWN, FLOOD.key: UNKNOWN}, ())) == 2


def test_the_story_takes_its_number():
    story = counted(story_of(DAM, FLOOD), [DAM, FLOOD, WATER], at_home(DAM, FLOOD), ())
    assert story.independent_outlets == 2


@given(
    st.permutations([DAM, FLOOD, WATER, replace(FLOOD, url="https://ledger.example/3", title="x")])
)
def test_order_does_not_matter(articles):
    groups = [group(DAM, WATER)]
    ordered = sorted(articles, key=lambda one: one.key)
    outlets = at_home(*articles)
    assert independent_outlets(articles, outlets, groups) == independent_outlets(
        ordered, outlets, groups
    )
    story = story_of(*ordered)
    assert tell(story, articles, {}, outlets, groups) == tell(story, ordered, {}, outlets, groups)


def test_every_owner_listed_publishes_outlets_of_the_register():
    known = register()
    hosts = {host for one in known for host in one.domains}
    for domain in _by_domain():
        assert any(host == domain or host.endswith(f".{domain}") for host in hosts), domain


# The title.


@pytest.mark.parametrize(
    ("poor", "feature"),
    [
        ("Why did the dam at Sorvik break under water market?", "question"),
        ("Dam at Sorvik breaks, market under water: what we know", "teaser"),
        ("You won’t believe how the Sorvik market dam breaks", "teaser"),
        ("5 things on the Sorvik dam and the market under water", "teaser"),
        ("DAM AT SORVIK BREAKS, MARKET UNDER WATER", "capitals"),
        ("Dam at Sorvik breaks, market under wa…", "cut"),
        ("Sorvik dam", "length"),
    ],
)
def test_a_poor_headline_is_no_title(poor, feature):
    found = told(printed("poor.example", poor, hours=-1), DAM, FLOOD, WATER)
    assert found.title.text != poor
    alone = told(printed("poor.example", poor))
    assert feature in {one.name for one in alone.title.features}


@pytest.mark.parametrize("kind", ["opinion", "sponsored", "correction", "press release"])
def test_what_is_no_report_gives_no_title(kind):
    assert told(replace(DAM, kind=kind), FLOOD, WATER).title.text != DAM.title


def test_the_headline_that_others_bear_out_is_the_title():
    odd = printed("odd.example", "Council counts its sandbags again", "Sandbags were counted.", -2)
    found = told(odd, DAM, FLOOD, WATER)
    assert found.title.text != odd.title
    central = {one.name: one for one in found.title.features}["central"]
    assert central.value == 1.0
    assert "2 of 3 other texts" in central.why or "3 of 3" in central.why


def test_the_wanted_language_comes_first():
    german = printed(
        "blatt.example",
        "Damm bei Sorvik gebrochen, Markt unter Wasser",
        "Ein Damm bei Sorvik brach am Montag.",
        4,
        language="de-AT",
    )
    assert told(DAM, FLOOD, german, language="de").title.text == german.title
    assert told(DAM, FLOOD, german, language="fr").title.text != german.title
    assert told(DAM, FLOOD, german).title.language == "en"


@given(
    st.text(max_size=60), st.text(max_size=200), st.sampled_from(["en", "zh", "und", "", "ar-EG"])
)
def test_any_text_can_be_told(title, text, language):
    article = printed("any.example", title, text, hours=None, language=language)
    found = told(article, DAM, language=language)
    assert len(found.printings) == 2
    assert all(0 <= one.value <= 2 for one in found.title.features)


# The time line.


def test_first_report_copies_and_places():
    copies = [printed(f"copy{at}.example", DAM.title, hours=1 + at) for at in range(3)]
    undated = printed("undated.example", "Sorvik dam", hours=None)
    found = told(undated, *copies, FLOOD, DAM, groups=[group(DAM, *copies)])
    assert found.first_report.article_key == DAM.key
    assert found.printings[-1].article_key == undated.key
    assert (found.copies, found.places) == (3, 3)
    assert {one.relation for one in found.printings} == {"original", "exact"}
    assert found.printings[1].copy_of == DAM.key
    assert found.last_seen == FLOOD.published.at + timedelta(hours=1)


def test_no_copy_stands_before_its_original():
    early = printed("copy.example", DAM.title, hours=-3)
    found = told(early, DAM, groups=[group(DAM, early)])
    assert found.first_report.article_key == DAM.key
    assert [period.articles for period in found.growth.periods] == [2]


def test_kinds_countries_and_languages_are_counted():
    copy = printed("wire.example", DAM.title, hours=1)
    release = printed("office.example", "Statement on Sorvik", kind="press release")
    agency = replace(WATER, provenance=Provenance("agency copy"))
    found = told(DAM, copy, FLOOD, release, agency, groups=[group(DAM, copy)])
    assert {one.of: one.articles for one in found.kinds} == {
        "news": 2,
        "copy": 1,
        "press release": 1,
        "agency copy": 1,
    }
    assert [(one.of, one.articles) for one in found.languages] == [("en", 5)]
    assert [(one.of, one.articles) for one in found.countries] == [("GB", 5)]


def test_growth_by_the_hour_has_its_peak_and_says_whether_it_goes_on():
    more = [printed(f"more{at}.example", f"Sorvik {at}", hours=2 + at / 10) for at in range(3)]
    found = told(DAM, FLOOD, *more, until=NOON + timedelta(hours=10)).growth
    assert found.rhythm == "hour"
    assert [one.articles for one in found.periods] == [1, 0, 4]
    assert found.peak.new_outlets == 4
    assert found.growing
    later = told(DAM, FLOOD, *more, until=NOON + timedelta(days=4)).growth
    assert later.growing is False
    assert later.why == "no new independent outlet for 3 days"
    assert told(DAM).growth.growing is None


def test_growth_by_the_day_and_what_cannot_be_placed():
    month = printed("m.example", "Sorvik", published=Dated(NOON, "month", "page", ""))
    late = printed("late.example", "Sorvik market opens again", hours=24 * 5)
    found = told(DAM, month, late).growth
    assert found.rhythm == "day"
    assert [one.articles for one in found.periods] == [1, 0, 0, 0, 0, 1]
    assert found.unplaced == 1


def test_a_page_of_another_century_makes_no_endless_line():
    old = printed("old.example", "Sorvik", hours=-24 * 365 * 120)
    assert len(told(DAM, old).growth.periods) == 2


def test_chapters_become_turns_with_headlines_of_their_own():
    late = [
        printed(
            "late.example", "Mayor of Sorvik resigns over dam", "The mayor of Sorvik went.", 72
        ),
        printed("tard.example", "Sorvik mayor steps down", "The mayor of Sorvik resigned.", 73),
    ]
    chapters = (Chapter((DAM.key, FLOOD.key)), Chapter(tuple(one.key for one in late)))
    found = told(DAM, FLOOD, *late, chapters=chapters)
    assert [turn.began for turn in found.turns] == [NOON, NOON + timedelta(hours=72)]
    assert found.turns[1].headline.text in {one.title for one in late}
    assert told(DAM, FLOOD, chapters=(Chapter((DAM.key, FLOOD.key)),)).turns == ()


def test_a_story_without_articles_is_refused():
    with pytest.raises(ValueError, match="none of its articles"):
        tell(story_of(DAM), [FLOOD], {}, {}, ())


# What to read first.


def quoted(article: Article, speakers: int, figures: int) -> Annotations:
    text = Span(0, min(30, len(article.text)))
    return Annotations(
        article.key,
        quotes=tuple(
            Quote((text,), "direct", speaker=Speaker(f"N{at}", None, None, f"n{at}", "", 0.9))
            for at in range(speakers)
        ),
        figures=tuple(Figure(text, "count", Decimal(10 + at)) for at in range(figures)),
    )


def test_who_is_on_record_and_counted_tells_most():
    annotations = {DAM.key: quoted(DAM, 0, 1), FLOOD.key: quoted(FLOOD, 3, 5)}
    found = told(DAM, FLOOD, annotations=annotations)
    assert found.most_informative == FLOOD.key
    reasons = {one.name: one.why for one in found.informative[0].features}
    assert reasons["on record"] == "3 speakers on record"
    assert reasons["figures"] == "5 figures"


def test_a_copy_does_not_come_before_its_original():
    copy = printed("copy.example", DAM.title, hours=1)
    annotations = {one.key: quoted(one, 2, 2) for one in (DAM, copy)}
    found = told(copy, DAM, groups=[group(DAM, copy)], annotations=annotations)
    assert found.most_informative == DAM.key
    assert "a copy (exact)" in {one.why for one in found.informative[1].features}


def test_the_watch_comes_before_all():
    annotations = {FLOOD.key: quoted(FLOOD, 2, 2)}
    relevance = {DAM.key: Relevance(1.0, "named in the title")}
    found = told(DAM, FLOOD, annotations=annotations, relevance=relevance)
    assert found.most_informative == DAM.key
    assert found.informative[1].features[0].why == "not named"


def test_length_counts_only_where_it_says_something():
    padding = "It was said to be wet and wet it was. " * 60
    long = replace(FLOOD, text=f"{LEAD} {padding}")
    short = quoted(DAM, 1, 1)
    annotations = {DAM.key: short, long.key: quoted(long, 1, 1)}
    found = told(DAM, long, annotations=annotations)
    words = [
        {one.name: one.value for one in suggestion.features}["substance"]
        for suggestion in found.informative
    ]
    assert words[0] == pytest.approx(words[1], abs=0.05)


def test_a_large_story_is_told_from_a_sample_of_its_texts():
    texts = [f"Sorvik dam water market number {at}" for at in range(600)]
    random.Random(3).shuffle(texts)
    articles = [printed(f"o{at}.example", text, hours=at / 20) for at, text in enumerate(texts)]
    found = told(*articles)
    assert len(found.outlets) == 600
    assert "of 300 other texts" in found.title.features[0].why or "of 299" in (
        found.title.features[0].why
    )
