"""Amounts, shares, counts and measures of a text."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.figures import figures_in
from tearsheet.annotate.times import moments_in
from tearsheet.model import Figure, Quote, Span
from tests.unit.annotate_figures_cases import CASES

LANGUAGES = sorted(CASES)
PIECES = st.sampled_from(
    [words for cases in CASES.values() for words, _ in cases]
    + [" ", ", ", "\n", "2024", "$", "%", "-", "1", "."]
)
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join)


def found(text: str, language: str = "en", quotes: tuple[Quote, ...] = ()) -> tuple[Figure, ...]:
    return figures_in(text, language, quotes, moments_in(text, language, date(2026, 3, 4), None))


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def told(figure: Figure) -> str:
    upper = "" if figure.upper is None else f"–{plain(figure.upper)}"
    return f"{plain(figure.value)}{upper} {figure.unit}".strip()


@pytest.mark.parametrize(
    ("language", "words", "figures"),
    [(language, *case) for language, cases in CASES.items() for case in cases],
)
def test_values(language: str, words: str, figures: str) -> None:
    assert "; ".join(map(told, found(words, language))) == figures


def test_all_eighteen_languages_have_fifteen_cases() -> None:
    assert len(CASES) == 18
    assert min(map(len, CASES.values())) >= 15


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Bilateral trade reached a record $43.8 billion in 2024.", "Bilateral trade"),
        ("They sent 200 young workers to the port.", "young workers"),
        ("About 15 % of households have a boat.", "households"),
        ("Exports grew to 5 billion yuan.", "Exports"),
        ("Экспорт зерна вырос до 5 млн тонн.", "Экспорт зерна"),
        ("Der Umsatz stieg auf 5 Millionen Euro.", "Umsatz"),
    ],
)
def test_what_it_counts(text: str, counts: str) -> None:
    language = "ru" if "зерна" in text else "de" if "Umsatz" in text else "en"
    (figure,) = found(text, language)
    assert figure.counts is not None
    assert figure.counts.of(text) == counts


@pytest.mark.parametrize(
    ("text", "comparisons"),
    [
        ("a record $43.8 billion", ("record",)),
        ("more than 200 workers", ("more than",)),
        ("Sales are up 35 %.", ("up",)),
        ("at least 40 hectares", ("at least",)),
        ("nearly 60 km", ("about",)),
        ("Output fell to 5 tonnes.", ("down",)),
        ("They sold 5 boats.", ()),
    ],
)
def test_comparisons(text: str, comparisons: tuple[str, ...]) -> None:
    (figure,) = found(text)
    assert figure.comparisons == comparisons


def test_when_it_holds() -> None:
    text = "Trade was $5 million in 2023. It reached $7 million in 2024, last year."
    assert [figure.when and figure.when.first.year for figure in found(text)] == [2023, 2024]


def test_whose_claim_it_is() -> None:
    text = "We sold 5 boats, and they 7, he said, of 9 boats."
    wide = Quote((Span(0, 30),), "indirect")
    narrow = Quote((Span(3, 15),), "mixed")
    assert [figure.quote for figure in found(text, quotes=(wide, narrow))] == [1, 0, None]


def test_kinds() -> None:
    text = "It cost $5 million, 15 % more, for 20 km and 300 trees."
    assert [figure.kind for figure in found(text)] == ["money", "share", "measure", "count"]


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spans_lie_in_the_text(text: str, language: str) -> None:
    figures = found(text, language)
    assert all(figure.span.of(text) for figure in figures)
    assert all(one.span.end <= other.span.start for one, other in pairwise(figures))
    for figure in figures:
        assert figure.value.is_finite()
        assert figure.upper is None or figure.upper > figure.value
        assert figure.counts is None or figure.counts.of(text).strip()


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1,", "1.2 million ", "$", "two ", "hundred thousand ", "5-", "一", "3億"]
)
def test_a_megabyte_takes_no_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = process_time()
    for language in ("en", "zh"):
        figures_in(text, language, (), ())
    # Generous for a busy machine; quadratic work would take minutes.
    assert process_time() - start < 10


def test_a_language_without_a_file_has_none() -> None:
    assert figures_in("$5 million", "xx", (), ()) == ()
    assert figures_in("$5 million", "../en", (), ()) == ()


def test_a_day_whose_year_nobody_knows_is_no_figure() -> None:
    text = "On Feb. 12 the council bought 40 buses."
    found = figures_in(text, "en", (), (), (Span(0, 10),))
    assert [figure.span.of(text) for figure in found] == ["40"]
