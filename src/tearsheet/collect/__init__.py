"""The press arrives: pages, letters and documents from files, folders, lists and web archives."""

from tearsheet.collect.files.arriving import arrivals
from tearsheet.collect.files.listed import Listed, listed

__all__ = ["Listed", "arrivals", "listed"]
