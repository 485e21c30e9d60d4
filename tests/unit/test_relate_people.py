"""Who is who across spellings and scripts, and an editor's word on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Person, PersonName
from tearsheet.relate.people import Verdict, people

NAMES = (
    PersonName("Aliya Bekova", "en", 9, 4, ("minister",)),
    PersonName("Алия Бекова", "ru", 7, 2),
    PersonName("Aliia Bekova", "de", 2, 1),
    PersonName("Daniyar Omarov", "en", 5, 1),
    PersonName("Данияр Омаров", "ru", 3, 1),
    PersonName("Tomas Orr", "en", 1, 0),
)


def forms(found: tuple[Person, ...]) -> list[set[str]]:
    return [{name.text for name in person.names} for person in found]


def test_spellings_and_scripts_meet() -> None:
    found = people(NAMES)
    assert forms(found) == [
        {"Aliya Bekova", "Алия Бекова", "Aliia Bekova"},
        {"Daniyar Omarov", "Данияр Омаров"},
        {"Tomas Orr"},
    ]
    first = found[0]
    assert (first.key, first.name, first.articles, first.quoted) == (
        "aliya-bekova", "Aliya Bekova", 18, 7
    )  # fmt: skip
    assert first.why[0] == ""
    assert all(why.startswith("like ") for why in first.why[1:])
    assert not first.confirmed


def test_what_an_editor_parted_stays_apart() -> None:
    apart = Verdict("Aliya Bekova", "Алия Бекова", same=False)
    found = people(NAMES, [apart])
    assert not any({"Aliya Bekova", "Алия Бекова"} <= names for names in forms(found))
    assert len({person.key for person in found}) == len(found)


def test_what_an_editor_joined_stays_together() -> None:
    found = people(NAMES, [Verdict("Tomas Orr", "Daniyar Omarov", same=True)])
    (person,) = [one for one in found if "Tomas Orr" in {name.text for name in one.names}]
    assert person.confirmed
    assert {name.text for name in person.names} == {"Daniyar Omarov", "Данияр Омаров", "Tomas Orr"}
    assert "an editor joined them" in person.why


def test_an_editor_says_what_a_person_is_called() -> None:
    found = people(NAMES, shown={"Алия Бекова": "Әлия Бекова"})
    assert found[0].name == "Әлия Бекова"


@pytest.mark.parametrize("other", ["Marat Bekov", "Aliya Omarova", "Bekova Trading"])
def test_one_shared_word_is_not_enough(other: str) -> None:
    found = people((NAMES[0], PersonName(other, "en", 3)))
    assert len(found) == 2


@given(
    st.lists(
        st.builds(PersonName, st.text(min_size=1, max_size=20), st.just("en"), st.integers(1, 9)),
        max_size=8,
        unique_by=lambda name: name.text,
    )
)
def test_every_name_is_of_one_person(names: list[PersonName]) -> None:
    found = people(names)
    assert sorted(name.text for one in found for name in one.names) == sorted(n.text for n in names)
