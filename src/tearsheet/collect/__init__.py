"""The press arrives: pages, letters and documents from files, folders, lists and web archives."""

from tearsheet.collect.arriving import arrivals
from tearsheet.collect.sources import Listed, listed

__all__ = ["Listed", "arrivals", "listed"]
