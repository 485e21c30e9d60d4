"""Two readings of a page: what changed, what is only typography, and which text a notice means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.model import Article, Dated, ExtractionReport
from tearsheet.relate.versions import change_between, differences, meaning, meant_by

NOW = datetime(2025, 9, 20, tzinfo=UTC)
URL = "https://www.herald.example/ferry"
TEXT = (
    "The ferry sails again on Monday. A ticket costs five arins.\n"
    "“I am glad,” said the harbour master."
)


def article(text: str = TEXT, title: str = "Ferry sails again", **more: object) -> Article:
    first = Article("capture 1", URL, title, text, "en", ExtractionReport("test"))
    return replace(first, **more)  # type: ignore[arg-type]


def later(text: str = TEXT, title: str = "Ferry sails again", **more: object) -> Article:
    return article(text, title, capture_key="capture 2", **more)


def test_the_words_that_differ_are_given_as_printed() -> None:
    change = change_between(article(), later(TEXT.replace("five", "four")), NOW)
    assert change is not None
    assert (change.edit, change.removed, change.added) == ("changed", ("five",), ("four",))
    assert (change.url_key, change.at, change.notice) == ("herald.example/ferry", NOW, "")


def test_new_and_lost_sentences_and_headlines_are_given_in_order() -> None:
    newer = "The ferry sails again on Monday. It carries bicycles.\nA ticket costs five arins."
    change = change_between(article(), later(newer, "Ferry sails again, with bicycles"), NOW)
    assert change is not None
    assert change.added == (", with bicycles", "It carries bicycles.")
    assert change.removed == ("“I am glad,” said the harbour master.",)


@pytest.mark.parametrize(
    "newer",
    [
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(" again", "\u00a0again").replace("Monday. ", "Monday.  "),
        f"{TEXT}\nUpdated 7:20 a.m. ET, September 16, 2025",
        f"4 min read\n{TEXT}",
        "\n".join(reversed(TEXT.split("\n"))),
    ],
)
def test_typography_and_stamps_are_no_change(newer: str) -> None:
    assert change_between(article(), later(newer), NOW) is None


def test_two_readings_of_one_capture_are_no_change_of_the_page() -> None:
    assert change_between(article(), article("Something else."), NOW) is None


def test_a_new_notice_says_what_kind_of_change_it_is() -> None:
    note = "Correction: an earlier version of this article gave a wrong fare."
    change = change_between(article(), later(f"{TEXT.replace('five', 'four')}\n{note}"), NOW)
    assert change is not None
    assert (change.edit, change.notice) == ("corrected", note)
    gone = "This article has been withdrawn."
    change = change_between(article(), later(gone), NOW)
    assert change is not None
    assert (change.edit, change.notice) == ("withdrawn", gone)


def test_an_old_notice_is_not_told_again() -> None:
    note = "Correction: an earlier version of this article gave a wrong fare."
    older = article(f"{TEXT}\n{note}")
    change = change_between(older, later(f"{TEXT.replace('Monday', 'Tuesday')}\n{note}"), NOW)
    assert change is not None
    assert (change.edit, change.notice) == ("changed", "")
    second = "Correction: the day was wrong too."
    change = change_between(older, later(f"{TEXT}\n{note}\n{second}"), NOW)
    assert change is not None
    assert (change.edit, change.notice) == ("corrected", second)


def test_chinese_is_compared_by_characters() -> None:
    older = article("渡轮周一恢复通航。票价为五阿林，港口方面说。", language="zh")
    change = change_between(
        older, later("渡轮周一恢复通航。票价为四阿林，港口方面说。", language="zh"), NOW
    )
    assert change is not None
    assert (change.removed, change.added) == (("五",), ("四",))


LINES = st.lists(
    st.sampled_from(
        ["The fare is 5.", "It sails.", "“Yes,” he said.", "Rain fell on it.", "票价。"]
    ),
    max_size=6,
).map("\n".join)


@given(LINES, LINES)
def test_what_is_given_is_printed_there(one: str, other: str) -> None:
    older, newer = article(one), later(other)
    for found in differences(older, newer):
        assert found.removed or found.added
        if found.removed:
            assert found.removed.span.of(older.part(found.removed.part))
        if found.added:
            assert found.added.span.of(newer.part(found.added.part))
    assert differences(older, replace(older, capture_key="capture 2")) == ()


def dated(days: int) -> Dated:
    return Dated(NOW + timedelta(days=days), "day", "page", "")


def story(title: str, text: str, number: int, days: int = -1) -> Article:
    url = f"https://herald.example/{number}"
    return article(text, title, url=url, capture_key=f"story {number}", published=dated(days))


FREIGHT = "The transport minister, Daner Kelesh, ruled out freight trains on the Tolven Bridge."
STORIES = [
    story("No freight on the bridge, minister says", FREIGHT, 1),
    story("Rain at last", "It rained in Velmar for the first time since June.", 2),
    story("Bridge opens", "The Tolven Bridge opens to trains on Monday, the minister said.", 3),
    story("Cup final on Sunday", "The goalkeeper trained alone.", 4),
]


def notice(text: str, title: str = "Correction: Velmaria bridge", days: int = 0) -> Article:
    return article(
        text, title, url="https://herald.example/c", capture_key="c", published=dated(days)
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "Our report at https://www.herald.example/1?utm_source=x was wrong.",
            "it names the address",
        ),
        (
            "The report headlined “No Freight on the Bridge, Minister Says” was wrong.",
            "it quotes the headline",
        ),
        (
            "An item on Friday said the transport minister, Daner Kelesh, had ruled out freight "
            "trains on the Tolven Bridge. It was wrong.",
            "of its words stand there",
        ),
    ],
)
def test_a_notice_means_the_text_it_names(text: str, why: str) -> None:
    found = meaning(notice(text), STORIES)
    assert found is not None
    assert found.article == STORIES[0]
    assert why in found.why


@pytest.mark.parametrize(
    "text",
    [
        "A caption misspelled the winner's name. We regret the error.",
        "Some of our reports were wrong.",
        "The report headlined “Nobody ever wrote this headline” was wrong.",
    ],
)
def test_a_notice_that_names_nothing_clearly_means_nothing(text: str) -> None:
    assert meant_by(notice(text), STORIES) is None


def test_only_what_was_printed_in_the_weeks_before_can_be_meant() -> None:
    text = "The report headlined “No freight on the bridge, minister says” was wrong."
    assert meant_by(notice(text, days=90), STORIES) is None
    assert meant_by(notice(text, days=-9), STORIES) is None
    assert meant_by(notice(text), STORIES[1:]) is None
    assert meant_by(STORIES[1], STORIES) is None


def test_two_pages_of_one_headline_leave_it_open() -> None:
    twin = replace(STORIES[0], url="https://herald.example/9", capture_key="story 9")
    text = "The report headlined “No freight on the bridge, minister says” was wrong."
    assert meant_by(notice(text), [*STORIES, twin]) is None
