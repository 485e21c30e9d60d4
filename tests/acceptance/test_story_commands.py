"""Stories and copies as a person asks for them, and decides of them."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ran, tearsheet
from tests.acceptance.test_demo_reading import ARTICLES

WEEK = ("--from", "2025-09-15", "--to", "2025-09-21")
RELEASE = "Three Irda states sign common water calendar and reopen the Tolven Bridge"
EDITED = "River treaty ends 31-year quarrel; trains to run on Tolven Bridge from Sunday"
FERRY = "Ferry crews call off Friday strike"


@dataclass(frozen=True)
class Press:
    """The demo's home, related, and all its stories as the command line lists them."""

    home: Path
    stories: list

    def key(self, title: str) -> str:
        """The first printing under a headline."""
        return next(
            one["article_key"]
            for story in self.stories
            for one in story["printings"]
            if one["title"] == title
        )

    def around(self, key: str) -> set[str]:
        """What is in the story of an article."""
        return next(found for story in self.stories if key in (found := keys_of(story)))


def keys_of(told) -> set[str]:
    return {one["article_key"] for one in told["printings"]}


@pytest.fixture(scope="module")
def related(demo: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Press:
    """The demo, related with vectors. Look, do not touch."""
    folder = tmp_path_factory.mktemp("stories")
    home = Path(shutil.copytree(demo[0], folder / "home"))
    (folder / "nothing.tsv").touch()
    words = ("ingest", "--list", folder / "nothing.tsv", "--home", home)
    ran = tearsheet(*words, settings={"TEARSHEET_VECTORS": "e5"})
    assert ran.code == 0, ran.aside
    return Press(home, listed(home, "--least", "1", "--most", "1000"))


@pytest.fixture
def press(related: Press, tmp_path: Path) -> Press:
    """A copy to decide things in."""
    return Press(Path(shutil.copytree(related.home, tmp_path / "home")), related.stories)


def listed(home: Path, *words: str):
    return tearsheet("stories", *WEEK, *words, "--home", home, "--json").json()


def told_around(home: Path, key: str) -> set[str]:
    ran = tearsheet("stories", "show", key[:12], "--home", home, "--json")
    return keys_of(ran.json()["telling"])


def group_of(home: Path, key: str) -> list[str]:
    ran = tearsheet("copies", "show", key[:12], "--home", home, "--json")
    return [one["article_key"] for one in ran.json()["group"]["copies"]]


def test_one_text_has_its_origin_and_no_independent_report_is_among_its_copies(
    related: Press,
) -> None:
    """The release, its edited copy and both translations, of which one hides what it is."""
    told = {page.path: page for page in ARTICLES}
    true = [page.title for page in told.values() if page.of and told[page.of].title == RELEASE]
    found = tearsheet("copies", "show", related.key(RELEASE), "--home", related.home, "--json")
    group = found.json()["group"]
    assert group["written_by"]["name"] == "Irda Commission"
    assert group["copies"][0]["article_key"] == related.key(RELEASE)
    printings = {one["article_key"] for one in group["copies"]}
    assert {related.key(title) for title in true} <= printings
    own = {page.title for page in told.values() if page.story == "compact" and not page.copy}
    reports = {related.key(title) for title in own - {RELEASE}}
    assert len(reports) >= 5
    assert not reports & printings


def test_stories_are_listed_the_biggest_first(related: Press) -> None:
    found = listed(related.home)
    sizes = [len(one["outlets"]) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) == 2
    assert max(sizes) >= 5
    plain = tearsheet("stories", *WEEK, "--least", "1", "--home", related.home)
    with_copies = max(related.stories, key=lambda one: one["copies"])
    assert with_copies["title"]["text"] in plain.out
    assert f"{with_copies['copies']} copies in {with_copies['places']} places" in plain.out


def test_the_list_is_narrowed_by_watch_and_days(related: Press) -> None:
    watched = listed(related.home, "--watch", "velmaria", "--least", "1", "--most", "1000")
    everything = {one["story_key"] for one in related.stories}
    assert {one["story_key"] for one in watched} < everything
    monday = tearsheet(
        "stories", "--from", "2025-09-15", "--to", "2025-09-15", "--order", "newest",
        "--least", "1", "--home", related.home, "--json",
    ).json()  # fmt: skip
    assert 0 < len(monday) < len(everything)
    last = [max(one["at"] for one in story["printings"] if one["at"]) for story in monday]
    assert last == sorted(last, reverse=True)


def test_a_story_shows_who_told_it_when_and_why(related: Press) -> None:
    key = related.key(RELEASE)
    words = ("stories", "show", key, "--watch", "velmaria", "--home", related.home)
    ran = tearsheet(*words)
    assert ran.code == 0
    for part in (
        "independent outlet",
        "Irda Commission: ",
        "its text, by the credits of those who print it",
        "Time line",
        "Growth by the ",
        "Tells most",
        " watch: named ",
        "Why they are one story",
    ):
        assert part in ran.out
    french = tearsheet(*words, "--language", "fr", "--json").json()
    assert french["telling"]["title"]["language"] == "fr"
    assert french["telling"]["outlets"][0]["name"] == "Irda Commission"
    assert french["telling"]["printings"][0]["article_key"] == key
    assert {one["article_key"] for one in french["assignments"]} >= keys_of(french["telling"])


def test_a_copy_group_shows_its_origin_its_evidence_and_its_passages(related: Press) -> None:
    key = related.key(RELEASE)
    ran = tearsheet("copies", "show", key[:12], "--passages", "--home", related.home)
    assert "written by Irda Commission: " in ran.out
    assert "original: credited by its copies" in ran.out
    assert "three-word runs" in ran.out
    assert "The governments of Orvenia" in ran.out
    words = ("copies", "show", *EDITED.split(), "--passages", "--home", related.home, "--json")
    found = tearsheet(*words).json()
    printings = [one["article_key"] for one in found["group"]["copies"]]
    assert printings[0] == key
    assert related.key(EDITED) in printings
    assert set(found["passages"]) == set(printings[1:])
    spans = [one["here"] for some in found["passages"].values() for one in some]
    assert max(span["end"] - span["start"] for span in spans) > 1000


def test_an_article_leaves_its_story_and_comes_back(press: Press) -> None:
    """A copy takes the printings of its text along, wherever the first of the story is."""
    key = press.key(RELEASE)
    first, before = press.around(key), set(group_of(press.home, key))
    other = press.key(FERRY)
    joined = tearsheet("stories", "join", key[:12], other[:12], "--home", press.home, "--json")
    assert joined.code == 0, joined.aside
    assert keys_of(joined.json()) == first | press.around(other)
    ran = tearsheet(
        "stories", "part", key[:12], "--reason", "another river", "--who", "M. Editor",
        "--home", press.home,
    )  # fmt: skip
    assert "is another story, says M. Editor" in ran.out
    assert told_around(press.home, key) == first & before
    assert told_around(press.home, other) == press.around(other)
    assert all(told_around(press.home, key) == first - before for key in sorted(first - before)[:1])


def test_the_first_report_leaves_and_the_others_stay(press: Press) -> None:
    """Who leaves is who was said to, not who came later."""
    first, *rest = next(
        keys
        for story in press.stories
        if not story["copies"]
        and len(keys := [one["article_key"] for one in story["printings"]]) > 2
    )
    assert tearsheet("stories", "part", first[:12], "--home", press.home).code == 0
    assert told_around(press.home, first) == {first}
    assert told_around(press.home, rest[0]) == set(rest)


def test_a_copy_leaves_its_group_alone_and_is_joined_again(press: Press) -> None:
    key, edited = press.key(RELEASE), press.key(EDITED)
    before = group_of(press.home, key)
    assert edited in before
    ran = tearsheet("copies", "part", edited[:12], "--reason", "own man", "--home", press.home)
    assert ran.code == 0, ran.aside
    assert group_of(press.home, edited) == [edited]
    assert group_of(press.home, key) == [one for one in before if one != edited]
    assert tearsheet("copies", "join", edited[:12], key[:12], "--home", press.home).code == 0
    assert group_of(press.home, key) == before


def test_two_texts_are_joined_and_parted(press: Press) -> None:
    one, other = press.key(FERRY), press.key(RELEASE)
    alone = tearsheet("copies", "show", one[:12], "--home", press.home)
    assert "printed once, as far as is on file" in alone.out
    assert tearsheet("copies", "join", one[:12], other[:12], "--home", press.home).code == 0
    assert {one, other} <= set(group_of(press.home, one))
    ran = tearsheet("copies", "part", one[:12], other[:12], "--home", press.home, "--json")
    assert [copy["article_key"] for copy in ran.json()["group"]["copies"]] == [one]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("stories", "show", "zebulon"), "tearsheet search"),
        (("stories", "--watch", "nowhere"), "watch add nowhere"),
        (("stories", "--from", "2025-09-20", "--to", "2025-09-10"), "lies before"),
        (("stories", "part", "river"), "more of its key"),
        (("copies", "join", FERRY, FERRY), "name two"),
        (("copies", "part", FERRY), "name the one to part it from"),
    ],
)
def test_what_to_do_next(related: Press, words: tuple[str, ...], told: str) -> None:
    ran = tearsheet(*words, "--home", related.home)
    assert ran.code != 0
    assert told in ran.aside
    assert "Traceback" not in ran.aside
