"""What a card says of a story follows from what was printed, and from nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tearsheet.annotate import annotate
from tearsheet.edit import match
from tearsheet.model import Change, Dated, Ownership, Provenance, Story, Watch, WatchName
from tearsheet.pipeline.inbox.cards import Ground, card_of, traits_of
from tearsheet.pipeline.telling import Shown
from tearsheet.press import register
from tearsheet.relate.stories.telling import independent_outlets
from tearsheet.store.queries import Known
from tests.nouns import NOON, a_capture, an_article, an_outlet

VELMARIA = Watch("velmaria", "Velmaria", "country", (WatchName("Velmaria", "en"),), country="XV")
TEXT = (
    "It rained in the hills for a week before anybody came. Velmaria opened the bridge over the "
    "Orda on Monday, and Velmaria paid for it alone. The ferry goes to a museum. "
    "Its captain, who is seventy, goes there as a guide, and says that the river was never quite "
    "as wide as it looked from the other bank in those years."
)


def known(number=1, outlet=None, text=TEXT, **more):
    capture = a_capture(f"https://p{number}.example/a", captured_at=NOON + timedelta(hours=number))
    article = an_article(capture, "Velmaria opens bridge", text, **more)
    outlet = outlet or an_outlet(f"p{number}.example", f"Paper {number}")
    return Known(article, annotate(article, register()), outlet, capture)


def ground(*articles, **more):
    keys = tuple(one.article.key for one in articles)
    outlets = independent_outlets(
        [one.article for one in articles], {one.article.key: one.outlet for one in articles}, ()
    )
    shown = Shown(Story(keys[0], keys, len(outlets)), articles, (), outlets, None)
    matches = {one.article.key: match(one.article, one.outlet, VELMARIA) for one in articles}
    given = Ground(shown, matches, (), {}, {})
    return replace(given, **more)


def card(*articles, **more):
    made = card_of(ground(*articles, **more), VELMARIA, NOON)
    assert made is not None
    return made.card


def test_the_line_is_the_sentence_that_names_most_of_the_watch_as_it_is_printed():
    one = known()

    made = card(one)

    assert made.line.startswith("Velmaria opened the bridge")
    assert made.line_at is not None
    assert made.line_at.of(one.article.text) == made.line


def test_a_story_that_only_names_the_watch_has_no_card():
    passing = known(text="It rained. " * 40 + "Velmaria was mentioned.")
    passing = replace(passing, article=replace(passing.article, title="Rain in the hills"))

    assert card_of(ground(passing), VELMARIA, NOON) is None


@pytest.mark.parametrize(
    ("more", "flag"),
    [
        ({"kind": "opinion"}, "opinion"),
        ({"kind": "press release"}, "press release"),
        ({"provenance": Provenance("agency copy")}, "agency copy"),
        ({"provenance": Provenance("translated copy")}, "translated copy"),
        ({"published": None}, "doubtful date"),
        ({"published": Dated(NOON, "month", "page", "September 2025")}, "doubtful date"),
        ({"published": Dated(NOON, "day", "dateline", "SARN, Sept. 15")}, "doubtful date"),
        (
            {"published": Dated(NOON + timedelta(days=9), "day", "page", "2025-09-24")},
            "doubtful date",
        ),
    ],
)
def test_flags_say_in_words_what_an_article_is(more, flag):
    assert card(known(), known(2, **more)).flags == (flag,)


def test_an_outlet_of_a_state_a_changed_page_and_an_edition_are_flags_too():
    state = replace(an_outlet("state.example"), ownership=Ownership("state", "its imprint"))
    one = known(outlet=state)
    change = Change("state.example/a", "changed", one.article.key, None, NOON)

    made = card(one, changes=(change,), uses={one.article.key: {3, 12}})

    assert made.flags == ("state-owned outlet", "changed since", "used")
    assert made.used_in == (3, 12)


def test_a_story_that_no_edition_would_take_stands_behind_and_says_why():
    home = replace(an_outlet("home.example"), country="XV")

    domestic, foreign = card(known(outlet=home)), card(known())

    assert domestic.passed_over == "domestic press"
    assert domestic.score < foreign.score
    assert "domestic press" in domestic.features[-1].why
    assert foreign.passed_over == ""


def test_what_was_taken_back_is_not_the_ground_of_the_suggestion():
    one = known()

    made = card(one, withdrawn={one.article.key: "a notice of withdrawal"})

    assert made.passed_over == "taken back (a notice of withdrawal)"


def test_traits_are_of_the_whole_story():
    french = replace(an_outlet("lac.example", "Le Lac"), country=None)

    found = traits_of(card(known(), known(2, outlet=french, language="fr-CA")))

    assert {"language\ten", "language\tfr", "country\tGB", "country\tunknown"} <= set(found)
    assert "outlet\tlac.example" in found
    assert all("\n" not in one for one in found)
