"""No single changed letter or digit gets past the gate, in the edition or in its evidence."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from tearsheet.edit import verify
from tearsheet.model import Digest, Evidence, Sentence
from tearsheet.text import folded
from tests.unit.draft_press import WATCH, edition, evidence

Proofs = dict[str, Evidence]
LETTERS = "aeiorstnкеаонтиضلاמו时中कम0123456789.,-“«' "


def meaning(text: str) -> str:
    """The letters, digits and vowel signs of a text: what a corruption must not change unseen."""
    return "".join(one for one in folded(text).text if unicodedata.category(one)[0] in "LMN")


def corrupted(text: str, chance: random.Random, at: int | None = None) -> str:
    """The text with one character replaced, inserted or deleted."""
    place = chance.randrange(len(text)) if at is None else at
    letter = chance.choice(LETTERS)
    match chance.randrange(3):
        case 0:
            return text[:place] + letter + text[place + 1 :]
        case 1:
            return text[:place] + letter + text[place:]
        case _:
            return text[:place] + text[place + 1 :]


def sentences_of(digest: Digest) -> list[Sentence]:
    return [digest.title, *digest.lead, *(s for item in digest.items for s in item.sentences)]


def with_sentence(digest: Digest, number: int, new: Sentence) -> Digest:
    if number == 0:
        return replace(digest, title=new)
    number -= 1
    if number < len(digest.lead):
        return replace(digest, lead=(*digest.lead[:number], new, *digest.lead[number + 1 :]))
    number -= len(digest.lead)
    items = list(digest.items)
    for at, item in enumerate(items):
        if number < len(item.sentences):
            sentences = (*item.sentences[:number], new, *item.sentences[number + 1 :])
            items[at] = replace(item, sentences=sentences)
            return replace(digest, items=tuple(items))
        number -= len(item.sentences)
    raise IndexError(number)


def in_a_sentence(digest: Digest, proofs: Proofs, chance: random.Random) -> tuple[Digest, Proofs]:
    sentences = sentences_of(digest)
    number = chance.randrange(len(sentences))
    old = sentences[number]
    at = None
    facts = [one.at for one in old.supports if one.relation == "template"]
    figures = [at for at, letter in enumerate(old.text) if letter.isdigit()]
    # One time in three a figure, one in three a name or a date, else anywhere.
    match chance.randrange(3):
        case 0 if figures:
            at = chance.choice(figures)
        case 1 if facts:
            span = chance.choice(facts)
            at = chance.randrange(span.start, span.end)
    new = corrupted(old.text, chance, at)
    if meaning(new) == meaning(old.text):
        return digest, proofs
    return with_sentence(digest, number, replace(old, text=new)), proofs


def in_a_record(digest: Digest, proofs: Proofs, chance: random.Random) -> tuple[Digest, Proofs]:
    key = chance.choice(digest.items).article_key
    new = corrupted(proofs[key].record, chance)
    if meaning(new) == meaning(proofs[key].record):
        return digest, proofs
    return digest, proofs | {key: replace(proofs[key], record=new)}


def in_a_text(digest: Digest, proofs: Proofs, chance: random.Random) -> tuple[Digest, Proofs]:
    key = chance.choice(digest.items).article_key
    article = proofs[key].article
    changed = replace(article, text=corrupted(article.text, chance))
    if meaning(changed.text) == meaning(article.text):
        return digest, proofs
    record = chance.choice((changed.record, article.record))
    return digest, proofs | {key: replace(proofs[key], article=changed, record=record)}


def in_a_payload(digest: Digest, proofs: Proofs, chance: random.Random) -> tuple[Digest, Proofs]:
    key = chance.choice(digest.items).article_key
    payload = proofs[key].payload
    at = chance.randrange(len(payload))
    byte = bytes([chance.randrange(256)])
    new = payload[:at] + byte + payload[at + chance.randrange(2) :]
    if new == payload:
        return digest, proofs
    return digest, proofs | {key: replace(proofs[key], payload=new)}


def in_a_claim(digest: Digest, proofs: Proofs, chance: random.Random) -> tuple[Digest, Proofs]:
    """The day, the words it rests on, the URL or the outlet's name."""
    key = chance.choice(digest.items).article_key
    one = proofs[key]
    dated = one.article.published
    assert dated
    match chance.randrange(4):
        case 0:
            day = 1 + (dated.at.day + chance.randrange(1, 28)) % 28
            if day == dated.at.day:
                return digest, proofs
            new = replace(dated, at=dated.at.replace(day=day))
            changed = replace(one, article=replace(one.article, published=new))
        case 1:
            words = corrupted(dated.evidence, chance, chance.randrange(10))
            if meaning(words) == meaning(dated.evidence):
                return digest, proofs
            new = replace(dated, evidence=words)
            changed = replace(one, article=replace(one.article, published=new))
        case 2:
            url = corrupted(one.capture.url, chance)
            if meaning(url) == meaning(one.capture.url):
                return digest, proofs
            changed = replace(one, capture=replace(one.capture, url=url))
        case _:
            name = corrupted(one.outlet.name, chance)
            printed = any(
                support.fact == "outlet" and support.article_key == key
                for sentence in sentences_of(digest)
                for support in sentence.supports
            )
            if not printed or meaning(name) == meaning(one.outlet.name):
                return digest, proofs
            changed = replace(one, outlet=replace(one.outlet, name=name, names=()))
    return digest, proofs | {key: changed}


Corruption = Callable[[Digest, Proofs, random.Random], tuple[Digest, Proofs]]
CORRUPTIONS: tuple[Corruption, ...] = (
    in_a_sentence,
    in_a_sentence,
    in_a_sentence,
    in_a_record,
    in_a_text,
    in_a_payload,
    in_a_claim,
)
EDITIONS = [
    (form, language) for form in ("astana", "list", "brief") for language in ("en", "ru", "kk")
]


def unnoticed(number: int, seed: int) -> list[str]:
    """What of ``number`` corruptions the gate let through, in words."""
    chance = random.Random(seed)
    missed, done = list[str](), 0
    while done < number:
        form, language = chance.choice(EDITIONS)
        digest, proofs = edition(form, language), evidence()
        corruption = chance.choice(CORRUPTIONS)
        changed, against = corruption(digest, proofs, chance)
        if changed is digest and against is proofs:
            continue
        done += 1
        if verify(changed, against, WATCH).proven:
            ours = {one.text for one in sentences_of(changed)}
            wrong = ours - {one.text for one in sentences_of(digest)}
            missed.append(f"{form} {language} {corruption.__name__} {wrong}")
    return missed


@pytest.mark.parametrize(("form", "language"), EDITIONS)
def test_editions_are_proven_as_drafted(form: str, language: str) -> None:
    verdict = verify(edition(form, language), evidence(), WATCH)
    assert not verdict.findings
    assert verdict.sentences == len(sentences_of(edition(form, language)))


def test_editions_hold_six_languages() -> None:
    languages = {one.language for one in sentences_of(edition("astana", "en"))}
    assert len(languages) >= 6


def test_two_thousand_corruptions_are_noticed() -> None:
    assert unnoticed(2_000, seed=20251121) == []


@pytest.mark.nightly
def test_ten_thousand_corruptions_are_noticed() -> None:
    assert unnoticed(10_000, seed=20251122) == []
