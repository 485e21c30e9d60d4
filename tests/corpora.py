"""Where the shared test data is, or a plain reason to skip."""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"


def corpora_or_skip(name: str = "") -> Path:
    """The folder or file ``name`` of the shared corpora; skips the test where it is absent."""
    path = Path(os.environ.get("TEARSHEET_CORPORA", BESIDE)) / name
    if not path.exists():
        pytest.skip(f"no test data at {path.name}: set TEARSHEET_CORPORA to the corpora folder")
    return path
