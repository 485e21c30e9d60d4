"""The characters of a page, whatever it declares."""

import pytest

from tearsheet.read.decode import codec_of, decoded

RUSSIAN = "Министр сказал журналистам, что переговоры продолжатся завтра утром в столице. " * 8
JAPANESE = "大臣は記者団に対し、協議は明日の朝も首都で続くと述べた。" * 8
KOREAN = "장관은 기자들에게 협상이 내일 아침 수도에서 계속될 것이라고 말했다. " * 8
CHINESE = "部长告诉记者，谈判将于明天上午在首都继续进行。" * 8
TAIWANESE = "部長告訴記者，談判將於明天上午在首都繼續進行。" * 8
FRENCH = "Le ministre a déclaré à la presse que les négociations reprendraient à l’aube. " * 8


def page(text: str, charset: str = "") -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "written", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8"),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "utf-8", "iso-8859-1"),
        (FRENCH, "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "utf-8"),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "cp932", ""),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (KOREAN, "cp949", "ks_c_5601-1987"),
        (KOREAN, "cp949", "utf-8"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "gb18030", ""),
        (TAIWANESE, "big5", "big5"),
        (CHINESE, "utf-8-sig", "gb2312"),
        (CHINESE, "utf-16", ""),
        (CHINESE, "utf-16-le", "utf-16"),
        (CHINESE, "utf-16-be", ""),
    ],
)
def test_the_words_survive(text: str, written: str, declared: str) -> None:
    whole = page(text, declared)
    assert decoded(whole.encode(written)) == whole


def test_the_server_speaks_before_the_page() -> None:
    payload = page(RUSSIAN, "koi8-r").encode("cp1251")
    headers = (("Content-Type", "text/html; charset=windows-1251"),)
    assert RUSSIAN in decoded(payload, headers)


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    payload = page(RUSSIAN).encode() + b"\xe9 caf\xe9"
    assert RUSSIAN in decoded(payload)


def test_a_page_cut_inside_a_character_keeps_its_words() -> None:
    payload = page(RUSSIAN, "utf-8").encode()
    cut = payload[: payload.rindex("я".encode()) + 1]
    assert RUSSIAN[:600] in decoded(cut)


def test_labels_are_read_as_browsers_do() -> None:
    assert codec_of("ISO-8859-1") == "cp1252"
    assert codec_of("gb2312") == "gb18030"
    assert codec_of("no such thing") is None
    assert codec_of("hex") is None


def test_no_bytes_break_it() -> None:
    for payload in (b"", b"\xff", b"\x00" * 300, bytes(range(256)) * 4, b"\xef\xbb\xbf"):
        assert isinstance(decoded(payload), str)
