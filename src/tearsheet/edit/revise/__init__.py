"""Editing a proven sentence by hand: its supports found anew, and what is not proven."""

from tearsheet.edit.revise.hints import hints
from tearsheet.edit.revise.passages import passages
from tearsheet.edit.revise.revise import revised

__all__ = ["hints", "passages", "revised"]
