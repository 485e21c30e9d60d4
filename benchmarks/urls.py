"""Does one page have one key? Real pairs of addresses, ours beside courlan and url-normalize.

The pairs are `tests/corpus/url_pairs.tsv`, judged by looking. Peers give a cleaned address; two
are one page to them where those are equal but for scheme and closing slash, which neither folds
and any user would. `recall` is the share of pairs of one page that have one key, `false merges`
the share of pairs of two pages that do; the rate is addresses a second on one core.
"""

import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.peers import url_keys
from tearsheet.press.url_key import url_key

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "url_pairs.tsv"
RUNS = 5
Pair = tuple[str, str, str]


def measure(corpora: Path) -> list[Figure]:
    pairs: list[Pair] = [
        (one, other, truth)
        for one, other, truth in (
            line.split("\t") for line in PAIRS.read_text("utf-8").splitlines()
        )
    ]
    urls = sorted({url for one, other, _ in pairs for url in (one, other)})
    peers: dict[str, dict[str, str]] = {}
    speeds: dict[str, float] = {}
    try:
        for name, (keys, seconds) in url_keys(urls).items():
            peers[name] = dict(zip(urls, keys, strict=True))
            speeds[name] = len(urls) / seconds
        note = "peers timed in this run"
    except (OSError, subprocess.CalledProcessError) as error:
        note = f"peers not to be had: {error}"
    ours = {url: url_key(url) for url in urls}
    same = [pair for pair in pairs if pair[2] == "same"]
    two = [pair for pair in pairs if pair[2] == "different"]
    return [
        Figure(
            "urls.same.recall", _joined(same, ours), "", 0.82,
            peers={name: _joined(same, keys) for name, keys in peers.items()},
            note=f"{len(same)} pairs of one page; the rest have a second address no rule can know",
        ),
        Figure(
            "urls.different.false_merges", _joined(two, ours), "", 0.0, "low",
            peers={name: _joined(two, keys) for name, keys in peers.items()},
            note=f"{len(two)} pairs of two pages",
        ),
        Figure("urls.rate", len(urls) / _seconds(lambda: [url_key(url) for url in urls]),
               "addresses/s", peers=speeds, note=note),
    ]  # fmt: skip


def _joined(pairs: list[Pair], keys: dict[str, str]) -> float:
    return sum(keys[one] == keys[other] for one, other, _ in pairs) / len(pairs)


def _seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
