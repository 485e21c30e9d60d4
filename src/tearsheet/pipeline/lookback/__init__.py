"""Looking back: how much was printed, by whom and where, who was quoted, where words travelled."""

from tearsheet.pipeline.lookback.coverage import coverage
from tearsheet.pipeline.lookback.travels import journeys, most_quoted

__all__ = ["coverage", "journeys", "most_quoted"]
