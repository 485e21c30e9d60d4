"""Names and figures are the same in every language they are written in."""

import pytest

from tearsheet.relate.translations.traits import figures, names, skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        ("Tokayev", "Токаев", "Тоқаев", "Tokajew", "Tokaïev", "توكاييف"),
        ("Erdoğan", "Erdogan", "Эрдоган", "أردوغان"),
        ("Selenskyj", "Zelensky", "Зеленский"),
        ("Papadopoulos", "Παπαδόπουλος"),
        ("Putin", "Путин", "Poutine", "بوتين"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings):
    assert len({skeleton(spelling) for spelling in spellings}) == 1


def test_different_names_differ():
    people = ["Tokayev", "Putin", "Merkel", "Macron", "Erdogan", "Zelensky", "Aliyev", "Japarov"]
    assert len({skeleton(one) for one in people}) == len(people)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250,000 and 12.5", {"1250000", "12.5"}),
        ("1 250 000 и 12,5", {"1250000", "12.5"}),
        ("1.250.000 und 12,5", {"1250000", "12.5"}),
        ("٧٤٣٦ كيلومترا", {"7436"}),
        ("only 7 of them", set()),
    ],
)
def test_figures_are_plain(text, expected):
    assert figures(text) == expected


def test_names_stand_inside_sentences():
    found, sure = names("Yesterday Ina Holm spoke. Then Peter Quist left.")
    assert sure
    assert found == {skeleton(word) for word in ("Ina", "Holm", "Peter", "Quist")} & found
    assert skeleton("Yesterday") not in found
    assert skeleton("Quist") in found


def test_scripts_without_capitals_offer_every_long_word():
    found, sure = names("التقى الرئيس توكاييف")
    assert not sure
    assert skeleton("Tokayev") in found
