"""What the gate refuses and flags, and the words it finds for it."""

from dataclasses import replace

import pytest

from tearsheet.edit import verify
from tearsheet.model import (
    Digest,
    Evidence,
    Finding,
    Item,
    Override,
    Ownership,
    Relation,
    Sentence,
    SentenceKind,
    Span,
    Support,
)
from tests.unit.draft_press import NOW, PORT, RUSSIAN, VIEW, WATCH, edition, evidence

COST = "The harbour cost $1.4 billion, of which a third came from a loan"


def item_of(digest: Digest, key: str) -> int:
    return next(at for at, item in enumerate(digest.items) if item.article_key == key)


def with_item(digest: Digest, at: int, item: Item) -> Digest:
    return replace(digest, items=(*digest.items[:at], item, *digest.items[at + 1 :]))


def written(digest: Digest, key: str, *sentences: Sentence) -> Digest:
    """The edition with an item's sentences after its headline replaced."""
    at = item_of(digest, key)
    item = digest.items[at]
    return with_item(digest, at, replace(item, sentences=(item.sentences[0], *sentences)))


def free(text: str, *supports: Support, kind: SentenceKind = "substance") -> Sentence:
    return Sentence(kind, text, "en", supports)


def resting(text: str, words: str, relation: Relation = "verbatim", source: str = "") -> Support:
    """A support for ``words`` in ``text`` on the same (or the ``source``) words of PORT."""
    start = text.index(words)
    at = PORT.text.index(source or words)
    return Support(
        Span(start, start + len(words)),
        relation,
        PORT.article.key,
        span=Span(at, at + len(source or words)),
    )


def findings(digest: Digest, proofs: dict[str, Evidence] | None = None) -> tuple[Finding, ...]:
    return verify(digest, proofs or evidence(), WATCH).findings


def on_port(*sentences: Sentence) -> tuple[Finding, ...]:
    return findings(written(edition(), PORT.article.key, *sentences))


def problems(found: tuple[Finding, ...]) -> set[str]:
    return {one.problem for one in found if not one.warning}


# Quotations.


def test_a_changed_word_is_named() -> None:
    quoted = "“It is now connected to the railway,” reads the article."
    words = "It is now connected to the railway"
    source = "It is not yet connected to the railway"
    refused = on_port(free(quoted, resting(quoted, words, source=source), kind="quotation"))
    (found,) = (one for one in refused if not one.warning)
    assert found.problem == "words differ"
    assert found.message == "The edition says ‘now’; the page says ‘not’"
    assert found.where.startswith("item ")


def test_a_marked_cut_and_an_inserted_word_pass() -> None:
    words = "The harbour cost $1.4 billion … that parliament [of Marovia] approved in 2021"
    source = (
        "The harbour cost $1.4 billion, of which a third came from a loan that parliament "
        "approved in 2021"
    )
    quoted = f"“{words},” reads the article."
    assert not on_port(free(quoted, resting(quoted, words, source=source), kind="quotation"))


def test_an_inserted_word_from_nowhere_does_not() -> None:
    words = "The harbour [secretly] cost $1.4 billion"
    quoted = f"“{words},” reads the article."
    source = "The harbour cost $1.4 billion"
    found = on_port(free(quoted, resting(quoted, words, source=source), kind="quotation"))
    assert problems(found) == {"unsupported words"}
    assert "secretly" in found[0].message


def test_quoted_words_without_a_support_are_refused() -> None:
    assert "words differ" in problems(
        on_port(free("“Traders are happy,” reads the article.", kind="quotation"))
    )


def test_half_a_quotation_without_a_support_is_refused() -> None:
    words = "The harbour cost $1.4 billion"
    quoted = f"“{words} and was worth it,” reads the article."
    found = on_port(free(quoted, resting(quoted, words), kind="quotation"))
    assert problems(found) >= {"unsupported words"} or "words differ" in problems(found)


def test_a_dropped_qualifier_is_flagged_and_does_not_stop_the_edition() -> None:
    words = "connected to the railway"
    quoted = f"“{words},” reads the article."
    (found,) = on_port(free(quoted, resting(quoted, words), kind="quotation"))
    assert (found.problem, found.warning) == ("qualifier dropped", True)
    assert "‘not’" in found.message


