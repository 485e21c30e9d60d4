"""The other forms of an edition: JSON that proves itself, Markdown, a terminal."""

import io
import random
import re
from dataclasses import replace
from typing import get_args

import msgspec
import pytest
from rich.console import Console

from tearsheet.model import Fact, Finding, Sentence, Span, Support, Verdict
from tearsheet.publish import Edition, PublishError, html, json, markdown, terminal
from tearsheet.publish.sheet import BASES, proven, ranges, tear_sheets
from tearsheet.publish.tongue import runs
from tests.editions import (
    ARABIC,
    DIGEST,
    EDITION,
    ENGLISH,
    ITEMS,
    SMALL,
    hostile_edition,
    published_with,
)
from tests.hostile import PAYLOADS


@pytest.mark.parametrize("edition", [EDITION, SMALL, published_with("Confirmed by telephone.")])
def test_json_gives_back_the_edition(edition: Edition) -> None:
    published = json.parse(json.render(edition))
    assert published.findings == ()
    assert published.digest == edition.digest
    assert published.watch == edition.watch
    assert published.verdict == edition.verdict
    assert published.articles == html.parse(html.render(edition)).articles


def test_json_may_be_indented_anew() -> None:
    again = msgspec.json.format(json.render(EDITION).encode(), indent=4).decode()
    assert json.parse(again).findings == ()


def test_both_forms_bear_the_same_fingerprint() -> None:
    print_ = msgspec.json.decode(json.render(EDITION))["sha256"]
    assert f">{print_}<" in html.render(EDITION)


def test_json_notices_every_character_that_means_something() -> None:
    text = json.render(SMALL)
    meant = msgspec.json.format(text, indent=-1)
    chance = random.Random(20251121)
    for _ in range(2000):
        at = chance.randrange(len(text))
        altered = text[:at] + chance.choice('aZ09 "{}[],:é中\\') + text[at + 1 :]
        try:
            if msgspec.json.format(altered, indent=-1) == meant:
                continue
            assert json.parse(altered).findings, altered[max(0, at - 30) : at + 30]
        except (PublishError, msgspec.DecodeError):
            continue


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"sha256": "", "edition": {}}', "null", "\udcff"]
)
def test_json_that_is_no_edition_is_refused(text: str) -> None:
    with pytest.raises(PublishError):
        json.parse(text)


def test_an_edition_without_its_evidence_cannot_be_set() -> None:
    bare = replace(EDITION, evidence={})
    for render in (html.render, markdown.render):
        with pytest.raises(PublishError, match="no evidence"):
            render(bare)


def test_a_support_that_points_outside_its_article_cannot_be_set() -> None:
    key = ENGLISH.article.key
    support = Support(Span(0, 1), "verbatim", key, "text", Span(0, 10_000))
    broken = replace(ITEMS[0], sentences=(Sentence("note", "x", "en", (support,)),))
    edition = replace(EDITION, digest=replace(DIGEST, items=(broken,)))
    with pytest.raises(PublishError, match="item 1 sentence 1: a support points outside"):
        html.render(edition)


def test_markdown_has_a_footnote_for_every_sentence_that_rests_on_something() -> None:
    text = markdown.render(EDITION)
    cited = re.findall(r"\[\^(\d+)\](?!:)", text)
    told = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert cited == told
    assert len(told) == sum(s.rests_on_something for s in tear_sheets(EDITION).values())
    assert ARABIC.capture.payload_sha256 in text
    assert "DRAFT" in text
    assert "**92,000**" in text
    assert "\u2067كازاخستان" in text


def test_markdown_quotations_of_several_paragraphs_hold_together() -> None:
    assert "四十个村庄。\n>\n> “孩子们" in markdown.render(EDITION)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (
            'Integration: "Job-Turbo" hilft (Stand 2024)!',
            'Integration: "Job-Turbo" hilft (Stand 2024)!',
        ),
        ("UTC+01:00 - it's 3.5", "UTC+01:00 - it's 3.5"),
        ("# 1 in the land", "\\# 1 in the land"),
        ("- a dash", "\\- a dash"),
        ("2025. A year", "2025\\. A year"),
        ("<b>[x](y)*z*_w_`v`|", "&lt;b&gt;\\[x\\](y)\\*z\\*\\_w\\_\\`v\\`\\|"),
        ("&quot; & Co.", "&amp;quot; &amp; Co."),
    ],
)
def test_markdown_escapes_what_markdown_would_read_and_nothing_else(
    words: str, printed: str
) -> None:
    assert markdown.escaped(words) == printed


