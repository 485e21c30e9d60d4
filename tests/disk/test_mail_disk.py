"""Mailboxes on the disk: mbox, Maildir, folders of letters; what is in a letter."""

import gzip
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from tearsheet.collect import arrivals
from tearsheet.collect.mail import MailboxState, letters
from tearsheet.model import Failed, Kept, Skipped

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
LIMIT = 100_000
PAGE = "https://ledger.example/world/three-states-sign-a-calendar-of-water"
HEADLINE = "Three states sign a calendar of water"
NOTHING = MailboxState()


def letter(number=1, html=f'<p><a href="{PAGE}">{HEADLINE}</a></p>', attached=()):
    message = EmailMessage()
    message["From"] = "Harbour Ledger <desk@ledger.example>"
    message["Subject"] = f"Morning letter {number}"
    message["Message-ID"] = f"<{number}@ledger.example>"
    message["List-Unsubscribe"] = "<https://post.example/x/99999>, <mailto:out@post.example>"
    message.set_content("Good morning.\n\nFrom the harbour: all is well.\n")
    if html:
        message.add_alternative(html, subtype="html")
    for content, kind, name in attached:
        message.add_attachment(content, *kind.split("/"), filename=name)
    if message.is_multipart():
        message.set_boundary(f"boundary-of-{number}")
    return message


def read(where, state=NOTHING, limit=LIMIT):
    return list(letters(str(where), state, NOW, limit_bytes=limit))


def urls(outcomes):
    return [one.value.arrival.url for one in outcomes if isinstance(one, Kept)]


def mbox(*messages):
    """An mbox file as mail programs write it (mboxrd)."""
    parts = []
    for message in messages:
        body = message if isinstance(message, bytes) else message.as_bytes()
        quoted = b"\n".join(
            b">" + line if line.lstrip(b">").startswith(b"From ") else line
            for line in body.split(b"\n")
        )
        parts.append(b"From desk@ledger.example Thu Mar  5 08:30:00 2026\n" + quoted + b"\n")
    return b"".join(parts)


def test_a_letter_is_the_same_capture_whatever_way_it_comes(tmp_path):
    alone = tmp_path / "letter.eml"
    alone.write_bytes(letter().as_bytes())
    box = tmp_path / "box"
    box.write_bytes(mbox(letter()))
    (tmp_path / "mail" / "cur").mkdir(parents=True)
    (tmp_path / "mail" / "new").mkdir()
    (tmp_path / "mail" / "cur" / "1772.host:2,S").write_bytes(letter().as_bytes())
    found = [read(where)[0].value for where in (alone, box, tmp_path / "mail")]
    (as_a_file,) = arrivals([str(alone)], NOW, limit_bytes=LIMIT)
    assert {one.arrival.key for one in found} == {as_a_file.value.key}
    assert found[0].arrival == as_a_file.value
    assert found[0].arrival.url == "mid:1@ledger.example"
    assert found[1].arrival.captured_at == datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    assert [lead.url for lead in found[1].leads] == [PAGE]
    assert found[1].leads[0].title == HEADLINE


def test_an_mbox_is_read_on_where_it_was_left(tmp_path):
    box = tmp_path / "box"
    box.write_bytes(mbox(*(letter(n) for n in range(3))))
    first = read(box)
    assert len(urls(first)) == 3
    state = first[-1].value.state
    assert read(box, state) == []
    with box.open("ab") as file:
        file.write(mbox(letter(3)))
    assert urls(read(box, state)) == ["mid:3@ledger.example"]
    box.write_bytes(mbox(letter(8, html="<p>another file</p>"), letter(9)))
    assert len(read(box, state)) == 2


def test_a_line_that_begins_with_from_does_not_part_a_letter(tmp_path):
    box = tmp_path / "box"
    box.write_bytes(mbox(letter(1), letter(2)))
    first, second = read(box)
    assert b"\nFrom the harbour" in first.value.arrival.payload
    assert first.value.arrival.payload.rstrip() == letter(1).as_bytes().rstrip()
    assert second.value.arrival.url == "mid:2@ledger.example"


