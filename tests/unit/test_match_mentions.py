"""Names are found in whatever form a language gives them, and nowhere else."""

import pytest

from tearsheet.edit.match import match
from tearsheet.edit.subject import country_watch, organisation_watch, person_watch
from tearsheet.model import Article, ExtractionReport, Outlet

ABROAD = Outlet(key="a", name="Abroad", country="LU")


def _article(text, language, title=""):
    return Article("c", "https://a.example/", title, text, language, ExtractionReport("1"))


def _found(watch, text, language):
    article = _article(text, language)
    found = match(article, ABROAD, watch)
    return [mention.span.of(article.part(mention.part)) for mention in found.mentions]


KAZAKHSTAN = country_watch("KZ", "kazakhstan")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Kazakh wheat, Kazakhstan's coast; KAZAKHSTAN", "Kazakh Kazakhstan KAZAKHSTAN"),
        ("en", "the China-Kazakhstan line, two Kazakhs", "Kazakhstan Kazakhs"),
        ("ru", "в Казахстане, из Казахстана", "Казахстане Казахстана"),
        ("ru", "казахстанскими и Казахскую, КАЗАХСТАНУ", "казахстанскими Казахскую КАЗАХСТАНУ"),
        ("ru", "казахстанско-китайское с Токаевым", "казахстанско Токаевым"),
        ("uk", "до Казахстану, казахського", "Казахстану казахського"),
        ("kk", "Қазақстанның, қазақстандық", "Қазақстанның қазақстандық"),
        ("kk", "Қазақстандағылардың Тоқаевқа", "Қазақстандағылардың Тоқаевқа"),
        ("ky", "Казакстандын", "Казакстандын"),
        ("uz", "Qozogʻistonning", "Qozogʻistonning"),
        ("de", "kasachische Kasachstans Kasachen", "kasachische Kasachstans Kasachen"),
        ("fr", "les kazakhes, du Kazakhstan", "kazakhes Kazakhstan"),
        ("es", "Kazajistán y las kazajas", "Kazajistán kazajas"),
        ("it", "i kazaki del Kazakistan", "kazaki Kazakistan"),
        ("pl", "w Kazachstanie kazachskiego", "Kazachstanie kazachskiego"),
        ("fi", "Kazakstanissa", "Kazakstanissa"),
        ("tr", "Kazakistan’ın KAZAKİSTAN Kazakistanlı", "Kazakistan’ın KAZAKİSTAN Kazakistanlı"),
        ("zh", "哈萨克斯坦总统在阿斯塔纳", "哈萨克斯坦 阿斯塔纳"),
        ("zh-Hant", "哈薩克總統", "哈薩克"),
        ("ja", "カザフスタンの", "カザフスタン"),
        ("ko", "카자흐스탄의 주카자흐스탄", "카자흐스탄의 카자흐스탄"),
        ("ar", "وكازاخستان ولكازاخستان بكازاخستان", "كازاخستان كازاخستان كازاخستان"),
        ("ar", "الكازاخستانية والكازاخي", "كازاخستانية كازاخي"),
        ("fa", "قزاقستان", "قزاقستان"),
        ("he", "בקזחסטן והקזחית", "קזחסטן קזחית"),
        ("hi", "कजाकिस्तान के", "कजाकिस्तान"),
        ("ka", "ყაზახეთის", "ყაზახეთის"),
    ],
)
def test_every_form_is_found(language, text, expected):
    assert _found(KAZAKHSTAN, text, language) == expected.split()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kazakhstanization, Kazakhstania, Astanap, kazakh"),
        ("ru", "Недоказахстан, казахстанофил"),
        ("es", "Kazajistanero"),
        ("ja", "ウルカザフスタンダード"),
        ("ar", "شكازاخستان"),
        ("de", "Unkasachstan"),
    ],
)
def test_nothing_is_found_inside_other_words(language, text):
    assert _found(KAZAKHSTAN, text, language) == []


@pytest.mark.parametrize(
    ("code", "language", "text", "expected"),
    [
        ("IN", "zh", "印度和印度尼西亚", ["印度"]),
        ("SD", "en", "Sudan, not South Sudan", ["Sudan"]),
        ("GN", "en", "Guinea, Guinea-Bissau and Papua New Guinea", ["Guinea"]),
        ("TR", "en", "Turkey, not a turkey", ["Turkey"]),
        ("JO", "en", "Jordan beat Michael Jordan", ["Jordan"]),
        ("ML", "ja", "マリとマリア", ["マリ"]),
        ("ML", "zh", "马里，马里兰州", ["马里"]),
        ("CN", "ar", "الصين وبالصين وللصين والصيني", ["صين", "صين", "صين", "صيني"]),
        ("RU", "ru", "Россия, России, россиянами", ["Россия", "России", "россиянами"]),
        ("CU", "ru", "Куба и Кубы, но не Куб", ["Куба", "Кубы"]),
        ("CL", "ru", "в Чили чилийцы", ["Чили", "чилийцы"]),
        ("US", "en", "the U.S.-led US and us", ["U.S.", "US"]),
        ("DE", "es", "German Gref", []),
        ("IS", "en", "An Island", []),
        ("TD", "tr", "Çad’da", ["Çad’da"]),
        ("KR", "ar", "الكوري الجنوبي وكوريا الجنوبية", ["كوري الجنوبي", "كوريا الجنوبية"]),
        ("RU", "pl", "Rosji i rosyjskiego", ["Rosji", "rosyjskiego"]),
        ("CZ", "cs", "Česka českých", ["Česka", "českých"]),
        ("CN", "hr", "Kinu i Kine, ali ne King", ["Kinu", "Kine"]),
        ("US", "uk", "американці зі США", ["американці", "США"]),
    ],
)
def test_what_looks_like_the_country_and_is_not(code, language, text, expected):
    assert _found(country_watch(code, code), text, language) == expected


def test_a_text_of_unknown_language_is_searched_in_all():
    assert _found(KAZAKHSTAN, "Казахстана Kazakistan’a", "und") == ["Казахстана", "Kazakistan’a"]


def test_organisations_and_people_bend_too():
    company = organisation_watch("Kazatomprom", "kap", names={"ru": ["Казатомпром"]})
    assert _found(company, "Казатомпромом и Kazatomprom", "ru") == ["Казатомпромом", "Kazatomprom"]
    person = person_watch("Amina Bekova", "amina", names={"ru": ["Амина Бекова"]})
    assert _found(person, "Амину Бекову видели. С Бековой!", "ru") == ["Амину Бекову", "Бековой"]


def test_spans_count_code_points_of_the_text_as_it_is():
    article = _article("\U0001f33e Ёлки в\u00a0Казахстане", "ru")
    (mention,) = match(article, ABROAD, KAZAKHSTAN).mentions
    assert mention.span.of(article.text) == "Казахстане"
    assert mention.name.text == "Казахстан"
