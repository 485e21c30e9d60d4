"""Sentences and paragraphs of the world's press, with exact offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text import paragraphs, sentences

LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ru", "kk", "tr", "ar", "zh", "ja", "und"])
TEXT = st.text(
    st.sampled_from("Aa b.!?。！？؟।”“\"'«»„ \n1…)(U.S.")
    | st.characters(exclude_categories=["Cs"]),
    max_size=80,
)

# Sentences are parted by "|" here; it is left out of the text.
CASES = [
    ("en", "Mr. Lee met Gov. J. B. Ross in the U.S. |The talks ended at 5 p.m. on Feb. 12."),
    ("en", "Prices rose 3.5 percent, No. 2 fell. |Nobody knew why."),
    ("en", '"We came. We saw!" he said. |Then they left.'),
    ("en", 'She said: "Is it over?" |"No," said Ann.'),
    ("en", "Acme Inc. said it would pay. |It did not."),
    ("en", "He paused... and went on. |Nobody moved… |The clock struck."),
    ("en", "Visit example.com today. |Why? |Because!"),
    ("en", "“It is late,” she said. |“We should go.” |They went."),
    ("de", "Am 3. Mai kam Dr. Kern z. B. nach Bern. |Er blieb bis 2024. |Dann ging er."),
    ("de", "„Kommt ihr? Bald?“, fragte Papst Johannes Paul II. |Die Menge schwieg."),
    ("fr", "M. Petit a dit : « Nous partons. Enfin. » |Mme Roy est restée."),
    ("es", "¿Quién es el Sr. Ruiz? |Nadie lo sabe. |¡Vaya! |El Dr. Gil llegó a EE. UU. en enero."),
    ("ru", "А. С. Орлов родился в 1799 г. в Туле. |Там живут 5 тыс. чел. |Это всё."),
    ("ru", "«Мы идём! — сказал он. — Пора». |Дождь шёл."),
    ("ru", "Он живёт на ул. Мира. |В доме есть лампы, столы и т. д. |Но света нет."),
    ("kk", "Биыл 5 млн. теңге бөлінді. |Бұл жақсы. |«Келеміз!» деді ол."),
    ("tr", "Dr. Kaya 21. yüzyılı anlattı. |Bu bir ders. |“Geldik. Gördük.” dedi."),
    ("ar", "هل تعلم؟ |نعم. |قال: «نحن هنا. الآن»."),
    ("zh", "今天很好！|明天呢？|“我们来了。”他说。|大家都笑了。"),
    ("ja", "「行きます。」と彼は言った。|雨が降った。"),
    ("hi", "वह आया। |वह गया।"),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_sentences(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in sentences(text, language)] == [
        part.strip() for part in marked.split("|")
    ]


@given(TEXT, LANGUAGES)
def test_sentences_cover_all_that_is_not_white_space(text: str, language: str) -> None:
    found = sentences(text, language)
    end = 0
    for span in found:
        assert text[end : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        assert "\n" not in span.of(text)
        end = span.end
    assert text[end:].strip() == ""


@given(TEXT)
def test_paragraphs_are_lines_with_words(text: str) -> None:
    assert [span.of(text) for span in paragraphs(text)] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


def test_a_language_tag_may_have_a_region() -> None:
    text = "Am 3. Mai."
    assert len(sentences(text, "de-AT")) == 1
