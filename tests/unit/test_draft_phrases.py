"""The phrase files are whole, and a language can be added by a file."""

import tomllib
from importlib.resources import files

import pytest

from tearsheet.edit.cues import Cues, cues
from tearsheet.edit.marks import all_pairs, marks_around, marks_of
from tearsheet.edit.phrasing import PhraseError, parsed, phrases

LANGUAGES = sorted(
    one.name.removesuffix(".toml") for one in (files("tearsheet.edit") / "phrases").iterdir()
)
CUES = sorted(
    one.name.removesuffix(".toml") for one in (files("tearsheet.edit") / "words").iterdir()
)
NEEDED = (
    "outlet.forms",
    "title.foreign",
    "title.all",
    "opening.foreign",
    "opening.all",
    "themes.some",
    "themes.every",
    "attribution.news.plain",
    "attribution.opinion.plain",
    "attribution.interview.plain",
    "attribution.release.plain",
    "attribution.carried.plain",
    "attribution.translated.plain",
    "attribution.sponsored.plain",
    "attribution.undated.plain",
    "original.news",
    "original.opinion",
    "original.interview",
    "original.release",
    "original.carried",
    "original.translated",
    "original.sponsored",
    "quotation.article",
    "quotation.article_stopped",
    "quotation.said",
    "quotation.said_stopped",
    "note.copies",
    "substance.sentence",
    "list.headline",
    "list.article",
    "list.said",
    "list.original",
    "brief.headline",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_file_has_every_table(language: str) -> None:
    found = phrases(language)
    assert found.language == language
    assert [table for table in NEEDED if not found.templates(table)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months(language: str) -> None:
    found = phrases(language)
    assert len(found.lists["date/months"]) == len(found.lists["period/months"]) == 12
    assert {len(found.lists[f"numbers/{what}"]) for what in ("items", "countries", "copies")} == {
        10
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_occasion_has_a_line_that_needs_little(language: str) -> None:
    """An article without author, theme or speaker can always be introduced."""
    little = {"outlet", "date", "originator", "distributor", "language", "watch"}
    found = phrases(language)
    for occasion in ("news", "opinion", "interview", "release", "carried", "sponsored"):
        for prefix in (f"attribution.{occasion}", f"original.{occasion}"):
            assert any(set(one.slots) <= little for one in found.under(prefix)), prefix


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_leads_take_as_many_themes_as_there_are(language: str) -> None:
    found = phrases(language)
    for press in ("foreign", "all"):
        numbers = [one.slots.count("theme") for one in found.templates(f"title.{press}")]
        assert numbers == [0, 1, 2, 3]
        assert not any(
            one.slots.count("countries") for one in found.templates(f"opening.{press}")[-1:]
        )
    assert [one.slots.count("theme") for one in found.templates("themes.some")] == [1, 2, 3, 4]
    assert [one.slots.count("theme") for one in found.templates("themes.every")] == [1, 2, 3, 4]


def test_unlike_lines_have_unlike_skeletons() -> None:
    """What the gate compares tells an opinion from news."""
    for language in LANGUAGES:
        found = phrases(language)
        assert not found.skeletons("attribution.opinion") & found.skeletons("attribution.news")
        assert not found.skeletons("attribution.sponsored") & found.skeletons("attribution.news")


def test_an_unknown_slot_is_refused_by_name() -> None:
    with pytest.raises(PhraseError, match=r"x\.toml.*nonsense"):
        parsed('[title]\nall = ["{nonsense}"]', "x.toml")


def test_a_broken_file_is_refused_by_name() -> None:
    with pytest.raises(PhraseError, match=r"x\.toml"):
        parsed("[title", "x.toml")


@pytest.mark.parametrize("language", CUES)
def test_a_file_of_cues_is_read_whole_and_in_lower_case(language: str) -> None:
    source = (files("tearsheet.edit") / "words" / f"{language}.toml").read_text("utf-8")
    content = tomllib.loads(source)
    found = cues(language)
    for name, words in content.items():
        assert getattr(found, name) == frozenset(words)
        assert all(word == word.lower() for word in words), name
    assert found.leaning
    assert found.edge_after


def test_a_language_without_cues_has_none() -> None:
    assert cues("xx").leaning == Cues("xx").leaning == frozenset()


def test_marks_differ_around_words_that_hold_the_same() -> None:
    assert marks_of("de-AT") == ("„", "“")
    assert marks_around("er sagte „nein“ laut", "de") == ("»", "«")
    assert marks_around("er sagte nein", "de") == ("„", "“")
    assert marks_of("zh-Hant-HK") == ("「", "」")
    assert marks_of("xx") == marks_of("en")
    assert marks_around("„nein“", "de") in all_pairs()
