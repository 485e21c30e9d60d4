"""Figures and times of the seeds, a press release and a digest of foreign media."""

from datetime import date
from decimal import Decimal

import pytest

from tearsheet.annotate.figures import figures_in
from tearsheet.annotate.quotes import quotes_in
from tearsheet.annotate.times import moments_in
from tearsheet.model import Figure, Moment, Quote
from tests.corpora import corpora_or_skip

pytestmark = pytest.mark.corpus
Seed = tuple[str, tuple[Quote, ...], tuple[Moment, ...], tuple[Figure, ...]]


def seed(name: str, published: date) -> Seed:
    # The release was saved as Markdown, which escapes the dollar sign.
    text = corpora_or_skip(f"seeds/{name}").read_text("utf-8").replace("\\$", "$")
    quotes = quotes_in(text, "en", lambda outlet: False)
    moments = moments_in(text, "en", published, None)
    return text, quotes, moments, figures_in(text, "en", quotes, moments)


def test_the_figure_of_the_release() -> None:
    text, quotes, _, figures = seed("wire-release.md", date(2025, 6, 16))
    (trade,) = [figure for figure in figures if figure.kind == "money"]
    assert (trade.value, trade.unit) == (Decimal(43_800_000_000), "USD")
    assert trade.counts is not None
    assert trade.counts.of(text).split()[-1] == "trade"
    assert trade.comparisons == ("record",)
    assert trade.when is not None
    assert (trade.when.first, trade.when.last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert trade.quote is not None
    speaker = quotes[trade.quote].speaker
    assert speaker is not None
    assert "Ambassador" in (speaker.role or "")


def test_the_measures_of_the_release() -> None:
    _, _, _, figures = seed("wire-release.md", date(2025, 6, 16))
    measures = [(figure.value, figure.unit) for figure in figures if figure.kind == "measure"]
    assert measures == [(Decimal(18), "m"), (Decimal(-40), "°C")]


def test_the_days_of_the_release() -> None:
    _, _, moments, _ = seed("wire-release.md", date(2025, 6, 16))
    days = {moment.first for moment in moments if moment.first == moment.last}
    assert days == {date(2025, 6, 16)}
    years = {moment.first.year for moment in moments if moment.precision == "year"}
    assert years == {2023, 2024, 2029}


def test_the_digest() -> None:
    _, quotes, moments, figures = seed("media-digest.txt", date(2026, 2, 14))
    values = [(figure.value, figure.unit) for figure in figures]
    assert (Decimal(7436), "km") in values
    said = [figure.value for figure in figures if figure.quote is not None]
    assert said == [Decimal(4), Decimal(8)]
    assert all(figure.quote is None or figure.quote < len(quotes) for figure in figures)
    days = [moment.first for moment in moments if moment.precision == "day"]
    assert {date(2026, 2, day) for day in (5, 6, 9, 10, 12, 13)} <= set(days)
