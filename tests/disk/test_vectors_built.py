"""A folder is built once, and whole."""

import multiprocessing
from pathlib import Path

import pytest

from tearsheet.relate.vectors.built import built, is_whole


def test_a_build_that_fails_leaves_nothing(tmp_path):
    def fill(folder: Path) -> None:
        (folder / "half").write_text("of it")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        built(tmp_path / "model", fill)
    assert list(tmp_path.iterdir()) == []


def _fill(folder: Path) -> None:
    (folder / "content").write_text("all of it" * 100_000)


@pytest.mark.parametrize("harm", [lambda file: file.write_text("cut"), Path.unlink])
def test_a_broken_folder_is_built_again(tmp_path, harm):
    folder = built(tmp_path / "model", _fill)
    harm(folder / "content")
    assert not is_whole(folder)
    built(folder, _fill)
    assert is_whole(folder)
    assert (folder / "content").read_text().startswith("all of it")
    assert [file.name for file in tmp_path.iterdir()] == ["model"]


def test_a_whole_folder_is_not_built_again(tmp_path):
    folder = built(tmp_path / "model", _fill)
    built(folder, lambda _: pytest.fail("built again"))


def _build(folder: Path) -> None:
    for _ in range(10):
        assert is_whole(built(folder, _fill))


def test_two_processes_may_build_at_once(tmp_path):
    spawned = multiprocessing.get_context("spawn")
    both = [spawned.Process(target=_build, args=(tmp_path / "model",)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert [file.name for file in tmp_path.iterdir()] == ["model"]