def test_a_quotation_cut_before_but_is_flagged() -> None:
    words = "It is not yet connected to the railway"
    quoted = f"“{words},” reads the article."
    (found,) = on_port(free(quoted, resting(quoted, words), kind="quotation"))
    assert (found.problem, found.warning) == ("qualifier dropped", True)
    assert "‘but’" in found.message


def test_words_of_one_article_cannot_stand_under_another() -> None:
    text = "Ministers grumble, yet none has asked for the old rules back"
    at = VIEW.text.index(text)
    support = Support(
        Span(1, 1 + len(text)), "verbatim", VIEW.article.key, span=Span(at, at + len(text))
    )
    found = on_port(free(f"“{text},” reads the article.", support, kind="quotation"))
    assert problems(found) == {"broken support"}


def test_words_only_in_the_record_are_missed_on_the_page() -> None:
    """An error of extraction cannot prove itself."""
    forged = replace(PORT, text=PORT.text.replace("$1.4 billion", "$9.9 billion"))
    honest = PORT.payload
    article = replace(forged.article, capture_key=PORT.capture.key)
    proofs = evidence() | {
        article.key: Evidence(article, article.record, PORT.capture, honest, PORT.outlet)
    }
    words = "The harbour cost $9.9 billion"
    at = article.text.index(words)
    support = Support(
        Span(1, 1 + len(words)), "verbatim", article.key, span=Span(at, at + len(words))
    )
    digest = edition()
    place = item_of(digest, PORT.article.key)
    quoted = free(f"“{words},” reads the article.", support, kind="quotation")
    item = replace(digest.items[place], article_key=article.key, sentences=(quoted,), copies=())
    found = findings(with_item(digest, place, item), proofs)
    assert "not in the archived page" in problems(found)


# Sentences in free words.


def test_an_editors_sentence_without_support_is_refused() -> None:
    found = on_port(free("Norway paid 40 million for the new quay in August."))
    told = {(one.problem, one.message) for one in found}
    assert ("unsupported number", "Nothing supports ‘40’") in told
    assert ("unsupported name", "Nothing supports ‘Norway’") in told
    assert ("unsupported words", "Nothing supports ‘paid’") in told


def test_house_words_in_another_order_are_no_phrase() -> None:
    found = on_port(free("reported published outlet on the article."))
    assert problems(found) == {"unsupported words"}


def test_a_day_nobody_supports_is_refused() -> None:
    assert "unsupported date" in problems(on_port(free("The article ran on Aug. 3.")))


def test_a_paraphrase_stands_with_all_its_figures_and_names() -> None:
    text = "Parliament lent a third of the $1.4 billion."
    support = resting(text, text[:-1], "paraphrase", COST)
    assert not on_port(free(text, support))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Parliament lent a third of the $1.5 billion.", "unsupported number"),
        ("A third of the $1.4 billion came from Norway.", "unsupported name"),
    ],
)
def test_a_paraphrase_with_more_than_its_source_does_not(text: str, problem: str) -> None:
    assert problems(on_port(free(text, resting(text, text[:-1], "paraphrase", COST)))) == {problem}


def test_a_paraphrase_does_not_cover_the_words_beside_it() -> None:
    text = "A third was lent, and Norway was furious."
    support = resting(text, "A third was lent", "paraphrase", COST)
    assert problems(on_port(free(text, support))) >= {"unsupported name", "unsupported words"}


def test_a_quotation_inside_a_paraphrase_needs_its_own_support() -> None:
    text = "“Cheap”, it says, and the harbour cost $1.4 billion."
    support = resting(text, "the harbour cost $1.4 billion", "paraphrase", COST)
    assert "words differ" in problems(on_port(free(text, support)))


def test_an_override_lets_a_sentence_stand_and_is_told() -> None:
    text = "Fishermen paid for it."
    digest = written(edition(), PORT.article.key, free(text))
    assert not verify(digest, evidence(), WATCH).proven
    override = Override(text, "our correspondent saw it", "M. Editor", NOW)
    verdict = verify(replace(digest, overrides=(override,)), evidence(), WATCH)
    assert verdict.proven
    assert any(
        "M. Editor let it stand: our correspondent saw it" in f.message for f in verdict.findings
    )


def test_an_override_holds_for_its_own_words_only() -> None:
    digest = written(edition(), PORT.article.key, free("Fishermen paid for all of it."))
    override = Override("Fishermen paid for it.", "seen", "M. Editor", NOW)
    assert not verify(replace(digest, overrides=(override,)), evidence(), WATCH).proven


# Facts about articles and the edition.


