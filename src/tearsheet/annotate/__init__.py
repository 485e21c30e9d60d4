"""Article -> spans: who says what, and what a press review reports."""

from tearsheet.annotate.annotate import Register, annotate

__all__ = ["Register", "annotate"]
