"""Other readers of news pages and finders of copies, in an environment of their own."""

import json
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = HERE / ".venv" / "bin" / "python"


def made() -> Path:
    """The Python of the peers' environment, made from pinned versions if it is not there yet.

    Raises CalledProcessError if a part cannot be had.
    """
    ready = HERE / ".venv" / "ready"
    pinned = sha256((HERE / "requirements.txt").read_bytes()).hexdigest()
    if not ready.exists() or ready.read_text() != pinned:
        subprocess.run([sys.executable, "-m", "venv", str(HERE / ".venv")], check=True)
        subprocess.run(
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes",
             "--requirement", str(HERE / "requirements.txt")],
            check=True,
            stdout=sys.stderr,
        )  # fmt: skip
        ready.write_text(pinned)
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


def duplicates(peer: str, texts: list[str]) -> tuple[float, set[tuple[int, int]]]:
    """Processor seconds of ``peer`` for all texts, and the pairs of positions it finds, rising.

    Raises CalledProcessError if it fails as a whole.
    """
    with tempfile.TemporaryDirectory(prefix="tearsheet-") as scratch:
        file = Path(scratch) / "texts.json"
        file.write_text(json.dumps(texts), "utf-8")
        answer = subprocess.run(
            [str(made()), str(HERE / "duplicates.py"), peer, str(file)],
            check=True,
            capture_output=True,
            text=True,
        )
    told = json.loads(answer.stdout.splitlines()[-1])
    return told["seconds"], {(one, other) for one, other in told["pairs"]}


def url_keys(urls: list[str]) -> dict[str, tuple[list[str], float]]:
    """What each peer makes of addresses, in their order, and its seconds for all of them.

    Raises CalledProcessError if they fail as a whole.
    """
    with tempfile.TemporaryDirectory(prefix="tearsheet-") as scratch:
        file = Path(scratch) / "urls.json"
        file.write_text(json.dumps(urls), "utf-8")
        answer = subprocess.run(
            [str(made()), str(HERE / "cleaned.py"), str(file)],
            check=True,
            capture_output=True,
            text=True,
        )
    told = json.loads(answer.stdout.splitlines()[-1])
    return {name: (keys, seconds) for name, (keys, seconds) in told.items()}
