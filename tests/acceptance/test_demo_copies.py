"""The copies in the demo press are found, and nothing else is called a copy."""

from functools import cache

from tearsheet.demo import TruePage
from tearsheet.relate import copy_groups
from tests.acceptance.test_demo_reading import ARTICLES, article


@cache
def groups() -> tuple[frozenset[str], ...]:
    read = {page.path: article(page) for page in ARTICLES}
    path_of = {found.key: path for path, found in read.items() if found is not None}
    return tuple(
        frozenset(path_of[copy.article_key] for copy in group.copies)
        for group in copy_groups([found for found in read.values() if found is not None])
        if len(group.copies) > 1
    )


def is_same_text(page: TruePage) -> bool:
    return page.copy in ("exact", "edited")


def test_every_printing_of_the_release_is_one_group() -> None:
    printings = {page.path for page in ARTICLES if is_same_text(page)}
    originals = {page.of for page in ARTICLES if is_same_text(page)}
    (group,) = [group for group in groups() if originals <= group]
    assert printings <= group


def test_independent_reports_are_no_copies() -> None:
    own = {
        page.path
        for page in ARTICLES
        if page.story == "compact" and not page.copy and page.form != "press release"
    }
    assert len(own) >= 5
    for group in groups():
        assert not own & group, own & group
