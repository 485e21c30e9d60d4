"""Pieces of words, the means of languages: no model and no disk."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.relate.vectors.pieces import Pieces
from tearsheet.relate.vectors.table import Table

PIECES = ("<s>", "<unk>", "▁", "▁har", "bour", "b", "o", "u", "r", "▁h", "ar", "字", "字字", "<s")
SCORES = (0.0, 0.0, -2.0, -5.0, -5.0, -6.0, -6.0, -6.0, -6.0, -6.0, -6.0, -7.0, -8.0, -9.0)
NORMAL = {"\u3000": " ", "\n": " ", "Ａ": "A", "\u200b": "", "𝐛": "b"}
UNKNOWN = 1


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces(PIECES, SCORES, UNKNOWN, NORMAL)


def named(pieces: Pieces, text: str, most: int | None = None) -> list[str]:
    return [PIECES[number] for number in pieces.ids(text, most)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("harbour", ["▁har", "bour"]),
        ("har bour", ["▁har", "▁", "bour"]),
        ("har\n\u3000\u3000bour ", ["▁har", "▁", "bour", "▁"]),
        ("\nhar", ["▁har"]),
        ("", ["▁"]),
        ("ha\u200br", ["▁har"]),
        ("𝐛our", ["▁", "bour"]),
        ("字字字", ["▁", "字", "字字"]),
        ("h?", ["▁h", "<unk>"]),
        ("???", ["▁", "<unk>", "<unk>", "<unk>"]),
        ("<unk>", ["▁", "<unk>", "u", "<unk>", "<unk>", "<unk>"]),
        ("\ud800", ["▁", "<unk>"]),
    ],
)
def test_a_text_is_cut_into_its_likeliest_pieces(pieces, text, wanted):
    assert named(pieces, text) == wanted


def likeliest(word: str) -> float:
    """The best sum by trying every cut."""
    known = {piece: score for piece, score in zip(PIECES, SCORES, strict=True) if piece != "<unk>"}
    best = [0.0] + [float("-inf")] * len(word)
    for end in range(1, len(word) + 1):
        best[end] = best[end - 1] + min(SCORES) - 10
        for start in range(end):
            if word[start:end] in known:
                best[end] = max(best[end], best[start] + known[word[start:end]])
    return best[-1]


@given(st.text("harbou字<s>?", max_size=40))
def test_no_cut_is_likelier(text):
    numbers = Pieces(PIECES, SCORES, UNKNOWN, {"\n": " "}).ids(text)
    total = sum(min(SCORES) - 10 if number == UNKNOWN else SCORES[number] for number in numbers)
    assert total == pytest.approx(likeliest("▁" + text))


@given(st.text(st.sampled_from("harbou \n字\u200b"), max_size=300), st.integers(1, 20))
def test_the_first_pieces_are_those_of_the_whole_text(text, most):
    pieces = Pieces(PIECES, SCORES, UNKNOWN, NORMAL)
    assert pieces.ids(text, most) == pieces.ids(text)[:most]


@given(st.text())
def test_any_text_has_pieces(text):
    assert Pieces(PIECES, SCORES, UNKNOWN, NORMAL).ids(text)


def rows(*values: list[float]) -> np.ndarray:
    made = np.array(values, np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_a_language_s_own_direction_is_taken_out():
    one, other = rows([5, 1, 0], [5, -1, 0]), rows([0, 1, 5], [0, -1, 5])
    means = LanguageMeans.shipped("a model of one's own", 3)
    for _ in range(200):
        means = means.with_texts("aa", one).with_texts("bb", other)
    centred = means.centred(np.concatenate([one, other]), ["aa", "aa", "bb", "bb"])
    np.testing.assert_allclose(np.linalg.norm(centred, axis=1), 1, atol=1e-6)
    assert centred[0] @ centred[2] > 0.8
    assert centred[1] @ centred[2] < -0.4


def test_batches_and_regions_of_a_language_count_alike():
    vectors = np.random.default_rng(1).normal(size=(6, 3)).astype(np.float32)
    start = LanguageMeans.shipped("own", 3)
    whole = start.with_texts("pt", vectors)
    parts = start.with_texts("pt-BR", vectors[:2]).with_texts("PT_pt", vectors[2:])
    np.testing.assert_allclose(whole.mean("pt"), parts.mean("pt-Latn-PT"))
    assert start.mean("pt").tolist() == [0, 0, 0]
    assert start.with_texts("pt", vectors[:0]) is start


def test_a_language_never_seen_has_the_mean_of_all():
    sums = {"aa": np.array([2.0, 0.0]), "bb": np.array([0.0, 4.0])}
    means = LanguageMeans("own", 2, {"aa": 2.0, "bb": 4.0}, sums)
    assert means.mean("xx").tolist() == [0.5, 0.5]
    assert means.centred(np.zeros((0, 2), np.float32), []).shape == (0, 2)
    nothing_left = means.centred(np.array([[0.5, 0.5]], np.float32), ["xx"])
    assert nothing_left.tolist() == [[0, 0]]


def test_the_state_survives_as_bytes():
    means = LanguageMeans.shipped("own", 3).with_texts("kk", rows([1, 2, 3], [0, 1, 0]))
    again = LanguageMeans.from_bytes(means.to_bytes())
    assert again.to_bytes() == means.to_bytes()
    assert again.encoder == "own"
    np.testing.assert_array_equal(again.mean("kk"), means.mean("kk"))
    empty = LanguageMeans.shipped("own", 3)
    assert LanguageMeans.from_bytes(empty.to_bytes()).dimensions == 3
    for broken in (b"", b"no means", means.to_bytes()[:50], means.to_bytes()[:-40]):
        with pytest.raises(ValueError, match="no language means"):
            LanguageMeans.from_bytes(broken)


@pytest.mark.parametrize(("model", "dimensions"), [(E5.NAME, 384), (Table.NAME, 256)])
def test_means_ship_for_our_models(model, dimensions):
    means = LanguageMeans.shipped(f"{model} with settings", dimensions)
    assert len(means.counts) >= 18
    apart = [np.linalg.norm(means.mean(one) - means.mean("xx")) for one in means.counts]
    assert min(apart) > 0.05
    assert not LanguageMeans.shipped(model, dimensions + 1).counts
