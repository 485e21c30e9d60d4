"""Links, groups, stories and decisions on file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tearsheet.model import (
    Assignment,
    Copy,
    CopyGroup,
    Feature,
    Link,
    Pairing,
    Story,
)
from tearsheet.store import kept, relations
from tearsheet.store.kept import Snapshot
from tearsheet.store.relations import Related

pytestmark = pytest.mark.usefixtures("store")
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def _link(one, other, confidence=0.9):
    return Link(one, other, "edited", 0.8, 0.7, confidence, "most of its words")


def _group(*keys):
    return CopyGroup(keys[0], tuple(Copy(key, "edited", "alike") for key in keys))


def test_the_last_word_on_a_pair_of_articles_stands():
    links = [_link("a", "b"), _link("b", "c")]
    relations.file_links(links)
    relations.file_links([_link("a", "b", 0.4)])

    assert [link.confidence for link in relations.links_of(["a"])] == [0.4]
    assert [(link.one, link.other) for link in relations.links_of(["b"])] == [
        ("a", "b"),
        ("b", "c"),
    ]


def test_a_group_that_splits_leaves_no_member_behind():
    relations.file_groups("abc", [_group("a", "b", "c")])
    relations.file_groups("abc", [_group("a", "b"), _group("c")])

    assert relations.group_of("a") == _group("a", "b")
    assert relations.group_of("c") is None
    assert set(relations.groups_of(["a", "b", "c"])) == {"a", "b"}


def test_stories_are_found_by_period_and_by_article():
    story = Story("a", ("a", "b"), 2)
    why = Assignment("b", "a", (Feature("words", 0.5, 3.0, "12 rare words shared"),), "a")
    relations.file_stories([(story, NOON, NOON)])
    relations.file_assignments([Assignment("a", "a"), why])

    assert relations.stories_between(date(2031, 5, 4), date(2031, 5, 4)) == [story]
    assert relations.stories_between(date(2031, 5, 6), date(2031, 5, 9)) == []
    assert relations.stories_of(["b", "z"]) == [story]
    assert relations.assignments_of(["b"]) == {"b": why}

    assert relations.members_of(["a", "z"]) == {"a": ["a", "b"]}

    relations.file_stories([], gone=["a"])
    assert relations.stories_of(["b"]) == []


def test_the_last_decision_on_a_pair_is_the_one_that_counts():
    for together in (True, False):
        pairing = Pairing("b", "a", together)
        relations.append_pairing("copies", pairing, "Mara Olsen", NOON, "read both")
    relations.append_pairing("stories", Pairing("a", "c", True), "Mara Olsen", NOON, "one day")

    assert relations.pairings("copies") == (Pairing("a", "b", False),)
    assert relations.pairings("stories") == (Pairing("a", "c", True),)


def _related(key, fingerprint=b"xx", twins=()):
    outlet, wire = "herald.example", "wire.example"
    return Related(key, fingerprint, twins, "en", NOON.date(), outlet, (wire,), False, b"\x00\x3c")


def test_articles_keep_their_order_when_they_are_related_anew():
    last = relations.file_related("1", [_related("b"), _related("a", b"yy", ("b",))])
    relations.append_pairing("copies", Pairing("a", "b", True), "Mara Olsen", NOON, "")
    relations.file_links([_link("a", "b")])

    assert list(relations.related("1")) == [("b", b"xx"), ("a", b"yy")]
    assert relations.related_after("1", last - 1, 9) == [
        replace(_related("a", b"yy", ("b",)), place=last)
    ]
    assert [one.article_key for one in relations.related_on("1", NOON.date())] == ["b", "a"]

    assert not relations.forget_relations("1")
    assert relations.forget_relations("2")
    assert not relations.forget_relations("2")
    assert list(relations.related("2")) == []
    assert relations.links_of(["a"]) == []
    assert relations.pairings("copies") == (Pairing("a", "b", True),)

    relations.file_related("2", [_related("b", b"zz")])
    assert [one.place for one in relations.related_after("2", 0, 9)] == [last - 1]


def test_links_of_translations_outlive_those_of_copies():
    translated = Link("a", "c", "translated", 0.9, 0.9, 0.99, "in order")
    relations.file_links([_link("a", "b"), translated, _link("b", "c")])

    relations.drop_links(["a"])

    assert relations.links_of(["a", "b"]) == [translated, _link("b", "c")]


def test_vectors_and_snapshots_come_back_as_they_were():
    kept.file_vectors("small 1", {"t": b"\x00\x3c"})
    kept.file_vectors("small 1", {"t": b"other"})
    assert kept.vectors_of("small 1", ["t", "u"]) == {"t": b"\x00\x3c"}
    assert kept.vectors_of("small 2", ["t"]) == {}

    assert kept.snapshot("stories") is None
    kept.file_snapshot("stories", Snapshot("1", 7, b"state"))
    kept.file_snapshot("stories", Snapshot("1", 9, b"later"))
    assert kept.snapshot("stories") == Snapshot("1", 9, b"later")
