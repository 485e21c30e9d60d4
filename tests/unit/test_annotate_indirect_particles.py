"""Retold speech where a particle closes the clause, or verb and subject stand before it."""

import pytest

from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.quotes import quotes_in


def retold(text: str, language: str) -> list[tuple[str, str | None]]:
    quotes = quotes_in(text, language, lambda name: False)
    return [
        (quote.spans[0].of(text), quote.speaker.name if quote.speaker else None)
        for quote in indirect_in(text, language, quotes)
    ]


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("ja", "外務省は5日、協議が終わったと発表した。", "協議が終わった", "外務省"),
        (
            "ja",
            "沢村健一課長は「順調だ」としつつ、交渉は春まで続くとの見方を示した。",
            "交渉は春まで続く",
            "沢村健一",
        ),
        (
            "ko",
            "외교부는 양국 실무 협의가 끝났다고 5일 밝혔다.",
            "양국 실무 협의가 끝났다",
            "외교부",
        ),
        (
            "ko",
            '김민수 과장은 "순조롭다"며 협상은 봄까지 이어진다고 말했다.',
            "협상은 봄까지 이어진다",
            "김민수",
        ),
        ("ar", "أكدت وزارة الصحة اليوم أن الموجة قد انتهت.", "أن الموجة قد انتهت", "وزارة الصحة"),
        ("hi", "रमेश वर्मा ने बताया कि टीका सब जगह उपलब्ध है।", "कि टीका सब जगह उपलब्ध है", "रमेश वर्मा"),
        ("zh", "蒋海涛提醒公众，不要自行服用药物。", "不要自行服用药物", "蒋海涛"),
    ],
)
def test_clause_and_who_retells_it(language: str, text: str, words: str, speaker: str) -> None:
    assert retold(text, language) == [(words, speaker)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "外務省は「順調だ」と述べた。"),
        ("ko", '외교부는 "순조롭다"고 밝혔다.'),
        ("ar", "أكدت وزارة الصحة: «الموجة انتهت اليوم»."),
        ("ja", "友人と会って話した。"),
    ],
)
def test_marks_and_companions_are_not_retold(language: str, text: str) -> None:
    assert retold(text, language) == []
