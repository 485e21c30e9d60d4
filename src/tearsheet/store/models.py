"""Where Django looks for models; they live in `rows`."""

from tearsheet.store.rows import (
    ArticleRow,
    CaptureRow,
    DecisionRow,
    EditionRow,
    OutletRow,
    RunRow,
    TextRow,
    WatchRow,
)

__all__ = [
    "ArticleRow",
    "CaptureRow",
    "DecisionRow",
    "EditionRow",
    "OutletRow",
    "RunRow",
    "TextRow",
    "WatchRow",
]
