"""Noise is told from text, in every script and encoding."""

import random
from datetime import UTC, datetime

import pytest

from tearsheet.model import Capture, Kept, Location
from tearsheet.read import read
from tearsheet.read.formats.legible import is_legible

TEXTS = (
    "The lake lay still all morning, said McAllister; iPhones rang (€5 a minute) at 9:30.",
    "Утром озеро лежало тихо, и никто не пришёл: COVID-19 закрыл берег. Цена — 40 ₸.",
    "Таңертең көл тыныш жатты, түске дейін оған қарауға ешкім келмеді.",
    "كانت البحيرة هادئة طوال الصباح ولم يأت أحد لينظر إليها قبل الظهر.",
    "湖面整个上午都很平静，中午以前没有人来看它，价格是30美元。",
    "湖面整個上午都很平靜，中午以前沒有人來看它，價格是三十美元。",
    "湖は午前中ずっと静かで、昼まで誰も見に来なかった。価格は３０ドル。",
    "호수는 오전 내내 고요했고 정오까지 아무도 보러 오지 않았다.",
    "झील पूरी सुबह शांत थी और दोपहर तक कोई उसे देखने नहीं आया।",
    "ทะเลสาบนิ่งสงบตลอดเช้า และไม่มีใครมาดูจนถึงเที่ยง",
    "האגם היה שקט כל הבוקר ואיש לא בא לראות אותו לפני הצהריים.",
)
ENCODINGS = ("utf-8", "cp1252", "cp1251", "gb18030", "cp932", "cp949", "cp1256")


def outcome(payload: bytes, name: str, media_type: str) -> object:
    capture = Capture(
        "key", f"file:///{name}", f"file:///{name}", datetime(2031, 3, 5, tzinfo=UTC), 0, (),
        media_type, "0" * 64, len(payload), Location("a.warc.gz", 0, 0, ""), name,
    )  # fmt: skip
    return read(capture, payload)


@pytest.mark.parametrize("text", TEXTS)
def test_words_of_any_script_are_legible(text):
    assert is_legible(text)
    assert is_legible(text[:25])


@pytest.mark.parametrize("text", ["", "12 34", "\ufffd" * 6, "\ufffd\ufffd\ufffda\ufffd b", "***"])
def test_what_has_no_words_is_not(text):
    assert not is_legible(text)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.html", "text/html"),
        ("a.md", "text/markdown"),
        ("a.eml", "message/rfc822"),
        ("a.pdf", "application/pdf"),
    ],
)
@pytest.mark.parametrize("lowest", [0, 32, 128])
def test_random_bytes_are_no_article(name, media_type, lowest):
    noise = random.Random(20260611)
    for length in (60, 200, 1_000, 5_000):
        payload = bytes(noise.randrange(lowest, 256) for _ in range(length))
        assert not isinstance(outcome(payload, name, media_type), Kept), (length, payload[:40])


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text_in_an_old_encoding_is_kept(encoding):
    read_at_all = 0
    for text in TEXTS:
        try:
            payload = (f"{text}\n\n{text} {text} {text}").encode(encoding)
        except UnicodeEncodeError:
            continue
        read_at_all += 1
        assert isinstance(outcome(payload, "a.txt", "text/plain"), Kept), text
    assert read_at_all
