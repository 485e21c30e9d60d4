"""Kill -9 while articles are being related: copies and stories end as if it had not been."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tearsheet.demo import press_folder

TABLES = (
    "SELECT one, other, relation FROM store_linkrow ORDER BY one, other",
    "SELECT article_key, group_id FROM store_groupmemberrow ORDER BY article_key",
    "SELECT key, noun FROM store_grouprow ORDER BY key",
    "SELECT key, first_at, last_at, noun FROM store_storyrow ORDER BY key",
    "SELECT article_key, story_key, noun FROM store_storymemberrow ORDER BY article_key",
)


def related(home: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(home / "tearsheet.sqlite3")) as store:
        return [store.execute(table).fetchall() for table in TABLES]


def start(home: Path, cost: str) -> subprocess.Popen[bytes]:
    pages = str(press_folder() / "list.tsv")
    return subprocess.Popen(
        [sys.executable, "-m", "tearsheet", "ingest", "--list", pages, "--home", str(home)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "TEARSHEET_WRONG_MERGE_COST": cost},
    )


def kill(running: subprocess.Popen[bytes]) -> None:
    # The whole group, readers too: as when the machine loses power.
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def begins_to_relate(home: Path, since: float) -> bool:
    lock = home / "relating.lock"
    return lock.exists() and lock.stat().st_mtime > since


def killed_relating(tmp_path: Path, kills: int) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    assert start(whole, "2").wait(timeout=300) == 0
    chance = random.Random(20261122)
    for number in range(kills):
        # Another cost makes everything wait to be related anew, so that there is work to break.
        since = time.time()
        running = start(broken, "2" if number % 2 else "3")
        while running.poll() is None and not begins_to_relate(broken, since):
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 3.0))
        kill(running)
    assert start(broken, "2").wait(timeout=300) == 0

    assert related(broken) == related(whole)


def test_two_kills_change_nothing(tmp_path):
    killed_relating(tmp_path, kills=2)


@pytest.mark.nightly
def test_thirty_kills_change_nothing(tmp_path):
    killed_relating(tmp_path, kills=30)
