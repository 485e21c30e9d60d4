"""What a person types is read as they mean it, never with an error; hits are lit where they are."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Span
from tearsheet.text.query import (
    All,
    AnyOf,
    Not,
    Query,
    Trait,
    Words,
    excerpt,
    hits,
    index_terms,
    parse,
)
from tearsheet.text.search import plain_form


def words(*terms: str, **more: bool) -> Words:
    return Words(terms, **more)


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("water treaty", All((words("water"), words("treaty")))),
        ('"Water Treaty"', words("water", "treaty")),
        ("“water treaty”", words("water", "treaty")),
        ("«водный договор»", words("водный", "договор")),
        ("state-owned", words("state", "owned")),
        ("中国经济", words("中国", "国经", "经济")),
        ("中", words("中", is_prefix=True)),
        ("2025年", words("2025", "年", is_prefix=True)),
        ("treat*", words("treat", is_prefix=True)),
        ("water -war", All((words("water"), Not(words("war"))))),
        ("NOT war", Not(words("war"))),
        ("NOT -war", words("war")),
        ('-"cold war"', Not(words("cold", "war"))),
        ("a OR b c", AnyOf((words("a"), All((words("b"), words("c")))))),
        ("(a OR b) c", All((AnyOf((words("a"), words("b"))), words("c")))),
        ("a | b", AnyOf((words("a"), words("b")))),
        ("a AND b", All((words("a"), words("b")))),
        ("or and not", All((words("or"), words("and"), words("not")))),
        ("title:water", words("water", in_title=True)),
        ('title:"water treaty"', words("water", "treaty", in_title=True)),
        ("title:(a -b)", All((words("a", in_title=True), Not(words("b", in_title=True))))),
        ("outlet:herald.example", Trait("outlet", "herald.example")),
        ('outlet:"The Herald"', Trait("outlet", "The Herald")),
        ("outlet:https://herald.example/a", Trait("outlet", "https://herald.example/a")),
        ("lang:pt-BR", Trait("language", "pt")),
        ("country:kz", Trait("country", "KZ")),
        ("-country:kz", Not(Trait("country", "KZ"))),
    ],
)
def test_a_query_is_read_as_it_is_meant(typed: str, node: object) -> None:
    assert parse(typed) == Query(node)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("after:2025-09-15", date(2025, 9, 15), None),
        ("before:2025-09", None, date(2025, 9, 30)),
        ("after:2024 before:2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("after:2024 after:2025-02", date(2025, 2, 1), None),
        ("-after:2025-09-15", None, date(2025, 9, 14)),
        ("-before:2025-09", date(2025, 10, 1), None),
    ],
)
def test_days_hold_for_the_whole_query(typed: str, first: date | None, last: date | None) -> None:
    assert parse(typed) == Query(None, first, last)
    assert parse(f"(rain {typed})") == Query(words("rain"), first, last)


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ('"water treaty', words("water", "treaty")),
        ("water OR", words("water")),
        ("OR water", words("water")),
        (")) water ((", words("water")),
        ("water -", words("water")),
        ("- water", words("water")),
        ("title:", words("title")),
        ("NEAR(water", All((words("near"), words("water")))),
        ("foo:water", words("foo", "water")),
        ("after:tuesday", words("after", "tuesday")),
        ("after:2025-13-45", words("after", "2025", "13", "45")),
        ("(" * 900 + "water", words("water")),
        ("-" * 900 + "water", Not(words("water"))),
        *[
            (nothing, None)
            for nothing in ("", " ", '"', "*", "* OR *", "NOT", "()", "OR", "-", "—")
        ],
    ],
)
def test_what_makes_no_sense_is_passed_over(typed: str, node: object) -> None:
    assert parse(typed) == Query(node)  # type: ignore[arg-type]


JAMO = "\u1112\u1161\u11ab\u1100\u116e\u11a8"
PIECES = ["a", "OR", "NOT", "AND", "-", "(", ")", '"', "«", "title:", "after:", "lang:", "*"]
PIECES += ["|", "outlet:", ":", "2025-09", "中国", "中", "йод", "ा", "́", "\x00", "\ud800", " "]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert all(span.end <= len(typed) for span in hits(typed, query, "und"))


def lit(text: str, typed: str, language: str = "und", *, in_title: bool = False) -> list[str]:
    found = hits(text, parse(typed), language, in_title=in_title)
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("The State-Owned U.S. firm", "state-owned u.s.", ["State-Owned", "U.S"]),
        ("Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("the ﬁnal oﬃce", "final office", ["ﬁnal", "oﬃce"]),
        ("cafe\u0301 e\u0301te\u0301.", "café ete", ["cafe\u0301", "e\u0301te\u0301"]),
        ("İzmir, I\u0307zmir", "izmir", ["İzmir", "I\u0307zmir"]),
        ("الْقَاهِرَةُ أحمد ٢٠٢٥", "القاهرة 2025", ["الْقَاهِرَةُ", "٢٠٢٥"]),
        ("قال ﷲ ﻻ", "لا", ["ﻻ"]),
        ("שָׁלוֹם עולם", "שלום", ["שָׁלוֹם"]),
        ("中国经济增长，中国", "中国经济", ["中国经济"]),
        ("ｶﾞｽ会社のガス", "ガス", ["ｶﾞｽ", "ガス"]),
        (f"한국과 {JAMO}", "한국", ["한국", JAMO]),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("Ёлка и ёлки", "елк*", ["Ёлка", "ёлки"]),
        ("water, sun", "water -sun", ["water"]),
        ("water treaty, treaty of water", '"water treaty"', ["water treaty"]),
        ("1\u00a0000 tonnes", '"1 000"', ["1\u00a0000"]),
    ],
)  # fmt: skip
def test_hits_are_lit_in_the_text_as_it_is_printed(text: str, typed: str, shown: list[str]) -> None:
    assert lit(text, typed) == shown


def test_what_is_looked_for_in_titles_is_lit_in_titles_alone() -> None:
    assert lit("Rain at last", "title:rain") == []
    assert lit("Rain at last", "title:rain", in_title=True) == ["Rain"]


SCRIPTS = "aéßﬁİıñйёЇўلاأَىﻻ٣שָם中国経済カﾞｶ한ᄒ\u1161हिंक्षाกำ .-\u0301\n\u3000"


@given(st.text(SCRIPTS, max_size=40), st.data())
def test_whatever_stands_in_a_text_is_found_and_lit(text: str, data: st.DataObject) -> None:
    terms = index_terms(text, "und").split()
    if not terms:
        assert hits(text, parse(text), "und") == ()
        return
    term = data.draw(st.sampled_from(terms))
    spans = hits(text, Query(Words((term,))), "und")
    assert spans
    for span, later in pairwise(spans):
        assert span.end < later.start
    for span in spans:
        assert term in plain_form(text[span.start : span.end], "und")


@given(st.text(SCRIPTS, max_size=120), st.text(SCRIPTS, max_size=4), st.integers(1, 60))
def test_an_excerpt_keeps_within_its_length_and_shows_hits_of_its_own(
    text: str, typed: str, length: int
) -> None:
    query = parse(typed)
    span, inside = excerpt(text, query, "und", length)
    assert 0 <= span.start <= span.end <= len(text)
    assert span.end - span.start <= length
    assert all(span.start <= hit.start < hit.end <= span.end for hit in inside)
    found = hits(text, query, "und")
    if any(hit.end - hit.start <= length for hit in found):
        assert inside


def test_an_excerpt_shows_where_the_most_words_stand_together() -> None:
    text = f"Water. {'Nothing here. ' * 20}The water treaty was signed. {'Water again. ' * 3}"
    span, inside = excerpt(text, parse("water treaty"), "en", 80)
    assert "water treaty was signed" in text[span.start : span.end]
    assert [text[hit.start : hit.end].lower() for hit in inside][:2] == ["water", "treaty"]
    assert text[span.start - 1].isspace()
    assert excerpt("Short.", parse("water"), "en", 80) == (Span(0, 6), ())


def test_no_term_and_no_text_is_longer_than_both_databases_hold() -> None:
    assert len(index_terms("x" * 5_000, "en")) == 100
    assert parse("x" * 500) == Query(Words(("x" * 100,)))
    many = index_terms(" ".join(f"слово{number}" for number in range(100_000)), "ru")
    assert 999_900 < len(many.encode()) <= 1_000_000
    assert many.rpartition(" ")[2].startswith("слово")
