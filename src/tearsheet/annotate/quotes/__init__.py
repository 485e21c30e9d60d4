"""Who says what: marked segments are found, tied to a speaker, judged, joined and resolved."""

from tearsheet.annotate.quotes.find import quotes_in

__all__ = ["quotes_in"]
