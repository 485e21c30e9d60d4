"""A letter's own words, and the words of letters inside of it."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from tearsheet.model import Capture, Kept, Location, Skipped
from tearsheet.read.formats import Material, read_mail
from tearsheet.read.formats.letters import letter_of

LAKE = "The lake lay still all morning, and nobody at all came to look at it before noon."
QUOTED = '> "The lake is finished," said Bob.\n>\n>> And so on.'


def outcome(text: str, subject: str, sender: str = "The Lake Letter <a@lake.example>") -> object:
    message = EmailMessage()
    message["From"] = sender
    message["Subject"] = subject
    message["Date"] = "Wed, 05 Mar 2031 07:08:09 +0200"
    message.set_content(text)
    capture = Capture(
        "key", "mid:a", "mid:a", datetime(2031, 3, 5, tzinfo=UTC), 0, (), "message/rfc822",
        "0" * 64, 0, Location("a.warc.gz", 0, 0, ""), "mail:a",
    )  # fmt: skip
    return read_mail(capture, message.as_bytes())


def kept(text: str, subject: str = "Lake", sender: str = "The Lake Letter <a@lake.example>"):
    found = outcome(text, subject, sender)
    assert isinstance(found, Kept)
    assert isinstance(found.value, Material)
    return found.value


@pytest.mark.parametrize(
    "introduction",
    [
        "On Tue, 4 Mar 2031 at 09:12, Bob Brook <bob@brook.example> wrote:",
        "On Tue, 4 Mar 2031 at 09:12, Bob Brook\n<bob@brook.example> wrote:",
        "Am 04.03.2031 um 09:12 schrieb Bob Brook:",
        "Le mar. 4 mars 2031 à 09:12, Bob Brook a écrit :",
        "El mar, 4 mar 2031, Bob Brook escribió:",
        "вт, 4 мар. 2031 г. в 09:12, Боб Брук пишет:",
        "4 Mar 2031 tarihinde Bob Brook şunu yazdı:",
        "在 2031年3月4日，Bob Brook 写道：",
    ],
)
def test_what_a_reply_quotes_is_left_out(introduction):
    found = kept(f"{LAKE}\n\n{LAKE}\n\n{introduction}\n{QUOTED}\n\nMore.", "Re: Lake")
    assert found.text == f"{LAKE}\n{LAKE}\nMore."


def test_a_signature_and_an_original_message_end_the_letter():
    assert kept(f"{LAKE}\n\n{LAKE}\n-- \nPress Office\nTel. 1").text == f"{LAKE}\n{LAKE}"
    below = "-----Original Message-----\nFrom: Bob\nSubject: Lake\n\nIt is finished."
    assert kept(f"{LAKE}\n\n{LAKE}\n\n{below}").text == f"{LAKE}\n{LAKE}"


def test_a_sentence_that_ends_in_wrote_is_the_letters_own():
    text = f"On the lake, as Ada Corvin wrote:\n\n{LAKE}\n\n{LAKE}"
    assert "Ada Corvin wrote:" in kept(text).text


FIELDS = "From: Lake Times <news@times.example>\nDate: Mon, 3 Mar 2031 10:00:00 +0100\n"
FIELDS += "Subject: Lake opens\nTo: a@lake.example\n"


@pytest.mark.parametrize(
    "text",
    [
        f"See below.\n\n---------- Forwarded message ---------\n{FIELDS}\n\n{LAKE}\n\n{LAKE}",
        f"Begin forwarded message:\n\n{FIELDS}\n{LAKE}\n\n{LAKE}\n\n-- \nAda",
        "".join(f"> {line}\n" for line in f"{FIELDS}\n{LAKE}\n\n{LAKE}".split("\n")),
    ],
)
def test_a_letter_passed_on_is_the_article(text):
    found = kept(text, "Fwd: Lake opens")
    assert found.text == f"{LAKE}\n{LAKE}"
    assert found.title == "Lake opens"
    assert found.site_name == "Lake Times"
    assert found.published is not None
    assert found.published.at.date() == date(2031, 3, 3)
    assert found.published.evidence in text


def test_a_letter_that_only_quotes_passes_on():
    assert letter_of(f"> {LAKE}\n", "Lake").text == LAKE


def test_a_headline_in_the_letter_stays_beside_its_subject():
    found = kept(f"Lake road opens\n\n{LAKE}\n\n{LAKE}", "Press release 7")
    assert found.title == "Press release 7"
    assert found.text == f"Lake road opens\n{LAKE}\n{LAKE}"
    assert kept(f"Lake road opens\n\n{LAKE}", "Lake road opens").text == LAKE


def test_an_answer_of_a_signature_alone_has_no_text():
    found = outcome("-- \nAda Corvin\n", "Re: Lake")
    assert isinstance(found, Skipped)
    assert found.reason == "no text"


@pytest.mark.parametrize(
    ("sender", "house"),
    [
        ("Press Office <press@ministry.example>", "ministry.example"),
        ("Пресс-служба <press@ministry.example>", "ministry.example"),
        ("The Lake Letter <a@lake.example>", "The Lake Letter"),
        ("a@lake.example", "lake.example"),
        ("Newsroom", None),
    ],
)
def test_a_desk_is_named_by_its_house(sender, house):
    assert kept(f"{LAKE}\n\n{LAKE}", sender=sender).site_name == house
