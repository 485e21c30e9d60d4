"""What a test needs to say about retold speech: the passage and whose it is."""

from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.quotes import quotes_and_speakers
from tearsheet.model import Quote


def found(text: str, language: str) -> tuple[Quote, ...]:
    """The indirect quotations of a text, as `annotate` finds them."""
    quotes, speakers = quotes_and_speakers(text, language, lambda name: False)
    return indirect_in(text, language, quotes, speakers)


def retold(text: str, language: str) -> list[tuple[str, str | None]]:
    """Each passage's words (parts joined by a bar) and its speaker's name."""
    return [
        ("|".join(span.of(text) for span in quote.spans), quote.speaker and quote.speaker.name)
        for quote in found(text, language)
    ]
