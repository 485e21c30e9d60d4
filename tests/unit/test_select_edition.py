"""What makes the edition, in which order, and why the rest does not."""

import random
from dataclasses import replace
from datetime import date

import pytest

from tearsheet.edit import Candidate, Selection, select
from tearsheet.edit.sections import section_of
from tearsheet.model import (
    Copy,
    CopyGroup,
    CopyRelation,
    Credit,
    Dated,
    Provenance,
    Story,
    Telling,
)
from tearsheet.relate.stories.telling import tell
from tests.unit.draft_press import (
    ALL,
    COPIED,
    FIRST,
    HOME,
    LAST,
    PORT,
    RELEASE,
    RUSSIAN,
    VIEW,
    WATCH,
    Printed,
    candidates,
)


def chosen(selection: Selection) -> list[str]:
    return [one.article_key for one in selection.chosen]


def reason(selection: Selection, printed: Printed) -> str:
    key = printed.article.key
    assert key not in chosen(selection)
    return next(one.passed_over for one in selection.passed_over if one.article_key == key)


def selected(*printed: Printed | Candidate, most: int = 7) -> Selection:
    found = [one.candidate() if isinstance(one, Printed) else one for one in printed]
    return select(found, WATCH, FIRST, LAST, (4, most))


def test_the_same_candidates_give_the_same_edition_in_any_order() -> None:
    shuffled = list(candidates())
    expected = select(shuffled, WATCH, FIRST, LAST)
    for seed in range(5):
        random.Random(seed).shuffle(shuffled)
        assert select(shuffled, WATCH, FIRST, LAST) == expected


def test_every_candidate_is_chosen_or_passed_over_with_a_reason() -> None:
    found = select(candidates(), WATCH, FIRST, LAST, (4, 5))
    keys = chosen(found) + [one.article_key for one in found.passed_over]
    assert sorted(keys) == sorted(one.key for one in candidates())
    assert all(one.passed_over for one in found.passed_over)
    assert not any(one.passed_over for one in found.chosen)


def test_a_score_is_the_sum_of_features_that_say_why() -> None:
    found = select(candidates(), WATCH, FIRST, LAST)
    for one in (*found.chosen, *found.passed_over):
        assert one.score == pytest.approx(sum(part.value * part.weight for part in one.features))
        names = [part.name for part in one.features]
        assert len(names) == len(set(names))
        assert all(part.why for part in one.features if part.share)


def test_the_domestic_press_is_not_foreign_media() -> None:
    assert reason(selected(HOME, PORT), HOME) == "domestic press"


def test_what_is_not_about_the_subject_is_left_out() -> None:
    other = replace(PORT, title="A harbour opens", text=PORT.text.replace("Marovia", "Norway"))
    other = replace(
        other, text=other.text.replace("Lissa", "Oslo"), said=(), provenance=VIEW.provenance
    )
    assert reason(selected(other), other) == "not about the subject"


def test_an_undated_article_is_left_out() -> None:
    candidate = PORT.candidate()
    bare = replace(candidate, article=replace(candidate.article, published=None))
    assert [one.passed_over for one in selected(bare).passed_over] == ["no date of publication"]
    assert candidate.article.published
    month = replace(candidate.article.published, precision="month")
    vague = replace(candidate, article=replace(candidate.article, published=month))
    assert [one.passed_over for one in selected(vague).passed_over] == ["no date of publication"]


@pytest.mark.parametrize(
    ("day", "is_in"),
    [
        (date(2025, 6, 8), False),
        (date(2025, 6, 9), True),
        (date(2025, 6, 20), True),
        (date(2025, 6, 21), False),
    ],
)
def test_both_ends_of_the_period_are_in_it(day: date, is_in: bool) -> None:
    printed = replace(PORT, day=day)
    assert (printed.article.key in chosen(selected(printed))) is is_in


def test_a_note_too_short_to_quote_is_left_out() -> None:
    short = replace(VIEW, text="Marovia has a new law.")
    assert reason(selected(short), short) == "too short to quote from"


def test_a_press_review_is_no_article() -> None:
    review = replace(VIEW, kind="press review")
    assert reason(selected(review), review) == "a press review, not an article"


