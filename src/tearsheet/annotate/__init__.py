"""Article -> spans: who says what, and what a press review reports."""

from tearsheet.annotate.annotate import annotate

__all__ = ["annotate"]
