"""Dates, outlets and headlines of documents that have no markup for them."""

import io
from datetime import UTC, date, datetime

import docx
import pytest

from tearsheet.model import Capture, Kept, Location
from tearsheet.read.formats import Material, read_docx, read_plain

LAKE = "The lake lay still all morning, and nobody at all came to look at it before noon. " * 3
OZERO = "Утром озеро лежало тихо, и никто не пришёл посмотреть на него до самого полудня. " * 3
KOL = "Таңертең көл тыныш жатты, түске дейін оған қарауға ешкім келмеді, жұрт кешке жиналды. " * 3
GOL = "Göl bütün sabah durgundu ve öğleden önce hiç kimse ona bakmaya gelmedi, akşam geldiler. " * 3
SEE = "Der See lag den ganzen Morgen still, und niemand kam, um ihn vor Mittag anzusehen. " * 3
LAC = "Le lac est resté calme toute la matinée, et personne n’est venu le voir avant midi. " * 3
LAGO = "El lago estuvo en calma toda la mañana, y nadie vino a verlo antes del mediodía. " * 3
BUHAYRA = "كانت البحيرة هادئة طوال الصباح ولم يأت أحد لينظر إليها قبل الظهر في ذلك اليوم. " * 3
HU = "湖面整个上午都很平静，中午以前没有人来看它，到了晚上人们才慢慢聚集起来。" * 3


def read(reader, payload: bytes, captured_at: datetime | None = None) -> Material:
    capture = Capture(
        "key", "urn:a", "urn:a", captured_at or datetime(2031, 8, 5, tzinfo=UTC), 0, (), "",
        "0" * 64, 0, Location("a.warc.gz", 0, 0, ""), "file:a",
    )  # fmt: skip
    outcome = reader(capture, payload)
    assert isinstance(outcome, Kept)
    assert isinstance(outcome.value, Material)
    return outcome.value


def plain(*paragraphs: str, captured_at: datetime | None = None) -> Material:
    return read(read_plain, "\n\n".join(paragraphs).encode(), captured_at)


def word(*paragraphs: tuple[str, str], created: datetime | None = None) -> Material:
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if created is not None:
        document.core_properties.created = created
    file = io.BytesIO()
    document.save(file)
    return read(read_docx, file.getvalue())


def day(found: Material) -> date:
    assert found.published is not None
    assert found.published.precision == "day"
    return found.published.at.date()


TITLE = ("Title", "Ministers open the lake road")
OUTLET_LINE = ("Normal", "The Caspian Review, 11 June 2031")
BODY = ("Normal", LAKE)


@pytest.mark.parametrize(
    "paragraphs",
    [
        (TITLE, OUTLET_LINE, BODY, BODY),
        (OUTLET_LINE, TITLE, BODY, BODY),
        (("Normal", TITLE[1]), OUTLET_LINE, BODY, BODY),
        (OUTLET_LINE, ("Normal", TITLE[1]), BODY, BODY),
        (TITLE, OUTLET_LINE, ("Normal", "By Ada Corvin"), BODY, BODY),
        (TITLE, OUTLET_LINE, ("Normal", f"ARDEL, June 11 – {LAKE}"), BODY),
        (("Heading 1", TITLE[1]), OUTLET_LINE, BODY, BODY),
        (TITLE, ("Normal", "The Caspian Review"), ("Normal", "11 June 2031"), BODY, BODY),
    ],
)
def test_the_headline_of_a_document_is_no_line_of_outlet_and_date(paragraphs):
    found = word(*paragraphs)
    assert found.title == TITLE[1]
    assert day(found) == date(2031, 6, 11)
    assert found.published is not None
    assert found.published.basis == "page"
    assert "2031" not in found.text or paragraphs[1] != OUTLET_LINE
    if OUTLET_LINE in paragraphs:
        assert found.site_name == "The Caspian Review"


def test_the_properties_of_an_untouched_template_say_nothing():
    found = word(TITLE, BODY, BODY)
    assert found.published is None
    assert found.authors == ()


def test_a_date_near_the_headline_wins_over_the_properties():
    found = word(
        TITLE, ("Normal", "Office of the Lake Ministry for the Press, Ardel, 11 June 2031"), BODY,
        created=datetime(2029, 1, 2, 3, 4, 5),
    )  # fmt: skip
    assert day(found) == date(2031, 6, 11)


