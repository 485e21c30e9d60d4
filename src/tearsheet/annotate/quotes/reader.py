"""What a reader of subjects must answer."""

from collections.abc import Callable
from dataclasses import dataclass

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention

Reading = Callable[[str, int, int, Lexicon], Mention | None]


@dataclass(frozen=True, slots=True)
class Reader:
    """Four questions about a stretch of text outside the marks; see `subject`."""

    subject_before: Reading
    subject_after: Reading
    first_mention: Reading
    owner_before: Reading
