"""Who is alive among the collectors of a home."""

import subprocess
import sys
from pathlib import Path

from tearsheet.pipeline.collecting.claims import Collector

HOLD = """
import sys
from pathlib import Path
from tearsheet.pipeline.collecting.claims import Collector
with Collector.begin(Path(sys.argv[1])) as collector:
    print(collector.name, flush=True)
    sys.stdin.read()
"""


def test_a_collector_lives_until_its_process_ends(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    name = other.stdout.readline().strip()
    with Collector.begin(tmp_path) as ours:
        assert ours.dead_of([name, ours.name]) == []
        other.kill()
        other.communicate()
        assert ours.dead_of([name, ours.name]) == [name]
        assert ours.dead_of([name]) == [name], "and stays dead"


def test_one_of_another_container_is_as_dead_as_any(tmp_path: Path) -> None:
    with Collector.begin(tmp_path) as ours, Collector.begin(tmp_path) as theirs:
        assert ours.dead_of([theirs.name, "c0ffee-7-1234abcd"]) == ["c0ffee-7-1234abcd"]


def test_nobody_is_left_behind(tmp_path: Path) -> None:
    with Collector.begin(tmp_path) as ours:
        assert [one.name for one in ours.folder.iterdir()] == [ours.name]
    assert list(ours.folder.iterdir()) == []
