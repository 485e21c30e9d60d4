"""Files and folders arrive, each counted, whatever lies about."""

import gzip
import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tearsheet.collect import arrivals, listed
from tearsheet.collect.kinds import DOCX, HTML, MAIL, MARKDOWN, PDF, TEXT
from tearsheet.model import Arrival, Failed, Kept, Outcome, Skipped, Tally

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SIX = datetime(2025, 6, 11, 6, 0, tzinfo=UTC)
PAGE = b"<!doctype html><title>Rain</title><p>It rained in Velmar."
LIMIT = 100_000


def collected(*paths: object, stdin: list[str] | None = None) -> list[Outcome[Arrival]]:
    texts = [str(one) for one in paths]
    return list(arrivals(texts, NOW, limit_bytes=LIMIT, stdin=stdin or []))


def kept(outcomes: list[Outcome[Arrival]]) -> list[Arrival]:
    return [one.value for one in outcomes if isinstance(one, Kept)]


def put(path: Path, content: bytes = PAGE, at: datetime = SIX) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def docx(filling: bytes = b"<w:p/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", filling)
    return file.getvalue()


def test_a_page_arrives_as_it_lies(tmp_path: Path):
    path = put(tmp_path / "a.html")
    (arrival,) = kept(collected(path))
    urn = f"urn:sha256:{sha256(PAGE).hexdigest()}"
    assert arrival == Arrival(urn, urn, SIX, 0, (), HTML, PAGE, f"file:{path}")
    assert kept(collected(path)) == [arrival]


def test_the_same_page_elsewhere_has_the_same_url_and_no_path_in_it(tmp_path: Path):
    one, two = put(tmp_path / "a.html"), put(tmp_path / "b" / "c.html.gz", gzip.compress(PAGE))
    first, second = kept(collected(one, two))
    assert first.key == second.key
    assert str(tmp_path) not in first.url
    assert second.payload == PAGE


def test_each_kind_is_known(tmp_path: Path):
    letter = b"From: a@herald.example\nMessage-ID: <7.rain@herald.example>\nSubject: x\n\nRain"
    put(tmp_path / "1.eml", letter)
    put(tmp_path / "2.docx", docx())
    put(tmp_path / "3.pdf", b"%PDF-1.7 rain")
    put(tmp_path / "4.md", b"# Rain")
    put(tmp_path / "5.txt", b"Rain")
    put(tmp_path / "6", PAGE)
    put(tmp_path / "7.php?id=2", PAGE)
    found = kept(collected(tmp_path))
    assert [one.media_type for one in found] == [MAIL, DOCX, PDF, MARKDOWN, TEXT, HTML, HTML]
    assert found[0].url == "mid:7.rain@herald.example"
    assert found[0].source == f"mail:{tmp_path}/1.eml"


def test_a_file_named_itself_may_be_plain_text_without_saying_so(tmp_path: Path):
    path = put(tmp_path / "notes", b"It rained.")
    assert [one.media_type for one in kept(collected(path))] == [TEXT]
    assert collected(tmp_path) == [Skipped("not a page", f"{tmp_path}/notes")]


def test_a_folder_is_walked_in_order_and_what_is_left_out_is_counted(tmp_path: Path):
    for name in ["b/2.html", "b/1.html", "a.html", "c.html", "b/d/0.htm"]:
        put(tmp_path / name, PAGE + name.encode())
    for name in [".hidden.html", ".git/x.html", "~$draft.docx", "a.html~", "Thumbs.db", "x.css"]:
        put(tmp_path / name, b"p { color: red }")
    put(tmp_path / "photo.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    put(tmp_path / "empty.html", b"")
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "b" / "again").symlink_to(tmp_path)
    outcomes = collected(tmp_path)
    assert [one.source.removeprefix(f"file:{tmp_path}/") for one in kept(outcomes)] == [
        "a.html",
        "b/1.html",
        "b/2.html",
        "b/d/0.htm",
        "c.html",
    ]
    tally = Tally.of(outcomes)
    assert dict(tally.skipped) == {
        "hidden or junk": 5,
        "not a page": 2,
        "empty": 1,
        "not a regular file": 1,
        "a link back to its own folder": 1,
    }
    assert tally.failed.total() == 0
    assert tally.arrived == len(outcomes)


def test_a_relative_folder_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path / "pages" / "a.html")
    monkeypatch.chdir(tmp_path)
    for way in ("pages", "pages/", "pages/*.html", "./pages", "p*"):
        (arrival,) = kept(collected(way))
        assert arrival.source in ("file:pages/a.html", "file:./pages/a.html")


def test_very_deep_folders_are_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["mkdir", "-p", "/".join(["d"] * 1200)], check=True)
    put(tmp_path.joinpath(*["d"] * 1200, "a.html"))
    found = kept(collected("d"))
    subprocess.run(["rm", "-rf", "d"], check=True)  # too deep for the tidying after a test
    assert len(found) == 1


def test_patterns_are_widened_in_order(tmp_path: Path):
    for name in ["b.html", "a.html", "c.txt", "d/e.html"]:
        put(tmp_path / name, PAGE + name.encode())
    names = [Path(one.source).name for one in kept(collected(tmp_path / "**" / "*.html"))]
    assert names == ["a.html", "b.html", "e.html"]
    (failed,) = collected(tmp_path / "*.pdf")
    assert isinstance(failed, Failed)
    assert failed.reason == "no such file"


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path):
    put(tmp_path / "a[1].html")
    assert len(kept(collected(tmp_path / "a[1].html"))) == 1