def test_an_opinion_cannot_stand_under_words_for_news() -> None:
    digest = edition()
    one = item_of(digest, VIEW.article.key)
    attribution = digest.items[item_of(digest, PORT.article.key)].sentences[1]
    assert attribution.kind == "attribution"
    key = VIEW.article.key
    name = VIEW.outlet.name
    text = f"{name} published an article on June 12."
    supports = (
        Support(Span(0, len(name)), "template", key, fact="outlet"),
        Support(Span(text.index("June"), len(text) - 1), "template", key, fact="published"),
    )
    news = Sentence("attribution", text, "en", supports)
    item = replace(digest.items[one], sentences=(digest.items[one].sentences[0], news))
    assert "unsupported words" in problems(findings(with_item(digest, one, item)))


def test_a_state_outlet_must_be_called_so() -> None:
    digest, key = edition(), RUSSIAN.article.key
    private = replace(RUSSIAN.outlet, ownership=Ownership())
    proofs = evidence() | {key: replace(evidence()[key], outlet=private)}
    assert "unsupported name" in problems(findings(digest, proofs))
    seized = replace(PORT.outlet, ownership=Ownership("state", "a court"))
    key = PORT.article.key
    proofs = evidence() | {key: replace(evidence()[key], outlet=seized)}
    (found,) = findings(digest, proofs)
    assert (found.problem, found.warning) == ("qualifier dropped", True)


def test_an_outlet_that_nothing_on_the_page_names_is_refused() -> None:
    key = PORT.article.key
    stranger = replace(PORT.outlet, domains=("elsewhere.example",))
    proofs = evidence() | {key: replace(evidence()[key], outlet=stranger)}
    found = findings(edition(), proofs)
    assert any("says that it is The Harbour Tidings" in one.message for one in found)


def test_a_date_that_is_not_on_the_page_is_refused() -> None:
    key = PORT.article.key
    one = evidence()[key]
    assert one.article.published
    claim = replace(one.article.published, evidence="10 June 2025 at noon")
    proofs = evidence() | {key: replace(one, article=replace(one.article, published=claim))}
    assert "unsupported date" in problems(findings(edition(), proofs))


def test_copies_are_counted_anew() -> None:
    digest = edition()
    at = item_of(digest, PORT.article.key)
    alone = replace(digest.items[at], copies=())
    found = findings(with_item(digest, at, alone))
    assert problems(found) == {"unsupported number"}
    lost = {key: one for key, one in evidence().items() if key not in digest.items[at].copies}
    assert problems(findings(digest, lost)) == {"unsupported number", "broken chain"}


def test_an_item_outside_the_days_is_refused() -> None:
    digest = replace(edition(), first=PORT.day, last=PORT.day)
    assert "unsupported date" in problems(findings(digest))


def test_an_edition_of_another_watch_is_refused() -> None:
    verdict = verify(edition(), evidence(), replace(WATCH, key="elsewhere"))
    assert verdict.findings[0].where == "edition"


def test_missing_evidence_is_told() -> None:
    digest = edition()
    lost = {key: one for key, one in evidence().items() if key != VIEW.article.key}
    found = findings(digest, lost)
    assert any(one.problem == "broken chain" and "no evidence" in one.message for one in found)


def test_a_support_beyond_the_sentence_is_told() -> None:
    found = on_port(
        free("Short.", Support(Span(0, 50), "verbatim", PORT.article.key, span=Span(0, 50)))
    )
    assert problems(found) == {"broken support"}


def test_supports_cannot_share_characters() -> None:
    text = "The harbour cost $1.4 billion."
    one = resting(text, "The harbour cost $1.4 billion")
    assert problems(on_port(free(text, one, resting(text, "$1.4 billion")))) == {"broken support"}


def test_a_language_without_phrases_is_told() -> None:
    verdict = verify(replace(edition(), language="xx"), evidence(), WATCH)
    assert "no phrases" in verdict.findings[0].message


def test_the_articles_own_words_cannot_be_put_into_a_mouth() -> None:
    words = "The harbour cost $1.4 billion, of which a third came from a loan that parliament"
    words += " approved in 2021"
    text = f"“{words},” Ada Vell said."
    sentence = free(text, resting(text, words), resting(text, "Ada Vell"), kind="quotation")
    found = on_port(sentence)
    assert problems(found) == {"unsupported words"}
    assert "as anybody's words" in found[0].message
