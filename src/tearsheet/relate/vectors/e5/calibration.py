"""How large does each channel get? Seen over texts of random pieces, the same on every machine.

The few channels with outliers are the model's own, whatever it reads (Dettmers et al. 2022,
"LLM.int8()", section 4), so no text need be kept for this.
"""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from tearsheet.relate.vectors.e5.files import INPUT
from tearsheet.relate.vectors.e5.graph import Plain
from tearsheet.relate.vectors.e5.weights import Weights, unpacked

_SEED, _TEXTS, _TOKENS, _FREQUENT = 20261122, 6, 62, 50_000


def largest_channels(
    weights: Weights, positions: NDArray[np.float32]
) -> dict[str, NDArray[np.float32]]:
    """The greatest absolute value of each channel of what each multiplication takes, by its name.

    ``positions`` are the vectors added to the words', shape (positions, hidden).
    """
    plain = Plain(weights)
    names = sorted(set(plain.multiplicands.values()))
    session = onnxruntime.InferenceSession(
        plain.model(names).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    words = weights.blocks("emb.word", weights.shape.hidden)
    seen = {name: np.zeros(0, np.float32) for name in names}
    for tokens in _texts(weights):
        summed = unpacked(words[tokens]) + positions[: len(tokens)]
        for name, value in zip(names, session.run(names, {INPUT: summed[None]}), strict=True):
            here = np.abs(np.asarray(value, np.float32)[0]).max(axis=0)
            seen[name] = np.maximum(seen[name], here) if seen[name].size else here
    return {name: seen[taken] for name, taken in plain.multiplicands.items()}


def _texts(weights: Weights) -> NDArray[np.int64]:
    random = np.random.default_rng(_SEED)
    known = weights.vocabulary
    made = random.integers(known.unknown + 1, _FREQUENT, (_TEXTS, _TOKENS))
    made[:, 0], made[:, -1] = known.begin, known.end
    return made
