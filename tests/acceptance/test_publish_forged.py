"""A forger who has our own renderer changes the manifest and sets the page from it: refuted."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tearsheet.archive import read_bundle
from tearsheet.model import Evidence, Verdict
from tearsheet.pipeline.proof import BUNDLE, prove
from tearsheet.publish import Edition, html
from tearsheet.publish import json as edition_json
from tests.acceptance.conftest import Ran

STEM = "velmaria-1"
Forge = Callable[[Evidence], Evidence]


def later(one: Evidence) -> Evidence:
    return replace(
        one, capture=replace(one.capture, captured_at=one.capture.captured_at - timedelta(days=9))
    )


def not_found(one: Evidence) -> Evidence:
    return replace(one, capture=replace(one.capture, status=404))


def ghost_written(one: Evidence) -> Evidence:
    return replace(one, article=replace(one.article, authors=("Quentin Nobody",)))


def written_here(one: Evidence) -> Evidence:
    """A known outlet's address, claimed by a page of another."""
    outlet = replace(one.outlet, domains=(*one.outlet.domains, "news.cn"))
    return replace(one, outlet=outlet)


def original(folder: Path) -> Edition:
    published = html.parse((folder / f"{STEM}.html").read_text("utf-8"))
    held = read_bundle(folder / f"{STEM}{BUNDLE}")
    evidence = {}
    for key, article in published.articles.items():
        record, capture = held.records[key]
        evidence[key] = article.evidence(record, held.payloads[capture])
    return published.edition(evidence)


def refuted(edition: Edition, folder: Path, tmp_path: Path) -> set[str]:
    """What refutes the edition, set in both forms beside its honest evidence."""
    shutil.copy(folder / f"{STEM}{BUNDLE}", tmp_path)
    problems = []
    for name, text in (
        (f"{STEM}.html", html.render(edition)),
        (f"{STEM}.json", edition_json.render(edition)),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        found = prove(tmp_path / name).verdict.findings
        problems.append({one.problem for one in found if not one.warning})
    assert problems[0] == problems[1]
    return set(problems[0])


def test_the_honest_edition_is_set_again(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    edition = original(demo[0])
    assert html.render(edition) == (demo[0] / f"{STEM}.html").read_text("utf-8")
    assert refuted(edition, demo[0], tmp_path) == set()


@pytest.mark.parametrize("forge", [later, not_found, ghost_written, written_here])
def test_a_forged_source(demo: tuple[Path, Ran], tmp_path: Path, forge: Forge) -> None:
    edition = original(demo[0])
    key = edition.digest.items[0].article_key
    forged = replace(edition, evidence={**edition.evidence, key: forge(edition.evidence[key])})
    assert refuted(forged, demo[0], tmp_path)


def test_a_forged_count(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    forged = replace(original(demo[0]), verdict=Verdict(99, ()))
    assert refuted(forged, demo[0], tmp_path) == {"edition altered"}
