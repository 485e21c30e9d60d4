"""A sample of the mutated pages of ``benchmarks.robust``: none stops the reader."""

from itertools import islice

import pytest
from benchmarks.captures import captured
from benchmarks.robust import attacks, cases

from tearsheet.model import Failed, Kept, Skipped
from tearsheet.read import read
from tests.corpora import corpora_or_skip

REASONS = {
    "no text", "not an article", "too large", "unknown format", "not readable", "encrypted",
}  # fmt: skip


@pytest.mark.corpus
def test_every_mutated_page_has_an_outcome() -> None:
    corpora = corpora_or_skip()
    built = sum(1 for _ in attacks())
    for url, payload, media_type in islice(cases(corpora, built + 80), built, None):
        outcome = read(captured(url, payload, media_type), payload)
        if isinstance(outcome, Skipped | Failed):
            assert outcome.reason in REASONS
        else:
            assert isinstance(outcome, Kept)
            lines = outcome.value.text.split("\n")
            assert all(line and line == line.strip() for line in lines)
