"""Every language says everything an edition may have to say."""

from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from typing import get_args

import pytest

from tearsheet.model import ArticleKind, DateBasis, Dated, Fact, Origin, OutletKind, Role, State
from tearsheet.model.outlet import OwnershipKind
from tearsheet.publish.wording import wording
from tests.editions import ARABIC, CHINESE, ENGLISH, KAZAKH, NILE, OLGII, ORIENT

LANGUAGES = sorted(
    file.name.removesuffix(".toml")
    for file in files("tearsheet.publish.wording").iterdir()
    if file.name.endswith(".toml")
)


def test_english_russian_and_kazakh_are_there() -> None:
    assert {"en", "ru", "kk"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_phrases_that_english_has(language: str) -> None:
    english, other = wording("en").phrases, wording(language).phrases
    assert other.keys() == english.keys()
    for phrase, text in english.items():
        blanks = {part.partition("}")[0] for part in text.split("{")[1:]}
        assert {part.partition("}")[0] for part in other[phrase].split("{")[1:]} == blanks


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_noun_of_the_model_can_be_said(language: str) -> None:
    said = wording(language).phrases
    assert set(get_args(State)) <= said.keys()
    assert {f"fact_{fact}" for fact in get_args(Fact)} <= said.keys()
    assert {f"basis_{basis}" for basis in get_args(DateBasis)} <= said.keys()
    assert set(get_args(OutletKind)) - {"unknown"} <= said.keys()
    assert {f"owned_{kind}" for kind in get_args(OwnershipKind)} - {"owned_unknown"} <= said.keys()
    assert set(get_args(ArticleKind)) - {"news"} <= said.keys()
    assert set(get_args(Origin)) - {"original"} <= said.keys()
    assert set(get_args(Role)) - {"publisher"} <= said.keys()


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en-GB", "en"), ("ru-KZ", "ru"), ("kk-Latn", "kk"), ("sw", "en"), ("und", "en"), ("", "en")],
)
def test_an_edition_without_labels_of_its_own_gets_its_base_languages_or_english(
    language: str, labels: str
) -> None:
    assert wording(language).language == labels


@pytest.mark.parametrize("language", ["../en", "en/../../x", "__init__.py", "en\0"])
def test_a_language_is_no_path(language: str) -> None:
    assert wording(language).language == "en"


@pytest.mark.parametrize(
    ("precision", "zoned", "said"),
    [
        ("year", True, "2025"),
        ("month", True, "June 2025"),
        ("day", True, "June 12, 2025"),
        ("minute", True, "June 12, 2025, 23:30 UTC+05:00"),
        ("second", False, "June 12, 2025, 23:30:05 (no time zone given)"),
    ],
)
def test_a_date_is_said_as_far_as_its_precision_goes(
    precision: str, zoned: bool, said: str
) -> None:
    at = datetime(2025, 6, 12, 23, 30, 5, tzinfo=timezone(timedelta(hours=5)))
    assert wording("en").dated(Dated(at, precision, "page", "x", zoned)) == said


def test_a_capture_is_told_in_utc() -> None:
    at = datetime(2025, 6, 12, 23, 30, 5, tzinfo=timezone(timedelta(hours=5)))
    assert wording("en").moment(at) == "June 12, 2025, 18:30:05 UTC"
    assert wording("ru").moment(at.astimezone(UTC)).startswith("12 июня 2025")


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("en", date(2025, 6, 9), date(2025, 6, 15), "June 9 – 15, 2025"),
        ("en", date(2025, 6, 30), date(2025, 7, 6), "June 30 – July 6, 2025"),
        ("en", date(2025, 12, 29), date(2026, 1, 4), "December 29, 2025 – January 4, 2026"),
        ("en", date(2025, 6, 9), date(2025, 6, 9), "June 9, 2025"),
        ("ru", date(2025, 6, 9), date(2025, 6, 15), "9–15 июня 2025 г."),
        ("kk", date(2025, 6, 9), date(2025, 6, 15), "2025 ж. 9–15 маусым"),
    ],
)
def test_a_period_says_nothing_twice(language: str, first: date, last: date, said: str) -> None:
    assert " ".join(wording(language).period(first, last).split()) == said


def test_a_state_owned_outlet_is_called_so() -> None:
    assert list(wording("en").outlet_facts(NILE)) == ["Egypt", "newspaper", "state-owned"]
    assert "государственное" in list(wording("ru").outlet_facts(ORIENT))
    assert "known only from its own page" in list(wording("en").outlet_facts(OLGII))


def test_opinion_copy_and_language_are_called_so() -> None:
    assert list(wording("en").article_facts(ARABIC.article)) == ["opinion", "in Arabic"]
    assert list(wording("en").article_facts(CHINESE.article)) == ["in Chinese", "agency copy"]
    assert list(wording("en").article_facts(ENGLISH.article)) == []
    assert list(wording("kk").article_facts(KAZAKH.article)) == []


def test_a_name_in_another_script_is_given_in_the_readers_too() -> None:
    assert wording("en").local_name(NILE) == "The New Nile"
    assert wording("kk").local_name(OLGII) == ""


def test_a_country_without_a_name_is_left_out() -> None:
    assert wording("en").country("XO") == ""
