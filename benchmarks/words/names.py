"""Do two printed names mean one person or organisation? Names across spellings and scripts.

- *bench*: F1 of "the same" on ``names/name_bench.csv`` at the likeness of .5, and with weights
  learned on four fifths and tested on the rest (see `benchmarks.learn_names`).
- *netranslit*: how often the right Latin name of a foreign one comes first among 1,000 others of
  the same file (``names/netranslit-*.tsv``, Amazon; a seeded sample of foreign names).
- *keys*: how often the two forms share a candidate key, and what share of other names does.
- *speed*: pairs a second on one core, of names met before, in pairs that were not.
"""

import csv
import random
from itertools import pairwise
from pathlib import Path
from time import process_time

from benchmarks.figures import Figure
from benchmarks.words.written import judged_names, languages, written
from tearsheet.text.names import likeness, name_keys

SCRIPTS = ("russian", "arabic", "hebrew", "japanese", "korean", "chinese")
BARS = {
    "russian": 0.9,
    "arabic": 0.8,
    "hebrew": 0.8,
    "japanese": 0.8,
    "korean": 0.8,
    "chinese": 0.7,
}
SEED, SAMPLE, DISTRACTORS = 20, 100, 1000


def netranslit(corpora: Path, script: str) -> list[tuple[str, str]]:
    """Foreign and Latin form of each name; letters joined."""
    pairs = list[tuple[str, str]]()
    with (corpora / "names" / f"netranslit-{script}.tsv").open(encoding="utf-8") as file:
        for line in file:
            latin, foreign, *_ = line.rstrip("\n").split("\t")
            pairs.append((foreign.replace(" ", ""), latin.replace("▁", " ").strip()))
    return pairs


def name_bench(corpora: Path) -> list[dict[str, str]]:
    """The rows of the benchmark of pairs."""
    with (corpora / "names" / "name_bench.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(corpora: Path) -> list[Figure]:
    """All figures of names."""
    made = [bench(corpora)]
    for script in SCRIPTS:
        made += first_of_many(corpora, script)
    return [*made, _speed(corpora)]


def bench(corpora: Path) -> Figure:
    """F1 of "the same" at even odds."""
    rows = name_bench(corpora)
    right = both = said = 0
    for row in rows:
        is_match = row["is_match"] == "true"
        kind = "person" if row["schema"] == "Person" else "organisation"
        same = likeness(row["name1"], row["name2"], kind=kind) >= 0.5
        right += is_match
        said += same
        both += same and is_match
    f1 = 2 * both / max(1, right + said)
    peers = {"nomenklatura": 0.790}
    return Figure("words.names.bench", f1, "F1", 0.85, "high", peers, f"{len(rows)} pairs")


def first_of_many(corpora: Path, script: str) -> list[Figure]:
    """How often the right name comes first, and how often the two share a key."""
    pairs = netranslit(corpora, script)
    rng = random.Random(SEED)
    names = sorted({latin for _, latin in pairs})
    first = keyed = others = 0
    for foreign, right in rng.sample(pairs, SAMPLE):
        found = [name for name in rng.sample(names, DISTRACTORS) if name != right]
        least = likeness(foreign, right)
        first += all(likeness(foreign, name) < least for name in found)
        keys = name_keys(foreign)
        keyed += bool(keys & name_keys(right))
        others += sum(bool(keys & name_keys(name)) for name in found[:100])
    told = f"{SAMPLE} names among {DISTRACTORS}"
    return [
        Figure(f"words.names.{script}", first / SAMPLE, "share", BARS[script], "high", {}, told),
        Figure(
            f"words.names.{script}.keys",
            keyed / SAMPLE,
            "share",
            0.7,
            "high",
            {},
            f"{others / SAMPLE / 100:.3f} of other names share one too",
        ),
    ]


def shares_by_basis() -> dict[str, tuple[int, int]]:
    """Of the names found in our own articles: how many are right and how many there are.

    ``python -m benchmarks.words.names`` prints it; it is the table of
    ``annotate/names/evidence.py``.
    """
    told = dict[str, tuple[int, int]]()
    for language in languages():
        for article in written(language):
            for name, right in judged_names(article)[0]:
                hits, all_told = told.get(name.basis, (0, 0))
                told[name.basis] = hits + right, all_told + 1
    return told


def _speed(corpora: Path) -> Figure:
    """Pairs a second of names that were compared before, but not with one another."""
    rows = name_bench(corpora)
    names = sorted({row[key] for row in rows for key in ("name1", "name2")})
    rng = random.Random(SEED)
    for one, other in pairwise(rng.sample(names, len(names))):
        likeness(one, other)
    pairs = [tuple(rng.sample(names, 2)) for _ in range(20_000)]
    start = process_time()
    for one, other in pairs:
        likeness(one, other)
    rate = len(pairs) / (process_time() - start)
    return Figure("words.names.speed", rate, "pairs/s", 20_000, "high", {}, "one core")


if __name__ == "__main__":
    for basis, (right, found) in sorted(shares_by_basis().items()):
        print(f"{basis}: {right} of {found}, {right / found:.2f}")
