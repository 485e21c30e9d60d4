"""A publisher's word on its own text is found, and news about corrections and kills is not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Article, ExtractionReport
from tearsheet.relate.versions import NoticeKind, notice_of, notices_in

BODY = {
    "en": ["The ferry to Korvan sails again on Monday.", "Tickets cost four arins, the port said."],
    "ru": ["Паром в Корван снова ходит с понедельника.", "Билет стоит четыре арина, сообщил порт."],
    "zh": ["前往科尔万的渡轮周一恢复通航。", "港口方面表示，票价为四阿林。"],
}
MORE = "The old pier was closed for eleven months while divers replaced its timber. " * 20


def article(
    text: str, title: str = "Ferry sails again", language: str = "en", **more: object
) -> Article:
    return Article(
        "capture",
        "https://herald.example/a",
        title,
        text,
        language,
        ExtractionReport("test"),
        **more,  # type: ignore[arg-type]
    )


def page(note: str, language: str = "en", at_head: bool = False) -> Article:
    body = BODY.get(language, BODY["en"])
    paragraphs = [note, *body] if at_head else [*body, note]
    return article("\n".join(paragraphs), language=language)


CORRECTIONS = [
    ("en", "Correction: the minister's name is Daner Kelesh."),
    ("en", "Correction, Sept. 15, 2025: This article originally gave a wrong fare."),
    ("en", "Corrections and clarifications: We said the pier was new. It was repaired."),
    ("en", "CORRECTION — An editing error changed the fare."),
    ("en", "This article has been corrected to show that the ferry sails on Monday."),
    ("en", "An earlier version of this story misstated the fare."),
    ("en", "• This article was amended on 5 May 2025 to correct the spelling of Korvan."),
    ("en", "(This Sept. 15 story has been corrected to say four arins, not five, in paragraph 2)"),
    ("en", "Editor's note: An earlier version of this report gave a wrong date."),
    ("en", "The Herald regrets the error."),
    ("de", "Berichtigung: Der Fahrpreis beträgt vier Arin, nicht fünf."),
    ("de", "In einer früheren Version dieses Artikels hieß es, die Fähre fahre am Dienstag."),
    ("de", "Anmerkung der Redaktion: Wir haben den Fahrpreis korrigiert."),
    ("fr", "Rectificatif : le billet coûte quatre arins et non cinq."),
    ("fr", "Une première version de cet article indiquait un mauvais prix."),
    ("es", "Fe de errores: el billete cuesta cuatro arins."),
    ("es", "Una versión anterior de este artículo daba un precio equivocado."),
    ("it", "Errata corrige: il biglietto costa quattro arin."),
    ("pt", "Correção: o bilhete custa quatro arins, e não cinco."),
    ("nl", "In een eerdere versie van dit artikel stond een onjuiste prijs."),
    ("pl", "Sprostowanie: bilet kosztuje cztery ariny."),
    ("ru", "Исправление: билет стоит четыре арина."),
    ("ru", "В первоначальной версии материала была указана неверная цена."),
    ("ru", "Уточнение. Ошибка в цене билета исправлена."),
    ("uk", "Виправлення: квиток коштує чотири арини."),
    ("kk", "Түзету: билет төрт арин тұрады."),
    ("tr", "Düzeltme: Bilet dört arindir."),
    ("ar", "تصحيح: ثمن التذكرة أربعة أرينات."),
    ("he", "תיקון: מחיר הכרטיס ארבעה ארין."),
    ("hi", "भूल-सुधार: टिकट चार अरिन का है।"),
    ("zh", "更正：票价应为四阿林。"),
    ("zh", "本文此前版本误写票价。"),
    ("ja", "訂正：運賃は４アリンです。"),
    ("ja", "お詫びと訂正\n運賃に誤りがありました。お詫びして訂正します。"),
    ("ko", "[정정] 운임은 4아린으로, 이에 바로잡습니다."),
]


@pytest.mark.parametrize(("language", "note"), CORRECTIONS)
def test_a_correction_is_found_with_its_exact_words(language: str, note: str) -> None:
    found = notice_of(page(note, language))
    assert found is not None
    assert (found.kind, found.words, found.alone) == ("correction", note, False)
    assert found.span.of(page(note, language).text) == note


KILLS = [
    (
        "en",
        "BC-Velmaria-Ferry, KILL",
        "Editors: Please kill the story slugged Velmaria-Ferry. It was based on a false report.",
    ),
    (
        "en",
        "STORY REMOVED: Velmaria-Ferry",
        "The Lantern Wire has withdrawn its story about the ferry.",
    ),
    (
        "en",
        "ADVISORY: Velmaria ferry story is withdrawn",
        "The story headlined “Ferry sails again” is withdrawn. There will be no substitute.",
    ),
    ("en", "Ferry sails again", "Eds: Kill BC-Velmaria-Ferry. The fare is wrong."),
    ("en", "Ferry sails again", "This article has been retracted."),
    (
        "de",
        "Achtung",
        "Die Meldung «Fähre fährt wieder» wird zurückgezogen. Bitte nicht verwenden.",
    ),
    ("fr", "Annulation", "La dépêche intitulée « Le bac repart » est annulée."),
    ("ru", "АННУЛИРОВАНО: Паром", "Просьба считать сообщение о пароме аннулированным."),
    ("zh", "撤稿", "新华社撤销《渡轮恢复通航》一稿，请勿使用。"),
]


@pytest.mark.parametrize(("language", "title", "text"), KILLS)
def test_a_wire_kill_is_found(language: str, title: str, text: str) -> None:
    found = notice_of(article(text, title, language))
    assert found is not None
    assert (found.kind, found.alone) == ("kill", True)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Correction looms for tech shares",
            "A correction is near, analysts said. Prices were wrong by a tenth.",
        ),
        ("en", "Market correction: what to do", f"Shares fell a tenth.\n{MORE}"),
        (
            "en",
            "Killed story teller honoured",
            "The writer was killed in the storm. The city withdrew its plan.",
        ),
        (
            "en",
            "Journal retracts study on ferries",
            "The study was retracted on Monday because of errors, the journal said.",
        ),
        (
            "en",
            "Network withdraws story",
            f"The broadcaster has withdrawn its story about the ferry, it said on Monday.\n{MORE}",
        ),
        ("en", "Two killed on pier", "Two people were killed. Police corrected the number later."),
        (
            "en",
            "The Ledger says sorry",
            "“An earlier version of this article misstated the fare,” the paper wrote.",
        ),
        (
            "en",
            "Department of Corrections",
            "The department was wrong to move the prisoners, a court said.",
        ),
        ("en", "Ferry", "Correction officers were hurt.\nThe error was found on Monday."),
        (
            "en",
            "Ferry",
            "Correction: A fall of a tenth.\nBear market: A fall of a fifth.\nA\nB\nC\nD\nE",
        ),
        (
            "en",
            "Ferry",
            "It sails.\nCorrections: If you are aware of an inaccuracy, please write to us.",
        ),
        ("en", "Ferry", "It sails.\nUpdated: 9:43 AM, July 16, 2025"),
        ("en", "Ferry", "It sails.\nEditor's note: This story mentions violence."),
        (
            "ru",
            "Поправка к закону принята",
            f"Поправка прошла во втором чтении, сообщил депутат. {BODY['ru'][0]}",
        ),
        ("ru", "Уточнение границ", "Уточнение границ парка займёт год."),
        ("ru", "Паром", "Паром ходит.\nНашли ошибку? Выделите её и нажмите Ctrl+Enter."),
        ("de", "Korrektur am Markt", "Die Korrektur an der Börse kam ohne Fehler der Anleger."),
        ("zh", "股市更正幅度", "分析师说，市场出现错误的判断。"),
        ("es", "Corrección política", f"La corrección política divide.\n{MORE}"),
        ("ja", "取り消し訴訟", "原告は処分の取り消しを求めた。"),
    ],
)
def test_news_about_errors_and_kills_is_no_notice(language: str, title: str, text: str) -> None:
    assert notices_in(article(text, title, language)) == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Clarification: ferry fares",
            "An item on Monday gave a wrong fare. The Herald regrets the error.",
        ),
        ("Correction", "An item on Monday misspelled the name of Daner Kelesh."),
    ],
)
def test_a_page_that_is_only_a_correction_stands_alone(title: str, text: str) -> None:
    found = notice_of(article(text, title))
    assert found is not None
    assert (found.kind, found.alone, found.words) == ("correction", True, text)


def test_a_headline_that_says_corrected_over_the_whole_story_is_that_story_s() -> None:
    text = f"In a story on Monday, the agency gave a wrong fare.\n{MORE}"
    found = notice_of(article(text, "Correction: Velmaria-Ferry"))
    assert found is not None
    assert (found.kind, found.alone) == ("correction", False)


def test_a_short_page_that_reading_calls_a_correction_is_one() -> None:
    found = notice_of(article("Monday's fare was five arins.", "Fares", kind="correction"))
    assert found is not None
    assert found.alone


def test_an_update_is_no_correction() -> None:
    found = notice_of(page("This story has been updated with the minister's answer."))
    assert found is not None
    assert found.kind == "update"


def test_the_gravest_notice_comes_first() -> None:
    text = "Update: it sails.\nThe fare is four arins.\nThis article has been withdrawn."
    kinds: list[NoticeKind] = [one.kind for one in notices_in(article(text))]
    assert kinds == ["update", "kill"]
    found = notice_of(article(text))
    assert found is not None
    assert found.kind == "kill"


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_correction_may_stand_at_the_head(language: str) -> None:
    note = {
        "en": "Correction: the fare was wrong.",
        "ru": "Исправление: цена была неверной.",
        "zh": "更正：票价有误。",
    }[language]
    assert notice_of(page(note, language, at_head=True)) is not None


@given(st.text(), st.text(), st.sampled_from(["en", "ru", "zh", "ar", "und", "x-y", ""]))
def test_any_text_can_be_asked(title: str, text: str, language: str) -> None:
    one = article(text, title, language)
    for found in notices_in(one):
        assert found.span.of(one.part(found.part)) == found.words
