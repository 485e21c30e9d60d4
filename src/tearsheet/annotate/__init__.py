"""Article -> spans: who says what, and what a press review reports."""

from tearsheet.annotate.annotate import Fault, annotate, annotate_what_can_be

__all__ = ["Fault", "annotate", "annotate_what_can_be"]