def test_a_name_that_is_no_text_can_be_shown(tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.html"
    Path(os.fsdecode(path)).write_bytes(PAGE)
    (arrival,) = kept(collected(tmp_path))
    assert arrival.source == rf"file:{tmp_path}/\xff\xfe.html"
    arrival.source.encode()


def test_what_is_missing_or_unreadable_is_failed(tmp_path: Path):
    assert collected(tmp_path / "none.html") == [Failed("no such file", f"{tmp_path}/none.html")]
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")
    (outcome,) = collected(tmp_path)
    assert outcome == Skipped("not a regular file", f"{tmp_path}/loop.html")
    (outcome,) = collected("a\0b.html")
    assert isinstance(outcome, Failed)
    (outcome,) = collected("x" * 5000)
    assert isinstance(outcome, Failed)


def test_a_name_that_no_file_can_have_is_failed(tmp_path: Path):
    (outcome,) = collected("-", stdin=['{"path": "a\\ud800.html"}'])
    assert isinstance(outcome, Failed)
    assert outcome.subject == r"a\ud800.html"


def test_a_letter_s_odd_name_still_makes_a_url(tmp_path: Path):
    put(tmp_path / "a.eml", b"Subject: x\nMessage-ID: <\xff\xfe rain@x>\n\nIt fell.")
    put(tmp_path / "b.eml", b"Subject: y\n\nIt fell.")
    first, second = kept(collected(tmp_path))
    assert first.url.startswith("mid:")
    assert first.url.isascii()
    assert second.url.startswith("urn:sha256:")


def test_what_is_too_large_is_skipped_before_it_is_read(tmp_path: Path):
    with (tmp_path / "sparse.html").open("wb") as file:
        file.truncate(1 << 40)
    put(tmp_path / "bomb.html.gz", gzip.compress(bytes(LIMIT + 1)))
    put(tmp_path / "bomb.docx", docx(bytes(LIMIT + 1)))
    put(tmp_path / "just.html", PAGE.ljust(LIMIT))
    put(tmp_path / "over.html", PAGE.ljust(LIMIT + 1))
    outcomes = collected(tmp_path)
    assert [len(one.payload) for one in kept(outcomes)] == [LIMIT]
    assert dict(Tally.of(outcomes).skipped) == {"too large": 4}


def test_broken_packing_is_failed(tmp_path: Path):
    put(tmp_path / "torn.html.gz", gzip.compress(PAGE * 9)[:-9])
    put(tmp_path / "torn.docx", docx()[:-30])
    outcomes = collected(tmp_path)
    assert dict(Tally.of(outcomes).failed) == {"broken compression": 2}


def test_a_time_to_come_or_out_of_the_calendar_is_now(tmp_path: Path):
    put(tmp_path / "a.html", PAGE + b"1", datetime(2031, 1, 1, tzinfo=UTC))
    old = put(tmp_path / "b.html", PAGE + b"2")
    os.utime(old, (-86400, -86400))
    assert [one.captured_at for one in kept(collected(tmp_path))] == [
        NOW,
        datetime(1969, 12, 31, tzinfo=UTC),
    ]


def test_a_list_on_standard_input_brings_urls_and_times(tmp_path: Path):
    page = put(tmp_path / "a.html")
    url = "https://herald.example/a"
    lines = [
        f"{page}\t{url}\t2025-06-10T08:00+02:00\n",
        "nonsense\t1\t2\t3\n",
        f"{tmp_path}\t{url}",
    ]
    first, second, third = collected("-", stdin=lines)
    assert isinstance(first, Kept)
    assert first.value.url == first.value.requested_url == url
    assert first.value.captured_at == SIX.replace(day=10)
    assert isinstance(second, Failed)
    assert third == Failed("a URL for a whole folder", str(tmp_path))


def test_a_list_from_a_file_goes_by_its_folder(tmp_path: Path):
    put(tmp_path / "pages" / "a.html")
    lines = ["a.html\thttps://herald.example/a", "b.html"]
    outcomes = list(arrivals(listed(lines, tmp_path / "pages"), NOW, limit_bytes=LIMIT))
    assert [one.source for one in kept(outcomes)] == ["file:a.html"]
    assert outcomes[1] == Failed("no such file", "b.html")


def test_a_line_of_standard_input_need_not_be_text(tmp_path: Path):
    path = os.fsencode(tmp_path) + b"/\xff.html"
    Path(os.fsdecode(path)).write_bytes(PAGE)
    code = (
        "import sys; from datetime import UTC, datetime\n"
        "from tearsheet.collect import arrivals\n"
        "for one in arrivals(['-'], datetime.now(UTC), limit_bytes=9999):\n"
        "    print(ascii(one.value.source))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=path + b"\n", capture_output=True, check=True
    )
    assert rb"\\xff.html" in done.stdout


def test_an_empty_name_is_no_file_and_never_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    put(tmp_path / "a.html")
    monkeypatch.chdir(tmp_path)
    (outcome,) = collected("")
    assert isinstance(outcome, Failed)
    assert outcome.reason == "no such file"
