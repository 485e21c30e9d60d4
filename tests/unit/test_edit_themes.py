"""What the title and the lead say that an edition is about."""

from dataclasses import replace

import pytest

from tearsheet.edit import Selection, draft, verify
from tearsheet.model import Digest, Suggestion
from tests.unit.draft_press import FIRST, LAST, NOW, RELEASE, VIEW, WATCH, Printed

NEWS = replace(VIEW, kind="news", authors=(), title="A long day in Marovia")
REST = (
    "Clerks counted the papers twice and went home late, because the roads in Marovia were "
    "flooded and the last tram had gone. The observatory, the compact and the club had been in "
    "the news all week."
)


def edition(*printed: Printed) -> Digest:
    candidates = [one.candidate() for one in printed]
    chosen = Selection(tuple(Suggestion(one.key, ()) for one in candidates), ())
    digest = draft(chosen, candidates, WATCH, "astana", "en", 1, FIRST, LAST, NOW)
    assert verify(digest, {one.article.key: one.evidence for one in printed}, WATCH).proven
    return digest


def lead(*printed: Printed) -> str:
    return " ".join(sentence.text for sentence in edition(*printed).lead)


def on(first: str, then: str) -> Printed:
    return replace(NEWS, text=f"{first}\n{then}\n{REST}")


def test_a_theme_takes_the_article_that_the_text_prints() -> None:
    printed = on(
        "Envoys came to Marovia to sign the Irda Compact before the harvest and its long floods.",
        "The Irda Compact has nine parts. Two states wrote the Irda Compact in a year.",
    )
    assert "It covers the Irda Compact." in lead(printed)


def test_a_theme_that_opens_its_sentences_gets_the_article_from_the_house() -> None:
    printed = on(
        "The Irda Compact was signed in Marovia by envoys who had come before the harvest.",
        "The Irda Compact has nine parts.",
    )
    assert "It covers the Irda Compact." in lead(printed)
    assert edition(printed).title.text.endswith("on Irda Compact and More")


def test_a_theme_without_an_article_stays_without() -> None:
    printed = on(
        "Marovia will not send ministers to COP30, which opens in the rain forest on Monday.",
        "Before COP30 it had promised much. At the COP30 gates its envoys will stand alone.",
    )
    assert "It covers COP30." in lead(printed)


@pytest.mark.parametrize("where", ["at the Old Press Club in Lissa", "in the busy Old Press Club"])
def test_a_place_where_something_is_said_is_no_theme(where: str) -> None:
    printed = on(
        f"The premier of Marovia spoke {where} on Monday about the budget and the floods.",
        "A debate that the Old Press Club held came next, and nobody disagreed.",
    )
    assert "Press Club" not in lead(printed)


def test_what_comes_up_only_far_down_is_no_theme() -> None:
    printed = on(
        "Clerks in Marovia counted the ballots of a quiet election for most of the long night.",
        "Nobody was surprised. The Old River Pact was named once. Then the Old River Pact again.",
    )
    assert "Old River Pact" not in lead(printed)


def test_title_and_lead_name_the_same_themes_in_the_same_order() -> None:
    digest = edition(RELEASE, VIEW)
    themes = digest.lead[1].text
    title = digest.title.text.removeprefix("News Digest: Foreign Media on ")
    first, second = title.removesuffix(" and More").split(", ")
    assert 0 < themes.index(first) < themes.index(second)


def test_a_headline_that_has_only_the_end_of_a_phrase_does_not_have_it() -> None:
    printed = on(
        "Voters in Marovia went to the ballot on Sunday and stayed until the last lamp was out.",
        "Nobody won. The Peasant Party of Elland lost. Later the Peasant Party of Elland sued.",
    )
    assert "Party of Elland" not in lead(replace(printed, title="Elland watches Marovia vote"))
