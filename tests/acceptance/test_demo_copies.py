"""The copies in the demo press are found, and nothing else is called a copy."""

from functools import cache

from tearsheet import demo
from tearsheet.demo import TruePage, truth
from tearsheet.model import Article
from tearsheet.press import load, register
from tearsheet.relate import copy_groups
from tests.acceptance.test_demo_reading import ARTICLES, article

PLAIN = [page for page in truth().pages if page.path.endswith(".txt") and page.kind == "article"]
TRUE = {page.path: page for page in (*ARTICLES, *PLAIN)}


@cache
def press() -> dict[str, Article]:
    """The articles by their paths, those in plain text too."""
    found = {path: article(page) for path, page in TRUE.items()}
    return {path: one for path, one in found.items() if one is not None}


@cache
def groups() -> tuple[frozenset[str], ...]:
    path_of = {one.key: path for path, one in press().items()}
    known = register().with_outlets(load(demo.press_folder() / "outlets.toml"))
    outlets = {
        one.key: known.outlet_for(one.url, one.site_name, one.language) for one in press().values()
    }
    return tuple(
        frozenset(path_of[copy.article_key] for copy in group.copies)
        for group in copy_groups(list(press().values()), outlets)
        if len(group.copies) > 1
    )


def is_same_text(page: TruePage) -> bool:
    return page.copy in ("exact", "edited")


def text_of(page: TruePage) -> str:
    """The URL of the page that has the text first: two versions of a page are one text."""
    return TRUE[page.of].url if page.of in TRUE else page.url


def test_every_printing_of_the_release_is_one_group() -> None:
    printings = {page.path for page in ARTICLES if is_same_text(page)}
    originals = {page.of for page in ARTICLES if is_same_text(page)}
    (group,) = [group for group in groups() if originals <= group]
    assert printings <= group


def test_no_group_of_any_story_holds_what_is_no_copy() -> None:
    assert PLAIN
    assert {page.path for page in PLAIN} <= press().keys()
    assert {TRUE[path].story for path in press()} > {"compact", "misquote"}
    for group in groups():
        assert len({text_of(TRUE[path]) for path in group}) == 1, sorted(group)