@pytest.mark.parametrize(
    ("title", "language", "is_one"),
    [
        ("Clarification: Marovia harbour", "en", True),
        ("Corrections and clarifications", "en", True),
        ("Уточнение: порт Маровии", "ru", True),
        ("Berichtigung – Marowien", "de", True),
        ("Correction in grain prices reaches Marovia", "en", False),
        ("Marovia: a correction of course", "en", False),
    ],
)
def test_a_correction_is_no_item_by_itself(title: str, language: str, is_one: bool) -> None:
    printed = replace(PORT, title=title, language=language)
    found = selected(printed)
    assert (chosen(found) == []) is is_one
    if is_one:
        assert reason(found, printed) == "a correction"


def test_what_a_page_calls_a_correction_is_one() -> None:
    printed = replace(PORT, kind="correction")
    assert reason(selected(printed), printed) == "a correction"


def test_a_release_of_the_subjects_own_government_is_left_out() -> None:
    own = Provenance(
        "press release", (Credit("originator", "Ministry of Ports of Marovia", "title"),)
    )
    release = replace(RELEASE, provenance=own)
    assert reason(selected(release), release) == "a press release of the subject's own government"
    assert RELEASE.article.key in chosen(selected(RELEASE))


def group(*members: tuple[Printed, CopyRelation]) -> CopyGroup:
    return CopyGroup("one", tuple(Copy(who.article.key, how, "a test") for who, how in members))


def test_of_one_text_only_the_original_stands() -> None:
    both = group((PORT, "original"), (COPIED, "exact"))
    found = selected(COPIED.candidate(both), PORT.candidate(both))
    assert chosen(found) == [PORT.article.key]
    assert reason(found, COPIED) == "another printing of a text: see The Harbour Tidings"


def test_where_the_original_cannot_stand_the_nearest_copy_does() -> None:
    both = group((HOME, "original"), (VIEW, "edited"))
    found = selected(HOME.candidate(both), VIEW.candidate(both))
    assert chosen(found) == [VIEW.article.key]


def story(*printed: Printed) -> Story:
    return Story("event", tuple(one.article.key for one in printed), len(printed))


def test_an_event_is_told_once() -> None:
    event = story(PORT, RELEASE)
    found = selected(PORT.candidate(None, event), RELEASE.candidate(None, event))
    assert chosen(found) == [PORT.article.key]
    assert reason(found, RELEASE).startswith("the same event: see ")


def test_a_view_of_an_event_may_stand_beside_the_news_and_next_to_it() -> None:
    event = story(PORT, VIEW)
    found = selected(
        PORT.candidate(None, event), VIEW.candidate(None, event), RELEASE, RUSSIAN, *ALL[4:7]
    )
    keys = chosen(found)
    assert abs(keys.index(PORT.article.key) - keys.index(VIEW.article.key)) == 1


def test_an_outlet_stands_once_unless_there_is_too_little() -> None:
    second = replace(VIEW, outlet=PORT.outlet, title="Marovia and the price of a pier", kind="news")
    assert len(chosen(selected(PORT, second))) == 2
    full = selected(PORT, second, *ALL[2:7])
    assert second.article.key not in chosen(full) or PORT.article.key not in chosen(full)
    assert any("one article from each outlet" in one.passed_over for one in full.passed_over)


def test_the_edition_is_never_longer_than_asked() -> None:
    assert len(chosen(selected(*ALL, most=3))) == 3


def test_most_of_an_edition_is_in_its_own_language() -> None:
    english = [
        replace(
            VIEW,
            outlet=replace(
                VIEW.outlet, key=f"paper{number}.example", domains=(f"p{number}.example",)
            ),
            title=f"What Marovia can teach us, part {number}",
            kind="news",
        )
        for number in range(6)
    ]
    found = selected(*english, *ALL[3:])
    ours = {one.article.key for one in english}
    assert 4 <= len(ours & set(chosen(found))) <= 5


def test_politics_comes_before_economy_and_that_before_sport() -> None:
    found = select(candidates(), WATCH, FIRST, LAST, (4, 10))
    order = ["politics", "economy", "society", "culture", "science", "sport"]
    sections = [
        next(part.why.split(" ")[0] for part in one.features if part.name == "section")
        for one in found.chosen
    ]
    assert sections == sorted(sections, key=order.index)
    assert len(set(sections)) > 2


