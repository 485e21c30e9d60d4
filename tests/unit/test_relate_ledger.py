"""One utterance in its wordings, and what became of the words."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import (
    Annotations,
    Article,
    ExtractionReport,
    Quote,
    Span,
    Speaker,
    Utterance,
)
from tearsheet.relate.ledger import Statement, statements_of, utterances

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE = frozenset({"not", "never", "if"})
AFTER = frozenset({"but", "if", "unless", "only", "not"})
Told = tuple[str, str, int]


def statements(told: Sequence[Told]) -> list[Statement]:
    """A statement for each ``(text, speaker, hour)``; what stands in “ ” are one quotation."""
    made = list[Statement]()
    for number, (text, speaker, hour) in enumerate(told):
        article = Article(
            f"capture {number}", f"https://p{number}.example/a", "T", text, "en",
            ExtractionReport("test"),
        )  # fmt: skip
        spans = tuple(Span(m.start(1), m.end(1)) for m in re.finditer("“([^”]*)”", text))
        who = Speaker(speaker, None, None, speaker, "verb and subject after", 0.95)
        annotations = Annotations(article.key, (Quote(spans, "direct", speaker=who),))
        at = DAY + timedelta(hours=hour)
        made += statements_of(article, annotations, f"outlet {number}", at, person_of)
    return made


def person_of(name: str) -> str:
    return name.split()[-1].casefold()


def ledger(*told: Told) -> tuple[Utterance, ...]:
    return utterances(statements(told), lambda _: (BEFORE, AFTER), lambda a, b: float(a == b))


def drift(first: str, then: str) -> list[tuple[str, str]]:
    """Kind and words of each drift of the second wording of one utterance."""
    (one,) = ledger((first, "Ann Orr", 0), (then, "Ann Orr", 3))
    return [(found.kind, found.words) for found in one.wordings[1].drifts]


def test_first_printed_first_and_copies_beside_it() -> None:
    text = "“We will open the bridge to all cars in May,” said Ann Orr."
    later, first = (text, "Orr", 5), (text, "Ann Orr", 1)
    (one,) = ledger(later, first)
    assert one.speaker == "Ann Orr"
    assert [wording.outlet for wording in one.wordings] == ["outlet 1", "outlet 0"]
    assert one.wordings[1].against == one.first.article_key
    assert one.wordings[1].why == "10 of 10 words in order"
    assert not one.has_drifted


def test_other_words_are_another_utterance() -> None:
    told = ledger(
        ("“We will open the bridge to all cars in May,” said Orr.", "Orr", 0),
        ("“The tunnel is a matter for the next council,” said Orr.", "Orr", 1),
    )
    assert [len(one.wordings) for one in told] == [1, 1]


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ("“We will open the bridge to cars in May if the tests go well.”", [("dropped", "all")]),
        ("“We will open the bridge to all lorries in May if the tests go well.”",
         [("changed", "cars")]),
        ("“We will soon open the bridge to all cars in May if the tests go well.”",
         [("added", "soon")]),
        ("“We will open the bridge … to cars in May if the tests go well.”", [("dropped", "all")]),
        ("“We will open … cars in May if the tests go well.”", []),
        ("“We will open the bridge,” she said, “in May if the tests go well.”", []),
        ("“We will open the bridge to all cars”", [("cut short", "in May if the tests go well")]),
        ("“We will open the bridge to all cars in May.”", [("cut at a turn", "if")]),
        ("“We will open the bridge to all [kinds of] cars in May if the tests go well.”", []),
        ("“to all cars in May if the tests go well.”", []),
        ("“WE WILL open the bridge to all cars in May if the tests go well!”", []),
    ],
)  # fmt: skip
def test_what_became_of_the_words(then: str, found: list[tuple[str, str]]) -> None:
    assert (
        drift("“We will open the bridge to all cars in May if the tests go well.”", then) == found
    )


def test_a_lost_negation_is_a_cut_at_a_turn() -> None:
    first = "“I do not think that the mayor will sell the harbour,” said Orr."
    assert drift(first, "“the mayor will sell the harbour,” said Orr.") == [
        ("cut at a turn", "not")
    ]
    assert drift(first, "“will sell the harbour,” said Orr.") == []


def test_a_cut_where_a_sentence_ends_is_none() -> None:
    first = "“We will sign the water treaty today. But only with the upper valley.”"
    assert drift(first, "“We will sign the water treaty today.”") == []


def test_a_sentence_that_stops_before_its_end() -> None:
    whole = "“Freight trains will never cross this bridge at night. I gave my word.”"
    cut = "“Freight trains will never cross this bridge.”"
    assert drift(whole, cut) == [("cut short", "at night")]
    assert drift(cut, whole) == [("goes on", "at night")]
    assert drift(whole, "“Freight trains will never cross this bridge …”") == []
    assert drift(whole, "“will never cross this bridge”") == []
    split = "“Freight trains will never cross it,” she said. “That is a promise.”"
    assert drift(split, "“Freight trains will never cross it,” she said.") == []
    assert drift(whole, "“Freight trains will never cross this bridge at night.”") == []


def test_joins_are_no_change() -> None:
    first = "“A high-quality press needs its readers every day,” said Orr."
    assert drift(first, "“A high quality press needs its readers every day,” said Orr.") == []


def test_what_an_outlet_prints_more_is_no_drift() -> None:
    assert drift(
        "“We will sign the water treaty.”", "“We will sign the water treaty. I am glad of it.”"
    ) == []  # fmt: skip


def test_words_in_another_mouth() -> None:
    words = "“Whoever built this tower should have asked the birds first,” said {}."
    (one,) = ledger((words.format("Orr"), "Ann Orr", 0), (words.format("Dahl"), "Bo Dahl", 1))
    (found,) = one.wordings[1].drifts
    assert (found.kind, found.words) == ("another speaker", "Ann Orr")


def test_few_words_are_one_utterance_only_of_one_person_within_days() -> None:
    told = ("It was a “historic mistake”, Orr said.", "Orr", 0)
    assert len(ledger(told, ("A “historic mistake”, said Orr.", "Orr", 20))) == 1
    assert len(ledger(told, ("A “historic mistake”, said Dahl.", "Dahl", 20))) == 2
    assert len(ledger(told, ("A “historic mistake”, said Orr.", "Orr", 24 * 30))) == 2


def test_drifts_point_at_both_articles() -> None:
    texts = (
        "“We will open the bridge to all cars in May,” said Orr.",
        "The mayor said: “We will open the bridge to all lorries in May.”",
    )
    (one,) = ledger((texts[0], "Orr", 0), (texts[1], "Orr", 1))
    (found,) = one.wordings[1].drifts
    assert found.at.of(texts[1]) == "lorries"
    assert found.before is not None
    assert found.before.of(texts[0]) == "cars"


SENTENCES = (
    "we will open the bridge to all cars in may",
    "we will open the bridge to cars in may",
    "nobody will pay a toll before the summer comes",
    "i shall not sell the harbour to anyone at all",
    "a historic mistake",
)


@given(
    st.lists(
        st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["Orr", "Dahl"]), st.integers(0, 9)),
        min_size=1,
        max_size=5,
    )
)
def test_order_of_arrival_does_not_matter(told: list[tuple[str, str, int]]) -> None:
    made = statements([(f"“{words}”", who, hour) for words, who, hour in told])
    ledgers = {
        utterances(order, lambda _: (BEFORE, AFTER), lambda a, b: float(a == b))
        for order in list(permutations(made))[:24]
    }
    assert len(ledgers) == 1


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_spans_lie_in_their_articles(texts: list[str]) -> None:
    told = [
        (f"x “{text.replace('“', '').replace('”', '')}” y", "Orr", n)
        for n, text in enumerate(texts)
    ]
    lengths = {one.article_key: one for one in statements(told)}
    for one in utterances(statements(told), lambda _: (BEFORE, AFTER), lambda a, b: 0.0):
        for wording in one.wordings:
            text = "\n".join(
                lengths[wording.article_key].characters(span.start, span.end)
                for span in wording.spans
            )
            assert text == wording.text
