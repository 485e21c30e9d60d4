"""``python -m benchmarks.learn_shapes``: learn how the blocks of articles look.

Pages with a known body (aeb, fundus) teach from every block; pages of which only segments are
known (trafilatura-half) teach from the blocks that hold a segment and, much less, from what
trafilatura itself takes of the rest. First it is tested on sites it has not seen (five folds by
site), then learned from all and written to ``src/tearsheet/read/shapes.toml``.
"""

import argparse
import base64
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from benchmarks import pages as corpus
from benchmarks.pages import RealPage
from tearsheet.read.blocks import Block, blocks_of
from tearsheet.read.classify import Groups, Layer, Net, groups_of, marks_in
from tearsheet.read.extract import by_trafilatura, text_of
from tearsheet.read.hints import hints_of, letters
from tearsheet.read.page import Page, PageError, parse
from tearsheet.read.shape import shapes_of

TARGET = Path(__file__).resolve().parents[1] / "src" / "tearsheet" / "read" / "shapes.toml"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
# Tuned by five folds over sites on aeb, fundus and trafilatura-half, 2026-11-22.
MARKS, FEWEST_SITES = 220, 8
HIDDEN, EPOCHS, BATCH, RATE, DECAY, DROPPED = (40,), 11, 1024, 2e-3, 5e-5, 0.2
SEGMENT_WEIGHT, TEACHER_WEIGHT = 0.12, 0.25
FOLDS, SEED = 5, 0

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One page: its blocks, their shapes, what they ought to be (0 to 1) and how much it counts."""

    page: RealPage
    site: str
    blocks: list[Block]
    shapes: Array
    groups: list[Groups]
    right: Array
    weight: Array


def main() -> None:
    """Test by folds, then learn from all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, default=Path(os.environ.get("TEARSHEET_CORPORA", BESIDE))
    )
    parser.add_argument("--untested", action="store_true", help="leave the folds out")
    options = parser.parse_args()
    lessons = list(_lessons(options.corpora))
    print(f"{len(lessons)} pages, {sum(len(lesson.blocks) for lesson in lessons)} blocks")
    unseen = {} if options.untested else _unseen(lessons)
    for name, value in unseen.items():
        print(f"{name} on unseen sites: {value:.4f}")
    net = learn(lessons)
    TARGET.write_text(_written(net, lessons, unseen), encoding="utf-8")


def _unseen(lessons: Sequence[Lesson]) -> dict[str, float]:
    """The measures of the three corpora, every page read by a net that never saw its site."""
    sites = sorted({lesson.site for lesson in lessons})
    np.random.default_rng(SEED).shuffle(sites)
    fold_of = {site: at % FOLDS for at, site in enumerate(sites)}
    texts: list[tuple[RealPage, str]] = []
    for fold in range(FOLDS):
        net = learn([lesson for lesson in lessons if fold_of[lesson.site] != fold])
        for lesson in lessons:
            if fold_of[lesson.site] == fold:
                chances = net.chances(lesson.shapes, marks_in(lesson.blocks, net.marks))
                texts.append((lesson.page, text_of(lesson.blocks, chances)))
    by_corpus = defaultdict(list)
    for page, text in texts:
        by_corpus[page.corpus].append((page, text))
    return {
        "aeb": corpus.aeb_f1([(page.truth, text) for page, text in by_corpus["aeb"]]),
        "fundus": float(
            np.mean([corpus.token_f1(page.truth, text) for page, text in by_corpus["fundus"]])
        ),
        "trafilatura-half": corpus.segment_f(by_corpus["half"]),
    }


