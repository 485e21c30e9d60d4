"""What is common in the stream: words of a language, names and figures, the middle of its vectors.

All counts fade, so that they follow the press: what was said a month ago says little of which
words are rare today. Nothing but the reports decides, in the order they came.
"""

from collections.abc import Iterable
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from tearsheet.relate.stories.report import Report, Vector
from tearsheet.relate.vectors.means import LanguageMeans

ANY = ""
"""In place of a language, for what languages share: names and figures."""
BEYOND = 50.0
"""Reports imagined beyond those seen, so that among few the words of the one great story are not
taken for common ones: on samples of 17 texts of corpora/stories/ecbplus (2026-11-22) TF-IDF with it
clusters with B3 F1 .96, without .76."""
FADING = 24.0 * 30
"""Hours after which a count is worth 1/e."""
_IMAGINED = 30.0
"""Reports that the mean known beforehand counts as (measured in `relate.vectors.means`)."""
_LARGEST, _SMALLEST = 2.7, 0.3
"""Counts grow instead of fading; when one is worth so many of the first they are written anew,
without what has faded to so little."""
_LONGEST = 100.0
"""Times `FADING` without a report after which nothing counts any more."""


class Statistics:
    """Document frequencies, means of vectors and reports a day, of each language."""

    def __init__(self, means: LanguageMeans | None = None) -> None:
        self.means = means
        self.start: float | None = None
        self.reports: dict[str, float] = {}
        self.spread: dict[str, dict[str, float]] = {}
        self.middles: dict[str, NDArray[np.float32]] = {}
        self.vectors: dict[str, float] = {}
        self.worth = 1.0

    def see(self, report: Report, now: float) -> None:
        """Count a report that came when the stream stood at ``now`` (hours)."""
        weight = self._weight(now)
        self._count(report.language, {*report.title, *report.lead}, weight)
        self._count(ANY, {*_named(report)}, weight)
        vector = report.vector
        if vector is not None:
            of = report.language
            if of not in self.middles:
                self.middles[of] = self._imagined(of, vector) * np.float32(_IMAGINED * weight)
                self.vectors[of] = _IMAGINED * weight
            self.middles[of] = self.middles[of] + vector * np.float32(weight)
            self.vectors[of] += weight

    def rarity(self, language: str, term: str) -> float:
        """The inverse document frequency of a term in a language (`ANY` for names and figures)."""
        weight = self.worth
        spread = self.spread.get(language, {}).get(term, 0.0) / weight
        reports = self.reports.get(language, 0.0) / weight
        return max(0.0, log((reports + BEYOND) / (spread + 0.5)))

    def centred(self, vector: Vector, language: str) -> Vector:
        """The vector without what all of its language have in common, of unit length."""
        held = self.middles.get(language)
        if held is None:
            return vector
        moved: Vector = vector - held / np.float32(self.vectors[language])
        length = float(np.sqrt(np.dot(moved, moved)))
        return moved / np.float32(length) if length > 1e-6 else vector

    def _imagined(self, language: str, vector: Vector) -> Vector:
        """Where the vectors of a language lie, as far as is known beforehand."""
        if self.means is None or self.means.dimensions != len(vector):
            return np.zeros_like(vector)
        return self.means.mean(language).astype(np.float32)

    def _count(self, language: str, terms: Iterable[str], weight: float) -> None:
        spread = self.spread.setdefault(language, {})
        for term in sorted(terms):
            spread[term] = spread.get(term, 0.0) + weight
        self.reports[language] = self.reports.get(language, 0.0) + weight

    def _weight(self, now: float) -> float:
        """What one report counts now beside those before; grows instead of all others fading."""
        if self.start is None:
            self.start = now
        self.worth = exp(min(_LONGEST, max(0.0, now - self.start) / FADING))
        if self.worth > _LARGEST:
            self._rewrite(now)
        return self.worth

    def _rewrite(self, now: float) -> None:
        by = self.worth
        self.start, self.worth = now, 1.0
        least = _SMALLEST * by
        self.reports = {of: count / by for of, count in self.reports.items()}
        self.vectors = {of: count / by for of, count in self.vectors.items()}
        self.middles = {of: held / np.float32(by) for of, held in self.middles.items()}
        self.spread = {
            of: {term: count / by for term, count in spread.items() if count >= least}
            for of, spread in self.spread.items()
        }


def _named(report: Report) -> Iterable[str]:
    return (*report.names, *report.figures, *report.places)
