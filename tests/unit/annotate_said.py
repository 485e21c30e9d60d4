"""What a test needs to say about quotations: the words and who says them."""

from tearsheet.annotate.quotes import quotes_in
from tearsheet.model import Quote

OUTLETS = frozenset({"Global Times", "Xinhua", "The Valley Post"})

Case = tuple[str, list[tuple[str, str | None]]]


def found(text: str, language: str) -> tuple[Quote, ...]:
    """The quotations of a text."""
    return quotes_in(text, language, OUTLETS.__contains__)


def said(text: str, language: str) -> list[tuple[str, str | None]]:
    """Each quotation's words (parts joined by a bar) and its speaker's name."""
    return [
        ("|".join(span.of(text) for span in quote.spans), quote.speaker and quote.speaker.name)
        for quote in found(text, language)
    ]
