"""The pages' words in other languages: in step with the code, with the same places to fill in."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from babel.messages.catalog import Message
from django.template import Context, Template
from django.utils import translation

from tearsheet.desk import catalogues
from tearsheet.desk.site import LANGUAGES

TRANSLATED: tuple[str, ...] = ("ar", "kk", "ru")
"""Languages whose catalogue is complete, and stays so."""

_PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd%]|\{(\w*)\}")


def places(text: str) -> set[str]:
    return {found[0] for found in _PLACE.finditer(text) if found[0] != "%%"}


def words_of(message: Message) -> Iterator[str]:
    yield from message.string if isinstance(message.string, tuple | list) else (message.string,)


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {code for code, _ in LANGUAGES} == {"en", *catalogues.LANGUAGES}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    for message in catalogues.read(language):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        for words in filter(None, words_of(message)):
            if message.id:
                # A plural form for one or two may leave the number out.
                assert places(words) <= places(ids[-1]), message.id
                if len(ids) == 1:
                    assert places(words) == places(ids[0]), message.id


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    catalogue = catalogues.read(language)
    assert not any(message.fuzzy for message in catalogue if message.id)
    compiled = catalogues.path_of(language).with_suffix(".mo")
    assert compiled.read_bytes() == catalogues.compiled(catalogue)


def test_a_translated_language_is_complete_and_in_step() -> None:
    wanted = {(one.id, one.context) for one in catalogues.gathered() if one.id}
    assert wanted
    for language in TRANSLATED:
        catalogue = catalogues.read(language)
        assert {(one.id, one.context) for one in catalogue if one.id} == wanted, language
        assert catalogues.untranslated(catalogue) == [], language


def test_messages_of_code_and_templates_are_found() -> None:
    found = {one.id: one.place for one in catalogues.found()}
    assert found["Or look around first"] == "templates/desk/first_watch.html"
    assert found["Saved."].endswith(".py")
    assert ("%(n)d article was related.", "%(n)d articles were related.") in found
    assert ("%(n)s further language", "%(n)s further languages") in found


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "7 March 2026", "1234.5"),
        ("ru", "7 марта 2026 г.", "1234,5"),
        ("kk", "2026 ж. 7 наурыз", "1234,5"),
        ("ar", "7 مارس 2026", "1234.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(
    language: str, day: str, number: str
) -> None:
    page = Template("{{ when|date }}|{{ amount }}")
    with translation.override(language):
        assert (
            page.render(Context({"when": date(2026, 3, 7), "amount": 1234.5})) == f"{day}|{number}"
        )


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ar"])
def test_times_of_day_have_twenty_four_hours(language: str) -> None:
    page = Template('{{ when|date:"SHORT_DATETIME_FORMAT" }}')
    with translation.override(language):
        when = datetime(2026, 3, 7, 17, 5, tzinfo=UTC)
        assert page.render(Context({"when": when})).endswith("17:05")


@pytest.mark.parametrize(("language", "told"), [("en", "one, two"), ("ar", "one، two")])
def test_the_things_of_a_list_are_parted_as_the_language_does(language: str, told: str) -> None:
    page = Template("{% load tongue %}one{% comma %}two")
    with translation.override(language):
        assert page.render(Context()) == told
