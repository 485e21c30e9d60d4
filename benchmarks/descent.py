"""Weights that minimise a loss, by its gradient."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Gradient = Callable[[Numbers], Numbers]


def descended(gradient: Gradient, count: int, steps: int) -> Numbers:
    """``count`` weights after some steps of Adam (Kingma and Ba 2015) with a falling rate."""
    weights, mean, square = np.zeros(count), np.zeros(count), np.zeros(count)
    for step in range(1, steps + 1):
        pull = gradient(weights)
        mean = 0.9 * mean + 0.1 * pull
        square = 0.99 * square + 0.01 * pull * pull
        rate = 0.1 * (1 - 0.9 * step / steps)
        size = np.sqrt(square / (1 - 0.99**step)) + 1e-9
        weights -= rate * (mean / (1 - 0.9**step)) / size
    return weights
