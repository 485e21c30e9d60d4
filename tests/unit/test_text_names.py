"""Names across spellings and scripts: Latin forms, candidate keys, likeness."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.text.names import latin, likeness, name_keys

NAMES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="abc ABC'-.ابمد علбвгд нашיםש習近平김정ドナー नमो", max_size=20),
)


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("Иван Шевцов", "ru", "Ivan Shevtsov"),
        ("Ігор Гриценко", "uk", "Ihor Hrytsenko"),
        ("Ғалымжан Қуанышев", "kk", "Galymzhan Kuanyshev"),
        ("محمد العلي", "ar", "Muhammad al-Ali"),
        ("李明华", "zh", "Li Minghua"),
        ("欧阳明", "zh", "Ouyang Ming"),
        ("김민준", "ko", "Kim Min-jun"),
        ("ジョン・タナカ", "ja", "Jon Tanaka"),
        ("山田太郎", "ja", "山田太郎"),
        ("Νίκος Παπαδάκης", "el", "Nikos Papadakis"),
        ("मोहन", "hi", "Mohan"),
        ("François Élan", "fr", "François Élan"),
        ("ШЕВЦОВ", "ru", "SHEVTSOV"),
    ],
)
def test_latin_forms(printed: str, language: str, expected: str) -> None:
    assert latin(printed, language) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pavel Nuryshhev", "Pavel Nuryshev"),
        ("Aliya Bekova", "Алия Бекова"),
        ("Aliya Bekova", "Bekova, Aliya"),
        ("Dr. John Halloran", "John Halloran"),
        ("William Garrow", "Bill Garrow"),
        ("Ли Минхуа", "Li Minghua"),
        ("李明华", "Li Minghua"),
        ("Boris Ivanovich Kerimov", "Boris Kerimov"),
        ("Yusuf bin Khalid", "Youssef ibn Khaled"),
        ("Marrin Steel Limited", "Marrin Steel Ltd."),
        ("S. Halloran", "Sean Halloran"),
    ],
)
def test_one_name_in_two_forms_is_likely_one_and_shares_a_key(one: str, other: str) -> None:
    assert likeness(one, other) > 0.6
    assert name_keys(one) & name_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aliya Bekova", "Dina Bekova"),
        ("Pavel Nuryshev", "Pavel Kovalenko"),
        ("Иван Шевцов", "Peter Garrow"),
        ("李明华", "Wang Jun"),
        ("Brigade 14", "Brigade 41"),
    ],
)
def test_two_people_are_likely_two(one: str, other: str) -> None:
    assert likeness(one, other) < 0.4


def test_a_name_of_nothing_is_like_none() -> None:
    assert likeness("", "") == likeness(" ", "Bekova") == 0.0
    assert name_keys("") == frozenset()


@settings(max_examples=200, deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_a_probability_whatever_the_letters(one: str, other: str) -> None:
    value = likeness(one, other)
    assert 0 <= value <= 1
    assert value == pytest.approx(likeness(other, one), abs=0.02)
    assert isinstance(latin(one), str)
    assert "" not in name_keys(one)


def test_long_names_take_no_long_time() -> None:
    one, other = "aliya " * 20_000, "bekova " * 20_000
    assert likeness(one, other) < 0.5
    assert likeness("а" * 50_000, "b" * 50_000) < 0.5
