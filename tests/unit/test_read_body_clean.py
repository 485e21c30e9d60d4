"""What stays in a text and what does not."""

import pytest

from tearsheet.read.clean import boilerplate_in, fixed, paragraph, without_headline, without_labels


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: Ferry fares to rise", "read more"),
        ("Lesen Sie auch: Fähren werden teurer", "read more"),
        ("Читайте также: Паромы подорожают", "read more"),
        ("延伸閱讀：渡輪票價上漲", "read more"),
        ("Share on Facebook", "share"),
        ("Photo: Harbour Gazette", "photo credit"),
        ("Advertisement", "advertisement"),
        ("Tags: harbour, ferry", "tags"),
        ("© 2025 Harbour Gazette. All rights reserved.", "rights"),
        ("View original content: https://wire.test/1", "original"),
        ("Wir verwenden Cookies und ähnliche Techniken.", "consent"),
    ],
)
def test_lines_of_every_page_are_named(line: str, kind: str) -> None:
    assert boilerplate_in(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday after the bank said it would cut 400 jobs.",
        "Photos of the pier were shown to the council on Monday.",
        "Related parties said the deal was off.",
        "Like many others, she left the town.",
        "“Read more books,” she told the pupils.",
        "Read more: " + "a long paragraph that only begins like one. " * 8,
    ],
)
def test_sentences_that_begin_alike_stay(line: str) -> None:
    assert boilerplate_in(line) is None


def test_white_space_is_single_and_words_are_as_printed() -> None:
    assert paragraph(" “One\u00a0two”\n\tthree\u00adfour\u200b ") == "“One two” threefour"
    assert fixed(["a ", "", " \n", "b"]) == "a\nb"


def test_the_headline_is_not_repeated_in_the_text() -> None:
    assert without_headline("World\nThe pier\nIt stands.", "The Pier") == "It stands."
    assert (
        without_headline("The pier stands.\nIt does.", "The Pier") == "The pier stands.\nIt does."
    )


def test_names_of_section_and_outlet_are_no_paragraphs() -> None:
    text = "World\nLIMA –\nIt stands.\n***\nThe Gazette\nWorld"
    assert without_labels(text, "World", "The Gazette") == "LIMA –\nIt stands.\n***\nWorld"
    assert without_labels(text, "Lima", None) == text
    assert without_labels(text, None, None) == text
