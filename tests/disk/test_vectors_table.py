"""A table of a few pieces on disk: rows add up, whatever is kept, in any order and batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.relate.vectors import vocabulary
from tearsheet.relate.vectors.built import built
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.table import Table, model, rows
from tests.models import e5_folder

PIECES = ("<unk>", "▁", *(f"▁{letter}" for letter in "abcdef"), *"abcdef字")
SCORES = (0.0, *(-3.0 - 0.5 * number for number in range(len(PIECES) - 1)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    def fill(beside):
        random = np.random.default_rng(5)
        rows.write(random.normal(size=(len(PIECES), 8)).astype(np.float16), SCORES, 6, beside)
        vocabulary.write(vocabulary.Vocabulary(PIECES, SCORES, 0, 0, 0, {"\n": " "}), beside)

    whole = tmp_path_factory.mktemp("models")
    built(whole / Table.NAME, fill)
    return whole


@pytest.fixture(scope="module")
def table(folder):
    return Table.open(folder)


def test_the_vocabulary_is_read_as_it_was_written(folder):
    read = vocabulary.read(folder / Table.NAME)
    assert (read.pieces, read.scores, read.normal) == (PIECES, SCORES, {"\n": " "})


def test_a_row_is_the_sum_of_the_rows_of_its_pieces(table, folder):
    whole = np.load(folder / Table.NAME / rows.ROWS).astype(float)
    scaled = whole * np.load(folder / Table.NAME / rows.SCALES)[:, None]
    wanted = scaled[[PIECES.index(piece) for piece in ("▁a", "b", "▁c", "▁a")]].sum(axis=0)
    (made,) = table.encode(["ab c\na"])
    np.testing.assert_allclose(made, wanted / np.linalg.norm(wanted), atol=1e-5)
    assert table.dimensions == 6


def test_rare_pieces_are_louder(folder):
    scales = np.load(folder / Table.NAME / rows.SCALES)
    whole = np.abs(np.load(folder / Table.NAME / rows.ROWS).astype(float))
    loudness = (scales * whole.max(axis=1))[1:]
    assert loudness[-1] > 50 * loudness[0]


ANY = st.one_of(st.text("abc 字\n", max_size=90), st.text(max_size=20))


@settings(deadline=None)
@given(texts=st.lists(ANY, max_size=9))
def test_what_is_kept_and_what_comes_with_it_changes_no_row(table, texts):
    together = table.encode(texts)
    assert together.shape == (len(texts), 6)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, row in zip(reversed(texts), together[::-1], strict=True):
        np.testing.assert_allclose(table.encode([text]), row[None], atol=1e-5)


def test_words_make_room_for_others(folder, table, monkeypatch):
    texts = [" ".join(f"{one}{other}" * 2 for other in "abcdef") for one in "abcdef字"] * 2
    wanted = table.encode(texts)
    monkeypatch.setattr(model, "_KEPT_WORDS", 20)
    small = Table.open(folder)
    np.testing.assert_allclose(small.encode(texts), wanted, atol=1e-6)
    assert len(small._words) <= 20


def test_a_text_without_end_is_read_to_its_limit(table):
    long = "ab " * 20_000
    np.testing.assert_array_equal(table.encode([long]), table.encode([long + "字 d"]))
    assert table.encode(["字" * 200_000]).shape == (1, 6)


def test_what_e5_says_of_pieces_is_laid_down_in_their_order(monkeypatch):
    monkeypatch.setattr(rows, "_TOGETHER", 3)
    e5, told = E5.open(e5_folder()), list[float]()
    made = rows.distilled(e5, 7, 2, told.append)
    np.testing.assert_allclose(made[3:6], e5.of_pieces(range(3, 6)), atol=1e-3)
    assert made.shape == (7, 384)
    assert told == [3 / 7, 6 / 7, 1]
