"""The nouns: spans count code points, identities follow content, tallies always balance."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Failed, Kept, Skipped, Span, Tally, article_key
from tests.nouns import a_capture, an_article


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, Span, Span]:
    text = draw(st.text(min_size=0, max_size=60))
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((draw(ends), draw(ends)))) for _ in range(2)]
    return text, spans[0], spans[1]


@given(text_and_spans())
def test_a_span_is_the_slice_of_its_text(drawn: tuple[str, Span, Span]) -> None:
    text, span, _ = drawn
    assert span.of(text) == text[span.start : span.end]
    assert len(span) == len(span.of(text))


@given(text_and_spans())
def test_spans_overlap_if_they_share_a_character(drawn: tuple[str, Span, Span]) -> None:
    _, one, other = drawn
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert one.contains(other) == (one.start <= other.start and other.end <= one.end)


@given(text_and_spans(), st.text(max_size=20))
def test_a_shifted_span_covers_the_same_words_further_on(
    drawn: tuple[str, Span, Span], before: str
) -> None:
    text, span, _ = drawn
    moved = span.shifted(len(before))
    assert moved.of(before + text) == span.of(text)
    assert moved.shifted(-len(before)) == span


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1), (-3, -1)])
def test_what_is_no_stretch_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_a_span_past_the_end_of_its_text_is_an_error_not_a_shorter_answer() -> None:
    with pytest.raises(ValueError, match="reaches past"):
        Span(0, 4).of("abc")


@given(st.text(max_size=40), st.text(max_size=40), st.data())
def test_a_span_of_title_or_text_is_found_again_in_the_record(
    title: str, text: str, data: st.DataObject
) -> None:
    article = replace(an_article(a_capture()), title=title, text=text)
    for part in ("title", "text"):
        words = article.part(part)
        ends = st.integers(0, len(words))
        span = Span(*sorted((data.draw(ends), data.draw(ends))))
        assert article.in_record(part, span).of(article.record) == span.of(words)


def test_an_article_is_its_capture_and_its_words() -> None:
    article = an_article(a_capture())
    assert replace(article, section="World", kind="opinion").key == article.key
    assert replace(article, text=article.text + "!").key != article.key
    assert replace(article, capture_key="0" * 64).key != article.key
    assert article.key == article_key(article.capture_key, article.record)


OUTCOMES = st.one_of(
    st.integers().map(Kept),
    st.builds(Skipped, st.sampled_from(["no text", "too large"]), st.just("a")),
    st.builds(Failed, st.sampled_from(["torn", "took too long"]), st.just("b")),
)


@given(st.lists(OUTCOMES))
def test_what_arrived_is_what_was_kept_skipped_and_failed(outcomes: list) -> None:
    tally = Tally.of(outcomes)
    assert tally.arrived == len(outcomes)
    assert tally.arrived == tally.kept + sum(tally.skipped.values()) + sum(tally.failed.values())
