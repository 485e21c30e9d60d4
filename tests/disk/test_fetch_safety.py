"""Nothing private is connected to, and nothing a host sends holds us up or escapes its limit."""

import asyncio
import datetime
import random
import socket
import ssl
import time
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tearsheet.collect.fetch import Answer, Fetcher, Manners, Request, reasons
from tearsheet.model import Kept, Outcome, Skipped
from tests.disk.fetch_loopback import MISSING, PAGE, guest, loopback, response

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetched(reply: object, **given) -> Outcome[Answer]:
    async def main() -> Outcome[Answer]:
        async with loopback({"/a": reply}) as site, guest(site, tries=1, **given) as fetcher:
            return await fetcher.get(Request("http://press.example/a"))

    return asyncio.run(main())


def closing(content: bytes):
    async def reply(_asked, _reader, writer) -> None:
        writer.write(content)
        await writer.drain()
        writer.close()

    return reply


def endless(start: bytes, more: bytes):
    async def reply(_asked, _reader, writer) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            await writer.drain()

    return reply


def dripping(start: bytes, more: bytes = b"x"):
    async def reply(_asked, _reader, writer) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            await writer.drain()
            await asyncio.sleep(0.02)

    return reply


class TestAddresses:
    @pytest.mark.parametrize(
        "answers",
        [
            ["127.0.0.1"],
            ["10.0.0.1"],
            ["169.254.169.254"],
            ["::1"],
            ["::ffff:127.0.0.1"],
            ["fe80::1%eth0"],
            ["8.8.8.8", "127.0.0.1"],
            ["not an address"],
        ],
    )
    def test_a_name_that_leads_inside_is_refused(self, answers: list[str]):
        async def main() -> None:
            async def lookup(_host: str, _port: int) -> list[str]:
                return answers

            async with loopback({"/a": response()}) as site:
                async with Fetcher(Manners(host_seconds=0), lookup=lookup) as fetcher:
                    outcome = await fetcher.get(Request(f"http://trap.example:{site.port}/a"))
                assert isinstance(outcome, Skipped)
                assert outcome.reason == reasons.PRIVATE
                assert answers[-1] in outcome.detail
                assert site.connections == 0

        asyncio.run(main())

    def test_the_address_that_was_checked_is_the_one_connected_to(self):
        """DNS rebinding: a second answer is not asked for between the check and the connection."""

        async def main() -> None:
            asked: list[str] = []

            async def lookup(host: str, _port: int) -> list[str]:
                asked.append(host)
                return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

            manners = Manners(host_seconds=0, open_hosts=("press.example",))
            async with (
                loopback({"/a": response()}) as site,
                Fetcher(manners, lookup=lookup) as fetcher,
            ):
                outcome = await fetcher.get(Request(f"http://press.example:{site.port}/a"))
                assert isinstance(outcome, Kept)
                assert site.asked[-1].host == f"press.example:{site.port}"
                assert asked == ["press.example"]

        asyncio.run(main())

    def test_a_second_answer_is_checked_as_the_first(self):
        async def main() -> None:
            answers = {"first.example": ["127.0.0.1"], "second.example": ["127.0.0.1"]}

            async def lookup(host: str, _port: int) -> list[str]:
                return answers[host]

            manners = Manners(host_seconds=0, open_hosts=("first.example",))
            async with loopback() as site, Fetcher(manners, lookup=lookup) as fetcher:
                to = f"http://second.example:{site.port}/b"
                site.replies["/a"] = response(b"", "302 Found", Location=to)
                outcome = await fetcher.get(Request(f"http://first.example:{site.port}/a"))
                assert outcome.reason == reasons.PRIVATE
                assert [one.path for one in site.asked] == ["/robots.txt", "/a"]

        asyncio.run(main())

    def test_a_name_without_an_address(self):
        async def main() -> None:
            async def lookup(_host: str, _port: int) -> list[str]:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

            async with Fetcher(Manners(host_seconds=0), lookup=lookup) as fetcher:
                outcome = await fetcher.get(Request("http://nowhere.example/"))
                assert outcome.reason == reasons.NO_HOST
                assert outcome.detail == "nowhere.example: Name or service not known"

        asyncio.run(main())

    def test_this_machine_is_opened_by_name_only(self):
        async def main() -> None:
            async with loopback({"/a": response()}) as site:
                for opened, host, kept in (
                    ("press.localhost", "press.localhost", True),
                    ("press.localhost", "other.localhost", False),
                    ("*.localhost", "other.localhost", True),
                    ("127.0.0.1", "127.0.0.1", True),
                    ("127.0.0.1", "localhost", False),
                ):
                    async with Fetcher(Manners(host_seconds=0, open_hosts=(opened,))) as fetcher:
                        outcome = await fetcher.get(Request(f"http://{host}:{site.port}/a"))
                        assert isinstance(outcome, Kept) is kept, (opened, host)

        asyncio.run(main())

    def test_the_second_address_is_tried_where_the_first_is_dead(self):
        async def main() -> None:
            async def lookup(_host: str, _port: int) -> list[str]:
                return ["127.0.0.2", "127.0.0.1"]

            manners = Manners(host_seconds=0, open_hosts=("press.example",))
            async with (
                loopback({"/a": response()}) as site,
                Fetcher(manners, lookup=lookup) as fetcher,
            ):
                outcome = await fetcher.get(Request(f"http://press.example:{site.port}/a"))
                assert isinstance(outcome, Kept)

        asyncio.run(main())

    def test_credentials_are_never_shown(self):
        async def main() -> None:
            async with loopback({"/a": response()}) as site, guest(site) as fetcher:
                outcome = await fetcher.get(Request("http://user:secret@press.example/a"))
                assert outcome == Skipped(
                    reasons.BAD_URL, "http://press.example/a", "credentials in the URL"
                )
                assert site.asked == []

        asyncio.run(main())


