"""A quotation that stops before the words that change it is flagged with those words."""

import pytest

from tearsheet.edit.verify.edges import unmarked_rest
from tearsheet.model import Span
from tearsheet.text import sentences

TEXT = (
    "“Freight trains will never cross this bridge at night,” the minister said. “We owe the town "
    "its sleep. It has waited,” he said.\n«Поезда пойдут днём», – сказал он, и город выдохнул."
)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Freight trains will never cross this bridge", "at night,"),
        ("Freight trains will never cross this bridge at night", ""),
        ("We owe the town its sleep.", ""),
        ("We owe the town", "its sleep."),
        ("Поезда пойдут днём", ""),
        ("Поезда пойдут", "днём"),
    ],
)
def test_what_the_page_goes_on_to_say(words: str, rest: str) -> None:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    assert unmarked_rest(TEXT, span, sentences(TEXT, "en")) == rest
