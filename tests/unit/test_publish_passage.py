"""A passage shows its words where they stand, and never loses one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Article, Span
from tearsheet.publish.passage import AROUND, passages
from tests.editions import ENGLISH

PARAGRAPH = st.text(st.sampled_from("abcdefg 中文سلامқ…”\u0301"), min_size=1, max_size=400)


@st.composite
def article_and_spans(draw: st.DrawFn) -> tuple[Article, list[Span]]:
    text = "\n".join(draw(st.lists(PARAGRAPH, min_size=1, max_size=6)))
    edges = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(edges, edges), min_size=1, max_size=5))
    return replace(ENGLISH.article, text=text), [Span(min(p), max(p)) for p in pairs]


@given(article_and_spans())
def test_every_character_of_the_spans_is_lit_and_no_other(
    case: tuple[Article, list[Span]],
) -> None:
    article, spans = case
    lit = set()
    last = -1
    for passage in passages(article, "text", spans):
        assert passage.text == passage.span.of(article.text)
        assert passage.span.start > last
        last = passage.span.end
        at = passage.span.start
        for piece in passage.pieces:
            assert piece.text
            if piece.lit:
                lit.update(range(at, at + len(piece.text)))
            at += len(piece.text)
    assert lit == {n for span in spans for n in range(span.start, span.end)}


@given(article_and_spans())
def test_a_passage_says_truly_whether_it_was_cut(case: tuple[Article, list[Span]]) -> None:
    article, spans = case
    edges = f"\n{article.text}\n"
    for passage in passages(article, "text", spans):
        assert passage.opens == (edges[passage.span.start] == "\n")
        assert passage.closes == (edges[passage.span.end + 1] == "\n")


@given(article_and_spans())
def test_context_is_bounded(case: tuple[Article, list[Span]]) -> None:
    article, spans = case
    shown = sum(len(passage.span) for passage in passages(article, "text", spans))
    assert shown <= sum(len(span) + 2 * AROUND for span in spans)


def test_a_cut_falls_between_words() -> None:
    text = " ".join(f"word{n:03}" for n in range(200))
    article = replace(ENGLISH.article, text=text)
    start = text.index("word100")
    (passage,) = passages(article, "text", [Span(start, start + 7)])
    assert passage.text.split()[0].startswith("word")
    assert all(len(word) == 7 for word in passage.text.split())
    assert not passage.opens
    assert not passage.closes


def test_a_span_past_the_end_is_a_bug() -> None:
    with pytest.raises(ValueError, match="reaches past"):
        passages(ENGLISH.article, "title", [Span(0, 10_000)])
