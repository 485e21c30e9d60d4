"""Printings of one text are found and put in order; everything else stays alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model import (
    Article,
    Credit,
    Dated,
    ExtractionReport,
    Outlet,
    OutletName,
    Provenance,
)
from tearsheet.relate import copy_groups

DAY = datetime(2025, 6, 16, 8, tzinfo=UTC)
RELEASE = (
    "PORT MARROW, June 16 - The harbour council of Port Marrow on Monday opened a ferry line to "
    "the three northern islands after eleven years without a crossing, officials said.\n"
    "Two boats built at the old yard will carry 240 passengers each and leave at seven every "
    "morning except Sunday, when one boat sails at noon.\n"
    "Islanders waited on the quay with lanterns although the sun had long risen, and the first "
    "ticket was sold to a teacher who had rowed to her classes for a decade.\n"
    "The line costs 4.2 million crowns a year, half of which the islands pay themselves."
)
OTHER = (
    "A storm took the roof off the market hall in Eastwater on Tuesday night and scattered crates "
    "of apricots over four streets.\nNobody was hurt, the fire brigade reported, but traders asked "
    "the town to mend the hall before the autumn fairs begin.\nThe hall was built ninety years ago "
    "and has lost its roof twice before, once to fire and once to snow."
)
FOOTER = "Subscribe to our letter for more from the coast. Follow the paper wherever you read."


def _article(text, url="https://a.example/", hours=0, language="en", title="", provenance=None):
    return Article(
        capture_key=url,
        url=url,
        title=title,
        text=text,
        language=language,
        report=ExtractionReport("1"),
        published=None
        if hours is None
        else Dated(DAY + timedelta(hours=hours), "minute", "page", ""),
        provenance=provenance or Provenance(),
    )


def _relations(groups):
    return sorted(sorted(copy.relation for copy in group.copies) for group in groups)


def test_two_texts_are_two_groups():
    groups = copy_groups([_article(RELEASE), _article(OTHER, "https://b.example/")])
    assert _relations(groups) == [["original"], ["original"]]


def test_a_reprint_with_another_footer_is_the_same_text():
    first = _article(RELEASE)
    reprint = _article(f"{RELEASE}\n{FOOTER}", "https://b.example/", hours=3)
    (group,) = copy_groups([reprint, first])
    assert group.original == group.key == first.key
    assert group.copies[1].article_key == reprint.key
    assert group.copies[1].relation in {"exact", "edited"}
    assert "three-word runs" in group.copies[1].evidence


def test_the_same_words_are_an_exact_copy():
    (group,) = copy_groups([_article(RELEASE), _article(RELEASE, "https://b.example/", hours=1)])
    assert [copy.relation for copy in group.copies] == ["original", "exact"]


def test_a_lightly_edited_copy_is_found():
    edited = (
        RELEASE.replace("on Monday opened", "has opened")
        .replace("officials said", "the council said")
        .replace("with lanterns although the sun had long risen", "with lanterns")
        .replace("half of which the islands pay themselves", "half of it from the islands")
    )
    (group,) = copy_groups([_article(RELEASE), _article(edited, "https://b.example/", hours=1)])
    assert [copy.relation for copy in group.copies] == ["original", "edited"]


def test_an_excerpt_is_found():
    excerpt = RELEASE.split("\n")[0]
    (group,) = copy_groups([_article(RELEASE), _article(excerpt, "https://b.example/", hours=1)])
    assert [copy.relation for copy in group.copies] == ["original", "excerpt"]


def test_reporters_who_quote_one_speech_write_two_texts():
    speech = (
        "“We have waited eleven years for this morning and we will not wait another hour for the "
        "first boat to leave the quay, with or without the band and its brass and its drums,” "
    )
    one = f"The mayor spoke briefly in the rain before lunch. {speech}she told a wet crowd there."
    other = f"Few heard what was said at Port Marrow yesterday. {speech}the mayor, Ina Holm, said."
    groups = copy_groups([_article(one), _article(other, "https://b.example/")])
    assert len(groups) == 2


def test_copies_in_chinese_are_found_by_characters():
    text = (
        "港口市议会周一宣布，通往北部三座岛屿的轮渡航线在中断十一年后重新开通。"
        "两艘新船各可搭载二百四十名乘客，每天早上七点出发。"
    )
    other = (
        "周二夜间的一场暴风雨掀翻了东水镇集市大厅的屋顶，"
        "成箱的杏子散落在四条街道上，消防队表示没有人员受伤。"
    )
    articles = [
        _article(text, "https://a.example/", language="zh"),
        _article(text + "（完）", "https://b.example/", 2, "zh"),
        _article(other, "https://c.example/", 3, "zh"),
    ]
    groups = copy_groups(articles)
    assert _relations(groups) == [["exact", "original"], ["original"]]
    assert "six-character" in groups[0].copies[1].evidence


def test_a_round_up_does_not_glue_its_articles_together():
    texts = [" ".join(f"{word}{number}" for number in range(160)) for word in ("oak", "elm", "ash")]
    articles = [_article(text, f"https://{at}.example/", at) for at, text in enumerate(texts)]
    digest = _article("\n".join(texts), "https://digest.example/", 9)
    assert len(copy_groups([*articles, digest])) == 4


def _outlet(key, kind="newspaper"):
    return Outlet(key=key, name=key.title(), names=(OutletName(key.title(), "en"),), kind=kind)


def test_the_credited_originator_is_the_original_though_it_printed_later():
    credit = Provenance(
        "agency copy", (Credit("originator", "Coastwire", "dateline", "coastwire"),)
    )
    paper = _article(RELEASE, "https://paper.example/", 0, provenance=credit)
    wire = _article(RELEASE, "https://coastwire.example/", 5)
    outlets = {paper.key: _outlet("paper"), wire.key: _outlet("coastwire", "agency")}
    (group,) = copy_groups([paper, wire], outlets)
    assert group.original == wire.key
    assert "credited" in group.copies[0].evidence
    (group,) = copy_groups([paper, _article(RELEASE, "https://x.example/", 5)])
    assert group.original != paper.key


def test_a_bare_day_is_not_earlier_than_a_time_within_it():
    midnight = Dated(DAY.replace(hour=0), "day", "url", "")
    day_only = replace(_article(RELEASE, "https://b.example/"), published=midnight)
    timed = _article(RELEASE, "https://c.example/", 5)
    assert copy_groups([day_only, timed])[0].original == timed.key
    next_day = _article(RELEASE, "https://d.example/", 30)
    assert copy_groups([day_only, next_day])[0].original == day_only.key


def test_without_credits_the_earliest_then_the_longest_is_the_original():
    late, early = _article(RELEASE, hours=5), _article(RELEASE, "https://b.example/", 1)
    assert copy_groups([late, early])[0].original == early.key
    short = _article(RELEASE, "https://c.example/", None)
    long = _article(f"{RELEASE}\n{FOOTER}", "https://d.example/", None)
    assert copy_groups([short, long])[0].original == long.key
    assert copy_groups([short, long, late])[0].original == late.key


RUSSIAN = (
    "Совет порта Марроу открыл паромную линию к трём северным островам после 11 лет перерыва. "
    "Два судна по 240 пассажиров уходят в семь утра.\nУчительница Ина Хольм купила первый "
    "билет, сообщил Питер Квист. Линия стоит 4,2 млн крон в год."
)
ENGLISH = (
    "The council of Port Marrow opened a ferry line to three islands after 11 years. Two boats "
    "for 240 passengers each leave at seven.\nThe teacher Ina Holm bought the first ticket, "
    "said Peter Quist. The line costs 4.2 million crowns a year."
)
GERMAN = (
    "Der Rat von Port Marrow eröffnete nach 11 Jahren eine Fähre zu drei Inseln. Zwei Boote für je "
    "240 Fahrgäste legen um sieben ab.\nDie erste Karte kaufte die Lehrerin Ina Holm, sagte Peter "
    "Quist. Die Linie kostet 4,2 Millionen Kronen im Jahr."
)


def test_a_translated_copy_that_says_so_is_a_copy():
    source = _article(ENGLISH, "https://marrow.example/", 0)
    told = Provenance("translated copy", (Credit("originator", "Marrow", "note", "marrow"),))
    copy = _article(RUSSIAN, "https://ru.example/", 6, "ru", provenance=told)
    stranger = _article(OTHER, "https://c.example/", 1)
    groups = copy_groups([copy, source, stranger], {source.key: _outlet("marrow")})
    assert _relations(groups) == [["original"], ["original", "translated"]]
    translated = next(group for group in groups if len(group.copies) == 2)
    assert translated.original == source.key
    assert "figures" in translated.copies[1].evidence
    silent = _article(RUSSIAN, "https://ru.example/", 6, "ru")
    assert len(copy_groups([silent, source, stranger])) == 3


def test_two_translations_have_one_source_and_not_each_other():
    wire = Provenance(
        "press release", (Credit("distributor", "Coastwire", "dateline", "coastwire"),)
    )
    told = Provenance("translated copy")
    source = _article(ENGLISH, "https://coastwire.example/", 3, provenance=wire)
    copies = [
        _article(RUSSIAN, "https://ru.example/", 6, "ru", provenance=told),
        _article(GERMAN, "https://de.example/", 1, "de", provenance=told),
    ]
    (group,) = copy_groups([*copies, source])
    assert group.original == source.key
    assert [copy.relation for copy in group.copies] == ["original", "translated", "translated"]


def test_an_agency_s_two_languages_are_one_text():
    home = _outlet("marrow")
    first = _article(ENGLISH, "https://marrow.example/en", 0)
    second = _article(RUSSIAN, "https://marrow.example/ru", 2, "ru")
    (group,) = copy_groups([second, first], {first.key: home, second.key: home})
    assert group.original == first.key
    assert "same outlet" in group.copies[1].evidence
    elsewhere = {first.key: home, second.key: _outlet("other")}
    assert len(copy_groups([second, first], elsewhere)) == 2


def test_nothing_in_nothing_out():
    assert copy_groups([]) == ()


@pytest.mark.parametrize("text", ["", "One.", "Too short to say."])
def test_short_texts_are_copies_only_word_for_word(text):
    groups = copy_groups([_article(text), _article("Another word.", "https://b.example/")])
    assert len(groups) == 2


SENTENCES = [*RELEASE.split("\n"), *OTHER.split("\n"), FOOTER]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.integers(0, 48)),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_every_article_is_in_one_group_whatever_the_order(drafts, random):
    articles = [
        _article("\n".join(text), f"https://{at}.example/", hours)
        for at, (text, hours) in enumerate(drafts)
    ]
    groups = copy_groups(articles)
    members = [copy.article_key for group in groups for copy in group.copies]
    assert sorted(members) == sorted(article.key for article in articles)
    assert all(group.copies[0].relation == "original" for group in groups)
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert copy_groups(shuffled) == groups
