"""Which marks belong together, in every style and with one missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text import paragraphs, quoted

MARKS = st.text(
    st.sampled_from("\"“”„‟«»「」『』'‘’‚‹› a.,—-1")
    | st.characters(exclude_categories=["Cs"], exclude_characters="\n"),
    max_size=60,
)

CASES = [
    ('"One," he said, "two."', ["One,", "two."]),
    ("“One,” he said, “two.”", ["One,", "two."]),
    ("„Eins“, sagte er, „zwei“.", ["Eins", "zwei"]),
    ("»Eins«, sagte er, »zwei«.", ["Eins", "zwei"]),
    ("«Un», dijo, « deux ».", ["Un", "deux"]),
    ("”Ett”, sade hon, ”två”.", ["Ett", "två"]),
    ("「一」と言った『二』", ["一", "二"]),
    ("„Raz”, powiedział.", ["Raz"]),
    ("“One, he said.", ["One, he said."]),
    ('“One," he said, "two.”', ["One,", "two."]),
    ("One,” he said.", ["One,"]),
    ("«Мы в «Заре», — сказал он. — Да».", ["Мы в «Заре», — сказал он. — Да", "Заре"]),
    ("«Мы в «Заре», — сказал он.", ["Мы в «Заре", "Заре"]),
    ("«Мы в «Заре»», — сказал он.", ["Мы в «Заре»", "Заре"]),
    ("“He said ‘no,’ and left,” she said.", ["He said ‘no,’ and left,"]),
    ("'One,' she said. 'It isn't two.'", ["One,", "It isn't two."]),
    ("The '90s weren't the boys' time.", []),
    ('It is 5\'10" tall and 12" wide.', []),
    ("‘One,’ she said.", ["One,"]),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_pairs(text: str, words: list[str]) -> None:
    found = quoted(text, paragraphs(text)[0])
    assert [part.words.of(text) for part in found] == words


@given(MARKS)
def test_parts_lie_inside_and_outer_ones_do_not_cross(text: str) -> None:
    for paragraph in paragraphs(text):
        end = paragraph.start
        for part in quoted(text, paragraph):
            assert paragraph.contains(part.whole)
            assert part.whole.contains(part.words)
            if part.depth == 0 and part.opened:
                assert part.whole.start >= end
                end = part.whole.end


@pytest.mark.parametrize("mark", ["“", '"', "« ", "»", "'", "”", "„a“", ' "a', "「"])
def test_a_heap_of_marks_is_no_trouble(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    assert len(quoted(text, paragraphs(text)[0])) <= 200_000
