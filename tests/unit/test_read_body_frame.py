"""Menus and labels around an article are told from its words, whatever the classifier said."""

import lxml.html
import pytest

from tearsheet.model import Kept
from tearsheet.read import read
from tearsheet.read.blocks import blocks_of
from tearsheet.read.extract import NOT_SHOWN
from tearsheet.read.frame import without_frame
from tests.unit.test_read_body_door import captured

WORDS = (
    "The harbour council voted on Monday to rebuild the old pier before the winter storms, "
    "said its chairwoman, who expects the work to take nine weeks."
)


def left(markup: str) -> list[str]:
    blocks = blocks_of(lxml.html.document_fromstring(markup))
    return [blocks[at].text for at in without_frame(blocks, range(len(blocks)))]


STORY = f"<div><p>{WORDS}</p><p>A short one follows</p><p>{WORDS}</p></div>"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (f"<p>Home</p><p>Sport</p>{STORY}", [WORDS, "A short one follows", WORDS]),
        (
            f"<p>Nine weeks are planned for the pier.</p>{STORY}<p>Call our desk today!</p>",
            ["Nine weeks are planned for the pier.", WORDS, "A short one follows", WORDS],
        ),
        (f"<p>Posted March 5, 2031 at 8:05 a.m.</p><div><p>{WORDS}</p><p>So it is.</p></div>",
         [WORDS, "So it is."]),
        (f"<table><tr><td><p>Weather</p></td><td>{STORY}</td></tr></table>",
         [WORDS, "A short one follows", WORDS]),
        (f"<div><p>{WORDS}</p><p>Old pier</p><p>New pier</p></div>",
         [WORDS, "Old pier", "New pier"]),
        (f"<div><div><p>The pier at dawn.</p><p>Photo: Ada Corvin</p></div><p>{WORDS}</p></div>",
         ["Photo: Ada Corvin", WORDS]),
        (f"<ul>{'<li>One more verse</li>' * 20}</ul><div><p>{WORDS}</p><p>It ends</p></div>",
         ["One more verse"] * 20 + [WORDS, "It ends"]),
        ("<p>Poems</p><p>are short</p>", ["Poems", "are short"]),
    ],
)  # fmt: skip
def test_short_lines_outside_the_box_of_the_article(markup: str, lines: list[str]) -> None:
    assert left(markup) == lines


def test_a_label_alone_in_its_box() -> None:
    blocks = blocks_of(
        lxml.html.document_fromstring(
            f"<div><p>{WORDS}</p><div><h4>Pier Matters</h4><p>Our weekly letter.</p></div>"
            f"<div><h4>What it costs</h4><p>{WORDS}</p></div></div>"
        )
    )
    taken = [at for at, block in enumerate(blocks) if block.text != "Our weekly letter."]
    assert [blocks[at].text for at in without_frame(blocks, taken)] == [
        WORDS,
        "What it costs",
        WORDS,
    ]


@pytest.mark.parametrize(
    ("teaser", "outcome"), [("Log in.", NOT_SHOWN), (f"{WORDS} {WORDS} {WORDS}", "taken")]
)
def test_words_that_no_reader_sees_are_marked(teaser: str, outcome: str) -> None:
    body = "\\n".join([WORDS] * 6)
    payload = (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier",'
        f'"articleBody":"{body}"}}</script></head><body><h1>Pier</h1><p>{teaser}</p></body></html>'
    ).encode()
    kept = read(captured(payload), payload)
    assert isinstance(kept, Kept)
    assert outcome in [step.outcome for step in kept.value.report.steps]
