"""PDF and Word documents that the test writes itself."""

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest

from tearsheet.model import Capture, Failed, Kept, Location, Skipped
from tearsheet.read.formats import Material, read_docx, read_pdf

LONG = "The lake lay still all morning, and nobody at all came to look at it before noon. " * 3


def capture() -> Capture:
    return Capture(
        "key", "file:///a", "file:///a", datetime(2031, 3, 5, tzinfo=UTC), 200, (), "", "0" * 64, 0,
        Location("a.warc.gz", 0, 0, ""), "file:a",
    )  # fmt: skip


def kept(outcome: object) -> Material:
    assert isinstance(outcome, Kept)
    assert isinstance(outcome.value, Material)
    return outcome.value


def pdf(pages: list[list[tuple[int, int, str]]], info: str = "") -> bytes:
    """A PDF of pages of lines (size of type, height on the page, text) in Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(
            f"BT /F1 {size} Tf 72 {height} Td ({text}) Tj ET\n" for size, height, text in lines
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    return (out + f"startxref\n{start}\n%%EOF").encode("latin-1")


def paragraph(top: int, *lines: str) -> list[tuple[int, int, str]]:
    return [(11, top - 13 * number, line) for number, line in enumerate(lines)]


PAGES = [
    [
        (9, 810, "The Lake Board - Annual News"),
        (20, 760, "Lake opens early this year"),
        *paragraph(
            720,
            "The lake lay still all morning, and nobody at all came to look",
            "at it before noon, when the first skaters of the day appear-",
            "ed on the ice.",
        ),
        *paragraph(
            660,
            "It closed again at night, as it does on every day of the week, and",
            "nobody minded",
        ),
        (9, 30, "Page 1"),
    ],
    [
        (9, 810, "The Lake Board - Annual News"),
        *paragraph(760, "because the nights are cold, and the lake is large.", "Then came spring."),
        *paragraph(700, "Nothing else happened there for a very long time indeed."),
        (9, 30, "Page 2"),
    ],
]
INFO = "/Title (Report.indd) /Author (Ada Corvin) /CreationDate (D:20310305070809+02'00')"


def test_a_pdf():
    found = kept(read_pdf(capture(), pdf(PAGES, INFO)))
    assert found.title == "Lake opens early this year"
    assert found.authors == ("Ada Corvin",)
    assert found.published is not None
    assert found.published.at.isoformat() == "2031-03-05T07:08:09+02:00"
    assert found.published.basis == "header"
    first, second, third = found.text.split("\n")
    assert first.endswith("the first skaters of the day appeared on the ice.")
    assert second.endswith(
        "and nobody minded because the nights are cold, and the lake is large. Then came spring."
    )
    assert third.startswith("Nothing else")
    assert "Annual News" not in found.text
    assert "Page" not in found.text


def test_fonts_without_a_box_are_read_in_silence(caplog):
    font = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
    odd = b"/Type /Font /Subtype /TrueType /BaseFont /Odd /Encoding /WinAnsiEncoding "
    odd += b"/FirstChar 32 /LastChar 126 /Widths [" + b"500 " * 95 + b"] "
    odd += b"/FontDescriptor << /FontName /Odd >>"
    payload = pdf(PAGES, INFO)
    assert font in payload
    found = kept(read_pdf(capture(), payload.replace(font, odd)))
    assert "nobody at all came to look" in found.text
    assert caplog.records == []


def test_what_a_browser_prints_around_a_page_is_no_part_of_it():
    page = [
        (8, 820, "8/15/31, 9:41 AM                Lake opens early this year"),
        (20, 760, "Lake opens early this year"),
        *paragraph(720, "11 June 2031"),
        *paragraph(690, "The lake lay still all morning, and nobody at all came to look", "at it."),
        (8, 20, "https://lake.example/news/1"),
        (8, 20, "1/1"),
    ]
    found = kept(read_pdf(capture(), pdf([page])))
    assert found.title == "Lake opens early this year"
    assert found.published is not None
    assert found.published.evidence == "11 June 2031"
    assert found.text.startswith("The lake lay still")
    assert found.text.endswith("at it.")
    assert found.url == "https://lake.example/news/1"


def test_a_pdf_made_at_midnight_names_only_its_day():
    found = kept(read_pdf(capture(), pdf(PAGES, "/CreationDate (D:20310305000000Z)")))
    assert found.published is not None
    assert found.published.precision == "day"


def test_a_pdf_without_text_is_skipped():
    outcome = read_pdf(capture(), pdf([[]]))
    assert isinstance(outcome, Skipped)
    assert outcome.reason == "no text"


@pytest.mark.parametrize(
    "payload", [b"", b"%PDF-1.4", b"nonsense", pdf(PAGES)[:300], pdf(PAGES)[200:]]
)
def test_a_broken_pdf_does_not_raise(payload):
    assert isinstance(read_pdf(capture(), payload), Failed | Skipped | Kept)


def word(*paragraphs: tuple[str, str]) -> bytes:
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    document.core_properties.author = "Ada Corvin"
    document.core_properties.created = datetime(2031, 3, 5, 7, 8, 9)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_document():
    found = kept(
        read_docx(
            capture(),
            word(
                ("Title", "Lake opens"), ("Normal", LONG), ("Heading 1", "Costs"), ("Normal", LONG)
            ),
        )
    )
    assert found.title == "Lake opens"
    assert found.authors == ("Ada Corvin",)
    assert found.text.split("\n")[1] == "Costs"
    assert found.published is not None
    assert found.published.basis == "header"


def test_an_empty_word_document_is_skipped():
    outcome = read_docx(capture(), word())
    assert isinstance(outcome, Skipped)
    assert outcome.reason == "no text"


@pytest.mark.parametrize("payload", [b"", b"PK\x03\x04", b"nonsense", word(("Normal", LONG))[:900]])
def test_what_is_no_word_document_fails(payload):
    outcome = read_docx(capture(), payload)
    assert isinstance(outcome, Failed)
    assert outcome.reason == "not readable"


def test_a_zip_that_is_no_document_fails():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    outcome = read_docx(capture(), file.getvalue())
    assert isinstance(outcome, Failed)
    assert outcome.reason == "not readable"


def test_a_zip_bomb_is_refused_unopened():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 120_000_000)
    outcome = read_docx(capture(), file.getvalue())
    assert isinstance(outcome, Failed)
    assert outcome.reason == "too large"
