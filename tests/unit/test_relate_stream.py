"""Stories as they come: joined, merged, parted, kept, and decided by editors."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log1p

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model import Pairing, Story
from tearsheet.relate.stories.chapters import chapters_of, moment_of
from tearsheet.relate.stories.decided import decided
from tearsheet.relate.stories.grounds import ground
from tearsheet.relate.stories.index import Cells
from tearsheet.relate.stories.merging import Judge, learned, least_odds
from tearsheet.relate.stories.report import Report, report_from_text
from tearsheet.relate.stories.stream import Stream

START = datetime(2025, 6, 16, 8, tzinfo=UTC)
TOPICS = ("ferry", "storm", "bridge", "choir", "harvest", "museum")
FERRY = {
    "en": "Marrow ferry returns to the Oskeld islands after nine years",
    "de": "Fähre von Marrow fährt nach neun Jahren wieder zu den Oskeld-Inseln",
    "ru": "Паром Марроу снова ходит на острова Оскелд",
    "ar": "عبارة مارو تعود إلى جزر أوسكلد",
    "zh": "马罗渡轮九年后重返奥斯凯尔德群岛",
    "hi": "मैरो फेरी नौ साल बाद ओस्केल्ड द्वीपों पर लौटी",
}
LATER = {
    "en": "Oskeld islands cheer as Marrow ferry returns",
    "de": "Oskeld-Inseln feiern die Rückkehr der Fähre von Marrow",
    "ru": "На островах Оскелд встретили паром Марроу",
    "ar": "جزر أوسكلد تحتفل بعودة عبارة مارو",
    "zh": "奥斯凯尔德群岛欢迎马罗渡轮重返",
    "hi": "ओस्केल्ड द्वीपों ने मैरो फेरी का स्वागत किया",
}
STORM = "Storm tears the roof off Eastwater market hall"


def report(key, title, hours=0.0, language="en", topic=None, outlet=""):
    """A report; with a topic it has a vector near those of the topic's others."""
    return report_from_text(
        key,
        title,
        "",
        language,
        at=None if hours is None else START + timedelta(hours=hours),
        outlet=outlet or f"{key}.example",
        vector=None if topic is None else direction(topic, key),
    )


def direction(topic, key, noise=0.5):
    """A unit vector: that of the topic, and a little of its own."""
    main = np.random.default_rng(list(topic.encode())).standard_normal(48)
    own = np.random.default_rng(list(key.encode())).standard_normal(48)
    row = main / np.linalg.norm(main) + noise * own / np.linalg.norm(own)
    return (row / np.linalg.norm(row)).astype(np.float32)


def lived(reports, stream=None, twins=None):
    """Where each article is at the end, and the stream."""
    stream, where = stream or Stream(), {}
    for one in reports:
        for assignment in stream.add(one, (twins or {}).get(one.key, ())):
            where[assignment.article_key] = assignment.story_key
    return where, stream


def mixed(count, seed=5, vectors=True):
    """An invented press: topics in two languages over some days."""
    chance = random.Random(seed)
    found = []
    for at in range(count):
        topic = chance.choice(TOPICS)
        language = chance.choice(("en", "de"))
        words = " ".join(chance.sample([f"{topic}{n}{language}" for n in range(8)], 5))
        found.append(
            report(
                f"a{at:03}",
                f"{topic.title()} {words}",
                at * 1.5,
                language,
                topic if vectors else None,
            )
        )
    return found


@pytest.mark.parametrize("language", FERRY)
def test_two_reports_of_one_event_are_one_story_in_every_script(language):
    where, _ = lived(
        [
            report("a", FERRY[language], 0, language),
            report("b", STORM, 1, "en"),
            report("c", LATER[language], 3, language),
        ]
    )
    assert where["a"] == where["c"] == "a"
    assert where["b"] == "b"


def test_languages_meet_where_their_vectors_agree():
    where, _ = lived(
        [
            report("a", FERRY["en"], 0, "en", "ferry"),
            report("b", STORM, 1, "en", "storm"),
            report("c", FERRY["de"], 2, "de", "ferry"),
            report("d", FERRY["zh"], 2, "zh", "ferry"),
        ]
    )
    assert where["a"] == where["c"] == where["d"]
    assert where["b"] == "b"


def test_an_assignment_says_why_and_beside_which_article():
    stream = Stream()
    (opening,) = stream.add(report("a", FERRY["en"]))
    assert (opening.features, opening.near) == ((), "")
    (joining,) = stream.add(report("b", LATER["en"], 2))
    assert joining.near == "a"
    assert sum(feature.share for feature in joining.features) >= 0
    assert "words in one language" in {feature.name for feature in joining.features}
    assert all(feature.why for feature in joining.features)


def test_reasons_read_as_plain_words():
    told = [
        ground(name, kind, value, 1.0)
        for kind, names in learned().items()
        for name in names
        for value in (0.0, 1.0, 20.0)
    ]
    assert all(one.why for one in told)
    assert not [one.name for one in told if "bias" in one.name or "vectors" in one.name]
    assert ground("silence between", "one language", log1p(72), -1.0).why == (
        "3 days without a report between them"
    )


