"""What an edition says, and that it says nothing without a support."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tearsheet.edit import FORMS, PhraseError, Selection, draft, select, verify
from tearsheet.model import Copy, CopyGroup, Digest, Item, Outlet, Sentence, Suggestion
from tests.unit.draft_press import (
    ALL,
    ARABIC,
    CHINESE,
    FIRST,
    GERMAN,
    LAST,
    NOW,
    PORT,
    RELEASE,
    RUSSIAN,
    VIEW,
    WATCH,
    Printed,
    candidates,
    edition,
    evidence,
    outlet,
)

EVERY = [(form, language) for form in FORMS for language in ("en", "ru", "kk")]


def item(digest: Digest, printed: Printed) -> Item:
    return next(one for one in digest.items if one.article_key == printed.article.key)


def kinds(found: Item) -> list[str]:
    return [sentence.kind for sentence in found.sentences]


def said(found: Item, kind: str) -> str:
    return next(one.text for one in found.sentences if one.kind == kind)


def alone(printed: Printed, form: str = "astana", language: str = "en") -> Item:
    """The item of an edition of this one article."""
    one = printed.candidate()
    chosen = Selection((Suggestion(one.key, ()),), ())
    digest = draft(chosen, [one], WATCH, form, language, 1, FIRST, LAST, NOW)
    proofs = {one.key: printed.evidence}
    assert verify(digest, proofs, WATCH).proven
    return digest.items[0]


# Supports.


@pytest.mark.parametrize(("form", "language"), EVERY)
def test_a_support_covers_exactly_the_archived_characters(form: str, language: str) -> None:
    digest, articles = edition(form, language), {c.key: c.article for c in candidates()}
    checked = 0
    for sentence in (digest.title, *digest.lead, *(s for i in digest.items for s in i.sentences)):
        for support in sentence.supports:
            if support.relation == "verbatim":
                assert support.span is not None
                printed = support.span.of(articles[support.article_key].part(support.part))
                assert support.at.of(sentence.text) == printed
                checked += 1
    assert checked >= len(digest.items)


@pytest.mark.parametrize(("form", "language"), EVERY)
def test_the_same_selection_gives_the_same_edition(form: str, language: str) -> None:
    chosen = select(candidates(), WATCH, FIRST, LAST, (4, 10))
    again = draft(chosen, candidates(), WATCH, form, language, 7, FIRST, LAST, NOW)
    assert again == edition(form, language)


# Front.


def test_the_title_names_two_themes_of_the_edition() -> None:
    title = edition().title.text
    assert title.startswith("News Digest: Foreign Media on ")
    assert title.endswith(" and More")
    assert "Three Seas Harbour" in title or "Court of Audit" in title


def test_the_lead_says_how_much_from_where_and_when() -> None:
    opening, themes = edition().lead
    assert opening.text == (
        "LISSA – This foreign media digest brings together ten articles on Marovia from nine "
        "countries, published June 9–20, 2025."
    )
    assert "the Charter of the Rivers" in themes.text


def test_a_russian_lead_counts_in_russian() -> None:
    assert edition("astana", "ru").lead[0].text == (
        "ЛИССА — Маровия в зарубежных СМИ 9–20 июня 2025 года: десять публикаций из девяти стран."
    )


def test_a_kazakh_lead_counts_in_kazakh() -> None:
    assert edition("astana", "kk").lead[0].text == (
        "ЛИССА — Маровия шетел баспасөзінде, 2025 жылғы 9–20 маусым: тоғыз елден он жарияланым."
    )


# Items.


def test_news_is_told_by_its_first_fact() -> None:
    found = item(edition(), PORT)
    assert kinds(found) == ["headline", "attribution", "quotation", "note"]
    assert said(found, "attribution") == (
        "Marovia opened the first pier of the Three Seas Harbour on Monday after nine years of "
        "work and two changes of government, Norway’s newspaper The Harbour Tidings reported on "
        "June 10."
    )


def test_the_dateline_stays_out() -> None:
    assert "LISSA" not in "".join(one.text for one in item(edition(), PORT).sentences)


def test_a_named_speaker_is_quoted_with_the_office() -> None:
    quotation = said(item(edition(), PORT), "quotation")
    assert quotation.startswith("“We are building a harbour that will serve three seas.")
    assert quotation.endswith(("Prime Minister Ada Vell said.", "said Prime Minister Ada Vell."))


def test_copies_are_counted_in_other_outlets() -> None:
    assert said(item(edition(), PORT), "note") == "The same text was carried by one other outlet."
    assert len(item(edition(), PORT).copies) == 1


def test_who_wrote_a_release_does_not_carry_it() -> None:
    credit = RELEASE.article.provenance.credited("originator")[0]
    writer = replace(credit, outlet="writer.example")
    release = replace(RELEASE, provenance=replace(RELEASE.provenance, credits=(writer,)))
    own = replace(release, outlet=outlet("writer.example", "The Writer", "NO"))
    carried = replace(release, outlet=outlet("echo.example", "The Echo", "IE"))
    printings = (own, release, carried)
    group = CopyGroup(
        "release", tuple(Copy(one.article.key, "exact", "") for one in printings), writer
    )
    found = [one.candidate(group) for one in printings]
    selection = Selection((Suggestion(release.article.key, ()),), ())
    made = draft(selection, found, WATCH, "astana", "en", 1, FIRST, LAST, NOW)
    assert made.items[0].copies == (carried.article.key,)


def test_an_opinion_is_called_one_with_its_author() -> None:
    attribution = said(item(edition(), VIEW), "attribution")
    assert "opinion article" in attribution
    assert "Ines Halloran" in attribution


def test_a_release_is_named_by_its_originator_and_its_distributor() -> None:
    attribution = said(item(edition(), RELEASE), "attribution")
    assert "Observer of the North" in attribution
    assert "in a release distributed" in attribution
    assert "WirePost" in attribution


def test_a_state_outlet_is_called_so() -> None:
    assert "China’s state-owned news agency 东方时讯" in said(
        item(edition(), CHINESE), "attribution"
    )
    assert "(Казахстан, государственное СМИ)" in said(
        item(edition("astana", "ru"), RUSSIAN), "attribution"
    )


@pytest.mark.parametrize(
    ("printed", "opening", "closing", "named"),
    [
        (RUSSIAN, "«", "»", "in Russian"),
        (GERMAN, "„", "“", "in German"),
        (CHINESE, "“", "”", "in Chinese"),
        (ARABIC, "«", "»", "in Arabic"),
    ],
)
def test_foreign_words_stand_in_their_own_language_and_marks(
    printed: Printed, opening: str, closing: str, named: str
) -> None:
    found = item(edition(), printed)
    quotation = next(one for one in found.sentences if one.kind == "quotation")
    assert quotation.language == printed.language
    assert (quotation.text[0], quotation.text[-1]) == (opening, closing)
    assert named in said(found, "attribution")
    assert found.sentences[0].language == printed.language


def test_marks_inside_the_words_change_the_marks_around_them() -> None:
    text = GERMAN.text.replace("das Finale des Ostseepokals", "den „Pokal“ der Ostsee")
    quotation = alone(replace(GERMAN, text=text)).sentences[-1]
    if "„Pokal“" in quotation.text:
        assert (quotation.text[0], quotation.text[-1]) == ("»", "«")


def test_a_running_quotation_opens_each_paragraph_and_closes_once() -> None:
    running = [
        one
        for digest in (edition(form, "en") for form in FORMS)
        for found in digest.items
        for one in found.sentences
        if "\n" in one.text
    ]
    assert running
    for one in running:
        first, *rest = one.text.split("\n")
        assert all(line.startswith(first[0]) for line in rest)
        assert not any(line.endswith(("»", "”", "“")) for line in [first, *rest[:-1]])


def test_no_attribution_repeats_the_one_before() -> None:
    for language in ("en", "ru", "kk"):
        shapes = []
        for found in edition("astana", language).items:
            sentence = next(one for one in found.sentences if one.kind == "attribution")
            shapes.append(_bare(sentence))
        assert all(one != two for one, two in pairwise(shapes))


def _bare(sentence: Sentence) -> str:
    text = sentence.text
    for support in sorted(sentence.supports, key=lambda one: one.at, reverse=True):
        text = text[: support.at.start] + "…" + text[support.at.end :]
    return text


def test_a_second_mention_of_an_outlet_has_no_gloss() -> None:
    second = replace(VIEW, outlet=PORT.outlet, kind="news", authors=())
    found = [PORT.candidate(), second.candidate()]
    chosen = Selection(tuple(Suggestion(one.key, ()) for one in found), ())
    digest = draft(chosen, found, WATCH, "astana", "en", 1, FIRST, LAST, NOW)
    assert "Norway’s newspaper" in said(digest.items[0], "attribution")
    assert "Norway" not in said(digest.items[1], "attribution")


def test_the_choice_of_a_passage_is_explained() -> None:
    why = {part.name: part.why for part in item(edition(), PORT).suggestion.features}["passage"]
    assert "Ada Vell says it" in why


# Forms.


def test_the_list_form_puts_the_outlet_before_the_headline() -> None:
    found = item(edition("list"), VIEW)
    assert found.sentences[0].text == f"Britain’s magazine Meridian Review: {VIEW.title}"
    assert said(found, "quotation").startswith("«")
    assert "as quoted from Meridian Review of June 12" in said(found, "quotation")


def test_the_brief_form_is_one_line_an_item() -> None:
    for found in edition("brief").items:
        assert kinds(found) == ["headline"]
    assert item(edition("brief"), VIEW).sentences[0].text == (
        f"{VIEW.title} (Britain’s magazine Meridian Review, June 12)"
    )


def test_an_unknown_form_or_language_is_refused() -> None:
    chosen = Selection((), ())
    with pytest.raises(ValueError, match="astana, list, brief"):
        draft(chosen, [], WATCH, "novel", "en", 1, FIRST, LAST, NOW)
    with pytest.raises(PhraseError, match="en, kk, ru"):
        draft(chosen, [], WATCH, "astana", "xx", 1, FIRST, LAST, NOW)


# Passages.


@pytest.mark.parametrize(
    ("opening", "is_left"),
    [
        ("On Sunday it will. ", True),
        ("An hour later they had signed the paper in Marovia. ", True),
        ("PORT TAMAR -- ", True),
        ("Lissa: ", True),
        ("(WirePost) ", True),
        ("The mayor of Lissa, second left, and the envoy of Marovia, second right, wave. ", True),
    ],
)
def test_what_leans_on_something_or_is_no_story_is_not_quoted(opening: str, is_left: bool) -> None:
    printed = replace(VIEW, text=opening + VIEW.text)
    words = " ".join(one.text for one in alone(printed).sentences[1:])
    assert (opening.strip() not in words) is is_left


def test_a_passage_does_not_open_on_a_pronoun() -> None:
    for language in ("en", "ru", "kk"):
        for found in edition("astana", language).items:
            quotation = said(found, "quotation").lstrip("«“„”").split()[0].lower()
            assert quotation not in {"it", "they", "he", "this", "он", "это", "es"}


def test_dates_carry_their_year_where_the_edition_spans_two() -> None:
    one = PORT.candidate()
    chosen = Selection((Suggestion(one.key, ()),), ())
    long = draft(chosen, [one], WATCH, "astana", "en", 1, date(2024, 12, 1), LAST, NOW)
    assert "June 10, 2025" in said(long.items[0], "attribution")
    assert verify(long, {one.key: PORT.evidence}, WATCH).proven


def test_a_country_that_is_none_is_not_printed() -> None:
    outlet = Outlet(
        "x.example", "The Somewhere", domains=("x.example",), country="XT", kind="agency"
    )
    attribution = said(alone(replace(VIEW, outlet=outlet)), "attribution")
    assert "XT" not in attribution
    assert "The Somewhere" in attribution


def test_an_edition_of_nothing_is_an_edition() -> None:
    digest = draft(Selection((), ()), [], WATCH, "astana", "en", 1, FIRST, LAST, NOW)
    assert digest.items == ()
    assert verify(digest, {}, WATCH).proven


def test_every_article_alone_makes_a_proven_item_in_every_form_and_language() -> None:
    for printed in ALL:
        for form, language in EVERY:
            assert alone(printed, form, language).sentences
    assert evidence()
