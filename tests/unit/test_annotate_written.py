"""Every language that has articles of its own reaches the bars on them."""

import pytest
from benchmarks.words.written import languages, quotes_score

QUOTES, SPEAKERS = 0.95, 0.92


@pytest.mark.parametrize("language", languages())
def test_quotations_are_found(language: str) -> None:
    score = quotes_score(language)
    assert score.f1 >= QUOTES, "\n".join(score.wrong)


@pytest.mark.parametrize("language", languages())
def test_speakers_are_right(language: str) -> None:
    score = quotes_score(language)
    assert score.share_right >= SPEAKERS, "\n".join(score.wrong)