def test_a_costly_wrong_merge_joins_less():
    reports = mixed(80)
    stories = [
        len(lived(reports, Stream(wrong_merge_cost=cost))[1].stories()) for cost in (0.2, 1, 1e6)
    ]
    assert stories == sorted(stories)
    assert stories[2] == 80
    with pytest.raises(ValueError, match="cost"):
        least_odds(0)


def test_what_is_out_of_the_window_is_let_go():
    _, stream = lived(
        [report("a", FERRY["en"]), *(report(f"b{n}", STORM, 24 * 30 + n) for n in range(9))]
    )
    assert "a" not in {key for story in stream.stories() for key in story.article_keys}


def test_one_wrong_date_moves_nothing():
    wrong = report("z", "Choir sings in Ostrand", 24 * 3650)
    where, stream = lived([report("a", FERRY["en"]), wrong, report("b", LATER["en"], 2)])
    assert where["b"] == "a"
    assert any(story.key == "a" for story in stream.stories())


def test_a_copy_goes_where_its_text_is_and_counts_no_outlet():
    reports = [
        report("a", FERRY["en"]),
        report("b", "Quite another headline", 1),
        report("c", STORM, 2),
    ]
    where, stream = lived(reports, twins={"b": ("x", "a")})
    assert where["b"] == "a"
    story = stream.stories()[0]
    assert story.article_keys == ("a", "b")
    assert story.independent_outlets == 1


def test_a_report_that_came_before_changes_nothing():
    _, stream = lived([report("a", FERRY["en"])])
    before = stream.snapshot()
    assert stream.add(report("a", FERRY["en"])) == ()
    assert stream.snapshot() == before


def test_a_merge_keeps_the_older_key_and_tells_what_moved():
    class Late(Judge):
        """Nothing is one story until the third report."""

        seen = 0

        def odds(self, one, other, around):
            return 5.0 if self.seen >= 3 else -5.0

    judge = Late()
    stream = Stream(judge=judge)
    stream.add(report("a", FERRY["en"], 0))
    stream.add(report("b", LATER["en"], 1))
    judge.seen = 3
    moved = stream.add(report("c", FERRY["en"], 2))
    assert [(one.article_key, one.story_key) for one in moved] == [("c", "a"), ("b", "a")]
    assert [story.article_keys for story in stream.stories()] == [("a", "b", "c")]


def test_a_story_whose_halves_drift_apart_splits():
    class Hasty(Judge):
        """Joins whatever shares a word, and then looks at vectors."""

        def odds(self, one, other, around):
            return 1.0 if around else -50.0

    stream, moved = Stream(judge=Hasty()), {}
    for at in range(8):
        topic = "ferry" if at % 2 else "storm"
        for one in stream.add(report(f"a{at}", f"Eastwater {topic} {topic}s", at, topic=topic)):
            moved[one.article_key] = one.story_key
    assert {tuple(story.article_keys) for story in stream.stories()} == {
        ("a0", "a2", "a4", "a6"),
        ("a1", "a3", "a5", "a7"),
    }
    assert moved["a3"] == moved["a7"] == "a1"


@pytest.mark.parametrize("vectors", [True, False])
def test_stories_are_a_function_of_the_sequence(vectors):
    reports = mixed(60, vectors=vectors)
    one, other = lived(reports)[1], lived(reports)[1]
    assert one.stories() == other.stories()
    assert one.snapshot() == other.snapshot()
    assert sorted(k for s in one.stories() for k in s.article_keys) == [r.key for r in reports]


@settings(max_examples=12, deadline=None)
@given(cut=st.integers(0, 70), seed=st.integers(0, 3), vectors=st.booleans())
def test_a_stream_goes_on_from_a_snapshot_as_if_nothing_had_happened(cut, seed, vectors):
    reports = mixed(70, seed, vectors)
    whole = Stream()
    expected = [whole.add(one) for one in reports]
    stream = Stream()
    found = [stream.add(one) for one in reports[:cut]]
    stream = Stream.restored(stream.snapshot())
    found += [stream.add(one) for one in reports[cut:]]
    assert found == expected
    assert stream.snapshot() == whole.snapshot()


@pytest.mark.parametrize("bad", [b"", b"nothing", b"\x28\xb5\x2f\xfd"])
def test_other_bytes_are_no_snapshot(bad):
    with pytest.raises(ValueError, match="snapshot"):
        Stream.restored(bad)


@settings(max_examples=30, deadline=None)
@given(
    titles=st.lists(st.text(max_size=40), max_size=6),
    language=st.sampled_from(["en", "zh", "und", "", "xx-Latn"]),
    dated=st.booleans(),
)
def test_any_text_date_and_language_will_do(titles, language, dated):
    reports = [
        report(str(at), title, float(at) if dated else None, language)
        for at, title in enumerate(titles)
    ]
    where, stream = lived(reports)
    assert set(where) == {one.key for one in reports}
    assert Stream.restored(stream.snapshot()).stories() == stream.stories()