def test_a_document_older_than_what_it_tells_is_not_dated_by_its_creation():
    late = ("Normal", f"{LAKE} It opened on 11 June 2031, said the board.")
    created = datetime(2019, 1, 2, 3, 4, 5)
    assert word(TITLE, BODY, late, created=created).published is None
    found = word(TITLE, BODY, BODY, created=created).published
    assert found is not None
    assert found.basis == "header"


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("12 June 2031", LAKE),
        ("June 12, 2031", LAKE),
        ("12 июня 2031 года", OZERO),
        ("12 июня 2031 г.", OZERO),
        ("12 июня 2031 года", KOL),
        ("2031 жылғы 12 маусым", KOL),
        ("12 маусым 2031 жыл", KOL),
        ("12 Haziran 2031", GOL),
        ("12. Juni 2031", SEE),
        ("12 juin 2031", LAC),
        ("12 de junio de 2031", LAGO),
        ("12 يونيو 2031", BUHAYRA),
        ("2031年6月12日", HU),
    ],
)
def test_a_line_of_date_in_words_of_each_language(printed, body):
    found = plain("湖边公路开放" if body is HU else "Ardel", printed, body, body)
    assert day(found) == date(2031, 6, 12)
    assert found.text.startswith(body[:20])
    assert found.published is not None
    assert found.published.evidence in printed


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ("ASTANA, June 12 – ", LAKE),
        ("ASTANA, 12 June. ", LAKE),
        ("АСТАНА, 12 июня. ", OZERO),
        ("Астана. 12 июня. ", OZERO),
        ("АСТАНА, 12 маусым. ", KOL),
        ("ANKARA, 12 Haziran - ", GOL),
        ("BERLIN, 12. Juni – ", SEE),
        ("PARIS, 12 juin – ", LAC),
        ("MADRID, 12 de junio. ", LAGO),
        ("新华社阿斯塔纳6月12日电 ", HU),
    ],
)
def test_a_dateline_without_a_year_is_of_the_year_of_its_capture(opening, body):
    found = plain("A", opening + body, body, captured_at=datetime(2031, 8, 5, tzinfo=UTC))
    assert day(found) == date(2031, 6, 12)
    assert found.published is not None
    assert found.published.basis == "dateline"
    assert found.published.evidence in opening
    assert not found.published.zoned


def test_a_day_yet_to_come_is_of_the_year_before():
    text = f"АСТАНА, 30 декабря. {OZERO}"
    assert day(plain(text, captured_at=datetime(2031, 1, 5, tzinfo=UTC))) == date(2030, 12, 30)
    leap = plain(f"ASTANA, Feb. 29 – {LAKE}", captured_at=datetime(2031, 1, 5, tzinfo=UTC))
    assert day(leap) == date(2028, 2, 29)


def test_a_date_printed_near_a_dateline_lends_its_year():
    text = f"АСТАНА, 12 июня. Совет собрался 10 июня 2027 года. {OZERO}"
    assert day(plain("Озеро открыто", text)) == date(2027, 6, 12)
    far = f"АСТАНА, 12 июня. Мост построен 16 декабря 1991 года. {OZERO}"
    assert day(plain("Озеро открыто", far)) == date(2031, 6, 12)


def test_a_day_in_a_sentence_is_no_dateline():
    assert plain("Lake opens", f"In Ardel, 12 March were enough. {LAKE}").published is None
    assert plain("Lake opens", f"Ardel, 12 people say, is calm. {LAKE}").published is None


def test_a_first_line_that_stands_alone_is_the_headline():
    assert plain("Ministers open the lake road", "Short lead.", LAKE).title.startswith("Ministers")
    assert plain("Will the lake open?", LAKE).title == "Will the lake open?"
    assert plain("Озеро открыто", "Тихо.").title == "Озеро открыто"
    for opening in ("Dear colleagues,", "It opened.", f"ARDEL, June 12 – {LAKE}", LAKE, "***"):
        assert plain(opening, LAKE, LAKE).title == ""


def test_a_line_of_place_and_date_names_no_outlet():
    for line in ("Ardel, 11 June 2031", "Port Ardel, 11 June 2031", "11 June 2031"):
        found = plain("Lake opens", line, LAKE)
        assert (found.title, found.site_name) == ("Lake opens", None)
        assert day(found) == date(2031, 6, 11)
