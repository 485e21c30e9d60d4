"""The outlets that are suggested for a watch, and the reasons given."""

from collections import Counter

import pytest

from tearsheet.model import Outlet, OutletName, Watch, WatchName
from tearsheet.press import Register, register
from tearsheet.press.near import neighbours, own_languages, region_mates, region_of
from tearsheet.press.suggest import MOST_OF_A_COUNTRY, suggestions

WATCH = Watch("kazakhstan", "Kazakhstan", "country", (WatchName("Kazakhstan", "en"),), "KZ")


def outlet(key, country, *languages, kind="newspaper", names=()):
    return Outlet(
        key,
        key.title(),
        tuple(OutletName(key, language) for language in names or languages),
        (key,),
        country,
        languages,
        kind,
    )


PRESS = Register(
    [
        [
            outlet("home.example", "KZ", "kk", "ru"),
            outlet("north.example", "RU", "ru"),
            outlet("south.example", "UZ", "uz"),
            outlet("valley.example", "TJ", "tg"),
            outlet("wire.example", "FR", "fr", kind="agency", names=("fr", "en", "ru", "zh", "ar")),
            outlet("far.example", "PE", "es"),
            outlet("far-russian.example", "DE", "ru"),
            outlet("pr.example", "US", "en", kind="wire distributor"),
            Outlet("nowhere", "Nowhere", country="KZ", languages=("kk",)),
        ]
    ]
)


def shown(found):
    return [(one.group, one.outlet.key) for one in found]


def test_those_that_write_about_it_come_first_then_the_nearest():
    found = suggestions(PRESS, WATCH, {"far.example": 7, "blog.example": 2, "x": 3}, ())
    assert shown(found) == [
        ("write about it already", "far.example"),
        ("write about it already", "blog.example"),
        ("home press", "home.example"),
        ("neighbours", "north.example"),
        ("neighbours", "south.example"),
        ("the same region", "valley.example"),
        ("known abroad", "wire.example"),
        ("the same language", "far-russian.example"),
    ]
    assert found[0].reasons[0] == "7 articles about it on file"
    assert not found[1].outlet.confirmed


def test_reasons_are_plain_and_home_press_is_flagged():
    found = {one.outlet.key: one for one in suggestions(PRESS, WATCH, {}, ())}
    home, north = found["home.example"], found["north.example"]
    assert home.domestic
    assert not north.domestic
    assert home.reasons[0] == "home press of Kazakhstan: domestic, not foreign media"
    assert north.reasons == (
        "from Russia, a neighbour of Kazakhstan",
        "writes in Russian, a language of Kazakhstan",
        "a newspaper",
    )
    assert north.score == pytest.approx(sum(feature.share for feature in north.features))
    assert "known abroad, by names in 5 languages" in found["wire.example"].reasons
    assert (north.country, north.language) == ("RU", "ru")


def test_what_is_a_source_already_is_left_out():
    seen = {"north.example": 3, "home.example": 1}
    keys = {one.outlet.key for one in suggestions(PRESS, WATCH, seen, {"north.example"})}
    assert "north.example" not in keys
    assert "home.example" in keys


def test_a_watch_without_a_country_goes_by_its_languages():
    names = (WatchName("Puerto", "es"), WatchName("Port", "und"))
    watch = Watch("port", "Port", "organisation", names, language="en")
    found = suggestions(PRESS, watch, {}, ())
    assert ("the same language", "far.example") in shown(found)
    assert not any(one.domestic for one in found)


def test_the_packaged_register_gives_a_list_a_person_can_read():
    found = suggestions(register(), WATCH, {"xinhuanet.com": 4}, {"inform.kz"})
    keys = [one.outlet.key for one in found]
    assert keys[0] == "xinhuanet.com"
    assert "inform.kz" not in keys
    assert len(keys) == len(set(keys)) < 300
    assert all(one.reasons and one.outlet.domains for one in found)
    per_country = Counter((one.group, one.country) for one in found)
    assert max(per_country.values()) <= MOST_OF_A_COUNTRY
    places = [(one.group, one.country) for one in found]
    assert len(set(places)) == sum(a != b for a, b in zip([None, *places], places, strict=False))


def test_nearness():
    assert {"RU", "CN", "UZ", "KG", "TM"} <= neighbours("KZ")
    assert "KZ" in neighbours("UZ")
    assert neighbours("ZZ") == frozenset()
    assert (region_of("KZ"), region_of("ZZ")) == ("Central Asia", "")
    assert region_mates("KZ") == {"KG", "UZ", "TM", "TJ"}
    assert set(own_languages("KZ")) == {"kk", "ru"}
