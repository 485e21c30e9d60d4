"""Pages come over real HTTP with what hosts say about them."""

import asyncio
import gzip
import zlib
from datetime import UTC, datetime, timedelta

import brotli
import pytest
import zstandard

from tearsheet.collect.fetch import Answer, Fetcher, Manners, Request, reasons, user_agent
from tearsheet.model import Failed, Kept, Outcome, Skipped
from tests.disk.fetch_loopback import PAGE, Asked, guest, loopback, moved, response


def answer(outcome: Outcome[Answer]) -> Answer:
    assert isinstance(outcome, Kept), outcome
    return outcome.value


def reason(outcome: Outcome[Answer]) -> str:
    assert not isinstance(outcome, Kept)
    kind = Skipped if outcome.reason in reasons.CHOSEN else Failed
    assert isinstance(outcome, kind)
    return outcome.reason


def fetched(replies: dict, url: str = "http://press.example/a", **given) -> Outcome[Answer]:
    async def main() -> Outcome[Answer]:
        async with loopback(replies) as site, guest(site, **given) as fetcher:
            return await fetcher.get(Request(url))

    return asyncio.run(main())


def test_a_page_with_what_the_host_says_about_it():
    async def main() -> None:
        page = response(
            ETag='"x"',
            Last_Modified="Sun, 01 Mar 2026 12:00:00 GMT",
            Cache_Control="max-age=60",
            Content_Type="Text/HTML; charset=koi8-r",
            X_Robots_Tag="noarchive",
        )
        async with (
            loopback({"/a?b=%D0%B0": page}) as site,
            guest(site, contact="desk@press.example") as f,
        ):
            before = datetime.now(UTC)
            found = answer(
                await f.get(Request("http://Press.example/a?b=а#top", accept="text/html"))
            )
            assert found.url == found.requested_url == "http://press.example/a?b=%D0%B0"
            assert found.moved_to == ""
            assert before <= found.at <= datetime.now(UTC)
            assert found.status == 200
            assert found.payload == PAGE
            assert found.media_type == "text/html"
            assert ("Content-Type", "Text/HTML; charset=koi8-r") in found.headers
            assert found.etag == '"x"'
            assert found.modified == "Sun, 01 Mar 2026 12:00:00 GMT"
            assert found.max_age == timedelta(seconds=60)
            assert found.reserved == ("noarchive (X-Robots-Tag)",)
            assert 0 < found.seconds < 5
            rules, asked = site.asked
            assert rules.path == "/robots.txt"
            assert asked.headers["user-agent"].startswith("Tearsheet/")
            assert asked.headers["user-agent"].endswith(" (+desk@press.example)")
            assert asked.headers["accept"] == "text/html"
            assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"
            assert not {"referer", "cookie", "if-none-match"} & set(asked.headers)

    asyncio.run(main())


def test_a_page_that_is_still_the_current_one():
    async def main() -> None:
        async def conditional(asked: Asked, _reader, writer) -> None:
            same = asked.headers.get("if-none-match") == 'W/"x"'
            writer.write(
                b'HTTP/1.1 304 Not Modified\r\nETag: W/"x"\r\n\r\n' if same else response()
            )

        async with loopback({"/a": conditional}) as site, guest(site) as fetcher:
            url = "http://press.example/a"
            found = answer(
                await fetcher.get(
                    Request(url, etag='W/"x"', modified="Sun, 01 Mar 2026 12:00:00 GMT")
                )
            )
            assert found.not_modified
            assert found.payload == b""
            assert site.asked[-1].headers["if-modified-since"] == "Sun, 01 Mar 2026 12:00:00 GMT"
            assert answer(await fetcher.get(Request(url, etag='"y"'))).payload == PAGE

    asyncio.run(main())


def test_validators_cannot_bring_in_headers_of_their_own():
    async def main() -> None:
        async with loopback({"/a": response()}) as site, guest(site) as fetcher:
            tag = '"x"\r\nX-Other: y\x00'
            answer(await fetcher.get(Request("http://press.example/a", etag=tag, accept="a\nb")))
            asked = site.asked[-1].headers
            assert asked["if-none-match"] == '"x"X-Other: y'
            assert asked["accept"] == "ab"
            assert "x-other" not in asked

    asyncio.run(main())


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("", ""),
        ("desk@press.example", " (+desk@press.example)"),
        ("https://press.example/bot", " (+https://press.example/bot)"),
        ("a) x\r\nHost: b\\ ü", " (+axHost:b)"),
    ],
)
def test_who_we_are(contact: str, said: str):
    name, slash, rest = user_agent(contact).partition("/")
    assert (name, slash) == ("Tearsheet", "/")
    assert rest.removesuffix(said).replace(".", "").isalnum()
    assert rest.endswith(said)


