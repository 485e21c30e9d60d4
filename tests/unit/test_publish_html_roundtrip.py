"""An edition set as HTML and read back is the same edition, and nothing is found against it."""

import pytest

from tearsheet.publish import Edition, PublishError, html
from tests.editions import EDITION, EVIDENCE, SMALL, published_with


@pytest.mark.parametrize(
    "edition", [EDITION, SMALL, published_with("Confirmed by <b>telephone</b>")]
)
def test_page_gives_back_the_edition_it_was_set_from(edition: Edition) -> None:
    published = html.parse(html.render(edition))
    assert published.findings == ()
    assert published.digest == edition.digest
    assert published.watch == edition.watch
    assert published.verdict == edition.verdict
    assert published.misquoted(edition.evidence) == ()


def test_evidence_is_whole_again_once_the_bundle_is_beside_it() -> None:
    published = html.parse(html.render(EDITION))
    for key, evidence in EVIDENCE.items():
        back = published.articles[key].evidence(evidence.record, evidence.payload)
        assert back.article == evidence.article
        assert back.article.key == key
        assert back.outlet == evidence.outlet
        assert back.capture.headers == (("Content-Type", "text/html; charset=utf-8"),)


@pytest.mark.parametrize("page", ["", "<html><p>A page like any other</p></html>", "<!["])
def test_a_page_that_is_no_edition_is_refused(page: str) -> None:
    with pytest.raises(PublishError):
        html.parse(page)