def test_the_subjects_name_says_nothing_of_the_section() -> None:
    article = replace(PORT.article, title="Portia opens", text="Portia and the others opened.")
    assert section_of(article).name == "economy"
    assert section_of(article, ["Portia"]).name == "society"


def test_a_telescope_is_science() -> None:
    article = replace(
        PORT.article, title="The telescope sees first light", text="It cost 3 million."
    )
    assert section_of(article).name == "science"


def test_a_states_outlet_counts_less() -> None:
    owned = replace(PORT, outlet=replace(RUSSIAN.outlet, key="x.example", country="NO"))
    free, state = selected(PORT).chosen[0], selected(owned).chosen[0]
    assert free.score > state.score


def test_a_states_agency_counts_less_than_its_newspaper() -> None:
    agency = replace(PORT, outlet=RUSSIAN.outlet)
    paper = replace(PORT, outlet=replace(RUSSIAN.outlet, kind="newspaper"))
    assert selected(agency).chosen[0].score < selected(paper).chosen[0].score


def test_of_one_section_the_story_that_most_outlets_tell_comes_first() -> None:
    quiet = [
        replace(
            PORT, outlet=replace(PORT.outlet, key=f"{name}.example"), title=f"{PORT.title} {name}"
        )
        for name in ("alpha", "beta", "gamma")
    ]
    loud = replace(PORT, outlet=replace(PORT.outlet, key="z.example"), title=f"{PORT.title} again")
    loud = replace(loud, said=())
    told = loud.candidate(story=Story("s", (loud.article.key, "1", "2", "3"), 4))
    assert chosen(selected(*quiet, told))[0] == loud.article.key


def test_a_date_from_the_page_counts_more_than_one_from_the_dateline() -> None:
    candidate = PORT.candidate()
    claimed = candidate.article.published
    assert isinstance(claimed, Dated)
    weak = replace(
        candidate, article=replace(candidate.article, published=replace(claimed, basis="dateline"))
    )
    assert selected(weak).chosen[0].score < selected(candidate).chosen[0].score


def telling(story: Story, *printed: Candidate) -> Telling:
    return tell(
        story,
        [one.article for one in printed],
        {one.key: one.annotations for one in printed},
        {one.key: one.outlet for one in printed},
        (),
    )


def test_what_tells_most_of_its_event_says_so() -> None:
    story = Story("s", (PORT.article.key, VIEW.article.key), 9)
    both = [one.candidate(story=story) for one in (PORT, VIEW)]
    told = telling(story, *both)
    found = selected(*(replace(one, telling=told) for one in both))
    features = {
        one.article_key: {part.name: part for part in one.features}
        for one in (*found.chosen, *found.passed_over)
    }
    first = features[told.most_informative]
    assert first["informative"].value == 1.0
    assert first["informative"].why == "tells most of 2 articles on the event"
    assert first["story"].why == "2 independent outlets tell the event"
    (other,) = (one for key, one in features.items() if key != told.most_informative)
    assert other["informative"].value == 0.0


def test_a_copy_that_names_nobody_is_still_no_work_of_its_own() -> None:
    writer = Credit("originator", "Three Seas Company", "line", "threeseas.example")
    copies = (Copy("elsewhere", "original", ""), Copy(PORT.article.key, "edited", ""))
    found = selected(PORT.candidate(CopyGroup("elsewhere", copies, writer)))
    (features,) = ({part.name: part for part in one.features} for one in found.chosen)
    assert features["original"].value < 0.5
    assert features["original"].why == (
        "a copy of Three Seas Company's text (edited) that does not say so"
    )


def test_an_uncredited_copy_of_the_governments_own_release_is_one() -> None:
    writer = Credit("originator", "Government of Marovia", "line")
    copies = (Copy("elsewhere", "original", ""), Copy(PORT.article.key, "edited", ""))
    candidate = PORT.candidate(CopyGroup("elsewhere", copies, writer))
    assert "own government" in selected(candidate).passed_over[0].passed_over
    original = PORT.candidate(CopyGroup("port", (Copy(PORT.article.key, "original", ""),), writer))
    assert chosen(selected(original)) == [PORT.article.key]
