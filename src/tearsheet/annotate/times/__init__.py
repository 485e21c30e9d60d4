"""Days and periods that a text names, resolved against the day it was written."""

from tearsheet.annotate.times.find import moments_in
from tearsheet.annotate.times.reference import Times, times_of

__all__ = ["Times", "moments_in", "times_of"]
