"""Bylines as they are printed, and the names in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.read.metadata.names import is_byline, is_person, names_in


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("By Ada Corvin", "en", ("Ada Corvin",)),
        ("By Ada Corvin and Ben Dahl", "en", ("Ada Corvin", "Ben Dahl")),
        ("Ada Corvin, Ben Dahl & Cleo Ems", "en", ("Ada Corvin", "Ben Dahl", "Cleo Ems")),
        ("Ada Corvin, Science Correspondent", "en", ("Ada Corvin",)),
        ("Ada Corvin, professor of history and law at Lakeside", "en", ("Ada Corvin",)),
        ("Ada Corvin, Nairobi", "en", ("Ada Corvin",)),
        ("Ada Corvin, Jr.", "en", ("Ada Corvin, Jr.",)),
        ("Ada Corvin (aco)", "de", ("Ada Corvin",)),
        ("Von Ada Corvin und Ben Dahl, dpa", "de", ("Ada Corvin", "Ben Dahl", "dpa")),
        ("Par Ada Corvin et Ben Dahl", "fr", ("Ada Corvin", "Ben Dahl")),
        ("Ada Corvin y Ben Dahl", "es", ("Ada Corvin", "Ben Dahl")),
        ("Ada Corvin og Ben Dahl", "da", ("Ada Corvin", "Ben Dahl")),
        ("Автор: Ада Корвина и Борис Даль", "ru", ("Ада Корвина", "Борис Даль")),
        ("Ада Корвина және Болат Дәулет", "kk", ("Ада Корвина", "Болат Дәулет")),
        ("（责编：王小明、李大山）", "zh", ("王小明", "李大山")),
        ("记者：王小明", "zh", ("王小明",)),
        ("김하늘 기자", "ko", ("김하늘",)),
        ("김하늘 기자 외 1명", "ko", ("김하늘",)),
        ("بقلم: سامي نور", "ar", ("سامي نور",)),
        ("ada.corvin@paper.example", "en", ()),
        ("https://paper.example/authors/ada", "en", ()),
        ("@adacorvin", "en", ()),
        ("105092", "en", ()),
        ("Ada Corvin\nBen Dahl", "en", ("Ada Corvin", "Ben Dahl")),
        ("ADA CORVIN", "en", ("ADA CORVIN",)),
        ("Ada Corvin / Ben Dahl", "en", ("Ada Corvin", "Ben Dahl")),
        ("Ada Corvin; ada corvin", "en", ("Ada Corvin",)),
        ("Ada van der Corvin", "nl", ("Ada van der Corvin",)),
        ("Daily Paper Staff", "en", ("Daily Paper Staff",)),
        ("Dr. Ada Corvin", "de", ("Dr. Ada Corvin",)),
    ],
)
def test_names_in_a_byline(text, language, names):
    assert names_in(text, language) == names


@pytest.mark.parametrize(
    "line", ["By Ada Corvin", "Von Ada", "Text: Ada", "记者：王小明", "Oleh Ada"]
)
def test_opens_like_a_byline(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", ["Bystanders saw it", "Vondel", "Textiles rise", "Naples"])
def test_does_not_open_like_a_byline(line):
    assert not is_byline(line)


@pytest.mark.parametrize("name", ["Ada Corvin", "Ada van der Corvin", "王小明", "Ада Корвина"])
def test_looks_like_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize("name", ["Follow Ada", "Twitter Facebook", "israel news", "Reuters", "a"])
def test_does_not_look_like_a_person(name):
    assert not is_person(name)


@given(st.text(max_size=200), st.sampled_from(["en", "de", "ru", "zh", "ar", "xx"]))
def test_any_text_is_survived(text, language):
    for name in names_in(text, language):
        assert name == name.strip()
        assert name
