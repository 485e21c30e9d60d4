"""The demo, end to end by the command line: read, drafted, proven, counted."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tearsheet import demo as press
from tests.acceptance.conftest import Ran, tearsheet


def test_the_demo_ends_well_and_counts_every_page(demo: tuple[Path, Ran]) -> None:
    folder, ran = demo
    assert ran.code == 0, ran.aside
    counts = re.search(r"(\d+) in = (\d+) kept \+ (\d+) skipped.* \+ (\d+) failed", ran.aside)
    assert counts
    arrived, *parts = map(int, counts.groups())
    assert arrived == sum(parts)
    assert int(counts[4]) == 0
    assert (folder / "velmaria-1.html").exists()


@pytest.mark.parametrize("ending", ["html", "json"])
def test_the_edition_proves_itself_from_its_files_alone(
    demo: tuple[Path, Ran], tmp_path: Path, ending: str
) -> None:
    for name in (f"velmaria-1.{ending}", "velmaria-1.evidence.warc.gz"):
        shutil.copy(demo[0] / name, tmp_path)
    ran = tearsheet("verify", f"velmaria-1.{ending}", cwd=tmp_path)
    assert ran.code == 0, ran.out
    assert ran.out.startswith("Proven: ")


def test_an_altered_word_is_refuted_by_name(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    shutil.copy(demo[0] / "velmaria-1.evidence.warc.gz", tmp_path)
    page = (demo[0] / "velmaria-1.html").read_text("utf-8")
    quoted = max(re.findall(r">([^<>{}]{40,})<", page), key=len)
    word = max(re.findall(r"\w+", quoted), key=len)
    altered = page.replace(quoted, quoted.replace(word, word[:-1], 1), 1)
    (tmp_path / "velmaria-1.html").write_text(altered, "utf-8")
    ran = tearsheet("verify", "velmaria-1.html", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out.rstrip().splitlines()[-1].startswith("Refuted: ")


def test_an_edition_without_its_evidence_says_what_is_missing(
    demo: tuple[Path, Ran], tmp_path: Path
) -> None:
    shutil.copy(demo[0] / "velmaria-1.html", tmp_path)
    ran = tearsheet("verify", "velmaria-1.html", cwd=tmp_path)
    assert ran.code == 2
    assert "velmaria-1.evidence.warc.gz" in ran.aside
    assert "Traceback" not in ran.aside


def test_running_it_again_reads_nothing_twice_and_drafts_the_same(
    demo: tuple[Path, Ran], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    shutil.copytree(demo[0], again)
    before = tearsheet("verify", again / "velmaria-1.json", "--json").json()
    ran = tearsheet("demo", "--out", again)
    assert ran.code == 0
    assert " in = 0 kept + " in ran.aside
    assert not (again / "velmaria-2.html").exists()
    after = tearsheet("verify", again / "velmaria-1.json", "--json").json()
    assert before["verdict"] == after["verdict"]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("form", ["astana", "list", "brief"])
def test_every_form_in_every_language_is_proven(
    demo: tuple[Path, Ran], tmp_path: Path, form: str, language: str
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    days = [day.isoformat() for day in press.WEEK]
    options = ["--from", days[0], "--to", days[1], "--form", form, "--language", language]
    ran = tearsheet("digest", "velmaria", *options, "--home", home, "--out", tmp_path, "--json")
    assert ran.code == 0, ran.aside
    made = ran.json()
    assert made["verdict"]["findings"] == [
        one for one in made["verdict"]["findings"] if one["warning"]
    ]
    assert 4 <= len(made["edition"]["items"]) <= 7
    page = next(Path(file) for file in made["files"] if file.endswith(".html"))
    assert tearsheet("verify", page).code == 0


def test_the_store_and_archive_are_whole_and_one_flipped_byte_is_found(
    demo: tuple[Path, Ran], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    assert tearsheet("check", "--home", home).code == 0
    warc = next((home / "archive").glob("*.warc.gz"))
    content = bytearray(warc.read_bytes())
    content[len(content) // 2] ^= 1
    warc.write_bytes(content)
    ran = tearsheet("check", "--home", home)
    assert ran.code == 1
    assert warc.name in ran.out


def test_the_database_is_made_anew_from_the_archive(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    for file in home.glob("tearsheet.sqlite3*"):
        file.unlink()
    before = tearsheet("check", "--home", demo[0], "--json").json()["held"]
    ran = tearsheet("demo", "--out", home)
    assert ran.code == 0, ran.aside
    after = tearsheet("check", "--home", home, "--json").json()
    assert after["damage"] == []
    assert after["held"] == before


def test_what_was_understood_can_be_seen(demo: tuple[Path, Ran]) -> None:
    found = tearsheet("search", "Tolven", "Bridge", "--home", demo[0], "--json").json()
    assert found
    for aspect in ("all", "quotes", "provenance"):
        ran = tearsheet("show", found[0]["key"][:12], aspect, "--home", demo[0])
        assert ran.code == 0
        assert ran.out.strip()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["digest", "nowhere", "--from", "2025-09-15", "--to", "2025-09-21"], "no watch 'nowhere'"),
        (["digest", "velmaria", "--from", "2025-09-22", "--to", "2025-09-21"], "lies before"),
        (["show", "zzzzzz"], "no article"),
        (["watch", "add", "x"], "--country"),
        (["watch", "add", "x", "--country", "QQ"], "QQ"),
        (["watch", "add", "x", "--person", ""], "empty"),
        (["watch", "add", "x", "--country", "KZ", "--language", "tlh"], "tlh"),
        (["watch", "add", "x", "--country", "KZ", "--name", "Казахстан@"], "NAME@LANGUAGE"),
        (["verify", __file__], "edition"),
        (["check", "--home", "absent/entirely"], "nothing is kept there"),
        (["ingest"], "PATH"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_what_to_do(
    tmp_path: Path, words: list[str], says: str
) -> None:
    ran = tearsheet(*words, cwd=tmp_path)
    assert ran.code in (1, 2)
    assert says in ran.aside
    assert "Traceback" not in ran.aside


def test_a_database_that_is_gone_is_filled_by_the_next_ingest(
    demo: tuple[Path, Ran], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    before = tearsheet("check", "--home", home, "--json").json()["held"]["articles"]
    for file in home.glob("tearsheet.sqlite3*"):
        file.unlink()
    unread = tearsheet("check", "--home", home)
    assert "wait to be read" in unread.aside
    ran = tearsheet("ingest", "--home", home)
    assert ran.code == 0, ran.aside
    assert tearsheet("check", "--home", home, "--json").json()["held"]["articles"] == before


def test_a_damaged_database_is_told_in_one_line(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    database = home / "tearsheet.sqlite3"
    content = bytearray(database.read_bytes())
    content[100_000:300_000] = bytes(range(256)) * 781 + bytes(64)
    database.write_bytes(content)
    ran = tearsheet("check", "--home", home)
    assert ran.code in (1, 2)
    assert "damaged" in ran.aside + ran.out or "malformed" in ran.out
    assert "Traceback" not in ran.aside


def test_a_period_without_news_takes_no_number(demo: tuple[Path, Ran], tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(demo[0], home)
    options = ["--from", "2024-01-01", "--to", "2024-01-02", "--home", home]
    ran = tearsheet("digest", "velmaria", *options)
    assert ran.code == 1
    assert "Nothing to report" in ran.aside
    assert tearsheet("check", "--home", home, "--json").json()["held"]["editions"] == 1


@pytest.mark.parametrize("key", ["../evil", "x/y", "", "<b>"])
def test_a_key_cannot_leave_its_folder(tmp_path: Path, key: str) -> None:
    ran = tearsheet("watch", "add", key, "--country", "KZ", cwd=tmp_path)
    assert ran.code == 2
    assert "cannot be a key" in ran.aside


def test_two_first_runs_at_once_get_one_store(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Rain.</p>" * 50, "utf-8")
    command = [sys.executable, "-m", "tearsheet", "watch", "list", "--home", str(tmp_path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    ended = [one.communicate(timeout=120)[1] for one in running]
    assert [one.returncode for one in running] == [0] * 4, ended
