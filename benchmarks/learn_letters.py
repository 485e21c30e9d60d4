"""``python -m benchmarks.learn_letters``: learn how letters of six scripts are spelt in Latin.

From the pairs of names in ``names/netranslit-*.tsv`` (Amazon, MIT-style licence beside them). Each
unit of a foreign word (see `tearsheet.text.names.sounds.units_of`) is spelt by nought to three
letters; the shares are found by expectation maximisation. Pairs that no spelling explains (a given
name beside a family name) are then left out and the shares are found once more. First it is tested:
learned from a random half, the other half ranked; then learned from all and written to
``src/tearsheet/text/names/scripts/letters.toml`` as costs, minus the log of the share.
"""

import argparse
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from pathlib import Path

from benchmarks.words.names import SCRIPTS, netranslit
from tearsheet.text.names.sounds import LONGEST_CHUNK, spelling_cost, units_of
from tearsheet.text.names.words import folded_latin

TARGET = Path(__file__).resolve().parents[1] / "src/tearsheet/text/names/scripts/letters.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# Tuned on a random half against the other, 2026-11-22.
ROUNDS, AGAIN, DISCOUNT, SMALLEST_SHARE, WORST = 4, 5, 0.3, 0.002, 2.2
LENGTHS = (0.15, 0.6, 0.2, 0.05)  # the first guess: how many letters spell one unit
SEED, TESTED, DISTRACTORS = 1, 150, 1000
COMMONNESS = 0.9

Pair = tuple[tuple[str, ...], str]
Shares = dict[str, dict[str, float]]


def main() -> None:
    """Test on halves, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    parser.add_argument("--untested", action="store_true", help="leave the halves out")
    options = parser.parse_args()
    head = [
        "# What it costs (minus the log of its share) that a unit of another script is spelt so in",
        "# Latin letters; $ is the end of the word. [latin] is what a letter costs after another.",
        "# Learned by python -m benchmarks.learn_letters from netranslit",
        "# (Copyright 2018 Amazon.com, MIT-style licence).",
    ]
    lines = list[str]()
    every = list[str]()
    for script in SCRIPTS:
        pairs = _pairs(options.corpora, script)
        every += [latin for _, latin in pairs]
        if not options.untested:
            share = _tested(pairs)
            print(f"{script}: right Latin name first, learned from the other half: {share:.3f}")
            head.append(f"# {script}: first among 1,000 when learned from a half: {share:.3f}")
        costs = learned(pairs)
        lines += ["", f"[{script}]", *_written(costs)]
    lines += ["", "[latin]", *_written(_pairs_of_letters(every))]
    TARGET.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _pairs(corpora: Path, script: str) -> list[Pair]:
    pairs = [
        (units_of(foreign, script), folded_latin(latin))
        for foreign, latin in netranslit(corpora, script)
    ]
    return [(units, latin) for units, latin in pairs if len(units) > 1 and latin]


def learned(pairs: Sequence[Pair]) -> Shares:
    """The cost of each spelling of each unit."""
    costs = _maximised(pairs, None, ROUNDS)
    explained = [
        (units, latin)
        for units, latin in pairs
        if _cost(costs, units, latin) <= WORST * (len(latin) + 2)
    ]
    return _maximised(explained, costs, AGAIN)


def _cost(costs: Shares, units: tuple[str, ...], latin: str) -> float:
    return spelling_cost(tuple(costs.get(unit, {}) for unit in units), latin)


def _maximised(pairs: Sequence[Pair], costs: Shares | None, rounds: int) -> Shares:
    shares = (
        None
        if costs is None
        else {u: {c: 2.718281828**-cost for c, cost in known.items()} for u, known in costs.items()}
    )
    for _ in range(rounds):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for units, latin in pairs:
            _count(units, latin, shares, counts)
        shares = {unit: _share(known) for unit, known in counts.items()}
    return {
        unit: {c: round(-log(share), 2) for c, share in known.items() if share > SMALLEST_SHARE}
        for unit, known in (shares or {}).items()
    }


def _share(counts: dict[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    kept = {chunk: (count - DISCOUNT) / total for chunk, count in counts.items()}
    return {chunk: share for chunk, share in kept.items() if share > 0}


def _probability(shares: Shares | None, unit: str, chunk: str) -> float:
    if shares is None:
        return LENGTHS[len(chunk)] / 26 ** len(chunk)
    return shares.get(unit, {}).get(chunk, 1e-7)


def _count(
    units: tuple[str, ...],
    latin: str,
    shares: Shares | None,
    counts: dict[str, dict[str, float]],
) -> None:
    """Add how often each unit is spelt so, over all ways to spell the word (forward, backward)."""
    n, m = len(units), len(latin)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    for i, unit in enumerate(units):
        for j in range(m + 1):
            if forward[i][j]:
                for end in range(j, min(j + LONGEST_CHUNK, m) + 1):
                    forward[i + 1][end] += forward[i][j] * _probability(shares, unit, latin[j:end])
    whole = forward[n][m]
    if not whole:
        return
    for i in range(n - 1, -1, -1):
        for j in range(m + 1):
            for end in range(j, min(j + LONGEST_CHUNK, m) + 1):
                if backward[i + 1][end]:
                    chunk = latin[j:end]
                    way = _probability(shares, units[i], chunk) * backward[i + 1][end]
                    backward[i][j] += way
                    part = forward[i][j] * way / whole
                    if part > 1e-4:
                        counts[units[i]][chunk] += part


def _pairs_of_letters(words: Sequence[str]) -> Shares:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        before = "$"
        for letter in (*word, "$"):
            counts[before][letter] += 1
            before = letter
    return {
        before: {
            letter: round(-log((count + 0.5) / (after.total() + 14)), 2)
            for letter, count in after.items()
        }
        for before, after in counts.items()
    }


def _tested(pairs: Sequence[Pair]) -> float:
    """How often the right Latin name comes first among others, learned from the other half."""
    rng = random.Random(SEED)
    shuffled = rng.sample(pairs, len(pairs))
    half = len(shuffled) // 2
    costs = learned(shuffled[:half])
    common = _pairs_of_letters([latin for _, latin in shuffled[:half]])
    names = sorted({latin for _, latin in pairs})
    tested = shuffled[half : half + TESTED]
    return sum(_is_first(pair, names, costs, common, rng) for pair in tested) / len(tested)


def _is_first(
    pair: Pair, names: list[str], costs: Shares, common: Shares, rng: random.Random
) -> bool:
    units, right = pair

    def value(latin: str) -> float:
        rare = sum(
            common.get(a, {}).get(b, 6.9) for a, b in zip("$" + latin, latin + "$", strict=True)
        )
        return COMMONNESS * rare - _cost(costs, units, latin)

    least = value(right)
    return all(value(name) < least for name in rng.sample(names, DISTRACTORS) if name != right)


def _written(costs: Shares) -> list[str]:
    lines = list[str]()
    for unit, known in sorted(costs.items()):
        ordered = sorted(known.items(), key=lambda item: (item[1], item[0]))
        listed = ", ".join(f'"{chunk}" = {cost}' for chunk, cost in ordered)
        lines.append(f"{json.dumps(unit, ensure_ascii=False)} = {{ {listed} }}")
    return lines


if __name__ == "__main__":
    main()