def altered(chance: random.Random, answers: list[bytes]) -> bytes:
    """One of the answers with up to five bytes or stretches of it changed."""
    content = bytearray(chance.choice(answers))
    for _ in range(chance.randrange(6)):
        place = chance.randrange(len(content) + 1)
        stretch = content[place : place + chance.randrange(8)]
        kind = chance.randrange(3)
        content[place : place + len(stretch)] = (
            b"" if kind == 0 else stretch * 2 if kind == 1 else chance.randbytes(len(stretch))
        )
    return bytes(content)


class TestAnswers:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", reasons.CONNECTION),
            (b"HTTP/1.1 20", reasons.CONNECTION),
            (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", reasons.NOT_HTTP),
            (b"220 mail.example ESMTP\r\n", reasons.NOT_HTTP),
            (b"\x00\x01\x02\x03" * 99, reasons.NOT_HTTP),
            (b"HTTP/1.1 abc OK\r\n\r\n", reasons.NOT_HTTP),
            (b"HTTP/1.1 99 OK\r\n\r\n", reasons.NOT_HTTP),
            (HEAD + b"bad header\r\n\r\n", reasons.NOT_HTTP),
            (HEAD + b"Content-Length: x\r\n\r\n", reasons.NOT_HTTP),
            (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", reasons.NOT_HTTP),
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n", reasons.NOT_HTTP),
            (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", reasons.NOT_HTTP),
            (HEAD + b"X: y\r\n" * 300 + b"\r\n", reasons.NOT_HTTP),
            (HEAD + b"X: " + bytes(1) + b"\r\n\r\n", reasons.NOT_HTTP),
            (HEAD + b"Content-Length: 100\r\n\r\nshort", reasons.CUT_SHORT),
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", reasons.CUT_SHORT),
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", reasons.CUT_SHORT),
        ],
    )
    def test_what_is_no_whole_answer(self, content: bytes, said: str):
        assert fetched(closing(content)).reason == said

    @pytest.mark.parametrize(
        ("start", "more", "said"),
        [
            (b"HTTP/1.1 200 OK\r\n", b"X-Filling: " + b"x" * 1000 + b"\r\n", reasons.NOT_HTTP),
            (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 1000, reasons.NOT_HTTP),
            (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 40, reasons.NOT_HTTP),
            (b"", b"x" * 1000, reasons.NOT_HTTP),
            (HEAD + b"\r\n", b"x" * 1000, reasons.TOO_LARGE),
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 100, reasons.NOT_HTTP),
            (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 1000, reasons.NOT_HTTP),
            (
                HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n",
                b"Trailer: x\r\n" * 100,
                reasons.NOT_HTTP,
            ),
        ],
    )
    def test_what_never_ends(self, start: bytes, more: bytes, said: str):
        began = time.monotonic()
        assert fetched(endless(start, more), payload_bytes=300_000, seconds=20).reason == said
        assert time.monotonic() - began < 10

    @pytest.mark.parametrize(
        "reply",
        [
            dripping(b"H"),
            dripping(b"HTTP/1.1 200 OK\r\nX: "),
            dripping(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
            dripping(HEAD + b"Content-Length: 9000\r\n\r\n"),
            dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        ],
    )
    def test_what_drips(self, reply: object):
        began = time.monotonic()
        assert fetched(reply, seconds=0.2).reason == reasons.TIMEOUT
        assert time.monotonic() - began < 5

    def test_any_bytes_are_an_answer_or_a_failure(self):
        answers = [
            HEAD + b"Content-Length: 5\r\n\r\nhello",
            HEAD
            + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
            b"HTTP/1.1 302 Found\r\nLocation: //x.example/\xff%zz\r\nContent-Length: 0\r\n\r\n",
            b"HTTP/1.1 429 No\r\nRetry-After: Sun, 01 Mar 2026 00:00:30 GMT\r\n\r\n",
            b"HTTP/1.1 103 Hints\r\n\r\nHTTP/1.0 200\r\nX-Robots-Tag: noai\r\n fold\r\n\r\nab",
        ]
        chance = random.Random(2026)

        async def main() -> None:
            replies = {f"/{number}": closing(altered(chance, answers)) for number in range(300)}
            async with loopback(replies) as site, guest(site, tries=1, connections=20) as fetcher:
                found = await asyncio.gather(
                    *(fetcher.get(Request(f"http://h{n % 60}.example/{n}")) for n in range(300))
                )
                assert len({getattr(one, "reason", "") for one in found}) > 4

        asyncio.run(main())

    def test_large_bodies_are_taken_in_a_few_at_a_time(self):
        """One place for large bodies: a host that draws its own out keeps it, small pages go on."""
        size = 900_000

        async def main() -> None:
            replies = {
                "slow.example/a": dripping(
                    HEAD + b"Content-Length: %d\r\n\r\n" % size + bytes(size - 90_000)
                ),
                "/large": response(bytes(size)),
                "/small": response(),
            }
            async with (
                loopback(replies) as site,
                guest(site, seconds=2.0, tries=1, payload_bytes=150_000_000) as fetcher,
            ):
                slow = asyncio.create_task(fetcher.get(Request("http://slow.example/a")))
                await asyncio.sleep(1.2)
                large = asyncio.create_task(fetcher.get(Request("http://b.example/large")))
                await asyncio.sleep(0.2)
                assert isinstance(await fetcher.get(Request("http://c.example/small")), Kept)
                assert not large.done()
                assert (await slow).reason == reasons.TIMEOUT
                assert isinstance(await large, Kept)  # its turn came when the slow one was over

        asyncio.run(main())

    def test_a_host_that_takes_no_request_in(self):
        async def main() -> None:
            listening = socket.create_server(("127.0.0.1", 0))
            with listening:
                manners = Manners(
                    host_seconds=0, seconds=0.2, tries=1, open_hosts=("127.0.0.1",), contact="x"
                )
                async with Fetcher(manners) as fetcher:
                    port = listening.getsockname()[1]
                    outcome = await fetcher.get(Request(f"http://127.0.0.1:{port}/a"))
                    assert outcome.reason == reasons.ROBOTS_UNREACHABLE

        asyncio.run(main())

    def test_hostile_hosts_hold_up_nobody(self):
        async def main() -> None:
            replies = {
                "drip.example/a": dripping(HEAD + b"Content-Length: 9000\r\n\r\n"),
                "flood.example/a": endless(
                    HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 99
                ),
                "/a": response(),
            }
            async with loopback(replies) as site, guest(site, seconds=3, tries=1) as fetcher:
                bad = [
                    asyncio.create_task(fetcher.get(Request(f"http://{host}.example/a")))
                    for host in ("drip", "flood")
                ]
                await asyncio.sleep(0.1)
                took = []
                for number in range(30):
                    began = time.monotonic()
                    await fetcher.get(Request(f"http://good{number}.example/a"))
                    took.append(time.monotonic() - began)
                assert sorted(took)[15] < 0.5
                assert {one.reason for one in await asyncio.gather(*bad)} == {
                    reasons.TIMEOUT,
                    reasons.NOT_HTTP,
                }

        asyncio.run(main())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and certificate for ``secure.example`` in one file; it vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "secure.example")])
    now = datetime.datetime.now(datetime.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("secure.example")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "press.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + built.public_bytes(serialization.Encoding.PEM)
    )
    return file


