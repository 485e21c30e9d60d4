"""Whatever a reader can see of an edition, no character of it can be changed unnoticed.

What a reader sees is asked of another parser (lexbor, as browsers parse), not of our own.
"""

import random
from collections.abc import Iterator

import pytest
from resiliparse.parse.html import DOMNode, HTMLTree, NodeType

from tearsheet.publish import Edition, PublishError, html
from tearsheet.publish.html import reading, seal
from tearsheet.publish.manifest import shown
from tests.editions import EDITION, SMALL

SEEN = ("lang", "dir", "href", "datetime", "aria-label", "popovertarget", "cite")
STRANGE = "aZ0 .,<>&\"'=/-«»еяҚ中ر\u202e\u00a0\n"


def what_a_reader_sees(page: str) -> tuple[str, list[tuple[str, ...]], str]:
    """Visible text, meaningful attributes in order, and the manifest's text."""
    tree = HTMLTree.parse(page)
    texts = list(_texts(tree.document))
    attributes = [
        (element.tag, name, element.getattr(name, ""))
        for element in tree.document.query_selector_all("*")
        for name in element.attrs
        if name in SEEN
    ]
    manifest = tree.document.get_element_by_id("tearsheet-edition")
    return shown("".join(texts)), attributes, manifest.text if manifest else ""


def _texts(node: DOMNode) -> Iterator[str]:
    if node.tag in ("script", "style"):
        return
    if node.type == NodeType.TEXT:
        yield node.value
    for child in node.child_nodes:
        yield from _texts(child)


def is_noticed(page: str) -> bool:
    try:
        return bool(html.parse(page).findings)
    except PublishError:
        return True


def corrupted(page: str, chance: random.Random) -> str:
    """The page with one character replaced, left out, doubled or put in."""
    at = chance.randrange(len(page))
    kind = chance.choice(("replace", "drop", "double", "insert", "flip"))
    if kind == "replace":
        return page[:at] + chance.choice(STRANGE) + page[at + 1 :]
    if kind == "drop":
        return page[:at] + page[at + 1 :]
    if kind == "double":
        return page[:at] + page[at] + page[at:]
    if kind == "insert":
        return page[:at] + chance.choice(STRANGE) + page[at:]
    return page[:at] + chr(ord(page[at]) ^ (1 << chance.randrange(7))) + page[at + 1 :]


def unnoticed(edition: Edition, rounds: int, seed: int) -> list[str]:
    page = html.render(edition)
    seen = what_a_reader_sees(page)
    chance = random.Random(seed)
    missed = []
    for _ in range(rounds):
        altered = corrupted(page, chance)
        if altered != page and not is_noticed(altered) and what_a_reader_sees(altered) != seen:
            at = next(n for n, (a, b) in enumerate(zip(page, altered, strict=False)) if a != b)
            missed.append(f"{page[at - 40 : at + 20]!r} → {altered[at - 40 : at + 20]!r}")
    return missed


def test_two_thousand_corruptions_are_noticed() -> None:
    assert unnoticed(SMALL, 2000, seed=20251121) == []


@pytest.mark.nightly
@pytest.mark.parametrize(("edition", "rounds"), [(SMALL, 8000), (EDITION, 2000)])
def test_ten_thousand_corruptions_are_noticed(edition: Edition, rounds: int) -> None:
    assert unnoticed(edition, rounds, seed=20251122) == []


@pytest.mark.parametrize(
    ("was", "now", "where"),
    [
        ("seals by drone</h2>", "seals by drones</h2>", "item 1 sentence 1"),
        ("estimate is 92,000", "estimate is 29,000", "item 1 sentence 3"),
        ("<mark>92,000</mark>", "<mark>29,000</mark>", "item 1 sentence 3 tear sheet"),
        ("state-owned</span>", "free</span>", "source 3"),
        (">No. 12<", ">No. 13<", "masthead"),
        ("Sentences proven: 19 of 19</b>", "Sentences proven: 99 of 99</b>", "colophon"),
        ("DRAFT. No editor", "PROOF. Any editor", "masthead"),
        (
            'lang="ar" dir="rtl" data-field="outlet"',
            'lang="ar" dir="ltr" data-field="outlet"',
            "source 3",
        ),
        ('"number":12', '"number":13', "manifest"),
        ("<html lang", "<html title='x' lang", "page"),
        ("script-src", "script-crs", "page"),
    ],
)
def test_finding_names_the_place(was: str, now: str, where: str) -> None:
    page = html.render(EDITION)
    assert was in page
    findings = html.parse(page.replace(was, now)).findings
    assert where in {finding.where for finding in findings}
    assert {finding.problem for finding in findings} == {"edition altered"}


def test_the_kind_of_line_ending_is_nobodys_word() -> None:
    page = html.render(SMALL)
    assert html.parse(page.replace("\n", "\r\n")).findings == ()


def resealed(page: str) -> str:
    """The page as a forger leaves it: altered, with a fresh seal over what it now shows."""
    return seal.sealed(page, seal.seal_of(page, reading.read_page(page)))


@pytest.mark.parametrize(
    ("was", "now", "where"),
    [
        ("seals by drone</h2>", "seals by drones</h2>", "item 1 sentence 1"),
        ("<mark>92,000</mark>", "92,000", "item 1 sentence 3"),
        ('lang="ar" dir="rtl">', 'lang="fa" dir="rtl">', "item 3 sentence 1 tear sheet"),
        ('data-state="draft"', 'data-state="published"', "state"),
        ('href="https://nil-jadid', 'href="https://nil-jaded', "source 3"),
        ('datetime="2025-06-14T08:12:31', 'datetime="2025-06-15T08:12:31', "source 1"),
        ('data-proven="19"', 'data-proven="20"', "proven"),
        ('data-basis="dateline"', 'data-basis="page"', "source 2"),
    ],
)
def test_a_fresh_seal_does_not_hide_what_the_manifest_contradicts(
    was: str, now: str, where: str
) -> None:
    page = html.render(EDITION)
    assert was in page
    findings = html.parse(resealed(page.replace(was, now))).findings
    assert where in {finding.where for finding in findings}
    assert "seal" not in {finding.where for finding in findings}


def test_a_passage_forged_whole_is_refuted_by_the_evidence() -> None:
    page = html.render(EDITION).replace("<mark>92,000</mark>", "<mark>29,000</mark>")
    published = html.parse(resealed(page))
    assert published.findings == ()
    found = published.misquoted(EDITION.evidence)
    assert [finding.where for finding in found] == ["item 1 sentence 3"]


def test_a_title_cut_short_is_refuted_by_the_evidence() -> None:
    page = html.render(EDITION)
    was, now = "counts its seals by drone</cite>", "counts its seals</cite>"
    assert was in page
    published = html.parse(resealed(page.replace(was, now)))
    assert published.findings == ()
    found = published.misquoted(EDITION.evidence)
    assert [finding.where for finding in found] == ["source 1"]
