"""Watches know what the press of every language calls their subject."""

import pytest

from tearsheet.edit.subject import (
    UnknownCountryError,
    country_watch,
    organisation_watch,
    person_watch,
)
from tearsheet.edit.subjects import tables
from tearsheet.model import WatchName


def _texts(watch, language, kind):
    return {n.text for n in watch.names if (n.language, n.kind) == (language, kind)}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Kazakhstan"),
        ("ru", "Казахстан"),
        ("kk", "Қазақстан"),
        ("de", "Kasachstan"),
        ("es", "Kazajistán"),
        ("fr", "Kazakhstan"),
        ("tr", "Kazakistan"),
        ("zh", "哈萨克斯坦"),
        ("zh-Hant", "哈薩克"),
        ("ar", "كازاخستان"),
        ("fa", "قزاقستان"),
        ("he", "קזחסטן"),
        ("ja", "カザフスタン"),
        ("ko", "카자흐스탄"),
        ("ka", "ყაზახეთი"),
        ("hy", "Ղազախստան"),
        ("th", "คาซัคสถาน"),
    ],
)
def test_a_country_has_its_name_in_every_language(language, name):
    assert name in _texts(country_watch("KZ", "kazakhstan"), language, "name")


@pytest.mark.parametrize("language", ["en", "ru", "kk", "zh", "ar", "tr", "de", "fr", "es"])
def test_the_nine_languages_know_capital_head_of_state_and_adjective(language):
    watch = country_watch("KZ", "kazakhstan")
    for kind in ("place", "person", "adjective"):
        assert _texts(watch, language, kind), kind


def test_any_country_makes_a_watch():
    for code in ("LS", "GL", "BO", "TV", "KM"):
        watch = country_watch(code, code.lower())
        assert watch.country == code
        assert len({name.language for name in watch.names}) > 50
        assert _texts(watch, "en", "name")


def test_every_country_has_an_english_adjective_and_most_a_russian_one():
    english, russian = tables.demonyms()["en"], tables.demonyms()["ru"]
    assert len(english) > 185
    assert len(russian) > 130
    assert set(russian) <= set(english)


def test_the_title_is_in_the_editions_language():
    assert country_watch("kz", "k").title == "Kazakhstan"
    assert country_watch("KZ", "k", "ru").title == "Казахстан"
    assert country_watch("MM", "m").title == "Myanmar"


def test_countries_whose_name_holds_ours_are_left_out():
    assert {"South Sudan", "Южный Судан"} <= set(country_watch("SD", "s").leave_out)
    assert {"Guinea-Bissau", "Papua New Guinea"} <= set(country_watch("GN", "g").leave_out)
    assert "印度尼西亚" in country_watch("IN", "i").leave_out
    assert "Michael Jordan" in country_watch("JO", "j").leave_out


def test_an_unknown_country_is_refused():
    with pytest.raises(UnknownCountryError, match="XX"):
        country_watch("XX", "x")


def test_names_of_ones_own_come_along():
    own = WatchName("Qazaqstan", "kk-Latn")
    assert own in country_watch("KZ", "k", names=[own]).names


def test_an_organisation_goes_by_what_it_is_given():
    watch = organisation_watch(
        "Kazatomprom", "kap", country="kz", names={"ru": ["Казатомпром", "КАП"]}
    )
    assert watch.country == "KZ"
    assert _texts(watch, "ru", "name") == {"Казатомпром", "КАП"}
    assert _texts(watch, "und", "name") == {"Kazatomprom"}


def test_a_person_goes_by_the_family_name_too():
    watch = person_watch("Amina Bekova", "amina", names={"ru": ["Амина Бекова"]})
    assert _texts(watch, "ru", "name") == {"Амина Бекова"}
    assert _texts(watch, "ru", "person") == {"Бекова"}
    assert _texts(watch, "en", "person") == {"Bekova"}


def test_the_tables_agree_with_each_other():
    listed = {tag.partition("-")[0] for tag in tables.languages().listed}
    assert set(tables.inflections()) <= listed
    assert set(tables.languages().adjective) <= set(tables.languages().listed)
    for table in (tables.demonyms(), tables.extra_names()):
        assert set(table) <= set(tables.languages().listed)
    for head in tables.heads().values():
        assert head.since <= head.as_of
        assert set(head.names) <= set(tables.languages().listed)
