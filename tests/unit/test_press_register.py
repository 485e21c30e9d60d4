"""The outlet register finds outlets by where they publish and by what they are called."""

import pytest

from tearsheet.model import Outlet, OutletName
from tearsheet.press import Register, register
from tearsheet.press.hosts import host_of, parents, registrable
from tearsheet.press.register import folded_name


@pytest.mark.parametrize(
    ("url", "name", "country"),
    [
        ("https://astanatimes.com/2025/06/a-story/", "The Astana Times", "KZ"),
        ("https://edition.cnn.com/2025/x", "CNN", "US"),
        ("https://ru.sputnik.kz/20250616/1.html", "Sputnik Kazakhstan", "RU"),
        ("http://english.news.cn/2025/c.html", "English.news.cn", "CN"),
        ("http://www.news.cn/2025/c.html", "Xinhua", "CN"),
        ("https://WWW.BBC.CO.UK:443/news", "BBC", "GB"),
        ("https://de.euronews.com/a?b=c#d", "Euronews", "FR"),
        ("asia.nikkei.com", "Nikkei Asia", "JP"),
        ("https://www.nikkei.com./", "The Nikkei", "JP"),
    ],
)
def test_a_url_leads_to_its_outlet(url, name, country):
    outlet = register().at(url)
    assert outlet is not None
    assert (outlet.name, outlet.country) == (name, country)
    assert outlet.confirmed


@pytest.mark.parametrize(
    "url",
    ["https://notcnn.com/", "https://cnn.com.example.org/", "urn:uuid:1", "", "com", "http://["],
)
def test_a_url_of_nobody_leads_nowhere(url):
    assert register().at(url) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the Global Times", "globaltimes.cn"),
        ("GLOBAL  TIMES", "globaltimes.cn"),
        ("“Global Times”", "globaltimes.cn"),
        ("Xinhua", "xinhuanet.com"),
        ("Синьхуа", "xinhuanet.com"),
        ("«Синьхуа»", "xinhuanet.com"),
        ("新华社", "xinhuanet.com"),
        ("شينخوا", "xinhuanet.com"),
        ("Қазақпарат", "inform.kz"),
        ("연합뉴스", "yna.co.kr"),
        ("El Pais", "elpais.com"),
        ("PRNewswire", "prnewswire.com"),
        ("Tengrinews.kz", "tengrinews.kz"),
        ("der Spiegel", "spiegel.de"),
        ("Law News", "law-news"),
    ],
)
def test_a_name_in_any_script_leads_to_its_outlet(name, key):
    outlet = register().named(name)
    assert outlet is not None
    assert outlet.key == key


@pytest.mark.parametrize("name", ["", "the", "Global", "Nobody's Gazette", "«»"])
def test_a_name_of_nobody_leads_nowhere(name):
    assert register().named(name) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("PR Newswire", "wire distributor"), ("Trend", "agency"), ("Mango TV", "broadcaster")],
)
def test_outlets_know_what_they_are(name, kind):
    outlet = register().named(name)
    assert outlet is not None
    assert outlet.kind == kind


def test_ownership_comes_with_who_says_so():
    xinhua = register().at("https://www.xinhuanet.com/")
    assert xinhua is not None
    assert xinhua.ownership.kind == "state"
    assert "State Media Matrix: SC" in xinhua.ownership.source
    edition = register().at("https://english.news.cn/")
    assert edition is not None
    assert edition.ownership == xinhua.ownership


def test_an_outlet_only_the_matrix_knows_is_found():
    outlet = register().at("https://armradio.am/")
    assert outlet is not None
    assert (outlet.name, outlet.country, outlet.ownership.kind) == (
        "Public Radio of Armenia",
        "AM",
        "state",
    )


def test_an_unknown_domain_gets_an_outlet_of_its_own():
    outlet = register().outlet_for("https://news.kleinstadt-bote.co.uk/1", "Kleinstadt-Bote", "en")
    assert outlet == Outlet(
        key="kleinstadt-bote.co.uk",
        name="Kleinstadt-Bote",
        names=(OutletName("Kleinstadt-Bote", "en"),),
        domains=("kleinstadt-bote.co.uk",),
        country="GB",
        languages=("en",),
        confirmed=False,
    )


def test_each_site_of_a_hosting_service_is_a_publisher_of_its_own():
    one = register().outlet_for("https://eine.blogspot.com/a", None, "und")
    other = register().outlet_for("https://andere.blogspot.com/a", None, "und")
    assert one.key == "eine.blogspot.com"
    assert one.key != other.key
    assert one.country is None
    assert one.languages == ()


def test_a_generic_domain_says_nothing_of_a_country():
    assert register().outlet_for("https://irgendwo.tv/", None, None).country is None
    assert register().outlet_for("https://irgendwo.kg/", None, None).country == "KG"


def test_a_page_without_a_host_goes_by_its_site_name():
    named = register().outlet_for("urn:sha256:00", "  Xinhua ", "zh")
    assert named.key == "xinhuanet.com"
    unheard_of = register().outlet_for("file:///a.html", "Вечерний Звон", "ru")
    assert (unheard_of.key, unheard_of.confirmed) == ("вечерний-звон", False)
    nobody = register().outlet_for("urn:sha256:00", None, None)
    assert (nobody.name, nobody.confirmed) == ("unknown publisher", False)


def test_a_known_domain_is_not_renamed_by_its_page():
    assert register().outlet_for("https://tass.ru/a", "Xinhua", "ru").name == "TASS"


def _outlet(key: str, name: str, *domains: str) -> Outlet:
    return Outlet(key=key, name=name, names=(OutletName(name, "en"),), domains=domains)


def test_added_outlets_win_where_they_clash():
    added = register().with_outlets([_outlet("x", "Global Times", "gt.example", "news.tass.ru")])
    assert added.named("global times") == added.at("https://a.gt.example/")
    news, rest = added.at("https://news.tass.ru/"), added.at("https://tass.ru/")
    assert news is not None
    assert news.key == "x"
    assert rest is not None
    assert rest.name == "TASS"
    assert len(added) == len(register()) + 1
    known = register().named("global times")
    assert known is not None
    assert known.key == "globaltimes.cn"


def test_a_name_two_outlets_bear_is_neither_s():
    shared = Register([[_outlet("a", "The Courier"), _outlet("b", "Courier")]])
    assert shared.named("courier") is None
    assert shared.named("the courier") == shared.keyed("a")
    again = shared.with_outlets([_outlet("c", "Courier")])
    assert again.named("Courier") == again.keyed("c")


def test_hosts_are_decoded_and_freed_of_www():
    assert host_of("http://www.xn--mnchen-3ya.de/") == "münchen.de"
    assert host_of("https://www2.example.org:8080/") == "example.org"
    assert host_of("mailto:someone@example.org") == ""
    assert parents("a.b.c") == ["a.b.c", "b.c", "c"]
    assert registrable("a.b.co.jp") == "b.co.jp"
    assert registrable("127.0.0.1") == "127.0.0.1"


def test_names_fold_alike_whatever_their_dress():
    assert folded_name("L’Orient–Le Jour") == folded_name("l'orient-le  JOUR")
    assert folded_name("Ｘｉｎｈｕａ") == "xinhua"
