"""Who says what: marked segments are found, tied to a speaker, judged, joined and resolved."""

from tearsheet.annotate.quotes.find import quotes_and_speakers, quotes_in
from tearsheet.annotate.quotes.headline import headline_quotes

__all__ = ["headline_quotes", "quotes_and_speakers", "quotes_in"]
