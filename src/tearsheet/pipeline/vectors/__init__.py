"""Which model makes the vectors, where it runs, and what is kept of what it said."""

from tearsheet.pipeline.vectors.cache import Cached, VectorCache
from tearsheet.pipeline.vectors.choose import UnknownVectorsError, encoder_for, why_none
from tearsheet.pipeline.vectors.endpoint import Endpoint, EndpointError
from tearsheet.pipeline.vectors.folder import Folder, FolderError

__all__ = [
    "Cached",
    "Endpoint",
    "EndpointError",
    "Folder",
    "FolderError",
    "UnknownVectorsError",
    "VectorCache",
    "encoder_for",
    "why_none",
]