def learn(lessons: Sequence[Lesson]) -> Net:
    """A net that fits the lessons: Adam, dropout on marks and hidden units, falling rate."""
    rng = np.random.default_rng(SEED)
    marks = _vocabulary(lessons)
    shapes = np.concatenate([lesson.shapes for lesson in lessons])
    mean, spread = shapes.mean(0), shapes.std(0) + 0.02
    empty = Net(marks, mean, spread, ())
    scaled = empty.scaled(shapes)
    marked = np.concatenate([marks_in(lesson.blocks, marks).astype(np.uint8) for lesson in lessons])
    right = np.concatenate([lesson.right for lesson in lessons])
    weight = np.concatenate([lesson.weight for lesson in lessons])
    weight /= weight.mean()
    sizes = [scaled.shape[1] + marked.shape[1], *HIDDEN, 1]
    layers = [
        Layer(
            rng.normal(0, 0.06 if not at else np.sqrt(2 / rows), (rows, columns)).astype(
                np.float32
            ),
            np.zeros(columns, np.float32),
        )
        for at, (rows, columns) in enumerate(pairwise(sizes))
    ]
    adam = _Adam([array for layer in layers for array in (layer.weights, layer.bias)])
    steps = EPOCHS * (len(right) // BATCH)
    for _ in range(EPOCHS):
        order = rng.permutation(len(right))
        for start in range(0, len(right) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            seen = np.concatenate([scaled[rows], marked[rows].astype(np.float32)], axis=1)
            seen[:, scaled.shape[1] :] *= rng.random((1, marked.shape[1])) > DROPPED * 0.7
            gradients = _gradients(layers, seen, right[rows], weight[rows], rng)
            rate = RATE * min(1.0, adam.steps / 200) * (1 - 0.97 * adam.steps / steps)
            adam.step(gradients, rate)
    return Net(marks, mean, spread, tuple(layers))


def _gradients(
    layers: Sequence[Layer], seen: Array, right: Array, weight: Array, rng: np.random.Generator
) -> list[Array]:
    """Gradients of the weighted cross entropy, in the order weights, bias, weights, bias…"""
    values, kept = [seen], []
    for layer in layers[:-1]:
        hidden = np.maximum(values[-1] @ layer.weights + layer.bias, 0)
        kept.append((rng.random(hidden.shape, dtype=np.float32) > DROPPED) / (1 - DROPPED))
        values.append(hidden * kept[-1])
    odds = (values[-1] @ layers[-1].weights + layers[-1].bias)[:, 0]
    chances = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    error = ((chances - right) * weight / BATCH)[:, None].astype(np.float32)
    gradients: list[Array] = []
    for at in range(len(layers) - 1, -1, -1):
        gradients[:0] = [values[at].T @ error + DECAY * layers[at].weights, error.sum(0)]
        if at:
            error = (error @ layers[at].weights.T) * (values[at] > 0) * kept[at - 1]
    return gradients


class _Adam:
    """Kingma and Ba 2015, on arrays that it changes in place."""

    def __init__(self, arrays: list[Array]) -> None:
        self.arrays = arrays
        self.first = [np.zeros_like(array) for array in arrays]
        self.second = [np.zeros_like(array) for array in arrays]
        self.steps = 0

    def step(self, gradients: list[Array], rate: float) -> None:
        self.steps += 1
        for array, first, second, gradient in zip(
            self.arrays, self.first, self.second, gradients, strict=True
        ):
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient * gradient - second)
            array -= (
                rate
                * (first / (1 - 0.9**self.steps))
                / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8)
            ).astype(np.float32)


