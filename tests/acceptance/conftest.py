"""The command line as a person runs it, and one demo that many tests look at."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    aside: str

    def json(self):
        return json.loads(self.out)


def tearsheet(
    *words: object, stdin: str = "", cwd: Path | None = None, settings: dict[str, str] | None = None
) -> Ran:
    """Run ``tearsheet WORDS…`` in a process of its own; ``settings`` are environment variables."""
    done = subprocess.run(
        [sys.executable, "-m", "tearsheet", *map(str, words)],
        capture_output=True,
        text=True,
        input=stdin,
        cwd=cwd,
        timeout=300,
        check=False,
        env={
            **os.environ,
            "COLUMNS": "100",
            "TEARSHEET_HOME": str(cwd or Path("absent")),
            **(settings or {}),
        },
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The demo, run once: its folder and how it ended. Look, do not touch."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, tearsheet("demo", "--out", folder)
