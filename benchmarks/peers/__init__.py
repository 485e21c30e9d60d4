"""Other readers of news pages, in an environment of their own, timed beside ours."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE / ".venv" / "bin" / "python"


def made() -> Path:
    """The Python of the peers' environment, made from pinned versions if it is not there yet.

    Raises CalledProcessError if a part cannot be had.
    """
    ready = HERE / ".venv" / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
        subprocess.run(
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes",
             "--requirement", str(HERE / "requirements.txt")],
            check=True,
            stdout=sys.stderr,
        )  # fmt: skip
        ready.touch()
    return PYTHON


def seconds(peer: str, pages: Path) -> float:
    """How long ``peer`` takes for the pages in a JSON file of [url, markup] pairs, one core.

    Raises CalledProcessError if it fails as a whole.
    """
    answer = subprocess.run(
        [str(made()), str(HERE / "timed.py"), peer, str(pages)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(json.loads(answer.stdout.splitlines()[-1]))
