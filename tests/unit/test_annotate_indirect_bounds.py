"""Whatever the text, spans of retold speech lie inside it, and a heap of cues takes no time."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.annotate.indirect import indirect_in
from tests.unit.annotate_retold import found

LANGUAGES = ["en", "ru", "de", "fr", "es", "tr", "kk", "ar", "zh"]
MARKS = [*'“”"«»„()é\n', ", ", ". ", ": ", " — ", "? ", "’s "]
WORDS = [
    " said ",
    " said that ",
    "Ann Frost ",
    "she ",
    "according to ",
    " was criticised by ",
    ", who ",
    " his claim that ",
    " to deny ",
    "сказал Зимин ",
    ", что ",
    "по словам ",
    " sagte er, dass ",
    " a dit que ",
    "dijo Ana que ",
    " деп айтты ",
    " قال إن ",
    "李明表示，",
    "we open in May",
]
PIECES = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spans_lie_in_the_text(text: str, language: str) -> None:
    for quote in found(text, language):
        assert quote.form == "indirect"
        assert quote.spans
        assert all(0 <= span.start < span.end <= len(text) for span in quote.spans)
        assert list(quote.spans) == sorted(quote.spans)
        speaker = quote.speaker
        for span in (quote.cue, quote.attribution, speaker and speaker.mention):
            assert span is None or 0 <= span.start < span.end <= len(text)
        if speaker:
            assert 0 < speaker.confidence <= 1
            assert speaker.name
            assert speaker.basis


@pytest.mark.parametrize(
    ("language", "piece"),
    [
        ("en", '"'),
        ("en", "said that "),
        ("en", "Ann Frost said that it is. "),
        ("ru", "сказал, что "),
        ("kk", " деп айтты "),
        ("zh", "表示，"),
    ],
)
def test_a_megabyte_of_anything_takes_little_time(language: str, piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    indirect_in(text[:1000], language, ())  # what is loaded once for a language
    start = process_time()
    indirect_in(text, language, ())
    # Two seconds on a quiet machine; tests share theirs.
    assert process_time() - start < 6