def test_an_address_of_the_sixth_version():
    async def main() -> None:
        async def page(_reader, writer) -> None:
            writer.write(response())
            writer.close()

        try:
            server = await asyncio.start_server(page, "::1", 0)
        except OSError:
            pytest.skip("no IPv6 here")
        port = server.sockets[0].getsockname()[1]
        async with Fetcher(Manners(host_seconds=0, open_hosts=("::1",))) as fetcher:
            found = answer(await fetcher.get(Request(f"http://[::1]:{port}/a")))
            assert found.url == f"http://[::1]:{port}/a"
        server.close()

    asyncio.run(main())


def test_not_modified_unasked_is_no_answer():
    assert reason(fetched({"/a": b"HTTP/1.1 304 Not Modified\r\n\r\n"})) == reasons.OTHER_STATUS


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("ZSTD", zstandard.compress),
        ("br, gzip", lambda body: gzip.compress(brotli.compress(body))),
        ("identity", bytes),
    ],
)
def test_codings_come_off(coding: str, pack):
    page = response(pack(PAGE), Content_Encoding=coding)
    assert answer(fetched({"/a": page})).payload == PAGE


def test_chunks_come_off():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    page = head + b"%x;x=y\r\n%s\r\n0\r\nTrailer: x\r\n\r\n" % (len(PAGE), PAGE)
    assert answer(fetched({"/a": page})).payload == PAGE


def test_a_body_that_ends_with_the_connection():
    async def closing(_asked, _reader, writer) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\n\r\n" + PAGE)
        writer.close()

    assert answer(fetched({"/a": closing})).payload == PAGE


def test_early_hints_are_passed_over():
    page = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + response()
    assert answer(fetched({"/a": page})).payload == PAGE


@pytest.mark.parametrize(
    ("claimed", "body", "media_type"),
    [
        ("text/plain", PAGE, "text/html"),
        ("application/rss+xml; charset=x", b"<?xml version='1.0'?><rss/>", "application/rss+xml"),
        ("text/html", b"%PDF-1.7", "application/pdf"),
        ("image/png", b"\x89PNG\r\n\x1a\n\x00\x00", "application/octet-stream"),
        ("", b"words", ""),
    ],
)
def test_media_types_are_settled_with_the_bytes(claimed: str, body: bytes, media_type: str):
    assert answer(fetched({"/a": response(body, Content_Type=claimed)})).media_type == media_type


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("401 Unauthorized", reasons.FORBIDDEN),
        ("403 Forbidden", reasons.FORBIDDEN),
        ("404 Not Found", reasons.NOT_FOUND),
        ("410 Gone", reasons.GONE),
        ("451 Unavailable", reasons.FORBIDDEN),
        ("204 No Content", reasons.OTHER_STATUS),
        ("206 Partial", reasons.OTHER_STATUS),
        ("300 Choices", reasons.OTHER_STATUS),
        ("302 Found", reasons.OTHER_STATUS),
        ("418 Teapot", reasons.OTHER_STATUS),
    ],
)
def test_other_statuses(status: str, said: str):
    outcome = fetched({"/a": response(b"", status)})
    assert reason(outcome) == said
    assert outcome.detail == f"status {status[:3]}"
    assert outcome.subject == "http://press.example/a"


def test_a_large_page_of_another_status_is_not_waited_for():
    async def endless(_asked, _reader, writer) -> None:
        writer.write(b"HTTP/1.1 404 Not Found\r\n\r\n")
        while True:
            writer.write(bytes(10_000))
            await writer.drain()

    assert reason(fetched({"/a": endless})) == reasons.NOT_FOUND


