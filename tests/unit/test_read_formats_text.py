"""Text, Markdown and letters of our own."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model import Capture, Failed, Kept, Location, Skipped
from tearsheet.read.formats import Material, read_mail, read_markdown, read_plain

LONG = "The lake lay still all morning, and nobody at all came to look at it before noon. " * 3


def capture(url: str = "file:///a.txt") -> Capture:
    return Capture(
        "key", url, url, datetime(2031, 3, 5, tzinfo=UTC), 200, (), "text/plain", "0" * 64, 0,
        Location("a.warc.gz", 0, 0, ""), "file:a.txt",
    )  # fmt: skip


def kept(outcome: object) -> Material:
    assert isinstance(outcome, Kept)
    assert isinstance(outcome.value, Material)
    return outcome.value


def markdown(text: str) -> Material:
    return kept(read_markdown(capture(), text.encode()))


def plain(text: str) -> Material:
    return kept(read_plain(capture(), text.encode()))


RELEASE = f"""

# MEGACORP

## Q1

**Weather
Services**

## Lake Board: lake opens *early*

2031-03-05

BERN, March 5, 2031 /PRNewswire/ -- {LONG}

## What it costs

It costs \\$3, or \\*nothing\\*, says the [board](https://board.example/x_(y)).

 View original content: <https://www.prnewswire.com/news-releases/lake-1.html>

SOURCE Lake Board

stray
"""


def test_a_scraped_release():
    found = markdown(RELEASE)
    assert found.title == "Lake Board: lake opens early"
    assert found.published is not None
    assert (found.published.at.date(), found.published.evidence) == (date(2031, 3, 5), "2031-03-05")
    paragraphs = found.text.split("\n")
    assert paragraphs[0].startswith("BERN, March 5, 2031 /PRNewswire/ -- The lake")
    assert paragraphs[1] == "What it costs"
    assert paragraphs[2] == "It costs $3, or *nothing*, says the board."
    assert len(paragraphs) == 3
    assert found.url == "https://www.prnewswire.com/news-releases/lake-1.html"
    assert found.tail.split("\n")[1:] == ["SOURCE Lake Board", "stray"]
    assert found.kind == "press release"


def test_a_dateline_is_a_date_and_marks_the_headline():
    found = plain(f"LOGO\n\nLake opens\n\nBERN, March 5, 2031 /PRNewswire/ -- {LONG}\n\nMore.")
    assert found.title == "Lake opens"
    assert found.published is not None
    assert (found.published.basis, found.published.evidence) == ("dateline", "March 5, 2031")
    assert not found.text.startswith("Lake opens")


def test_lines_are_paragraphs_where_they_are_long():
    text = f"BERN – {LONG}\nSub-heading\n{LONG}\n{LONG}"
    found = plain(text)
    assert found.title == ""
    assert found.text == "\n".join(line.strip() for line in text.split("\n"))


def test_lines_broken_at_a_margin_are_joined():
    wrapped = "\n".join(
        [
            "The lake lay still all morning, and nobody at all came to",
            "look at it before noon, when the first skaters of the day",
            "arrived.",
        ]
    )
    found = plain(
        f"Lake opens\n\n{wrapped}\n\nIt closed at night, as it does on every day of the week."
    )
    assert found.title == "Lake opens"
    assert found.text.split("\n")[0].endswith("skaters of the day arrived.")


def test_broken_lines_of_han_are_joined_without_a_space():
    lines = "城里的新桥早上开通了" * 5 + "\n" + "但是没有人来看它一眼" * 5
    assert " " not in plain(f"新桥开通\n\n{lines}\n\n{lines}").text


def test_a_byline_below_the_headline():
    found = plain(f"Lake opens\nBy Ada Corvin\nMarch 5, 2031\n{LONG}\n{LONG}")
    assert (found.title, found.authors) == ("Lake opens", ("Ada Corvin",))
    assert found.published is not None
    assert found.text.startswith("The lake lay")


def test_front_matter():
    found = markdown(
        "---\ntitle: Lake opens\nauthor: Ada Corvin\ndate: 2031-03-05\n"
        f"url: https://paper.example/lake\nlanguage: en\n---\n\n{LONG}\n\n{LONG}"
    )
    assert found.title == "Lake opens"
    assert found.authors == ("Ada Corvin",)
    assert found.url == "https://paper.example/lake"
    assert found.language == "en"
    assert found.published is not None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**bold** and __bold__", "bold and bold"),
        ("*slanted* and _slanted_", "slanted and slanted"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[a link](https://a.example) here", "a link here"),
        ("![picture](a.png) words", "words"),
        ("`code` words", "code words"),
        ("&amp; &quot;x&quot;", '& "x"'),
        ("<b>tag</b> <https://a.example/>", "tag https://a.example/"),
        (r"\$5 \# \_", "$5 # _"),
        ("> quoted words", "quoted words"),
        ("- an item", "an item"),
        ("1. an item", "an item"),
    ],
)
def test_marks_are_undone(written, read):
    assert markdown(f"# Title\n\n{written}\n\n{LONG}").text.split("\n")[0] == read


def test_underlined_headings_and_fences():
    found = markdown(
        f"Lake opens\n==========\n\n```\nnot # a heading\n```\n\n{LONG}\n\nPart\n----\n\n{LONG}"
    )
    assert found.title == "Lake opens"
    assert "not # a heading" in found.text
    assert "\nPart\n" in found.text


@pytest.mark.parametrize("reader", [read_plain, read_markdown, read_mail])
@pytest.mark.parametrize("payload", [b"", b" \n\n ", b"\xef\xbb\xbf"])
def test_nothing_to_read(reader, payload):
    outcome = reader(capture(), payload)
    assert isinstance(outcome, Skipped)
    assert outcome.reason == "no text"


@pytest.mark.parametrize("reader", [read_plain, read_markdown])
def test_too_large(reader):
    outcome = reader(capture(), b"a" * 20_000_001)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "too large"


def test_legacy_encodings():
    found = kept(
        read_plain(capture(), f"Озеро открылось\n\n{'Утром было тихо. ' * 20}".encode("cp1251"))
    )
    assert found.title == "Озеро открылось"


def letter(subject: str = "Fwd: Lake opens") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Lake Letter <letter@lake.example>"
    message["Subject"] = subject
    message["Date"] = "Wed, 05 Mar 2031 07:08:09 +0200"
    message.set_content(f"{LONG}\n\n{LONG}")
    return message


def test_a_plain_letter():
    found = kept(read_mail(capture(), letter().as_bytes()))
    assert found.title == "Lake opens"
    assert found.site_name == "The Lake Letter"
    assert found.markup is None
    assert found.text.startswith("The lake lay still")
    assert found.published is not None
    assert found.published.basis == "header"
    assert found.published.evidence == "Wed, 05 Mar 2031 07:08:09 +0200"
    assert found.published.at.utcoffset().total_seconds() == 7200  # type: ignore[union-attr]


def test_a_letter_with_an_html_part_hands_it_on():
    message = letter("Озеро открылось")
    message.add_alternative(f"<h1>Озеро</h1><p>{LONG}</p>", subtype="html")
    message.add_attachment("<p>not this</p>", subtype="html", filename="a.html")
    found = kept(read_mail(capture(), message.as_bytes()))
    assert found.title == "Озеро открылось"
    assert found.markup is not None
    assert "<h1>Озеро</h1>" in found.markup
    assert "not this" not in found.markup


# The first short text loads the model of languages, which takes longer than a deadline.
@settings(deadline=None)
@given(st.binary(max_size=600))
@pytest.mark.parametrize("reader", [read_plain, read_markdown, read_mail])
def test_any_bytes_are_survived(reader, payload):
    outcome = reader(capture(), payload)
    assert isinstance(outcome, Kept | Skipped | Failed)
    if isinstance(outcome, Kept):
        text = outcome.value.text
        assert text == text.strip()
        assert "" not in text.split("\n") or text == ""
