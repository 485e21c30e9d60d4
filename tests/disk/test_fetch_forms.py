"""A form is sent as carefully as a page is asked for."""

import asyncio

import pytest

from tearsheet.collect.fetch import reasons
from tearsheet.model import Failed, Kept, Outcome, Skipped
from tests.disk.fetch_loopback import guest, loopback, moved, response

FORM = b"hub.mode=subscribe&hub.topic=http%3A%2F%2Fpress.example%2F"


def posted(reply: object, url: str = "http://hub.example/call") -> tuple[Outcome[int], list[str]]:
    async def main() -> tuple[Outcome[int], list[str]]:
        async with loopback({"/call": reply}) as site, guest(site, tries=1, seconds=1) as fetcher:
            return await fetcher.post(url, FORM), site.paths(rules=True)

    return asyncio.run(main())


def test_a_form_arrives_whole():
    came = []

    async def take(asked, reader, writer):
        came.append((asked.headers, await reader.readexactly(len(FORM))))
        writer.write(response(b"", "202 Accepted"))

    outcome, paths = posted(take)
    assert outcome == Kept(202)
    assert paths == ["/call"]  # robots.txt is for what is crawled
    ((headers, body),) = came
    assert body == FORM
    named = {name.lower(): value for name, value in headers.items()}
    assert named["content-type"] == "application/x-www-form-urlencoded"
    assert named["content-length"] == str(len(FORM))
    assert named["user-agent"].startswith("Tearsheet/")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (
            moved("http://other.example/call", 307),
            Failed(reasons.OTHER_STATUS, "http://hub.example/call", "status 307"),
        ),
        (
            response(b"no", "404 Not Found"),
            Failed(reasons.NOT_FOUND, "http://hub.example/call", "status 404"),
        ),
        (
            response(b"no", "500 Oh"),
            Failed(reasons.SERVER_ERROR, "http://hub.example/call", "status 500"),
        ),
    ],
)
def test_what_is_no_yes_has_its_reason_and_no_redirect_is_followed(reply, outcome):
    said, paths = posted(reply)
    assert said == outcome
    assert paths == ["/call"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/call", reasons.PRIVATE),
        ("http://10.0.0.1/call", reasons.PRIVATE),
        ("http://[::1]/call", reasons.PRIVATE),
        ("http://169.254.169.254/call", reasons.PRIVATE),
        ("http://hub@press.example/call", reasons.BAD_URL),
        ("ftp://hub.example/call", reasons.SCHEME),
    ],
)
def test_a_hub_at_a_private_address_is_never_called(url, reason):
    said, paths = posted(response(), url)
    assert isinstance(said, Skipped)
    assert said.reason == reason
    assert paths == []


def test_an_endless_answer_costs_little_and_an_endless_wait_ends():
    async def endless(_asked, _reader, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            writer.write(b"x" * 4096)
            await writer.drain()

    async def silent(_asked, _reader, _writer):
        await asyncio.sleep(30)

    assert posted(endless)[0] == Kept(200)
    outcome = posted(silent)[0]
    assert isinstance(outcome, Failed)
    assert outcome.reason == reasons.TIMEOUT
