"""A command that a service manager stops ends as with Ctrl-C, whoever started it."""

import subprocess
import sys

import pytest

STOPPED = """
import os, signal, sys, time
import click
from tearsheet.cli.console import explained
if {deaf}:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
def wait():
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(20)
sys.argv = ["wait"]
sys.exit(explained(click.Command("wait", callback=wait)))
"""


@pytest.mark.parametrize("deaf", [False, True], ids=["a terminal's", "a script's"])
def test_a_command_ends_when_it_is_told_to(deaf: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED.format(deaf=deaf)],
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    assert done.returncode == 130
    assert "What was acknowledged is safe" in done.stderr
