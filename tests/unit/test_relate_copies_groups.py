"""Groups from links: no chains, editors have the last word, nothing depends on order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.model import (
    Article,
    Credit,
    Dated,
    ExtractionReport,
    Link,
    Outlet,
    OutletName,
    Pairing,
    Provenance,
)
from tearsheet.relate.copies import copy_groups, grouped, judged, printing_of
from tearsheet.relate.copies.fingerprints import fingerprint_of
from tearsheet.relate.copies.index import CopyIndex
from tests.unit.relate_rewordings import ENGLISH, RUSSIAN

DAY = datetime(2025, 6, 16, 8, tzinfo=UTC)
WORDS = "quay lantern ferry island council winter harbour engine ticket strait teacher crossing"


def _article(key, hours=0.0, text="", writers=(), language="en", kind="original"):
    return Article(
        key, f"https://{key}.example/", "", text or f"{key} {WORDS} of {key}.", language,
        ExtractionReport("1"),
        published=Dated(DAY + timedelta(hours=hours), "minute", "page", ""),
        provenance=Provenance(
            kind, tuple(Credit("originator", name, "dateline") for name in writers)
        ),
    )  # fmt: skip


def _link(one, other, confidence=0.9, relation="edited", inside=0.7, around=0.7):
    if one.key > other.key:
        one, other, inside, around = other, one, around, inside
    return Link(one.key, other.key, relation, inside, around, confidence, "shared runs")


def _sets(groups, articles):
    name = {article.key: article.capture_key for article in articles}
    return {frozenset(name[copy.article_key] for copy in group.copies) for group in groups}


def _of(*groups):
    return {frozenset(group.split()) for group in groups}


def test_linked_articles_are_a_group_and_the_rest_alone():
    articles = [_article(key, at) for at, key in enumerate("abc")]
    groups = grouped(articles, [_link(*articles[:2])])
    assert _sets(groups, articles) == _of("a b", "c")
    assert groups[0].copies[1].confidence == 0.9
    assert "shared runs" in groups[0].copies[1].evidence


def test_a_chain_of_weak_links_is_cut():
    articles = [_article(f"v{at}", at) for at in range(6)]
    chain = [
        _link(one, other, 0.6 + at / 100) for at, (one, other) in enumerate(pairwise(articles))
    ]
    groups = grouped(articles, chain)
    assert max(len(group.copies) for group in groups) <= 3


def test_a_page_that_quotes_two_agencies_does_not_join_them():
    first = [_article(f"a{at}", at, writers=["Coastwire"]) for at in range(3)]
    second = [_article(f"b{at}", at, writers=["Hillwire"]) for at in range(3)]
    bridge = _article("m", 9)
    inside = [_link(*pair) for some in (first, second) for pair in pairwise(some)]
    inside += [_link(first[0], first[2]), _link(second[0], second[2])]
    links = [*inside, *(_link(one, bridge, 0.95) for one in (*first, *second))]
    articles = [*first, *second, bridge]
    groups = _sets(grouped(articles, links), articles)
    assert groups in (_of("a0 a1 a2 m", "b0 b1 b2"), _of("a0 a1 a2", "b0 b1 b2 m"))


def test_agencies_that_print_the_same_words_print_one_text():
    one = _article("a", 0, ENGLISH[0], ["Coastwire"])
    other = _article("b", 1, ENGLISH[0], ["Hillwire"])
    assert len(grouped([one, other], [_link(one, other, 0.999, "exact", 1.0, 1.0)])) == 1
    assert len(grouped([one, other])) == 2, "nothing says that the words are a text"


def test_a_family_of_many_versions_that_meet_in_their_elders_is_one():
    articles = [_article(f"v{at:03}", at) for at in range(150)]
    links = [
        _link(elder, other, 0.97)
        for at, elder in enumerate(articles[:32])
        for other in articles[at + 1 :]
    ]
    assert len(grouped(articles, links)) == 1


def test_an_excerpt_goes_to_the_text_that_holds_most_of_it():
    whole, other, top = _article("w", 2), _article("o", 3), _article("t", 0)
    links = [
        _link(top, whole, 0.9, "excerpt", 0.95, 0.2),
        _link(top, other, 0.95, "excerpt", 0.6, 0.2),
    ]
    groups = grouped([whole, other, top], links)
    assert _sets(groups, [whole, other, top]) == _of("w t", "o")
    (group,) = [group for group in groups if len(group.copies) == 2]
    assert group.original == whole.key, "an excerpt is no original though it came out first"
    assert group.copies[1].relation == "excerpt"
    assert "whole" in group.copies[0].evidence


def test_a_round_up_of_many_texts_holds_none_of_them():
    texts = [_article(key, 0, " ".join(f"{key}{at}" for at in range(160))) for key in "abc"]
    digest = _article("d", 5)
    links = [_link(text, digest, 0.9, "excerpt", 0.98, 0.3) for text in texts]
    assert len(grouped([*texts, digest], links)) == 4
    assert len(grouped([*texts[:2], digest], links[:2])) < 3
    related = [*links, *(_link(texts[0], other, 0.55) for other in texts[1:])]
    assert len(grouped([*texts, digest], related)) < 4


def test_translations_join_languages_but_no_two_texts_of_one():
    source, other = _article("e", 0), _article("f", 1)
    copy = _article("r", 3, RUSSIAN[0], language="ru")
    links = [_link(source, copy, 0.9, "translated"), _link(other, copy, 0.6, "translated")]
    groups = grouped([source, other, copy], links)
    assert _sets(groups, [source, other, copy]) == _of("e r", "f")
    assert groups[0].copies[1].relation == "translated"


def test_a_copy_of_a_translated_copy_is_translated():
    source, copy = _article("e", 0), _article("r", 3, RUSSIAN[0], language="ru")
    again = _article("s", 4, RUSSIAN[1], language="ru")
    links = [_link(source, copy, 0.9, "translated"), _link(copy, again)]
    (group,) = grouped([source, copy, again], links)
    assert [one.relation for one in group.copies] == ["original", "translated", "translated"]
    assert "translated copy" in group.copies[2].evidence


def test_who_wrote_it_is_told_by_most_printings():
    articles = [
        _article("a", 0),
        _article("b", 1, writers=["Coastwire"]),
        _article("c", 2, writers=["Coastwire"]),
    ]
    links = [_link(articles[0], other) for other in articles[1:]] + [_link(*articles[1:])]
    (group,) = grouped(articles, links)
    assert group.written_by is not None
    assert group.written_by.name == "Coastwire"
    assert "2 other printings" in group.written_by.basis
    (alone,) = grouped(articles[:1])
    assert alone.written_by is None


def test_the_reasons_for_an_original_are_told():
    outlet = Outlet("coastwire", "Coastwire", (OutletName("Coastwire", "en"),), kind="agency")
    wire, paper = _article("w", 5), _article("p", 0, writers=["Coastwire"])
    (group,) = grouped([wire, paper], [_link(wire, paper)], {wire.key: outlet})
    assert group.original == wire.key
    assert group.copies[0].evidence == "credited by its copies (Coastwire)"
    (group,) = grouped([wire, _article("q", 1)], [_link(wire, _article("q", 1))])
    assert group.copies[0].evidence == "the earliest of the printings"


def test_what_an_editor_joined_is_joined_and_what_he_parted_is_parted():
    a, b, c, d = articles = [_article(key, at) for at, key in enumerate("abcd")]
    links = [_link(a, b), _link(b, c), _link(a, c)]
    together = Pairing(a.key, d.key, together=True)
    apart = Pairing(c.key, b.key, together=False)
    assert _sets(grouped(articles, links, pairings=[together]), articles) == _of("a b c d")
    parted = _sets(grouped(articles, links, pairings=[together, apart]), articles)
    assert parted in (_of("a b d", "c"), _of("a c d", "b"))


def test_an_editor_parts_the_same_words_and_joins_what_shares_nothing():
    a, b, _ = articles = [_article(key, at, ENGLISH[0]) for at, key in enumerate("abc")]
    least = min(articles, key=lambda article: article.key)
    links = [_link(least, one, 0.999, "exact", 1.0, 1.0) for one in articles if one is not least]
    groups = grouped(articles, links, pairings=[Pairing(a.key, b.key, together=False)])
    assert _sets(groups, articles) in (_of("a c", "b"), _of("b c", "a"))
    d = _article("d", 4, RUSSIAN[2])
    (group,) = grouped([a, d], pairings=[Pairing(d.key, a.key, together=True)])
    assert "editor" in group.copies[1].evidence


def test_an_editors_last_word_counts_and_parting_stands_before_chains():
    a, b, c = articles = [_article(key, at) for at, key in enumerate("abc")]
    no, yes = (Pairing(a.key, b.key, together=together) for together in (False, True))
    assert len(grouped([a, b], pairings=[no, yes])) == 1
    assert len(grouped([a, b], [_link(a, b)], pairings=[yes, no])) == 2
    chain = [Pairing(a.key, c.key, together=True), Pairing(c.key, b.key, together=True), no]
    assert _sets(grouped(articles, pairings=chain), articles) == _of("b c", "a")


KEYS = "abcdefghij"
pairs = st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda two: two[0] != two[1])
drawn_links = st.lists(
    st.tuples(
        pairs,
        st.sampled_from([0.5, 0.6, 0.7, 0.8, 0.95]),
        st.sampled_from(["exact", "edited", "excerpt", "translated"]),
        st.booleans(),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(
    drawn_links,
    st.lists(st.tuples(pairs, st.booleans()), max_size=4),
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["Coastwire", "Hillwire"])),
    st.randoms(use_true_random=False),
)
def test_any_links_in_any_order_give_the_same_groups(links, decisions, writers, random):
    articles = {
        key: _article(key, ord(key), writers=[writers[key]] if key in writers else [])
        for key in KEYS
    }
    found = [
        _link(
            articles[one], articles[other], confidence, relation, 0.9, 0.3 if held else 0.9
        )
        for (one, other), confidence, relation, held in links
    ]  # fmt: skip
    pairings = [
        Pairing(articles[one].key, articles[other].key, together)
        for (one, other), together in decisions
    ]
    groups = grouped(list(articles.values()), found, pairings=pairings)
    members = [copy.article_key for group in groups for copy in group.copies]
    assert sorted(members) == sorted(article.key for article in articles.values())
    assert all(group.key == group.original == group.copies[0].article_key for group in groups)
    home = {copy.article_key: group.key for group in groups for copy in group.copies}
    last = {frozenset((one.one, one.other)): one for one in pairings}.values()
    assert all(home[one.one] != home[one.other] for one in last if not one.together)
    if all(one.together for one in last):
        assert all(home[one.one] == home[one.other] for one in last)
    shuffled, relinked = list(articles.values()), [*found, *found[:3]]
    random.shuffle(shuffled)
    random.shuffle(relinked)
    assert grouped(shuffled, relinked, pairings=pairings) == groups
    bound = [*((one.one, one.other) for one in found), *((one.one, one.other) for one in pairings)]
    for key in home:
        near = _reached(key, bound)
        part = grouped([one for one in articles.values() if one.key in near], found, None, pairings)
        assert set(part) <= set(groups), "what hangs together needs nothing else"


def _reached(key, bound):
    reached, left = {key}, {key}
    while left:
        left = {end for pair in bound if not left.isdisjoint(pair) for end in pair} - reached
        reached |= left
    return reached


SENTENCES = [line for texts in (ENGLISH, RUSSIAN) for text in texts for line in text.split("\n")]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8), st.integers(0, 48)),
        max_size=9,
    ),
    st.randoms(use_true_random=False),
)
def test_pages_that_come_in_any_order_and_any_batches_give_the_same_groups(drafts, random):
    articles = [
        _article(f"p{at}", hours, "\n".join(text)) for at, (text, hours) in enumerate(drafts)
    ]
    wanted = copy_groups(articles)
    random.shuffle(articles)
    assert copy_groups(articles) == wanted
    by_key = {article.key: article for article in articles}
    index, links = CopyIndex(), dict[tuple[str, str], Link]()
    while articles:
        batch = [articles.pop() for _ in range(min(len(articles), random.randint(1, 4)))]
        change = index.add_all((one.key, fingerprint_of(one.text)) for one in batch)
        links = {ends: link for ends, link in links.items() if change.void.isdisjoint(ends)}
        for pair in change.pairs:
            link = judged(printing_of(by_key[pair.one]), printing_of(by_key[pair.other]))
            if link is not None:
                links[link.one, link.other] = link
    assert grouped(list(by_key.values()), links.values()) == wanted


def test_printings_parted_from_the_same_article_stay_together():
    text = ENGLISH[0]
    printings = [_article(f"p{at}", at, text) for at in range(8)]
    other = _article("other", 9, text.replace(" the ", " a "))
    links = [judged(printing_of(one), printing_of(other)) for one in printings]
    links += [judged(printing_of(printings[0]), printing_of(one)) for one in printings[1:]]
    found = [link for link in links if link]
    parted = [Pairing(one.key, other.key, False) for one in printings]
    groups = grouped([*printings, other], found, pairings=parted)
    assert sorted(len(group.copies) for group in groups) == [1, 8]
