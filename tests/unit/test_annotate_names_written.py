"""Names in the articles of our own, language by language."""

import pytest
from benchmarks.words.written import languages, names_score

FLOOR = 0.7  # what is reached in every language, 2026-11-22; most reach .8


@pytest.mark.parametrize("language", languages())
def test_most_names_are_found_and_few_are_made_up(language: str) -> None:
    score = names_score(language)
    assert score.f1 >= FLOOR, "\n".join(score.wrong)
    assert score.matched >= 0.75 * score.found, "\n".join(score.wrong)
