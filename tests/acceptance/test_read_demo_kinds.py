"""Releases, corrections, interviews, opinion and paid pages of the demo press are called so."""

from tests.acceptance.test_demo_reading import ARTICLES, article


def test_kinds_are_what_the_pages_are() -> None:
    wrong = {
        page.path: found.kind
        for page in ARTICLES
        if (found := article(page)) is not None and found.kind != page.form
    }
    # A review that only the first word of its address calls one.
    assert set(wrong) <= {"pages/courrier-deux-rives/critique-la-fille-du-passeur.html"}
