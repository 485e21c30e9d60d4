"""Pages that name a subject are never turned down, however their bytes spell it."""

import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tearsheet.collect.warc.matching import Matcher, Needle
from tearsheet.edit import country_watch, organisation_watch, person_watch
from tearsheet.model import Watch, WatchName
from tearsheet.pipeline.crawls import matcher

HTML = "text/html"
WATCHES = {code: country_watch(code, code.lower()) for code in ("KZ", "US", "UA", "DE", "CN")}
MATCHERS = {code: matcher(watch) for code, watch in WATCHES.items()}

# A word for the country, and the encodings that papers of its language were printed in.
PRINTED = [
    ("KZ", "Казахстан", ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac_cyrillic")),
    ("KZ", "Қазақстан", ("ptcp154", "kz1048")),
    ("KZ", "哈萨克斯坦", ("gb18030", "gbk")),
    ("KZ", "哈薩克", ("big5", "big5hkscs")),
    ("KZ", "カザフスタン", ("shift_jis", "euc_jp", "iso2022_jp")),
    ("KZ", "카자흐스탄", ("euc_kr", "cp949")),
    ("KZ", "كازاخستان", ("cp1256", "iso8859-6")),
    ("DE", "Γερμανία", ("cp1253", "iso8859-7")),
    ("DE", "גרמניה", ("cp1255", "iso8859-8")),
    ("CN", "Čína", ("cp1250", "iso8859-2")),
    ("CN", "Çin", ("cp1254", "cp1252")),
]


def page(words: str) -> str:
    return f"<html><body><p>Rain fell over the valley. {words} was far. </p></body></html>"


@pytest.mark.parametrize(("code", "word", "encodings"), PRINTED)
def test_every_encoding_of_the_press_is_searched(
    code: str, word: str, encodings: tuple[str, ...]
) -> None:
    for encoding in (*encodings, "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"):
        assert MATCHERS[code](page(word).encode(encoding), HTML), encoding
        assert not MATCHERS[code](page("Velmar").encode(encoding), HTML), encoding


def as_entities(text: str, form: str) -> str:
    return "".join(one if one.isascii() else form.format(ord(one)) for one in text)


@pytest.mark.parametrize(("code", "word", "encodings"), PRINTED)
@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#x{:X};", "&#x{:04x};"])
def test_entities_are_read(code: str, word: str, encodings: tuple[str, ...], form: str) -> None:
    written = as_entities(page(word), form)
    assert html.unescape(written) == page(word)
    assert MATCHERS[code](written.encode("ascii"), HTML)


def test_named_entities_are_read() -> None:
    wanted = matcher(organisation_watch("Österreichische Börse", "boerse"))
    assert wanted(page("&Ouml;sterreichische B&ouml;rse").encode("ascii"), HTML)


@pytest.mark.parametrize(("code", "word", "encodings"), PRINTED)
def test_json_escapes_are_read(code: str, word: str, encodings: tuple[str, ...]) -> None:
    script = f'<script type="application/ld+json">{json.dumps({"articleBody": word})}</script>'
    assert word not in script
    assert MATCHERS[code](script.encode("ascii"), HTML)
    capitals = re.sub(r"\\u[0-9a-f]{4}", lambda one: "\\u" + one[0][2:].upper(), script)
    assert MATCHERS[code](capitals.encode("ascii"), HTML)


@pytest.mark.parametrize("joint", ["\u00ad", "\u200b", "&shy;", "&#173;", "&#xAD;", "<wbr>"])
def test_marks_inside_a_word_do_not_hide_it(joint: str) -> None:
    assert MATCHERS["KZ"](page(f"Kasach{joint}stan").encode(), HTML)
    assert MATCHERS["KZ"](page(f"Ka{joint}zakh{joint}stan").encode(), HTML)
    assert not MATCHERS["KZ"](page(f"Vel{joint}mar").encode(), HTML)
    latin = page("Kasach\u00adstan, Zürich").encode("cp1252")
    assert MATCHERS["KZ"](latin, HTML)


def test_capitals_and_case_endings_are_found() -> None:
    for words in ("KAZAKHSTAN", "Казахстаном", "КАЗАХСТАНА", "kazakhe", "Kazakhs"):
        assert MATCHERS["KZ"](page(words).encode(), HTML), words


@pytest.mark.parametrize("words", ["the US", "U.S.", "USA", "\\nUS", "\\u003eUS", "&nbsp;US"])
def test_short_names_stand_alone(words: str) -> None:
    assert MATCHERS["US"](page(words).encode(), HTML)


@pytest.mark.parametrize("words", ["USER", "BONUS", "MUSEUM", "STATUS_USX", "USAGE"])
def test_short_names_inside_other_words_do_not_count(words: str) -> None:
    assert not MATCHERS["US"](page(words).encode(), HTML)


def test_all_the_words_of_a_name_are_asked_for() -> None:
    wanted = matcher(person_watch("Tomas Vellington", "vell"))
    assert wanted(page("Mr Vellington").encode(), HTML)  # a family name stands for its bearer
    both = Matcher.of([[Needle(("United",)), Needle(("States",))]])
    assert both(page("the United <b>States</b>").encode(), HTML)
    assert not both(page("the United Kingdom").encode(), HTML)


def test_letters_and_documents_are_let_through_unsearched() -> None:
    assert MATCHERS["KZ"](b"%PDF-1.7", "application/pdf")
    assert not MATCHERS["KZ"](b"Rain", "text/plain")


def test_no_names_are_refused() -> None:
    with pytest.raises(ValueError, match="no name"):
        Matcher.of([])


def test_the_digest_tells_subjects_apart_and_does_not_ask_for_their_order() -> None:
    names = WATCHES["KZ"].names
    backwards = Watch("kz", "Kazakhstan", "country", tuple(reversed(names)), "KZ")
    assert matcher(backwards).digest == MATCHERS["KZ"].digest
    assert len({one.digest for one in MATCHERS.values()}) == len(MATCHERS)


CASES = st.sampled_from(["{}", "{}", "<b>{}</b>", '{{"a":"{}"}}', "\u201c{}\u201d", "{}\u2019s"])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(WATCHES)), st.data())
def test_whatever_match_finds_in_the_words_the_bytes_show(code: str, data: st.DataObject) -> None:
    from tearsheet.edit.subjects.forms import form_of

    name: WatchName = data.draw(st.sampled_from(WATCHES[code].names))
    cased = data.draw(st.sampled_from([str, str.upper, str.title]))
    words = cased(data.draw(CASES).format(name.text))
    if not form_of(name).found_in(words):
        return
    encoding = data.draw(st.sampled_from(["utf-8", "utf-16", "ascii"]))
    assert MATCHERS[code](page(words).encode(encoding, "xmlcharrefreplace"), HTML)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_trouble_it(payload: bytes) -> None:
    assert MATCHERS["CN"](payload, HTML) in (True, False)
