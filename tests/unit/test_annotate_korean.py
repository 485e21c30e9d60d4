"""Korean: who says what."""

import pytest

from tests.unit.annotate_said import Case, found, said

CASES: list[Case] = [
    (
        '김민수 외교부 대변인은 4일 브리핑에서 "다리는 5월에 개통한다"고 밝혔다.',
        [("다리는 5월에 개통한다", "김민수")],
    ),
    (
        '이영호 시장은 "길은 안전하다"며 "비용도 내려간다"고 강조했다.',
        [("길은 안전하다|비용도 내려간다", "이영호")],
    ),
    (
        '박서연 교수는 "물고기가 돌아왔다"고 말했다. 박 교수는 "호수가 빨리 회복된다"고 덧붙였다.',
        [("물고기가 돌아왔다", "박서연"), ("호수가 빨리 회복된다", "박서연")],
    ),
    (
        '최지훈 대표가 신제품을 공개했다. 그는 "자신 있다"고 말했다.',
        [("자신 있다", "최지훈")],
    ),
    ('"정말 기뻐요"라고 정은지(34) 씨는 웃으며 말했다.', [("정말 기뻐요", "정은지")]),
    (
        '"준비는 끝났습니다." 항만청 윤상호 국장은 이렇게 말했다.',
        [("준비는 끝났습니다.", "윤상호")],
    ),
    (
        '존 스미스 대통령은 "성과가 있었다"고 했다. 스미스 대통령은 "다음은 봄"이라고 했다.',
        [("성과가 있었다", "존 스미스"), ("다음은 봄", "존 스미스")],
    ),
    ('기상청은 "외출을 삼가 달라"고 당부했다.', [("외출을 삼가 달라", "기상청")]),
    ("영화 '은빛 강'이 '북극광' 영화제에서 상영됐다.", []),
    ('정부의 "비장의 카드"는 통하지 않았다.', []),
    ("'물의 노래'라는 제목의 전시가 열렸다. 주제는 \"기다림\"이다.", []),
    ('"끝난 겁니까?"라고 한지윤 기자가 물었다.', [("끝난 겁니까?", "한지윤")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_direct_speech(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert said(text, "ko") == expected


def test_an_office_stands_before_or_after_the_name() -> None:
    for text in (
        '외교부 대변인 김민수는 "계속한다"고 말했다.',
        '외교부 김민수 대변인은 "계속한다"고 말했다.',
    ):
        (quote,) = found(text, "ko")
        assert quote.speaker is not None
        assert quote.speaker.name == "김민수"
        assert quote.speaker.role is not None
        assert "대변인" in quote.speaker.role


def test_someone_unnamed_stays_so() -> None:
    (quote,) = found('한 주민은 "너무 비싸다"고 하소연했다.', "ko")
    assert quote.speaker is not None
    assert quote.speaker.kind == "anonymous"
