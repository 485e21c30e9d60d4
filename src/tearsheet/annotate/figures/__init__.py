"""Amounts, shares, counts and measures of a text, as printed and as values."""

from tearsheet.annotate.figures.find import figures_in

__all__ = ["figures_in"]