def test_a_large_letter_in_an_mbox_is_passed_over(tmp_path):
    box = tmp_path / "box"
    box.write_bytes(mbox(letter(1), letter(2, html="x " * LIMIT), letter(3)))
    first, large, last = read(box)
    assert isinstance(large, Skipped)
    assert large.reason == "too large"
    assert urls([first, last]) == ["mid:1@ledger.example", "mid:3@ledger.example"]


def test_a_maildir_with_its_subfolders(tmp_path):
    for folder in ("cur", "new", "tmp", ".News/cur", ".News/new"):
        (tmp_path / folder).mkdir(parents=True)
    for number, place in enumerate(("cur/1:2,S", "new/2", "tmp/3", ".News/new/4")):
        (tmp_path / place).write_bytes(letter(number).as_bytes())
    found = read(tmp_path)
    assert urls(found) == [f"mid:{n}@ledger.example" for n in (0, 1, 3)]
    assert found[0].value.arrival.source == f"mail:{tmp_path}/cur/1"


def test_a_folder_of_letters_and_boxes(tmp_path):
    (tmp_path / "a.eml").write_bytes(letter(1).as_bytes())
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.eml.gz").write_bytes(gzip.compress(letter(2).as_bytes()))
    (tmp_path / "c.mbox").write_bytes(mbox(letter(3)))
    (tmp_path / "notes.txt").write_text("no letter")
    assert urls(read(tmp_path)) == [f"mid:{n}@ledger.example" for n in (1, 2, 3)]


def test_attached_pages_arrive_by_themselves(tmp_path):
    page = b"<!doctype html><html><body><p>A page.</p></body></html>"
    outer = letter(
        1,
        attached=[
            (page, "text/html", "сводка.html"),
            (b"%PDF-1.4 paper", "application/octet-stream", "report.pdf"),
            (b"\x89PNG\r\n\x1a\n\x00", "image/png", "logo.png"),
            (b"PK\x03\x04 word/ torn", "application/zip", "report.docx"),
        ],
    )
    file = tmp_path / "letter.eml"
    file.write_bytes(outer.as_bytes())
    found = read(file)[0].value
    assert [one.media_type for one in found.attached] == ["text/html", "application/pdf"]
    assert found.attached[0].payload == page
    assert found.attached[0].source.endswith("letter.eml#сводка.html")
    assert [one.reason for one in found.left_out] == ["broken compression"]


def test_an_attached_letter_arrives_and_its_links_are_leads(tmp_path):
    outer = letter(1, html="")
    outer.add_attachment(letter(7))
    file = tmp_path / "letter.eml"
    file.write_bytes(outer.as_bytes())
    found = read(file)[0].value
    assert [one.url for one in found.attached] == ["mid:7@ledger.example"]
    assert [lead.url for lead in found.leads] == [PAGE]


@pytest.mark.parametrize("charset", ["koi8-r", "no-such-charset", "utf-8"])
def test_letters_in_other_charsets(tmp_path, charset):
    words = "Три государства подписали водный календарь"
    encoded = words.encode("koi8-r" if charset == "koi8-r" else "utf-8")
    file = tmp_path / "letter.eml"
    file.write_bytes(
        f"Subject: a\nMessage-ID: <1@a>\nContent-Type: text/html; charset={charset}\n"
        f"Content-Transfer-Encoding: 8bit\n\n<a href='{PAGE}'>".encode()
        + encoded
        + b"</a>"
    )
    (lead,) = read(file)[0].value.leads
    assert lead.title == words


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 3000,
        b"Content-Type: multipart/mixed; boundary=\n\n--\n\n--",
        b"Subject: =?utf-8?b?/////w==?=\nTo: \xff\xfe\n\n\xff\xfe",
        b'Content-Type: text/html; charset="\xff"\nList-Unsubscribe: <\xff>\n\n<a href=//[>',
        b"Content-Type: message/rfc822\n\n" * 300 + b"x",
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"no header at all, only words",
        b"\n\n\n",
    ],
)
def test_no_letter_breaks_the_reading(tmp_path, content):
    file = tmp_path / "letter.eml"
    file.write_bytes(content)
    (outcome,) = read(file)
    assert isinstance(outcome, Kept | Failed | Skipped)


def test_what_is_not_there_is_said(tmp_path):
    (failed,) = read(tmp_path / "none")
    assert failed.reason == "no such file"
