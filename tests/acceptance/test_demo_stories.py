"""The demo press, related: one release is one text with its origin, one event one story."""

from functools import cache

import pytest

from tearsheet import demo
from tearsheet.annotate import annotate
from tearsheet.demo import TruePage
from tearsheet.model import Annotations, Article, CopyGroup, Outlet, Story, Telling
from tearsheet.press import load, register
from tearsheet.relate import copy_groups, stories_of
from tearsheet.relate.stories.telling import tell
from tearsheet.relate.vectors.e5 import E5
from tests.acceptance.test_demo_reading import ARTICLES, article
from tests.models import e5_folder

RELEASE = "pages/lanternwire/three-irda-states-sign-water-calendar-reopen-tolven-bridge.html"
EDITED = "pages/monsoongazette/river-treaty-ends-31-year-quarrel.html"
TRANSLATED = "pages/courrier-deux-rives/traite-irda-calendrier-des-eaux.html"


@cache
def press() -> dict[str, Article]:
    """The articles by their paths."""
    found = {page.path: article(page) for page in ARTICLES}
    return {path: one for path, one in found.items() if one is not None}


@cache
def outlets() -> dict[str, Outlet]:
    known = register().with_outlets(load(demo.press_folder() / "outlets.toml"))
    return {
        one.key: known.outlet_for(one.url, one.site_name, one.language) for one in press().values()
    }


@cache
def annotations() -> dict[str, Annotations]:
    return {one.key: annotate(one, register()) for one in press().values()}


@cache
def encoder() -> E5:
    return E5.open(e5_folder())


@cache
def groups() -> tuple[CopyGroup, ...]:
    return copy_groups(list(press().values()), outlets(), encoder())


@cache
def release() -> CopyGroup:
    key = press()[RELEASE].key
    return next(one for one in groups() if key in {copy.article_key for copy in one.copies})


@cache
def story() -> Story:
    told = stories_of(list(press().values()), annotations(), groups(), encoder(), outlets=outlets())
    return next(one for one in told if press()[RELEASE].key in one.article_keys)


@cache
def telling() -> Telling:
    return tell(story(), press().values(), {}, outlets(), groups(), until=demo.EVENING)


def paths_of(keys: list[str]) -> set[str]:
    path_of = {one.key: path for path, one in press().items()}
    return {path_of[key] for key in keys}


def test_the_press_holds_a_release_its_copies_and_independent_reports() -> None:
    true = {page.path: page for page in ARTICLES}
    assert true[EDITED].copy == "edited"
    assert true[TRANSLATED].copy == "translated"
    assert {true[EDITED].of, true[TRANSLATED].of} == {RELEASE}
    assert {true[path].story for path in (RELEASE, EDITED, TRANSLATED)} == {"compact"}
    assert len(reports()) >= 5


def test_release_edited_copy_and_translation_are_one_group_with_the_right_origin() -> None:
    relation_of = {copy.article_key: copy.relation for copy in release().copies}
    assert release().original == press()[RELEASE].key
    assert relation_of[press()[RELEASE].key] == "original"
    assert relation_of[press()[EDITED].key] == "edited"
    assert relation_of[press()[TRANSLATED].key] == "translated"
    assert release().written_by is not None
    assert release().written_by.name == "Irda Commission"


@pytest.mark.parametrize(
    "page",
    [one for one in ARTICLES if one.of == RELEASE and one.copy == "exact"],
    ids=lambda page: page.path,
)
def test_every_outlet_that_prints_the_release_is_in_the_group(page: TruePage) -> None:
    assert press()[page.path].key in {copy.article_key for copy in release().copies}


def reports() -> set[str]:
    """Pages that tell the event of the release in their own words."""
    return {
        page.path
        for page in ARTICLES
        if page.story == "compact" and page.copy is None and page.path != RELEASE
    }


def test_independent_reports_are_in_the_story_and_not_in_the_group() -> None:
    assert reports() & paths_of(list(story().article_keys))
    assert not reports() & paths_of([copy.article_key for copy in release().copies])


def test_the_story_holds_its_event_and_no_other() -> None:
    true = {page.path: page.story for page in ARTICLES}
    found = paths_of(list(story().article_keys))
    assert {true[path] for path in found} == {"compact"}
    assert len(found) >= 10


def test_the_release_counts_once_among_the_independent_outlets() -> None:
    names = [one.name for one in telling().outlets]
    assert names[0] == "Irda Commission"
    assert len(names) >= 2
    printed = paths_of(list(telling().outlets[0].article_keys))
    assert {RELEASE, EDITED, TRANSLATED} <= printed
    assert not printed & reports()
    assert telling().copies >= 8
    assert telling().first_report.article_key == press()[RELEASE].key


def test_every_copy_of_the_week_is_with_its_original_and_no_report_is() -> None:
    """What the truth calls a copy; one that hides what it is made from needs an encoder."""
    group_of = {copy.article_key: one.key for one in groups() for copy in one.copies}
    for page in ARTICLES:
        if page.copy and "does not say so" not in page.note:
            assert group_of[press()[page.path].key] == group_of[press()[page.of].key], page.path
        if page.story == "compact" and not page.copy and page.path != RELEASE:
            alone = [key for key, group in group_of.items() if group == press()[page.path].key]
            assert alone == [press()[page.path].key], page.path