def test_cells_find_what_looking_at_everything_finds():
    cells, rows = Cells(), {}
    for at in range(1500):
        rows[at] = direction(TOPICS[at % 6] + str(at % 60), str(at))
        cells.put(at, "en", rows[at])
    for at in range(0, 1500, 3):
        cells.drop(at, "en")
        del rows[at]
    assert len(cells.cells) > 4
    found = 0
    for at in list(rows)[:50]:
        best = max(
            (round(float(rows[at] @ row), 4), -number)
            for number, row in rows.items()
            if number != at
        )
        found += cells.near(rows[at], at)["en"][0][1] == -best[1]
    assert found >= 48


def test_a_strand_in_a_new_language_leaves_the_strands_of_others_where_they_are():
    cells = Cells()
    for number, language in enumerate(("en", "de", "zh", "en")):
        cells.put(7, language, direction("ferry", f"{number}"))
    cells.drop(7, "fr")
    near = cells.near(direction("ferry", "x"), 8)
    assert {language: [number for _, number in found] for language, found in near.items()} == {
        "en": [7],
        "de": [7],
        "zh": [7],
    }


def test_a_long_story_has_chapters_and_a_short_one_has_none():
    words = ["alpha beta gamma", "delta epsilon zeta"]
    long = [
        report(f"a{at:02}", f"{words[at // 10]} {at}", at * 12 + (at // 10) * 24)
        for at in range(20)
    ]
    chapters = chapters_of(map(moment_of, long))
    assert [len(chapter.article_keys) for chapter in chapters] == [10, 10]
    random.Random(1).shuffle(long)
    assert chapters_of(map(moment_of, long)) == chapters
    assert chapters_of(map(moment_of, long[:1])) == ()


def test_no_chapter_is_longer_than_the_window():
    daily = [report(f"a{at:02}", FERRY["en"], at * 24) for at in range(40)]
    daily.append(report("undated", FERRY["en"], None))
    chapters = chapters_of(map(moment_of, daily))
    assert all(len(chapter.article_keys) <= 16 for chapter in chapters)
    assert chapters[-1].article_keys[-1] == "undated"
    assert sorted(key for c in chapters for key in c.article_keys) == sorted(r.key for r in daily)


STORIES = (Story("a", ("a", "b", "c"), 3), Story("d", ("d", "e"), 2), Story("f", ("f",), 1))


def keys(stories):
    return {story.key: story.article_keys for story in stories}


def test_what_editors_decided_is_laid_over():
    assert decided(STORIES, ()) == STORIES
    assert keys(decided(STORIES, [Pairing("b", "e", True)])) == {
        "a": ("a", "b", "c", "d", "e"),
        "f": ("f",),
    }
    assert keys(decided(STORIES, [Pairing("c", "b", False)])) == {
        "a": ("a", "b"),
        "c": ("c",),
        "d": ("d", "e"),
        "f": ("f",),
    }


def test_what_was_parted_stays_apart_whatever_is_merged_later():
    merged = (Story("a", ("a", "b", "c", "d", "e", "f"), 5),)
    found = decided(merged, [Pairing("a", "d", False), Pairing("d", "e", True)])
    assert keys(found) == {"a": ("a", "b", "c", "f"), "d": ("d", "e")}


def test_the_later_of_two_decisions_holds():
    both = [Pairing("a", "d", True), Pairing("d", "a", False)]
    assert keys(decided(STORIES, both)) == keys(STORIES)
    assert keys(decided(STORIES, both[::-1]))["a"] == ("a", "b", "c", "d", "e")


def test_with_reports_a_joined_story_is_in_time_order():
    reports = {
        key: report(key, STORM, hours, outlet="one.example") for hours, key in enumerate("adbecf")
    }
    (story, _) = decided(STORIES, [Pairing("a", "d", True)], reports)
    assert story.article_keys == ("a", "d", "b", "e", "c")
    assert story.independent_outlets == 1


@given(
    st.lists(
        st.builds(Pairing, st.sampled_from("abcdefz"), st.sampled_from("abcdefz"), st.booleans()),
        max_size=8,
    )
)
def test_decisions_lose_no_article_and_are_kept_where_they_agree(pairings):
    found = decided(STORIES, pairings)
    assert sorted(key for story in found for key in story.article_keys) == list("abcdef")
    assert len({story.key for story in found}) == len(found)
    home = {key: story.key for story in found for key in story.article_keys}
    last = pairings[-1] if pairings else None
    if last and last.one != last.other and {last.one, last.other} <= set(home):
        assert (home[last.one] == home[last.other]) is last.together


def test_undated_reports_come_when_they_come():
    where, _ = lived([report("a", FERRY["en"]), replace(report("b", LATER["en"]), at=None)])
    assert where["b"] == "a"
    assert Report("k", "en").vector is None
