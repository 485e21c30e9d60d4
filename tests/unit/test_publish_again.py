"""A forger who makes the seal and the fingerprint anew still cannot alter what we would not set."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import msgspec
import pytest

from tearsheet.model import Finding
from tearsheet.publish import Edition, html, manifest
from tearsheet.publish import json as edition_json
from tearsheet.publish.html import reading, seal
from tests.editions import ARABIC, EDITION, ENGLISH, EVIDENCE, SMALL, published_with

PAGE = html.render(EDITION)


def resealed(page: str) -> str:
    """The page as a forger leaves it: altered, with a fresh seal over what it now shows."""
    return seal.sealed(page, seal.seal_of(page, reading.read_page(page)))


def found(page: str, edition: Edition = EDITION) -> tuple[Finding, ...]:
    return html.differences(page, html.parse(page), edition.evidence)


@pytest.mark.parametrize("edition", [EDITION, SMALL, published_with("By telephone & post")])
def test_an_edition_set_again_is_the_same_to_the_letter(edition: Edition) -> None:
    page = html.render(edition)
    assert found(page, edition) == ()
    assert found(page.replace("\n", "\r\n"), edition) == ()
    file = edition_json.render(edition)
    compact = msgspec.json.format(file, indent=-1)
    for text in (file, compact):
        assert edition_json.differences(text, edition_json.parse(text), edition.evidence) == ()


FORGED = [
    ("</header>", "<p>President X resigned last night.</p></header>", "masthead"),
    ("</article>", "<p>President X resigned last night.</p></article>", "item 1"),
    ("</style>", ".quotation::before{content:'It is false that '}</style>", "page"),
    ("</style>", ".lead{display:none}</style>", "page"),
    (">June 14, 2025, 08:12:31 UTC</time>", ">June 1, 2020, 08:12:31 UTC</time>", None),
    (">June 11, 2025</time>", ">June 11, 2015</time>", None),
    ("United Kingdom · newspaper · privately owned", "Russia · newspaper · state-owned", None),
    ("DRAFT. No editor has approved this edition yet.", "Approved by the editor.", "masthead"),
    ('<p class="notice"', '<p class="notice" hidden', "masthead"),
    (">Draft</span>", ">Approved</span>", "masthead"),
    ("Sentences proven: 19 of 19", "Sentences proven: 99 of 99", "opening"),
    (ENGLISH.capture.payload_sha256[:12] + "…", "000000000000…", None),
    ("<title>DRAFT: ", "<title>", "page"),
    ("Counted once.", "Counted twice.", "item 1"),
    ("in Russian", "in English", None),
    ("</script>\n</body>", "\ndocument.title='Signed'</script>\n</body>", "page"),
    ("</body>", "</body><!-- signed -->", "page"),
]


@pytest.mark.parametrize(("was", "now", "where"), FORGED)
def test_what_stands_around_the_sentences_cannot_be_forged(
    was: str, now: str, where: str | None
) -> None:
    assert was in PAGE
    findings = found(resealed(PAGE.replace(was, now)))
    assert [finding.problem for finding in findings] == ["edition altered"]
    assert not findings[0].warning
    assert where in (None, findings[0].where)


def test_the_finding_says_what_differs() -> None:
    forged = resealed(PAGE.replace("United Kingdom · newspaper", "Russia · newspaper", 1))
    assert "Russia · newspaper" in found(forged)[0].message
    assert "United Kingdom" in found(forged)[0].message


def _word(page: str, chance: random.Random) -> str:
    """One letter of the text between tags replaced by another."""
    body = page.index("<body>")
    end = page.index('<script type="application/json"')
    spots = [m.start(1) for m in re.finditer(r">[^<]*?(\w)[^<]*<", page[body:end])]
    at = body + chance.choice(spots)
    return page[:at] + chance.choice("abжر7".replace(page[at], "")) + page[at + 1 :]


def _attribute(page: str, chance: random.Random) -> str:
    """One attribute more on an element."""
    body = page.index("<body>")
    tags = [m.end() for m in re.finditer(r"<[a-z]+\d?(?=[ >])", page[body:])]
    at = body + chance.choice(tags)
    return f"{page[:at]} {chance.choice(('hidden', 'style=display:none', 'lang=ru'))}{page[at:]}"


def _element(page: str, chance: random.Random) -> str:
    """An element put in after another's end."""
    ends = [m.end() for m in re.finditer(r"</(?:p|div|span|li|section)>", page)]
    at = chance.choice(ends)
    return f"{page[:at]}<p>Nobody said this.</p>{page[at:]}"


@pytest.mark.parametrize("forge", [_word, _attribute, _element])
def test_no_forgery_with_a_fresh_seal_stands(
    forge: Callable[[str, random.Random], str],
) -> None:
    page = html.render(SMALL)
    chance = random.Random(20261122)
    for _ in range(60):
        forged = resealed(forge(page, chance))
        assert any(not finding.warning for finding in found(forged, SMALL)), forged


def with_manifest(page: str, was: str, now: str) -> str:
    """The page with its manifest, fingerprint and seal forged alike."""
    line = reading.read_page(page).scripts[reading.MANIFEST]
    assert was in line
    forged = line.replace(was, now)
    page = page.replace(line, forged)
    return resealed(page.replace(manifest.fingerprint(line), manifest.fingerprint(forged)))


@pytest.mark.parametrize("setting", ["", "0", "0 locales-1.0", "newest", "1", "1 babel"])
def test_a_setting_that_never_was_excuses_nothing(setting: str) -> None:
    page = with_manifest(PAGE, f'"setting":"{manifest.SETTING}"', f'"setting":"{setting}"')
    forged = resealed(page.replace("Counted once.", "Counted twice."))
    assert [finding.warning for finding in found(forged)] == [False]


@pytest.mark.parametrize("setting", ["3 locales-9.9", "2 locales-0.1"])
def test_a_page_of_another_version_is_flagged_where_it_differs(setting: str) -> None:
    page = html.render(EDITION, setting)
    assert found(page) == ()
    other = resealed(page.replace("Counted once.", "Only counted once."))
    flagged = found(other)
    assert [finding.warning for finding in flagged] == [True]
    assert "set by another version" in flagged[0].message
    assert any(
        not finding.warning
        for finding in html.parse(resealed(other.replace("seals by", "whales by"))).findings
    )


def test_a_page_whose_evidence_is_gone_is_refuted() -> None:
    evidence = {key: one for key, one in EVIDENCE.items() if one is not ARABIC}
    findings = html.differences(PAGE, html.parse(PAGE), evidence)
    assert [(finding.problem, finding.warning) for finding in findings] == [("broken chain", False)]


def test_what_json_holds_beside_its_edition_is_noticed() -> None:
    file = edition_json.render(SMALL)
    for forged in (
        file.replace('"format"', '"comment": "President X resigned", "format"'),
        file.replace('"sha256"', '"comment": "President X resigned", "sha256"', 1),
    ):
        published = edition_json.parse(forged)
        assert edition_json.differences(forged, published, SMALL.evidence)


def test_a_changed_setting_has_a_new_version() -> None:
    """Whoever changes what pages look like raises `SETTING_VERSION` and this digest with it."""
    if not manifest.SETTING.endswith(PINNED[1]):
        pytest.skip("pinned under other names of months and countries")
    page = html.render(replace(EDITION, verdict=None), "pinned")
    assert (manifest.SETTING_VERSION, sha256(page.encode()).hexdigest()) == (2, PINNED[0])


PINNED = ("7491f9741e97cac125e8c5d2be25188371ea57949e26cc86205b63004208c218", "locales-2.18.0")
