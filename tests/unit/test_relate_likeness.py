"""Two reports are alike for reasons that people can read, the same whichever comes first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Annotations, Article, Dated, ExtractionReport, Figure, Name, Span
from tearsheet.relate.stories.likeness import kind_of, likeness, log_odds, table_for
from tearsheet.relate.stories.measures import MEASURES, seen
from tearsheet.relate.stories.report import Report, report_from_text, report_of, wording
from tearsheet.relate.stories.statistics import Statistics
from tearsheet.relate.stories.terms import address_words, name_key, names_of, stems

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
BRIDGE = (
    "Bridge over the Velma collapses in Tarnow Mill",
    "A road bridge over the river Velma collapsed near Tarnow Mill on Thursday morning. Mayor "
    "Ilse Brandvold said that 14 people were taken to hospital and that the road to Korsavik "
    "stays closed. The bridge was built in 1962.",
)
BRIDGE_AGAIN = (
    "Fourteen hurt as Velma bridge gives way",
    "Fourteen people were hurt when the bridge across the Velma at Tarnow Mill gave way. The road "
    "to Korsavik was closed, mayor Ilse Brandvold told reporters. Divers looked for a lorry.",
)
BRIDGE_ABROAD = (
    "Мост через Вельму рухнул у Тарнов-Милл",
    "Автомобильный мост через реку Вельма обрушился утром в четверг. Мэр Ильзе Брандволд сообщила, "
    "что в больницу доставлены 14 человек, а дорога на Корсавик закрыта.",
)
BAKERS = (
    "Bakers of Ostrel ask for cheaper flour",
    "The guild of bakers in Ostrel wrote to the ministry of trade. Flour costs a third more than "
    "last year, said its head, Pavel Anders, and 30 shops may close before the summer.",
)


def report(told: tuple[str, str], key: str = "a", language: str = "en", **more: object) -> Report:
    made = report_from_text(key, *told, language, at=NOON)
    return replace(made, **more)  # type: ignore[arg-type]


def counted(*reports: Report) -> Statistics:
    statistics = Statistics()
    for one in reports:
        statistics.see(one, 0.0)
    return statistics


BARE = counted(report(BRIDGE), report(BAKERS, "b"))


def reasons(one: Report, other: Report) -> dict[str, str]:
    return {found.name: found.why for found in likeness(one, other, BARE)}


def odds(one: Report, other: Report) -> float:
    return log_odds(likeness(one, other, BARE))


def test_reports_of_one_event_are_more_alike_than_others():
    one, again, other = report(BRIDGE), report(BRIDGE_AGAIN, "b"), report(BAKERS, "c")
    assert odds(one, again) > odds(one, other) + 1


def test_names_tell_across_scripts():
    one, abroad = report(BRIDGE), report(BRIDGE_ABROAD, "b", "ru")
    assert odds(one, abroad) > odds(report(BAKERS, "c"), abroad) + 0.5
    assert "Brandvold" in reasons(one, abroad)["rare names"]


def test_reasons_are_sentences_of_an_editor():
    later = report(BRIDGE_AGAIN, "b", at=NOON + timedelta(hours=3))
    told = reasons(report(BRIDGE), later)
    assert told["rare names"].startswith("both name ")
    assert told["rare names"].endswith(" more")
    assert told["time"] == "3 hours apart"
    assert told["title in text"].endswith("of the headlines stands in the other's text")


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (timedelta(minutes=20), "less than an hour apart"),
        (timedelta(hours=1), "an hour apart"),
        (timedelta(hours=40), "40 hours apart"),
        (timedelta(days=5), "5 days apart"),
    ],
)
def test_time_is_told_as_people_tell_it(gap, told):
    assert reasons(report(BRIDGE), report(BRIDGE_AGAIN, "b", at=NOON + gap))["time"] == told


def test_a_bare_day_is_no_time_of_day():
    dawn = NOON.replace(hour=0)
    day = report(BRIDGE_AGAIN, "b", at=dawn, precision="day")
    assert reasons(report(BRIDGE), day)["time"] == "less than an hour apart"


def test_more_time_between_is_less_alike():
    one = report(BRIDGE)
    near, far = (report(BRIDGE_AGAIN, "b", at=NOON + timedelta(days=days)) for days in (1, 20))
    assert odds(one, near) > odds(one, far)


def test_what_cannot_be_measured_adds_nothing():
    one, other = report(BRIDGE, at=None), report(BRIDGE_ABROAD, "b", "ru")
    names = {found.name for found in likeness(one, other, BARE)}
    assert names <= {"prior", "rare names", "names", "places", "figures"}
    empty = Report("x", "und"), Report("y", "und")
    assert [found.name for found in likeness(*empty, BARE)] == ["prior"]


def test_vectors_tell_where_there_are_any():
    near, far = np.eye(4, 384, dtype=np.float32)[:2]
    one = report(BRIDGE).with_vectors(near, near)
    same, other = (report(BRIDGE_AGAIN, "b").with_vectors(v, v) for v in (near, far))
    assert odds(one, same) > odds(one, report(BRIDGE_AGAIN, "b")) > odds(one, other)
    assert reasons(one, same)["meaning"] == "the texts mean much the same"
    assert reasons(one, other)["meaning"] == "the texts mean different things"


def test_each_kind_of_pair_has_its_weights():
    page, text = report(BRIDGE), report(("", BRIDGE_AGAIN[1]), "b")
    bare, abroad = report((BRIDGE[0], ""), "c"), report((BRIDGE_ABROAD[0], ""), "d", "ru")
    known = [seen(one, BARE) for one in (page, text, bare, abroad)]
    kinds = [kind_of(known[0], other) for other in known]
    assert kinds == ["pages", "texts", "headlines", "headlines abroad"]
    for kind in kinds:
        assert set(table_for(kind)) <= {"prior", *MEASURES}


def test_the_vector_of_a_headline_is_that_of_its_title():
    vector = np.eye(1, 384, dtype=np.float32)[0]
    one = report((BRIDGE[0], "")).with_vectors(vector)
    other = report((BRIDGE_AGAIN[0], ""), "b").with_vectors(vector, vector)
    assert reasons(one, other)["title meaning"] == "the headlines mean much the same"


def article(told: tuple[str, str], url: str = "https://herald.example/a") -> Article:
    return Article(
        "k",
        url,
        *told,
        "en-GB",
        ExtractionReport("1"),
        published=Dated(NOON, "minute", "page", "12:00"),
    )


def test_a_report_holds_what_annotation_found():
    page = article(BRIDGE, "https://www.herald.example/2026/03/velma-bridge-falls-12345678.html")
    place = page.text.index("Korsavik")
    annotations = Annotations(
        page.key,
        names=(
            Name("Korsavik", "place", (Span(place, place + 8),), "gazetteer", 0.9, country="NO"),
        ),
        figures=(Figure(Span(0, 1), "count", Decimal("14.50")),),
    )
    made = report_of(page, annotations)
    assert (made.key, made.language, made.at, made.precision) == (page.key, "en", NOON, "minute")
    assert made.outlet == "herald.example"
    assert made.places == ("NO",)
    assert made.figures == ("14.5",)
    assert name_key("Korsavik") in made.names
    assert made.address == ("velma", "bridge", "falls")
    assert len(made.printed) == len(made.names)


def test_a_number_without_end_is_no_figure():
    page = article(("Digits " + "7" * 500, "9" * 5000))
    endless = Figure(Span(0, 5000), "count", Decimal("1E+100000"))
    assert report_of(page, Annotations(page.key, figures=(endless,))).figures == ()


def test_vectors_come_back_as_they_were_stored():
    rng = np.random.default_rng(1)
    vector = rng.normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    made = report(BRIDGE).with_vectors(vector)
    assert made.vector is not None
    assert float(made.vector @ vector) == pytest.approx(1, abs=1e-3)
    assert made.title_vector is None


def test_what_is_encoded_opens_with_the_headline():
    whole, title = wording("Rain", "It rained. " * 900)
    assert title == "Rain"
    assert whole.startswith("Rain\nIt rained.")
    assert len(whole) < 2_000
    assert wording("", "It rained.") == ("It rained.", "")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://a.example/2026/03/velma-bridge-falls-down.html", "velma bridge falls down"),
        ("https://a.example/news/98765432/velma_bridge_falls_14", "velma bridge falls 14"),
        (
            "https://a.example/%D0%BC%D0%BE%D1%81%D1%82-%D1%80%D1%83%D1%85%D0%BD%D1%83%D0%BB-%D1%83%D1%82%D1%80%D0%BE%D0%BC",
            "мост рухнул утром",
        ),
        ("https://a.example/story.php?id=44", ""),
        ("https://a.example/news/world", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_addresses_spell_headlines(url, words):
    assert address_words(url) == words


def test_german_umlauts_are_spelt_in_two_ways():
    assert stems("Brücke über Mühlbach", "de") == stems("bruecke ueber muehlbach", "de")


def test_a_name_is_known_in_every_script():
    assert name_key("Брандволд") == name_key("Brandvold")
    assert name_key("الطائرة") == name_key("طائرة")
    assert name_key("a") == ""


def test_names_of_a_text_stand_inside_sentences():
    found = names_of("", "Rain fell on Korsavik. Roads were wet.")
    assert list(found.values()) == ["Korsavik"]


def test_a_report_is_small_and_can_be_written_down():
    made = report((BRIDGE[0], BRIDGE[1] * 20)).with_vectors(np.ones(384, np.float32))
    written = msgspec.msgpack.encode(made)
    assert len(written) < 4_000
    assert msgspec.msgpack.decode(written, type=Report) == made


texts = st.text(max_size=120)
reports = st.builds(
    report_from_text,
    st.text(max_size=3),
    texts,
    texts,
    st.sampled_from(["en", "ru", "ar", "zh-Hans", "de", "und", ""]),
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    precision=st.sampled_from(["second", "day", "year"]),
    outlet=st.sampled_from(["", "herald.example", "post.example"]),
    vector=st.none() | st.just(np.eye(1, 384, dtype=np.float32)[0]),
)


@given(reports, reports)
def test_the_order_of_two_does_not_matter(one, other):
    statistics = counted(one, other)
    assert likeness(one, other, statistics) == likeness(other, one, statistics)


@given(reports, reports)
def test_every_reason_has_words_and_the_sum_is_finite(one, other):
    found = likeness(one, other, counted(one))
    assert all(feature.why for feature in found)
    assert np.isfinite(log_odds(found))


@given(texts, texts, st.text(max_size=60))
def test_any_article_has_a_report(title, text, url):
    page = Article("k", url, title, text, "und", ExtractionReport("1"))
    made = report_of(page, Annotations("k"))
    assert made.length == len(text)
    assert made.at is None
