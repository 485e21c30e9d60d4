"""Sentences and paragraphs of the world's press, with exact offsets."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.text import paragraphs, sentences

LANGUAGES = st.sampled_from(
    [
        *("en", "de", "fr", "es", "ru", "kk", "tr", "ar", "zh", "ja", "und"),
        *("pt", "it", "uk", "uz", "fa", "ko", "pl", "hi", "hy", "bo"),
    ]
)
TEXT = st.text(
    st.sampled_from("Aa b.!?。！？؟।։။።”“\"'«»„ \n1…)(U.S.")
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
    ("hi", "वह आया। |वह गया॥ |फिर क्या हुआ?"),
    ("ur", "وہ آیا۔ |وہ گیا۔ |کیا ہوا؟ |کچھ نہیں۔"),
    ("fa", "او آمد. |او رفت؟ |«می‌آییم. فردا.» |این را دکتر ن. رضایی گفت."),
    ("hy", "Նա եկավ։ |Նա գնաց։"),
    ("am", "መጣ። |ሄደ፧ |ማን ነው?"),
    ("my", "သူလာတယ်။ |သူသွားတယ်။"),
    ("km", "គាត់មក។ |គាត់ទៅ។"),
    ("bo", "ཁོ་ཡོང་སོང་། |ཁོ་ཕྱིན་སོང་།"),
    ("ka", "ის მოვიდა. |ის წავიდა."),
    ("uk", "А. С. Орлов народився в 1799 р. в Одесі. |Там мешкає 5 тис. осіб. |Це все."),
    ("uk", "«Ми йдемо! — сказав він. — Час». |Йшов дощ."),
    (
        "pl",
        "Prof. J. Kowalski przyjechał 3 maja. |Mówił m.in. o cenach itd. |Potem wyjechał.",
    ),
    ("pl", "Spółka zarobiła 5 mln zł. |Wzrost wyniósł 35 proc. w 2024 r. |To rekord."),
    ("pt", "O Sr. Silva chegou às 18h. |A Dra. Costa saiu. |Custou R$ 5 mil. |Fim."),
    ("it", "Il dott. Rossi abita in via G. Verdi n. 5. |La sig.ra Bianchi no. |Fine."),
    ("uz", "A. Navoiy 1441-yilda tug‘ilgan. |U shoir edi. |“Keldik!” dedi u."),
    ("ko", "그는 왔다. |그는 갔다. |“우리가 왔다. 끝이다.”라고 그는 말했다. |비가 왔다."),
    ("ja", "「行きます。行きます。」と彼は言った。|雨が降った。|本当か？|はい！"),
    ("zh", "“我们来了。”他说。|“真的吗？”|大家都笑了……结束。"),
    ("zh", "李明表示，价格上涨了3.5%。|王芳问：“为什么？”"),
    (
        "de",
        "Das kostet 3,5 Mio. Euro. |Am 3. Mai geht es. |Er wohnt in der Hauptstr. 5. |Das war es.",
    ),
    ("de", "„Wir kommen“, sagte er. |„Wann?“ |Keiner wusste es."),
    ("fr", "M. Petit est né en 52 av. J.-C. à Lyon. |Mme Roy aussi. |C’est fini."),
    (
        "en",
        "He paid $5.5 million. |St. Mary's is long. |Ph.D. students left at 5 a.m. |Why?",
    ),
    ("en", "“Stop.” |“Why?” |“Because I said so,” said Lt. Col. J.R. Smith. |They stopped."),
    ("en", "Yahoo! said it was over. |E.U. leaders agreed. |It was No. 1."),
    ("en", "He lives at St. Ives, Apt. 5. |Next."),
    ("ru", "Это было в 2024 г. |Затем он уехал. |В 5 ч. утра пришёл И. И. Иванов. |Всё."),
    ("ru", "Рост составил 5 млн руб. |Он сказал: «Да. Конечно». |И ушёл."),
    ("tr", "Saat 18.30'da başladı. |Prof. Dr. A. Kaya konuştu. |3. Ordu geldi. |Bitti."),
    ("ar", "وصل د. أحمد إلى القاهرة. |هل عاد؟ |نعم! |قال: «نعم. سنعود»."),
    ("el", "Ήρθε. |Έφυγε;"),
    ("es", "¿Vienes? |¡Sí! |La Sra. Ruiz vive en la Av. Mayor n.º 5. |EE. UU. ganó. |Fin."),
    ("kk", "А. Құнанбайұлы 1845 ж. туған. |Ол ақын еді. |«Келеміз. Күт». |Біз келдік."),
    ("he", "הוא בא. |הוא הלך. |למה?"),
    ("mn", "Тэр ирэв. |Тэр явав."),
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


@given(TEXT, LANGUAGES)
def test_a_quotation_is_kept_whole(text: str, language: str) -> None:
    marked = "Ann said: “" + text.translate(_NO_MARKS) + "” and left."
    (only,) = sentences(marked, language)
    assert only.of(marked) == marked


_NO_MARKS = str.maketrans(dict.fromkeys("“”„‟\"«»‹›‘’'`,<>「」『』《》〈〉〝〞＂‚‛\n", "x"))


@pytest.mark.parametrize(
    "piece", [". ", "a\n", "“", '"', "А. ", "。", "1. ", "Mr. ", "«а. ", "“a.” "]
)
def test_a_megabyte_takes_no_time(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    start = process_time()
    for language in ("en", "ru"):
        sentences(text, language)
    # Generous for a busy machine; quadratic work would take minutes.
    assert process_time() - start < 10
