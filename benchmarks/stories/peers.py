"""What others do with the same headlines: TF-IDF, vectors, and vectors in two stages.

As described with the corpora (a single pass in time order, a cluster stays open for seven days;
then clusters of several languages put together by their mean vectors). Thresholds are chosen on the
other half of the clusters.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from benchmarks.stories.headlines import Headline

Matrix = NDArray[np.float32]
_WINDOW = 7 * 24.0
_BEYOND = 50
"""Texts imagined beyond those given, as in `relate.stories.statistics`."""


def hours(items: Sequence[Headline]) -> NDArray[np.float64]:
    return np.array([item.report.at.timestamp() / 3600 for item in items if item.report.at])


def words(items: Sequence[Headline], everything: Sequence[Headline]) -> Matrix:
    """Cosines of TF-IDF vectors of words; document frequencies of ``everything``."""
    bags = [{f"{one.report.language} {stem}": 1 for stem in one.report.title} for one in everything]
    place = {one.report.key: at for at, one in enumerate(everything)}
    vectors = weighted(bags)
    terms = {term: at for at, term in enumerate(sorted({t for bag in bags for t in bag}))}
    rows = np.zeros((len(items), len(terms)), np.float32)
    for at, item in enumerate(items):
        for term, weight in vectors[place[item.report.key]].items():
            rows[at, terms[term]] = weight
    return rows @ rows.T


def weighted(bags: Sequence[Mapping[str, int]]) -> list[dict[str, float]]:
    """TF-IDF vectors of bags of terms, with logarithmic counts, of unit length."""
    spread = Counter(term for bag in bags for term in bag)
    return [
        _unit(
            {
                term: (1 + log(count)) * log((len(bags) + _BEYOND) / spread[term])
                for term, count in bag.items()
            }
        )
        for bag in bags
    ]


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def centred(items: Sequence[Headline], other: Sequence[Headline]) -> Matrix:
    """Vectors without the mean of their language in the other half, of unit length."""
    means = {
        language: np.mean(
            [one.report.vector for one in other if one.report.language == language], axis=0
        )
        for language in {one.report.language for one in other}
    }
    rows = np.array(
        [one.report.vector - means.get(one.report.language, 0.0) for one in items], np.float32
    )
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def single_pass(
    alike: Matrix, at: NDArray[np.float64], least: float, open_to: NDArray[np.bool_] | None = None
) -> list[int]:
    """Each item to the open cluster that it is most like on average, if it is ``least`` alike."""
    cluster = np.full(len(at), -1)
    last = list[float]()
    for item in range(len(at)):
        best = -1
        if last:
            before = cluster[:item]
            allowed = np.ones(item, bool) if open_to is None else open_to[item, :item]
            sums = np.bincount(before[allowed], alike[item, :item][allowed], len(last))
            counts = np.bincount(before[allowed], minlength=len(last))
            means = np.where(counts > 0, sums / np.maximum(counts, 1), -1.0)
            means[np.array(last) < at[item] - _WINDOW] = -1.0
            best = int(np.argmax(means))
            if means[best] < least:
                best = -1
        if best < 0:
            last.append(at[item])
            best = len(last) - 1
        cluster[item] = best
        last[best] = at[item]
    return cluster.tolist()


def merged(
    cluster: Sequence[int],
    languages: Sequence[str],
    rows: Matrix,
    at: NDArray[np.float64],
    least: float,
) -> list[int]:
    """Clusters of several languages put together, the most alike pairs first, in one batch."""
    of = np.array(cluster)
    names = np.unique(of)
    means = np.array([rows[of == name].mean(0) for name in names])
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    first = np.array([at[of == name].min() for name in names])
    last = np.array([at[of == name].max() for name in names])
    spoken = np.array([languages[int(np.flatnonzero(of == name)[0])] for name in names])
    cosines = means @ means.T
    apart = np.maximum(first[:, None] - last[None], first[None] - last[:, None])
    fits = (cosines >= least) & (apart <= _WINDOW) & (spoken[:, None] != spoken[None])
    group = list(range(len(names)))
    members = {g: [g] for g in group}
    pairs = np.argwhere(np.triu(fits, 1))
    for one, other in pairs[np.argsort(-cosines[pairs[:, 0], pairs[:, 1]], kind="stable")]:
        a, b = group[one], group[other]
        if a == b or cosines[np.ix_(members[a], members[b])].mean() < 0.9 * least:
            continue
        for name in members[b]:
            group[name] = a
        members[a] += members.pop(b)
    named = dict(zip(names.tolist(), group, strict=True))
    return [named[c] for c in cluster]
