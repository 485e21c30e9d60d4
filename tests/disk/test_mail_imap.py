"""A mailbox on a server: real IMAP on loopback, with TLS and without, well and ill."""

import ssl
from datetime import UTC, datetime

import pytest

from tearsheet.collect.fetch import reasons
from tearsheet.collect.mail import MailboxState, letters
from tearsheet.model import Failed, Kept, Skipped
from tests.disk.mail_server import PASSWORD, MailServer, certificate

NOW = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
LIMIT = 200_000
NOTHING = MailboxState()
LOOPBACK = ("127.0.0.1",)
USER_IN_URL = "desk%40morning.example"


def letter(number, body="Three states sign a calendar of water."):
    return (
        f"From: desk@ledger.example\r\nSubject: Letter {number}\r\n"
        f"Message-ID: <{number}@ledger.example>\r\n\r\n{body}\r\n"
    ).encode()


def post(count):
    return {number: letter(number) for number in range(1, count + 1)}


def read(server, state=NOTHING, password=PASSWORD, scheme="imap", folder="INBOX", **more):
    more = {"limit_bytes": LIMIT, "seconds": 3, "open_hosts": LOOPBACK} | more
    where = f"{scheme}://{USER_IN_URL}@127.0.0.1:{server.port}/{folder}"
    return list(letters(where, state, NOW, password=password, **more))


def urls(outcomes):
    return [one.value.arrival.url for one in outcomes if isinstance(one, Kept)]


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("keys"))


def test_letters_arrive_through_tls_and_only_new_ones_the_next_time(keys):
    pem, secret = keys
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(pem, secret)
    trusting = ssl.create_default_context(cafile=pem)
    with MailServer(post(3), serving) as server:
        first = read(server, scheme="imaps", context=trusting, open_hosts=())
        assert urls(first) == [f"mid:{n}@ledger.example" for n in (1, 2, 3)]
        state = first[-1].value.state
        assert state == MailboxState(7, 3)
        assert read(server, state, scheme="imaps", context=trusting) == []
        server.letters[9] = letter(9)
        assert urls(read(server, state, scheme="imaps", context=trusting)) == [
            "mid:9@ledger.example"
        ]
        server.validity = 8  # the server counts anew: so do we
        assert len(read(server, state, scheme="imaps", context=trusting)) == 4
    arrival = first[0].value.arrival
    assert arrival.media_type == "message/rfc822"
    assert arrival.payload == letter(1)
    assert arrival.captured_at == datetime(2026, 3, 5, 5, 30, tzinfo=UTC)
    assert arrival.source == f"mail:imaps://127.0.0.1:{server.port}/INBOX;UID=1"


def test_a_certificate_nobody_vouches_for_is_refused(keys):
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(*keys)
    with MailServer(post(1), serving) as server:
        (failed,) = read(server, scheme="imaps")
    assert failed.reason == reasons.TLS
    assert not any("AUTHENTICATE" in command for command in server.commands)


def test_nothing_is_changed_on_the_server():
    with MailServer(post(2)) as server:
        assert len(read(server)) == 2
    verbs = {" ".join(command.split()[1:3]) for command in server.commands}
    harmless = {"CAPABILITY", "AUTHENTICATE PLAIN", "UID SEARCH", "UID FETCH", "LOGOUT"}
    assert verbs <= {*harmless, 'EXAMINE "INBOX"'}
    fetches = [one for one in server.commands if "BODY" in one]
    assert fetches
    assert all("BODY.PEEK[]" in one for one in fetches)


def test_a_broken_connection_is_taken_up_where_it_broke():
    with MailServer(post(4), breaks=1) as server:
        assert urls(read(server)) == [f"mid:{n}@ledger.example" for n in (1, 2, 3, 4)]


def test_one_that_breaks_again_is_given_up_with_what_came():
    with MailServer(post(4), breaks=5) as server:
        first, failed = read(server)
    assert first.value.state == MailboxState(7, 1)
    assert failed.reason == reasons.CONNECTION


def test_a_wrong_password_is_said_and_not_repeated():
    with MailServer(post(1)) as server:
        (failed,) = read(server, password="hunter22")
    assert failed.reason == "the mailbox refused the password"
    assert "hunter22" not in repr(failed)
    assert USER_IN_URL not in repr(failed)


def test_folders_have_names_in_every_script():
    with MailServer(post(1), folder="&BB0EPgQyBD4EQQRCBDg-/R&-D") as server:
        assert len(urls(read(server, folder="Новости/R&D"))) == 1
        (failed,) = read(server, folder="Else")
    assert failed.reason == "no such folder"


def test_a_large_letter_is_passed_over_and_the_next_one_read():
    with MailServer({1: letter(1, "x" * LIMIT), 2: letter(2)}) as server:
        skipped, kept = read(server)
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "too large"
    assert kept.value.state == MailboxState(7, 2)


def test_a_server_that_lies_about_a_size_is_stopped():
    with MailServer({1: letter(1, "x" * 3_000_000)}, ill="lies") as server:
        (failed,) = read(server)
    assert failed.reason == reasons.TOO_LARGE


def test_an_endless_answer_is_stopped():
    with MailServer(post(1), ill="endless") as server:
        (failed,) = read(server)
    assert failed.reason == reasons.TOO_LARGE


def test_a_silent_server_is_given_up():
    with MailServer(post(1), ill="silent") as server:
        failed = read(server, seconds=0.2)[-1]
    assert failed.reason == reasons.TIMEOUT


def test_what_is_no_mailbox_is_said():
    with MailServer(post(1), ill="http") as server:
        (failed,) = read(server)
    assert failed.reason == "not a mailbox"


def test_nobody_there():
    with MailServer({}) as server:
        pass
    (failed,) = read(server)
    assert failed.reason == reasons.CONNECTION


def test_an_empty_mailbox_holds_nothing():
    with MailServer({}) as server:
        assert read(server) == []


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("imaps://desk:secret@mail.example/INBOX", "a password in the address"),
        ("imaps://desk:@mail.example/INBOX", "a password in the address"),
        ("imap://desk@mail.example/INBOX", "not a mailbox"),
        ("imap://desk@127.0.0.2/INBOX", "not a mailbox"),
        ("imaps://mail.example/INBOX", "not a mailbox"),
        ("imaps://desk@mail.example/A%0d%0aB", "not a mailbox"),
        ("imaps://desk@mail.example:99999/", "not a mailbox"),
        ("imaps://[", "not a mailbox"),
    ],
)
def test_addresses_that_are_refused_before_anything_is_asked(where, reason):
    (failed,) = letters(where, MailboxState(), NOW, limit_bytes=LIMIT, open_hosts=LOOPBACK)
    assert isinstance(failed, Failed)
    assert failed.reason == reason
    assert "secret" not in repr(failed)
