"""The index says the same of a set of texts in whatever order and portions they came."""

from hashlib import sha256
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.relate.copies.fingerprints import Fingerprint, fingerprint_of, fingerprints
from tearsheet.relate.copies.index import Candidate, CopyIndex

FEW, ELDERS = 4, 2

# Few runs, so that many texts share them and elders are displaced; equal ones are one text.
SAMPLES = st.frozensets(st.integers(0, 12), min_size=1, max_size=7)
TEXTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.none() | SAMPLES, min_size=1, max_size=14
)


def _fingerprint(sample):
    if sample is None:
        return Fingerprint(0, 1, b"")
    digest = int.from_bytes(sha256(repr(sorted(sample)).encode()).digest()[:8], "big")
    return Fingerprint(digest, 1, np.array(sorted(sample), dtype="<u4").tobytes())


def _rows(texts):
    return [(key, _fingerprint(sample)) for key, sample in texts.items()]


class Reader:
    """Follows an index as its users do: pairs are void, then pairs are found."""

    def __init__(self, index):
        self.index = index
        self._shared = {}

    @property
    def pairs(self):
        return {Candidate(*keys, shared) for keys, shared in self._shared.items()}

    def add(self, rows):
        self._follow(self.index.add_all(rows))

    def remove(self, keys):
        self._follow(self.index.remove_all(keys))

    def _follow(self, change):
        kept = {keys: n for keys, n in self._shared.items() if not set(keys) & change.void}
        self._shared = kept | {(pair.one, pair.other): pair.shared for pair in change.pairs}


def _plainly(texts):
    """The same pairs, worked out from the definition."""
    nodes = {}
    for key, found in _rows(texts):
        if found.digest:
            nodes.setdefault(found, []).append(key)
    holders = {}
    for node in nodes:
        for run in node.numbers.tolist():
            holders.setdefault(run, []).append(node)

    def meet(run, *two):
        count = len(holders[run])
        bound = ELDERS * 2**64 // 2 ** (count - 1).bit_length()
        return count <= FEW or any(node.digest < bound for node in two)

    pairs = {
        Candidate(min(keys), key, len(node.numbers))
        for node, keys in nodes.items()
        for key in keys
        if key != min(keys)
    }
    for one, other in combinations(nodes, 2):
        shared = sum(
            meet(run, one, other) for run in set(one.numbers.tolist()) & set(other.numbers.tolist())
        )
        if shared >= max(2, 0.08 * min(len(one.numbers), len(other.numbers))):
            pairs.add(Candidate(*sorted((min(nodes[one]), min(nodes[other]))), shared))
    return pairs


@settings(max_examples=40)
@given(TEXTS)
def test_pairs_are_those_of_the_definition(texts):
    assert set(CopyIndex(FEW, ELDERS).add_all(_rows(texts)).pairs) == _plainly(texts)


@settings(max_examples=40)
@given(TEXTS, st.data())
def test_order_and_portions_do_not_matter(texts, data):
    reader = Reader(CopyIndex(FEW, ELDERS))
    rows = data.draw(st.permutations(_rows(texts)))
    while rows:
        size = data.draw(st.integers(1, len(rows)))
        reader.add(rows[:size])
        rows = rows[size:]
    assert reader.pairs == _plainly(texts)


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.data())
def test_what_was_removed_or_replaced_leaves_no_trace(before, after, data):
    reader = Reader(CopyIndex(FEW, ELDERS))
    reader.add(_rows(before))
    leaving = data.draw(st.lists(st.sampled_from(sorted(before)), unique=True))
    reader.remove(leaving)
    stay = {key: sample for key, sample in before.items() if key not in leaving}
    assert reader.pairs == _plainly(stay)
    reader.add(_rows(after))
    assert reader.pairs == _plainly(stay | after)
    assert list(reader.index.rows()) == sorted(_rows(stay | after))


@settings(max_examples=40)
@given(TEXTS)
def test_the_pairs_of_one_key_can_be_asked_for(texts):
    index = CopyIndex(FEW, ELDERS)
    pairs = set(index.add_all(_rows(texts)).pairs)
    for key in texts:
        assert set(index.candidates_of(key)) == {
            pair for pair in pairs if key in (pair.one, pair.other)
        }


@settings(max_examples=40)
@given(TEXTS, TEXTS, st.data())
def test_an_index_made_again_goes_on_the_same(before, after, data):
    reader = Reader(CopyIndex(FEW, ELDERS))
    reader.add(_rows(before))
    reader.index = CopyIndex.of(
        reader.index.rows(),
        data.draw(
            st.none() | st.just({key for pair in reader.pairs for key in (pair.one, pair.other)})
        ),
        FEW,
        ELDERS,
    )
    reader.add(_rows(after))
    assert reader.pairs == _plainly(before | after)


def test_a_key_that_is_not_there_cannot_be_removed():
    index = CopyIndex()
    index.add_all([("a", fingerprint_of("The boats leave at seven."))])
    with pytest.raises(KeyError):
        index.remove_all(["b"])


def test_a_form_that_is_filled_in_a_thousand_times_is_no_square():
    """Draws of a lottery: the same words but for five numbers, each page a text of its own."""
    form = "The numbers drawn in {} on Saturday are {}, as the house in the harbour street told."
    pages = [form.format(f"week {at}", f"{at * 7} and {at * 13}") for at in range(1, 1001)]
    keys = [f"{at:04}" for at in range(len(pages))]
    pairs = CopyIndex().add_all(zip(keys, fingerprints(pages), strict=True)).pairs
    assert len(pairs) <= 32 * len(pages)
    joined = {end for pair in pairs for end in (pair.one, pair.other)}
    assert joined == set(keys)


def test_a_release_printed_by_all_is_met_under_one_key():
    release = "The harbour council opens a ferry line to the three northern islands this spring."
    edited = release.replace("this spring", "in the second week of April")
    rows = [
        (f"{at:03}", fingerprint_of(release.upper() if at % 2 else release)) for at in range(400)
    ]
    index = CopyIndex()
    pairs = index.add_all([*rows, ("other", fingerprint_of(edited))]).pairs
    assert len(pairs) == 400
    assert {pair.one for pair in pairs} == {"000"}


def test_long_texts_at_once_and_one_by_one_are_the_same_pairs():
    random = Random(5)
    words = [f"word{number}" for number in range(4_000)]
    texts = [" ".join(random.choices(words, k=500)) for _ in range(80)]
    for text in texts[:40]:
        kept = text.split()[: random.randint(200, 500)]
        texts.append(" ".join(random.choice(words) if random.random() < 0.1 else w for w in kept))
    rows = [(f"{at:03}", one) for at, one in enumerate(fingerprints(texts))]
    together, apart = Reader(CopyIndex()), Reader(CopyIndex())
    together.add(rows)
    for row in reversed(rows):
        apart.add([row])
    assert together.pairs == apart.pairs
    copied = {(f"{at:03}", f"{80 + at:03}") for at in range(40)}
    assert {(pair.one, pair.other) for pair in together.pairs} == copied
