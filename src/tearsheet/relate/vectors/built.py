"""A folder that is built once: whole or not there, safe under two processes, checked on opening."""

import shutil
import tempfile
import tomllib
import zlib
from collections.abc import Callable
from pathlib import Path

_SEAL = "built.toml"


def built(folder: Path, fill: Callable[[Path], None]) -> Path:
    """``folder`` as ``fill`` makes it, built if it is missing or no longer what was built.

    ``fill`` writes its files into an empty folder beside it, which is then renamed: a killed
    build leaves nothing that passes for a whole one, and of two processes the second takes what
    the first has built. Raises OSError where the disk refuses, and whatever ``fill`` raises.
    """
    if is_whole(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        beside.chmod(0o755)  # a temporary folder is its owner's alone
        fill(beside)
        (beside / _SEAL).write_text(_seal(beside), "utf-8")
        _put(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file is there with the sum it was sealed with."""
    try:
        sums = tomllib.loads((folder / _SEAL).read_text("utf-8"))
        return all(_sum(folder / name) == was for name, was in sums.items())
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False


def _put(beside: Path, folder: Path) -> None:
    """Renames ``beside`` to ``folder``, moving a broken one out of the way."""
    for _ in range(3):
        try:
            beside.rename(folder)
        except OSError:
            if is_whole(folder):
                return
            broken = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
            try:
                folder.rename(broken / "broken")
            finally:
                shutil.rmtree(broken, ignore_errors=True)
        else:
            return
    beside.rename(folder)


def _seal(folder: Path) -> str:
    lines = [f'"{file.name}" = {_sum(file)}' for file in sorted(folder.iterdir())]
    return "# CRC-32 of each file as it was built\n" + "\n".join(lines) + "\n"


def _sum(file: Path) -> int:
    found = 0
    with file.open("rb") as content:
        while block := content.read(1 << 20):
            found = zlib.crc32(block, found)
    return found
