"""An article is about a watch if it names it early and often; an outlet is foreign or at home."""

from tearsheet.edit.match import match
from tearsheet.edit.subject import country_watch, organisation_watch, person_watch
from tearsheet.model import Article, ExtractionReport, Outlet, OutletName

KAZAKHSTAN = country_watch("KZ", "kazakhstan")
ABROAD = Outlet(key="a", name="Abroad", country="LU")
FILLER = "The harbour was quiet all morning and nobody counted the gulls on the long pier. " * 4


def _match(text, title="", language="en", outlet=ABROAD, watch=KAZAKHSTAN):
    article = Article("c", "https://a.example/", title, text, language, ExtractionReport("1"))
    return match(article, outlet, watch)


def _paragraphs(*texts):
    return "\n".join(texts)


def test_title_and_text_make_it_the_subject():
    found = _match(
        _paragraphs("Kazakhstan will plant trees.", FILLER), "Kazakhstan plants a million trees"
    )
    assert found.about
    assert found.centrality > 0.6
    assert "named in the title" in found.reasons


def test_once_in_passing_does_not():
    found = _match(_paragraphs(*[FILLER] * 6, "The ship came from Kazakhstan.", FILLER), "Gulls")
    assert not found.about
    assert found.centrality < 0.1
    assert "in passing" in found.reasons


def test_once_in_the_lead_does_not_either():
    found = _match(_paragraphs("A singer from Kazakhstan came.", *[FILLER] * 6), "Gulls")
    assert not found.about


def test_in_the_lead_and_often_does():
    found = _match(
        _paragraphs(
            "Kazakhstan and three others signed.",
            FILLER,
            "Kazakh officials were pleased. Kazakhstan gave the pen.",
            FILLER,
        ),
        "Four sign",
    )
    assert found.about
    assert "named in the lead" in found.reasons


def test_a_short_notice_needs_no_more_than_one():
    assert _match("Kazakhstan has a new stamp.", "New stamp").about


def test_late_but_often_is_not_central():
    found = _match(_paragraphs(*[FILLER] * 5, *["Kazakhstan again."] * 4), "Gulls")
    assert not found.about


def test_never_named_is_not_about_it():
    found = _match(FILLER, "Gulls")
    assert (found.about, found.centrality, found.mentions) == (False, 0.0, ())
    assert "not named" in found.reasons


def test_the_capital_alone_is_not_the_country():
    text = _paragraphs("Astana beat Aktobe.", "Astana scored twice. Astana is first.")
    assert not _match(text, "Astana win").about


def test_the_head_of_state_is():
    text = _paragraphs("Tokayev flew north.", "Tokayev met farmers.", FILLER)
    assert _match(text, "Tokayev on a farm").about


def test_one_sense_a_text():
    text = _paragraphs("Atlanta wakes up. Georgia Tech won.", "Georgia is proud of the Bulldogs.")
    found = _match(text, "Georgia Bulldogs win", watch=country_watch("GE", "georgia"))
    assert not found.about
    assert any("something else" in reason for reason in found.reasons)


def test_centrality_grows_with_the_mentions():
    scores = [
        _match(_paragraphs(*["Kazakhstan it is."] * count, *[FILLER] * 6), "Kazakhstan").centrality
        for count in range(1, 8)
    ]
    assert scores == sorted(scores)
    assert 0 < scores[0] < scores[-1] <= 1


def test_dense_scripts_are_weighed_by_their_own_measure():
    text = "哈萨克斯坦总统访问北京。双方签署协议。" + "今天天气很好，码头很安静，没有人数海鸥。" * 2
    assert _match(text, "两国签署协议", "zh").about


def test_the_outlet_is_foreign_at_home_or_unknown():
    home = Outlet(key="k", name="Home", country="KZ")
    nowhere = Outlet(key="n", name="Nowhere")
    assert _match("Kazakhstan.").foreign
    assert not _match("Kazakhstan.", outlet=home).foreign
    unknown = _match("Kazakhstan.", outlet=nowhere)
    assert unknown.foreign
    assert any("unknown" in reason for reason in unknown.reasons)


def test_an_organisations_own_site_is_not_foreign_to_it():
    watch = organisation_watch("Kazatomprom", "kap")
    own = Outlet(key="o", name="Kazatomprom", names=(OutletName("Kazatomprom", "en"),))
    assert not _match("Kazatomprom.", outlet=own, watch=watch).foreign
    assert _match("Kazatomprom.", watch=watch).foreign


def test_a_person_by_family_name_alone_is_still_the_subject():
    watch = person_watch("Amina Bekova", "amina")
    text = _paragraphs("Bekova won again.", "It is Bekova's third medal, said Bekova.")
    assert _match(text, "Bekova wins", watch=watch).about
