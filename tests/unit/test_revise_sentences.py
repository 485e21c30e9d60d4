"""An editor's words: what the page says passes, what it does not say never does."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tearsheet.edit import verify
from tearsheet.edit.revise import hints, passages, revised
from tearsheet.model import Digest, Finding, Item, Sentence
from tests.alterations import ALTERATIONS
from tests.unit.draft_press import WATCH, edition, evidence

PROOFS = evidence()
OUTLETS = [one.outlet.name for one in PROOFS.values()]
FORMS = [
    (form, language) for form in ("astana", "list", "brief") for language in ("en", "ru", "kk")
]
Place = tuple[Digest, Item | None, Sentence]


def every(digest: Digest) -> Iterator[Place]:
    for sentence in digest.lead:
        yield digest, None, sentence
    for item in digest.items:
        for sentence in item.sentences:
            yield digest, item, sentence


def found(place: Place, sentence: Sentence) -> list[Finding]:
    """What the gate says of one sentence in its place."""
    digest, item, _ = place
    nothing = Sentence("headline", "", digest.language)
    if item:
        items = (replace(item, sentences=(sentence,)),)
        alone, where = replace(digest, title=nothing, lead=(), items=items), "item 1 sentence 1"
    else:
        items = tuple(replace(one, sentences=()) for one in digest.items)
        alone = replace(digest, title=nothing, lead=(sentence,), items=items)
        where = "lead 1"
    return [one for one in verify(alone, PROOFS, WATCH).findings if one.where == where]


def refused(place: Place, text: str) -> bool:
    digest, item, sentence = place
    new = revised(sentence, text, item, digest, PROOFS, WATCH)
    return any(not one.warning for one in found(place, new))


def first(kind: str, opening: str, form: str = "astana", language: str = "en") -> Place:
    """The first sentence of a kind that has these words."""
    digest = edition(form, language)
    return next(one for one in every(digest) if one[2].kind == kind and opening in one[2].text)


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_the_supports_of_every_drafted_sentence_are_found_from_its_words_alone(
    form: str, language: str
) -> None:
    for place in every(edition(form, language)):
        digest, item, sentence = place
        bare = replace(sentence, supports=())
        new = revised(bare, f" {sentence.text}", item, digest, PROOFS, WATCH)
        assert new.text == sentence.text
        assert not [one for one in found(place, new) if not one.warning], sentence.text


# What must not pass.


def outlet_exchanged(text: str, chance: random.Random) -> str:
    here = next((one for one in OUTLETS if one in text), "")
    others = [one for one in OUTLETS if one not in text]
    return text.replace(here, chance.choice(others)) if here else text


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_no_proven_sentence_passes_with_other_words_put_in(form: str, language: str) -> None:
    chance = random.Random(f"{form} {language}")
    for place in every(edition(form, language)):
        for mutate in (*ALTERATIONS, outlet_exchanged):
            text = mutate(place[2].text, chance)
            if text != place[2].text:
                assert refused(place, text), f"{mutate.__name__}: {text}"


TELLING = (
    "Marovia opened the first pier of the Three Seas Harbour on Monday after nine years of work "
    "and two changes of government, The Harbour Tidings reported on June 10."
)


def test_no_news_told_shorter_passes_with_other_words_put_in() -> None:
    chance = random.Random(1)
    place = first("attribution", "opened the first pier")
    for _ in range(12):
        for mutate in (*ALTERATIONS, outlet_exchanged):
            text = mutate(TELLING, chance)
            if text != TELLING:
                assert refused(place, text), f"{mutate.__name__}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "“We are building a castle that will serve three seas,” the article reads.",
        "“They are building a harbour that will serve three seas,” the article reads.",
        "“We are building a harbour that will serve three seas.” The port is a success.",
        "The harbour is a success.",
        "“We are building a harbour,” said Baranov Kordano.",
    ],
)
def test_what_the_page_does_not_say_is_refused(text: str) -> None:
    assert refused(first("quotation", "We are building a harbour"), text)


def test_news_cut_from_who_claims_it_is_refused() -> None:
    place = first("substance", "Marovia has done")
    assert refused(place, "Larger states only promise.")
    assert refused(place, "Marovia has done what larger states promise.")


# What must pass.


@pytest.mark.parametrize(
    "text",
    [
        "“We are building a harbour that will serve three seas,” the article reads.",
        '"We are building a harbour that will serve three seas," the article reads.',
        "«We are building a harbour that will serve three seas,» the article notes.",
        "“We are building a harbour [...] three seas,” the article reads.",
    ],
)
def test_another_quotation_of_the_same_page_passes(text: str) -> None:
    place = first("quotation", "We are building a harbour")
    digest, item, sentence = place
    new = revised(sentence, text, item, digest, PROOFS, WATCH)
    assert not [one for one in found(place, new) if not one.warning]
    assert new.text.startswith("“We are building")


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Tidings published an article on June 10.",
        "Norway’s newspaper The Harbour Tidings ran a report on June 10.",
        "Norway's newspaper The Harbour Tidings ran a report on 10 June 2025.",
        "The Harbour Tidings wrote about Marovia on June 10, 2025.",
        "The Harbour Tidings published an article on June 10 about the Three Seas Harbour.",
        TELLING,
        "The Harbour Tidings reported on June 10 that Marovia opened the first pier of the Three "
        "Seas Harbour on Monday after nine years of work and two changes of government.",
        "According to The Harbour Tidings, Marovia opened first pier of the Three Seas Harbour on "
        "Monday after nine years of work and two changes of government.",
    ],
)
def test_an_attribution_in_another_line_of_the_house_passes(text: str) -> None:
    assert not refused(first("attribution", "opened the first pier"), text)


@pytest.mark.parametrize(
    "text", ["The Harbour Tidings ran a report on June 11.", "WirePost ran a report on June 10."]
)
def test_another_day_or_outlet_is_told_what_the_evidence_says(text: str) -> None:
    place = first("attribution", "opened the first pier")
    digest, item, sentence = place
    new = revised(sentence, text, item, digest, PROOFS, WATCH)
    [one] = [one for one in found(place, new) if not one.warning]
    assert "the evidence says" in one.message


# What the editor is told.


def test_a_hint_says_which_words_and_what_the_page_has_instead() -> None:
    place = first("quotation", "We are building a harbour")
    digest, item, sentence = place
    assert item is not None
    text = "“We are building a castle that will serve three seas,” the article reads."
    new = revised(sentence, text, item, digest, PROOFS, WATCH)
    article = PROOFS[item.article_key].article
    faults = [one for one in found(place, new) if not one.warning]
    [hint] = hints(faults, new, {article.key: article})
    assert [span.of(new.text) for span in hint.said] == ["castle"]
    assert hint.printed == "harbour"
    assert hint.span is not None
    assert hint.span.of(article.text) == "harbour"


def test_the_passages_of_a_sentence_are_its_paragraphs_with_its_words_lit_up() -> None:
    _, item, sentence = first("quotation", "We are building a harbour")
    assert item is not None
    article = PROOFS[item.article_key].article
    shown = list(passages(sentence, {article.key: article}))
    lit = [(one.at.of(sentence.text), one.span.of(page.text)) for page in shown for one in page.lit]
    assert lit
    assert all(said == printed for said, printed in lit)
    assert all(page.text == page.span.of(article.text) for page in shown)
