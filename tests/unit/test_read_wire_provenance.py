"""Who wrote, carried, printed and relayed a text."""

from tearsheet.model import Provenance
from tearsheet.read.dateline import dateline
from tearsheet.read.wire import original_url, provenance

URL = "https://www.paper.example/lake"


def came(
    text: str,
    *,
    tail: str = "",
    authors: tuple[str, ...] = (),
    site: str | None = "The Paper",
    language: str = "en",
    url: str = URL,
) -> Provenance:
    return provenance(None, "Lake opens", text, dateline(text, language), authors, site, url, tail)


def named(found: Provenance, role: str) -> list[str]:
    return [credit.name for credit in found.credits if credit.role == role]


def test_a_release_has_distributor_and_originator():
    text = "BERN, March 5, 2031 /PRNewswire/ -- The lake opened."
    tail = (
        "View original content: https://www.prnewswire.com/news-releases/lake-1.html\n"
        "SOURCE Lake Board"
    )
    found = came(text, tail=tail)
    assert found.kind == "press release"
    assert named(found, "publisher") == ["The Paper"]
    assert named(found, "distributor") == ["PR Newswire"]
    assert named(found, "originator") == ["Lake Board"]
    distributor = found.credited("distributor")[0]
    assert distributor.span is not None
    assert distributor.span.of(text) == "PRNewswire"
    assert found.credited("originator")[0].basis == "SOURCE Lake Board"
    assert original_url(tail) == "https://www.prnewswire.com/news-releases/lake-1.html"


def test_an_unlisted_newswire_distributes_and_an_unlisted_agency_writes():
    assert named(came("BERN, March 5 /Nobody Newswire/ -- It opened."), "distributor") == [
        "Nobody Newswire"
    ]
    assert named(came("BERN, March 5 (Nobody) -- It opened."), "originator") == ["Nobody"]


def test_agency_copy():
    found = came("BERN (AP) — The lake opened.")
    assert found.kind == "agency copy"
    assert named(found, "originator") == ["AP"]


def test_an_agency_on_its_own_site_is_the_publisher():
    found = came("BERN (AP) — The lake opened.", site="Associated Press")
    assert found.kind == "original"
    assert named(found, "originator") == []


def test_an_unlisted_agency_on_its_own_site_is_no_originator():
    found = came(
        "PORT TAMAR, March 5 (NOBODY) -- It opened.", site=None, url="https://nobody.example/a"
    )
    assert found.kind == "original"


def test_agencies_in_byline_and_below_the_text():
    assert named(came("It opened.", authors=("Ada Corvin", "dpa")), "originator") == ["dpa"]
    assert named(came("It opened.", tail="© Reuters"), "originator") == ["Reuters"]
    assert named(came("开通了。", tail="来源：新华社"), "originator") == ["新华社"]


def test_relays_in_many_languages():
    for text, name in [
        ("The lake opened, according to Xinhua.", "Xinhua"),
        ("The lake opened, Xinhua reported.", "Xinhua"),
        ("Wie die Nachrichtenagentur Reuters berichtet, öffnete der See.", "Reuters"),
        ("Озеро открылось, сообщает ТАСС.", "ТАСС"),
        ("Как сообщает агентство «Интерфакс», озеро открылось.", "Интерфакс"),
        ("Selon l’agence AFP, le lac a ouvert.", "AFP"),
        ("据新华社报道，湖开了。", "新华社"),
        ("聯合ニュースによると、湖が開いた。", "聯合ニュース"),
        ("연합뉴스에 따르면 호수가 열렸다.", "연합뉴스"),
        ("وفقا لوكالة الأناضول افتتحت البحيرة.", "الأناضول"),
        ("ТАСС хабарлағандай, көл ашылды.", "ТАСС"),
    ]:
        found = came(text)
        relay = found.credited("relay")
        assert [credit.name for credit in relay] == [name], text
        assert relay[0].span is not None
        assert relay[0].span.of(text) == name


def test_a_relay_by_an_agency_nobody_listed():
    for text, name in [
        ("He said so, according to the state news agency Nobody.", "Nobody"),
        ("Агентство «Никто» сообщило об этом.", "Никто"),
        ("据某社报道，湖开了。", "某社"),
    ]:
        assert named(came(text), "relay") == [name], text


def test_each_relay_once_and_not_the_originator():
    text = (
        "BERN (Xinhua) -- It opened, according to Xinhua. Reuters reported it. Reuters reported on."
    )
    assert named(came(text), "relay") == ["Reuters"]


def test_a_word_that_looks_like_an_agency_is_none():
    assert (
        came("The map shows a lake; the petra trail, a trend, and pa said nothing.").credited(
            "relay"
        )
        == ()
    )


def test_source_in_running_text_is_no_credit():
    assert (
        came("A source said the lake opened.\nSource: nobody knows.").credited("originator") == ()
    )


def test_translations_say_so():
    assert (
        came("Das Wasser stieg.", tail="Aus dem Englischen übersetzt von Ada Corvin").kind
        == "translated copy"
    )


def test_nothing_known():
    found = came("The lake opened.", site=None, url="file:///lake.txt")
    assert found.kind == "original"
    assert found.credits == ()


def test_a_report_that_quotes_a_release_is_none():
    quoting = kind_of("The lake is open, the ministry said in a press release on Friday.")
    carried = kind_of("The lake is open.\nThis is a press release carried by our desk.")
    assert (quoting, carried) == ("original", "press release")


def test_a_bare_label_below_a_text_is_another_article_s():
    assert kind_of("The lake is open.", "Pressemitteilung") == "original"
    assert kind_of("Der See ist offen.", "Pressemitteilung als PDF") == "press release"
    assert kind_of("湖已开放。", "新闻稿：湖泊管理局") == "press release"


def kind_of(text: str, tail: str = "") -> str:
    return provenance(None, "Lake", text, None, (), None, "https://p.example/lake", tail).kind