class TestRedirects:
    def test_permanent_ones_say_where_the_page_moved(self):
        hops = {
            "/a": moved("/b", 301),
            "/b": moved("http://www.example/c#d", 308),
            "/c": response(),
        }
        found = answer(fetched(hops))
        assert found.url == found.moved_to == "http://www.example/c"
        assert found.requested_url == "http://press.example/a"

    def test_a_passing_one_breaks_the_chain(self):
        hops = {
            "/a": moved("/b", 301),
            "/b": moved("/c", 307),
            "/c": moved("/d", 301),
            "/d": response(),
        }
        found = answer(fetched(hops))
        assert found.url == "http://press.example/d"
        assert found.moved_to == "http://press.example/b"
        assert answer(fetched({"/a": moved("/b", 302), "/b": response()})).moved_to == ""

    def test_words_beyond_ascii_are_utf_8(self):
        hop = moved("/новости".encode().decode("latin-1")).decode().encode("latin-1")
        found = answer(
            fetched({"/a": hop, "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8": response()})
        )
        assert found.payload == PAGE

    @pytest.mark.parametrize(
        ("to", "said"),
        [
            ("/a", reasons.REDIRECTS),
            ("/a#again", reasons.REDIRECTS),
            ("file:///etc/passwd", reasons.SCHEME),
            ("http://user:secret@press.example/", reasons.BAD_URL),
            ("http://[", reasons.BAD_URL),
            ("http://127.0.0.1/", reasons.PRIVATE),
            ("http://169.254.169.254/latest/meta-data/", reasons.PRIVATE),
            ("http://[::ffff:10.0.0.1]/", reasons.PRIVATE),
            ("http://2130706433/", reasons.PRIVATE),
            ("http://inside.localhost/", reasons.PRIVATE),
        ],
    )
    def test_bad_ones(self, to: str, said: str):
        outcome = fetched({"/a": moved(to)})
        assert reason(outcome) == said
        assert "secret" not in repr(outcome)

    def test_ten_are_followed(self):
        hops = {f"/{step}": moved(f"/{step + 1}") for step in range(20)}
        assert answer(fetched({**hops, "/10": response()}, "http://press.example/0")).status == 200
        assert reason(fetched(hops, "http://press.example/0")) == reasons.REDIRECTS

    def test_each_step_obeys_its_own_host(self):
        rules = response(b"User-agent: *\nDisallow: /closed")
        hops = {"/a": moved("http://other.example/closed"), "other.example/robots.txt": rules}
        assert reason(fetched({**hops, "/closed": response()})) == reasons.ROBOTS


class TestLimits:
    def test_a_length_beyond_the_limit(self):
        outcome = fetched({"/a": response(bytes(2000))}, payload_bytes=1000)
        assert reason(outcome) == reasons.TOO_LARGE
        assert outcome.detail == "2000 bytes"

    def test_a_body_beyond_the_limit(self):
        async def endless(_asked, _reader, writer) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                writer.write(bytes(10_000))
                await writer.drain()

        assert reason(fetched({"/a": endless}, payload_bytes=100_000)) == reasons.TOO_LARGE

    def test_a_request_can_have_a_limit_of_its_own(self):
        async def main() -> None:
            async with loopback({"/a": response(bytes(2000))}) as site, guest(site) as fetcher:
                small = Request("http://press.example/a", payload_bytes=1000)
                assert reason(await fetcher.get(small)) == reasons.TOO_LARGE
                assert answer(
                    await fetcher.get(Request("http://press.example/a"))
                ).payload == bytes(2000)

        asyncio.run(main())

    @pytest.mark.parametrize(
        ("coding", "pack"),
        [
            ("gzip", gzip.compress),
            ("br", brotli.compress),
            ("zstd", zstandard.compress),
            ("deflate", zlib.compress),
            ("gzip, gzip", lambda body: gzip.compress(gzip.compress(body))),
        ],
    )
    def test_a_bomb(self, coding: str, pack):
        bomb = response(pack(bytes(5_000_000)), Content_Encoding=coding)
        assert reason(fetched({"/a": bomb}, payload_bytes=1_000_000)) == reasons.TOO_LARGE

    @pytest.mark.parametrize(
        ("coding", "body"),
        [
            ("gzip", gzip.compress(PAGE)[:-9]),
            ("br", brotli.compress(PAGE)[:-3]),
            ("compress", PAGE),
            ("gzip, gzip, gzip", gzip.compress(gzip.compress(gzip.compress(PAGE)))),
        ],
    )
    def test_broken_compression(self, coding: str, body: bytes):
        broken = response(body, Content_Encoding=coding)
        assert reason(fetched({"/a": broken})) == reasons.BROKEN_COMPRESSION