def server_side(certificate: Path, *protocols: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if protocols:
        context.set_alpn_protocols(protocols)
    return context


def client_side(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


class TestSecure:
    def fetched(self, certificate: Path, url: str, *, trusting: bool = True) -> Outcome[Answer]:
        async def main() -> Outcome[Answer]:
            context = client_side(certificate) if trusting else None
            async with (
                loopback({"/a": response()}, server_side(certificate)) as site,
                guest(site, context=context, tries=1) as fetcher,
            ):
                found = await fetcher.get(Request(url))
                again = await fetcher.get(Request(url))
                if isinstance(found, Kept):
                    assert isinstance(again, Kept)
                    assert site.connections == 1
                return found

        return asyncio.run(main())

    def test_a_secure_page(self, certificate: Path):
        found = self.fetched(certificate, "https://secure.example/a")
        assert isinstance(found, Kept)
        assert found.value.payload == PAGE
        assert found.value.url == "https://secure.example/a"

    def test_the_name_in_the_certificate_must_be_the_hosts(self, certificate: Path):
        found = self.fetched(certificate, "https://other.example/a")
        assert found.reason == reasons.TLS
        assert "certificate" in found.detail

    def test_a_certificate_that_nobody_vouches_for(self, certificate: Path):
        found = self.fetched(certificate, "https://secure.example/a", trusting=False)
        assert found.reason == reasons.TLS
        assert "self" in found.detail

    def test_a_host_that_speaks_in_clear_where_it_should_not(self):
        async def main() -> None:
            async def clear(_reader, writer) -> None:
                writer.write(b"HTTP/1.1 400 Speak plainly\r\n\r\n")
                writer.close()

            server = await asyncio.start_server(clear, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            manners = Manners(host_seconds=0, tries=1, open_hosts=("127.0.0.1",))
            async with Fetcher(manners) as fetcher:
                found = await fetcher.get(Request(f"https://127.0.0.1:{port}/a"))
            server.close()
            assert found.reason == reasons.TLS

        asyncio.run(main())

    def test_a_handshake_that_is_cut_off(self):
        async def main() -> None:
            async def cutting(reader, writer) -> None:
                await reader.read(1)
                writer.transport.abort()

            server = await asyncio.start_server(cutting, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            manners = Manners(host_seconds=0, tries=1, open_hosts=("127.0.0.1",))
            async with Fetcher(manners) as fetcher:
                found = await fetcher.get(Request(f"https://127.0.0.1:{port}/a"))
            server.close()
            assert found.reason == reasons.TLS
            assert "cut off in the handshake" in found.detail

        asyncio.run(main())

    def test_a_handshake_that_never_ends(self):
        async def main() -> None:
            async def silent(_reader, writer) -> None:
                await asyncio.sleep(0.6)
                writer.close()

            server = await asyncio.start_server(silent, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            manners = Manners(host_seconds=0, seconds=0.2, tries=1, open_hosts=("127.0.0.1",))
            async with Fetcher(manners) as fetcher:
                found = await fetcher.get(Request(f"https://127.0.0.1:{port}/a"))
                assert found.reason == reasons.TIMEOUT
            await asyncio.sleep(0.6)
            server.close()

        asyncio.run(main())

    def test_http_2_where_the_host_offers_it(self, certificate: Path):
        async def main() -> None:
            seen: list[dict[bytes, bytes]] = []
            server = await asyncio.start_server(
                lambda reader, writer: second(reader, writer, seen),
                "127.0.0.1",
                0,
                ssl=server_side(certificate, "h2", "http/1.1"),
            )
            port = server.sockets[0].getsockname()[1]
            manners = Manners(host_seconds=0, open_hosts=(f"secure.example=127.0.0.1:{port}",))
            async with Fetcher(manners, context=client_side(certificate)) as fetcher:
                for _ in range(3):
                    found = await fetcher.get(Request("https://secure.example/a"))
                    assert isinstance(found, Kept)
                    assert found.value.payload == PAGE * 3000
                    assert found.value.headers[0] == ("content-type", "text/html")
            assert [one[b":path"] for one in seen] == [b"/robots.txt", b"/a", b"/a", b"/a"]
            assert {one[b":authority"] for one in seen} == {b"secure.example"}
            server.close()
            await asyncio.sleep(0.05)

        asyncio.run(main())

    def test_any_frames_of_http_2_are_a_failure(self, certificate: Path):
        chance = random.Random(2026)
        heads = [b"\x88", b"\x82", b"\x00\x05:path\x01/", b"\x08\x03abc", bytes(4), bytes(8)]

        def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
            size = len(payload).to_bytes(3, "big")
            return size + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload

        async def junk(reader, writer) -> None:
            await reader.read(65536)
            writer.write(frame(4, 0, 0, b""))
            for _ in range(chance.randrange(1, 8)):
                kind, flags = chance.randrange(12), chance.choice([0, 1, 4, 5, 8, 0x2D, 255])
                payload = chance.choice([*heads, chance.randbytes(chance.randrange(40))])
                writer.write(frame(kind, flags, chance.choice([0, 1, 1, 1, 2, 3]), payload))
            await asyncio.sleep(0.01)
            writer.close()

        async def main() -> None:
            server = await asyncio.start_server(
                junk, "127.0.0.1", 0, ssl=server_side(certificate, "h2")
            )
            port = server.sockets[0].getsockname()[1]
            context = client_side(certificate)
            context.check_hostname = False
            manners = Manners(
                host_seconds=0,
                seconds=9,
                tries=1,
                connections=10,
                open_hosts=(f"*.example=127.0.0.1:{port}",),
            )
            async with Fetcher(manners, context=context) as fetcher:
                rules = await asyncio.gather(
                    *(fetcher.robots(f"https://h{number}.example/") for number in range(120))
                )
            server.close()
            assert sum(one.reason == reasons.ROBOTS_UNREACHABLE for one in rules) > 100
            assert len({one.detail[:60] for one in rules}) > 4
            await asyncio.sleep(0.05)

        asyncio.run(main())


async def second(reader, writer, seen: list[dict[bytes, bytes]]) -> None:
    """HTTP/2's server side: each request is answered whole as the window allows."""
    state = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    state.initiate_connection()
    writer.write(state.data_to_send())
    while data := await reader.read(65536):
        for event in state.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                seen.append(dict(event.headers))
                missing = seen[-1][b":path"] == b"/robots.txt"
                status = "404" if missing else "200"
                state.send_headers(
                    event.stream_id, [(":status", status), ("content-type", "text/html")], missing
                )
                body = b"" if missing else PAGE * 3000
                while body:
                    size = min(len(body), 16384)
                    state.send_data(event.stream_id, body[:size], end_stream=len(body) == size)
                    body = body[size:]
        writer.write(state.data_to_send())
    writer.close()


class TestProxy:
    def test_all_requests_go_through_it(self):
        async def main() -> None:
            seen: list[str] = []

            async def forward(reader, writer) -> None:
                head = await reader.readuntil(b"\r\n\r\n")
                seen.append(head.decode().split("\r\n")[0])
                assert b"Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=" in head
                writer.write(MISSING if b"robots" in head else response())
                writer.close()

            server = await asyncio.start_server(forward, "127.0.0.1", 0)
            proxy = f"http://user:secret@127.0.0.1:{server.sockets[0].getsockname()[1]}"

            async def lookup(host: str, _port: int) -> list[str]:
                if host == "unknown.example":
                    raise socket.gaierror(socket.EAI_NONAME, "unknown here")
                return ["10.0.0.1" if host == "inside.example" else "8.8.8.8"]

            async with Fetcher(Manners(host_seconds=0, proxy=proxy), lookup=lookup) as fetcher:
                found = await fetcher.get(Request("http://press.example/a"))
                assert isinstance(found, Kept)
                assert found.value.payload == PAGE
                inside = await fetcher.get(Request("http://inside.example/a"))
                assert inside.reason == reasons.PRIVATE
                assert isinstance(await fetcher.get(Request("http://unknown.example/a")), Kept)
            assert seen == [
                f"GET http://{host}.example:80{path} HTTP/1.1"
                for host in ("press", "unknown")
                for path in ("/robots.txt", "/a")
            ]
            server.close()

        asyncio.run(main())

    def test_tls_goes_through_it_unopened(self, certificate: Path):
        async def main() -> None:
            async with loopback({"/a": response()}, server_side(certificate)) as site:
                tunnels: list[str] = []

                async def tunnel(reader, writer) -> None:
                    head = await reader.readuntil(b"\r\n\r\n")
                    tunnels.append(head.decode().split("\r\n")[0])
                    far, near = await asyncio.open_connection("127.0.0.1", site.port)
                    writer.write(b"HTTP/1.1 200 Established\r\n\r\n")
                    await asyncio.gather(_pipe(reader, near), _pipe(far, writer))

                server = await asyncio.start_server(tunnel, "127.0.0.1", 0)
                proxy = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

                async def lookup(_host: str, _port: int) -> list[str]:
                    return ["8.8.8.8"]

                manners = Manners(host_seconds=0, proxy=proxy)
                async with Fetcher(
                    manners, lookup=lookup, context=client_side(certificate)
                ) as fetcher:
                    for _ in range(2):
                        found = await fetcher.get(Request("https://secure.example/a"))
                        assert isinstance(found, Kept), found
                        assert found.value.payload == PAGE
                assert tunnels == ["CONNECT secure.example:443 HTTP/1.1"]
                await asyncio.sleep(0.1)
                server.close()

        asyncio.run(main())

    def test_one_that_is_not_there(self):
        async def main() -> None:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]

            async def lookup(_host: str, _port: int) -> list[str]:
                return ["8.8.8.8"]

            manners = Manners(host_seconds=0, tries=1, proxy=f"http://u:secret@127.0.0.1:{port}")
            async with Fetcher(manners, lookup=lookup) as fetcher:
                found = await fetcher.get(Request("http://press.example/a"))
                assert found.reason == reasons.CONNECTION
                assert "secret" not in repr(found)

        asyncio.run(main())

    @pytest.mark.parametrize("proxy", ["socks5://a", "user:secret@", "http://[x", "http://"])
    def test_one_that_cannot_be_read(self, proxy: str):
        with pytest.raises(ValueError, match="proxy") as caught:
            Fetcher(Manners(proxy=proxy))
        assert "secret" not in str(caught.value)


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
    except ConnectionError:
        pass
    finally:
        writer.close()
