"""Which paragraphs of an interview answer."""

from tearsheet.annotate.quotes.interviews import answers_in
from tearsheet.text import paragraphs

INTERVIEW = """Ann Orr built the ferry herself and has sailed it ever since that summer.
Why a ferry?
Because nobody would sell me a bridge, and the river does not wait for anyone who hesitates.
You were alone then.
I had two brothers and a neighbour with a crane, which is more than most shipyards begin with.
And now?
Now there are four of us, and a dog who believes that the boat is his and that we are guests.
Will there be a second boat?
Ask me when the first one has been paid for, which the bank says will be in the year 2031."""


def test_a_short_line_between_two_answers_asks() -> None:
    lines = paragraphs(INTERVIEW)
    answers = [span.of(INTERVIEW)[:8] for span in answers_in(INTERVIEW, lines).values()]
    assert answers == ["Because ", "I had tw", "Now ther", "Ask me w"]


def test_a_dash_or_a_label_alone_in_its_line_is_no_answer() -> None:
    dashed = "— Why?\n—\n— Who?\n— Ann Orr, the joiner."
    labelled = "Q: Why?\nA:\nBecause.\nQ: Who?\nA: Ann Orr."
    for text, answer in ((dashed, "Ann Orr, the joiner."), (labelled, "Ann Orr.")):
        answers = answers_in(text, paragraphs(text))
        assert [span.of(text) for span in answers.values()] == [answer]
