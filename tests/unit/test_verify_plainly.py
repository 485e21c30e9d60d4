"""The second reader finds what is printed on a page, and nothing that is not."""

import io
import zipfile
from email.message import EmailMessage

import pytest

from tearsheet.edit.verify.plainly import Page, stands_whole

HTML = """<!doctype html><html><head><meta charset="utf-8"><title>Pier opens</title>
<meta property="og:title" content="The pier of Lissa opens">
<script type="application/ld+json">{"headline": "A pier \\u2014 at last", "by": ["Ada V"]}</script>
<script>if (a<b) document.write("<p>never printed</p>");</script><style>p > a {}</style></head>
<body data-x="a>b"><!-- a comment <p>hidden</p> -->
<p>The <b>pi</b>er cost&nbsp;&#36;1.4&nbsp;billion, the caf&eacute; &amp; the &ldquo;mole&rdquo;
less.</p><p title='x > y'>Second</p></body></html>"""


def page(text: str, charset: str = "utf-8") -> Page:
    return Page(text.encode(charset), "text/html")


@pytest.mark.parametrize(
    "words",
    [
        "The pier cost $1.4 billion, the café & the “mole” less.",
        'the café & the "mole"',
        "Second",
        "Pier opens",
        "less.Second",
    ],
)
def test_printed_words_are_shown(words: str) -> None:
    assert page(HTML).shows(words)


@pytest.mark.parametrize(
    "words",
    [
        "never printed",
        "hidden",
        "a>b",
        "x > y",
        "A pier — at last",
        "The pier of Lissa",
        "cost $14",
        "",
    ],
)
def test_what_is_not_printed_is_not_shown(words: str) -> None:
    assert not page(HTML).shows(words)


@pytest.mark.parametrize(
    "words", ["A pier — at last", "The pier of Lissa opens", "Ada V", "Second"]
)
def test_a_name_may_stand_in_what_the_page_says_of_itself(words: str) -> None:
    assert page(HTML).names(words)


@pytest.mark.parametrize(
    ("charset", "declared", "words"),
    [
        ("windows-1251", "windows-1251", "Маровия открыла порт"),
        ("gb18030", "gbk", "马罗维亚首都利萨"),
        ("shift_jis", "shift_jis", "首都で発表した"),
        ("utf-16", "utf-8", "Маровия"),
        ("utf-8", "iso-8859-1", "Küste"),
        ("cp1252", "utf-8", "Küste"),
    ],
)
def test_a_page_is_read_in_its_charset_whatever_it_declares(
    charset: str, declared: str, words: str
) -> None:
    text = f"<meta charset={declared}><p>{words}</p>"
    assert Page(text.encode(charset), "text/html").shows(words)


def test_the_charset_of_the_response_counts() -> None:
    payload = "<p>Маровия</p>".encode("koi8-r")
    assert Page(payload, "text/html", "koi8-r").shows("Маровия")


def test_broken_markup_hides_nothing_before_it() -> None:
    broken = page('<p>Before</p><a href="x>Link</a><p>After</p><script>var x = 1')
    assert broken.shows("Before")
    assert not broken.shows("var x")


def test_a_hostile_page_takes_linear_time() -> None:
    hostile = Page(b"<a x='" * 60_000, "text/html")
    assert not hostile.shows("words")


def test_markdown_is_read_with_and_without_its_signs() -> None:
    text = Page(b"## A *short* law\nThe [court](http://x.example) has \\$5.", "text/markdown")
    assert text.shows("A short law")
    assert text.shows("The court has $5.")


def test_a_letter_is_read_whatever_its_encoding() -> None:
    letter = EmailMessage()
    letter["Subject"] = "Маровия сегодня"
    letter["Date"] = "Mon, 16 Jun 2025 08:00:00 +0000"
    letter.set_content("Порт открыт.", cte="base64")
    letter.add_alternative(
        "<p>Порт <b>открыт</b> для всех.</p>", subtype="html", cte="quoted-printable"
    )
    read = Page(letter.as_bytes(), "message/rfc822")
    assert read.shows("Порт открыт.")
    assert read.shows("Порт открыт для всех.")
    assert read.names("Маровия сегодня")
    assert read.holds("Mon, 16 Jun 2025 08:00:00 +0000")


def test_a_word_file_is_read_from_its_xml() -> None:
    packed = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://x"><w:p><w:r><w:t>The pi</w:t></w:r>'
            "<w:r><w:t>er opened.</w:t></w:r></w:p></w:document>",
        )
        file.writestr("docProps/core.xml", "<c><created>2025-06-16T08:00:00Z</created></c>")
    read = Page(packed.getvalue(), kind)
    assert read.shows("The pier opened.")
    assert read.holds("2025-06-16T08:00:00Z")
    assert not Page(b"PK\x03\x04 torn", kind).shows("The pier")


def pdf(words: str) -> bytes:
    """A document of one page, as small as it gets."""
    stream = f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def test_a_pdf_is_read() -> None:
    assert Page(pdf("The pier opened in Lissa."), "application/pdf").shows(
        "The pier opened in Lissa."
    )
    assert not Page(b"%PDF-1.4 torn", "application/pdf").shows("The pier")


def test_characters_must_stand_whole() -> None:
    assert stands_whole("2025-06-16", "at 2025-06-16T08:00")
    assert not stands_whole("025-06-16", "at 2025-06-16T08:00")
    assert not stands_whole("ay 6", "Monday 6")
    assert stands_whole("6月12日", "2025年6月12日宣布")
    assert page("<p>On <b>16</b> June 2025").holds("16 June 2025")