def _vocabulary(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """The marks that tell most, of those that at least `FEWEST_SITES` sites use."""
    sites: dict[str, set[str]] = defaultdict(set)
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for lesson in lessons:
        for groups, right, weight in zip(lesson.groups, lesson.right, lesson.weight, strict=True):
            for mark in groups[0] | groups[1] | groups[2]:
                sites[mark].add(lesson.site)
                (good if right > 0.5 else bad)[mark] += float(weight)
    told = {}
    for mark, users in sites.items():
        if len(users) >= FEWEST_SITES:
            yes, no = good[mark] + 0.05, bad[mark] + 0.05
            tells = abs(np.log(yes / no) - 0.3) * min(np.sqrt(yes + no), 3) * np.log(len(users))
            told[mark] = float(tells)
    return tuple(sorted(sorted(told, key=lambda mark: (-told[mark], mark))[:MARKS]))


def _lessons(corpora: Path) -> Iterator[Lesson]:
    for real in chain(corpus.aeb(corpora), corpus.fundus(corpora), corpus.half(corpora)):
        try:
            page = parse(real.url, real.payload, ())
        except PageError:
            continue
        blocks = blocks_of(page.tree)
        if not blocks:
            continue
        right, weight = (
            _from_segments(real, page, blocks) if real.inside else _from_truth(real, blocks)
        )
        yield Lesson(
            real,
            ".".join((urlsplit(real.url).hostname or real.name).split(".")[-2:]),
            blocks,
            shapes_of(blocks, hints_of(page)),
            [groups_of(block) for block in blocks],
            right,
            weight,
        )


def _shares(blocks: Sequence[Block]) -> Array:
    """What each block counts: its words, to 120, of all the page's; a page counts one."""
    shares = np.array([min(block.weight / 6, 120) + 1 for block in blocks], np.float32)
    return shares / shares.sum()


def _from_truth(real: RealPage, blocks: Sequence[Block]) -> tuple[Array, Array]:
    """A block is right as far as its letters stand in the truth; short ones as whole lines."""
    truth = letters(real.truth)
    lines = {letters(line) for line in real.truth.split("\n")}
    grams = {truth[at : at + 7] for at in range(len(truth) - 6)}
    right = []
    for block in blocks:
        bare = letters(block.text)
        if len(bare) < 15:
            right.append(float(bool(bare) and bare in lines))
        elif bare in truth:
            right.append(1.0)
        else:
            own = [bare[at : at + 7] for at in range(len(bare) - 6)]
            share = sum(gram in grams for gram in own) / len(own)
            right.append(1.0 if share > 0.9 else 0.0 if share < 0.3 else share)
    return np.array(right, np.float32), _shares(blocks)


def _from_segments(real: RealPage, page: Page, blocks: Sequence[Block]) -> tuple[Array, Array]:
    inside = [" ".join(segment.split()) for segment in real.inside]
    outside = [" ".join(segment.split()) for segment in real.outside]
    teacher = letters("\n".join(by_trafilatura(page)))
    right, weight = [], []
    for block, share in zip(blocks, _shares(blocks), strict=True):
        if _holds_one(block.text, inside):
            right.append(1.0)
            weight.append(SEGMENT_WEIGHT)
        elif _holds_one(block.text, outside):
            right.append(0.0)
            weight.append(SEGMENT_WEIGHT)
        else:
            bare = letters(block.text)
            right.append(float(len(bare) > 3 and bare in teacher))
            weight.append(TEACHER_WEIGHT * float(share))
    return np.array(right, np.float32), np.array(weight, np.float32)


def _holds_one(text: str, segments: Sequence[str]) -> bool:
    return any(segment in text or (len(text) > 25 and text in segment) for segment in segments)


def _written(net: Net, lessons: Sequence[Lesson], unseen: dict[str, float]) -> str:
    sites = len({lesson.site for lesson in lessons})
    head = [
        "# How the blocks of articles look: learned by python -m benchmarks.learn_shapes",
        f"# from {len(lessons)} pages of {sites} sites (aeb, fundus, trafilatura-half).",
        *(f"# On sites it has not seen (five folds): {name} {value:.4f}"
          for name, value in unseen.items()),
        "# Arrays are little-endian half-precision numbers in base64.",
    ]  # fmt: skip
    marks = ", ".join(f'"{mark}"' for mark in net.marks)
    lines = [
        *head,
        f"marks = [{marks}]",
        f'mean = "{_packed(net.mean)}"',
        f'spread = "{_packed(net.spread)}"',
    ]
    for layer in net.layers:
        lines += [
            "",
            "[[layers]]",
            f"inputs = {len(layer.weights)}",
            f'weights = "{_packed(layer.weights)}"',
            f'bias = "{_packed(layer.bias)}"',
        ]
    return "\n".join(lines) + "\n"


def _packed(array: Array) -> str:
    return base64.b64encode(array.astype("<f2").tobytes()).decode("ascii")


if __name__ == "__main__":
    main()
