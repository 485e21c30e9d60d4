"""Kill -9 at random moments of an ingest, restart each time: nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from tearsheet.archive import Archive
from tearsheet.model import Capture
from tests.fakes import write_pages


def start(home: Path, pages: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tearsheet", "ingest", str(pages), "--home", str(home)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def archived(home: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each capture and each text stands in the archive, as read from its bytes."""
    captures: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    if (home / "archive").exists():
        for record in Archive.reading(home / "archive").scan():
            if isinstance(record, Capture):
                captures[record.key] += 1
            else:
                texts[record.article_key] += 1
    return captures, texts


def killed_ingest(tmp_path: Path, pages: int, kills: int) -> None:
    folder, home = tmp_path / "pages", tmp_path / "home"
    write_pages(folder, pages)
    chance = random.Random(20261121)
    safe: set[str] = set()
    killed = 0
    while killed < kills:
        running = start(home, folder)
        try:
            running.wait(timeout=chance.uniform(0.8, 4.0))
        except subprocess.TimeoutExpired:
            killed += 1
        else:  # it finished before the blow: begin a new archive and go on killing
            home, safe = tmp_path / f"home-{time.monotonic_ns()}", set()
            continue
        # The whole group, readers too: as when the machine loses power.
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        captures, _ = archived(home)
        assert safe <= set(captures), "a capture that was on disk is gone"
        safe = set(captures)
    assert start(home, folder).wait(timeout=300) == 0
    captures, texts = archived(home)
    assert len(captures) == len(texts) == pages
    assert set(captures.values()) == set(texts.values()) == {1}
    check = [sys.executable, "-m", "tearsheet", "check", "--home", str(home)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert f"{pages} captures, {pages} articles" in checked.stdout


def test_a_few_kills(tmp_path: Path) -> None:
    killed_ingest(tmp_path, pages=60, kills=4)


@pytest.mark.nightly
def test_a_hundred_kills_of_five_hundred_pages(tmp_path: Path) -> None:
    killed_ingest(tmp_path, pages=500, kills=100)