@pytest.mark.parametrize("width", [40, 80, 200])
def test_terminal_shows_every_sentence(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    terminal.render(EDITION, console)
    printed = console.file.getvalue()
    assert max(map(len, printed.splitlines())) <= min(width, terminal.MEASURE)
    flat = "".join(printed.split())
    for sheet in tear_sheets(EDITION).values():
        assert "".join(sheet.sentence.text.split()) in flat
    assert "DRAFT" in printed
    assert "Sentencesproven:19of19" in flat


@pytest.mark.parametrize("payload", [*PAYLOADS, "\x1b[2J\x1b]0;title\x07", "[bold]x[/bold]"])
def test_terminal_obeys_nobodys_words(payload: str) -> None:
    console = Console(file=io.StringIO(), width=100)
    terminal.render(hostile_edition(payload), console)
    printed = console.file.getvalue()
    assert "\x1b" not in printed
    assert "\x07" not in printed
    if payload.startswith("["):
        assert payload in printed


@pytest.mark.parametrize(
    ("numbers", "written"),
    [([], ""), ([3], "3"), ([1, 2], "1, 2"), ([1, 2, 3], "1–3"), ([1, 3, 4, 5, 9], "1, 3–5, 9")],
)
def test_numbers_of_sources_are_joined(numbers: list[int], written: str) -> None:
    assert ranges(numbers) == written


def test_proven_counts_sentences_not_findings() -> None:
    refused = Finding("item 1 sentence 1", "words differ", "x")
    flagged = Finding("item 1 sentence 2", "qualifier dropped", "x", warning=True)
    assert proven(Verdict(9, (refused, refused, flagged))) == 8
    assert proven(None) is None


def test_foreign_names_are_isolated_and_say_their_language() -> None:
    (paragraph,) = runs(tear_sheets(EDITION)["item 3 sentence 2"])
    foreign = [(run.text, run.language, run.direction) for run in paragraph if run.foreign]
    assert foreign == [("سامي الحلو", None, "rtl"), ("النيل الجديد", "ar", "rtl")]
    assert "".join(run.text for run in paragraph) == ITEMS[2].sentences[1].text


def test_foreign_words_in_a_sentence_are_marked_as_such() -> None:
    words = "вернулась вода"
    text = f"The paper writes that «{words}»."
    evidence = EDITION.evidence[ITEMS[1].article_key]
    at, there = text.index(words), evidence.article.text.index(words)
    support = Support(
        Span(at, at + len(words)),
        "verbatim",
        evidence.article.key,
        "text",
        Span(there, there + len(words)),
    )
    sentence = Sentence("substance", text, "en", (support, support))
    item = replace(ITEMS[1], sentences=(sentence,))
    edition = replace(EDITION, digest=replace(DIGEST, items=(item,)))
    (paragraph,) = runs(tear_sheets(edition)["item 1 sentence 1"])
    assert [(r.text, r.language) for r in paragraph if r.foreign] == [(words, "ru")]


def test_unproven_sentences_are_not_called_proven() -> None:
    page = html.render(replace(EDITION, verdict=None))
    assert "Sentences not yet checked: 19" in page
    assert "proven:" not in page
    finding = Finding("item 1 sentence 3", "words differ", "it says 92,001 there")
    page = html.render(replace(EDITION, verdict=Verdict(19, (finding,))))
    assert "Sentences proven: 18 of 19" in page
    assert "it says 92,001 there" in page


def test_a_published_edition_is_no_draft_and_shows_its_override() -> None:
    page = html.render(published_with("Confirmed by telephone."))
    assert "DRAFT" not in page.partition("</style>")[2]
    assert page.count("Confirmed by telephone.") >= 2
    assert "R. Editor" in page


def test_copies_are_named_once_and_counted() -> None:
    page = html.render(EDITION)
    assert "Counted once" in page
    assert ">Hafenkurier</bdi>" in page
    assert "further copies: 1" in page
    assert ENGLISH.outlet.name in page


def test_somebody_vouches_for_every_fact() -> None:
    vouched = [fact for facts in BASES.values() for fact in facts]
    of_the_edition = ["watch", "period", "items", "countries"]
    assert sorted([*vouched, *of_the_edition]) == sorted(get_args(Fact))
