"""No form of a URL, no name and no redirect leads to an address that is not public."""

import asyncio
import itertools
import socket

import pytest

from tearsheet.collect.fetch import Fetcher, Request, reasons
from tearsheet.model import Skipped
from tests.hostile_net.ground import fetched, manners, no_name, watching

INSIDE = {
    "loopback": "127.0.0.1",
    "loopback-elsewhere": "127.8.8.8",
    "decimal": "2130706433",
    "octal": "0177.0.0.1",
    "octal-with-many-zeros": "000000177.0.0.1",
    "octal-whole": "017700000001",
    "hexadecimal": "0x7f.0.0.1",
    "hexadecimal-whole": "0x7f000001",
    "mixed-bases": "0x7f.1",
    "two-numbers": "127.1",
    "three-numbers": "127.0.1",
    "padded": "127.000.000.001",
    "trailing-dot": "127.0.0.1.",
    "zero": "0",
    "unspecified": "0.0.0.0",
    "this-network": "0.1.2.3",
    "private-10": "10.0.0.1",
    "private-172": "172.16.0.1",
    "private-192": "192.168.0.1",
    "shared": "100.64.0.1",
    "link-local": "169.254.1.1",
    "metadata": "169.254.169.254",
    "metadata-decimal": "2852039166",
    "metadata-alibaba": "100.100.100.200",
    "metadata-oracle": "192.0.0.192",
    "documentation": "192.0.2.1",
    "benchmark": "198.18.0.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "localhost": "localhost",
    "localhost-capital": "LOCALHOST",
    "localhost-dot": "localhost.",
    "below-localhost": "deep.below.localhost",
    "localhost-full-width": "ｌｏｃａｌｈｏｓｔ",
    "digits-full-width": "１２７.０.０.１",
    "digits-circled": "①②⑦.⓪.⓪.①",
    "digits-bold": "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "dots-ideographic": "127。0。0。1",
    "dots-full-width": "127．0．0．1",
    "dots-half-width": "127｡0｡0｡1",
    "ipv6-loopback": "[::1]",
    "ipv6-loopback-long": "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "ipv6-unspecified": "[::]",
    "ipv6-mapped": "[::ffff:127.0.0.1]",
    "ipv6-mapped-hexadecimal": "[::ffff:7f00:1]",
    "ipv6-compatible": "[::127.0.0.1]",
    "ipv6-translated": "[::ffff:0:127.0.0.1]",
    "ipv6-6to4": "[2002:7f00:1::]",
    "ipv6-6to4-metadata": "[2002:a9fe:a9fe::1]",
    "ipv6-teredo": "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "ipv6-nat64": "[64:ff9b::127.0.0.1]",
    "ipv6-nat64-metadata": "[64:ff9b::a9fe:a9fe]",
    "ipv6-nat64-local": "[64:ff9b:1::7f00:1]",
    "ipv6-link-local": "[fe80::1]",
    "ipv6-unique-local": "[fd00::1]",
    "ipv6-metadata-amazon": "[fd00:ec2::254]",
    "ipv6-site-local": "[fec0::1]",
    "ipv6-multicast": "[ff02::1]",
    "ipv6-documentation": "[2001:db8::1]",
    "ipv6-discard": "[100::1]",
}

UNREADABLE = {
    "octets-too-large": "http://256.256.256.256/",
    "decimal-that-wraps-around": "http://6425673729:PORT/",
    "five-numbers": "http://127.0.0.1.1/",
    "percent-digits": "http://%31%32%37.0.0.1:PORT/",
    "percent-dots": "http://127%2e0%2e0%2e1:PORT/",
    "zone": "http://[fe80::1%25eth0]/",
    "zone-plain": "http://[fe80::1%eth0]:PORT/",
    "zone-loopback": "http://[::1%25lo]:PORT/",
    "brackets-open": "http://[::1:PORT/",
    "brackets-around-a-name": "http://[localhost]:PORT/",
    "userinfo": "http://good.hostile.example@127.0.0.1:PORT/",
    "userinfo-with-password": "http://good.hostile.example:80@127.0.0.1:PORT/",
    "userinfo-hiding-the-inside": "http://127.0.0.1:PORT@good.hostile.example/page/1",
    "userinfo-twice": "http://a@good.hostile.example@127.0.0.1:PORT/",
    "userinfo-encoded": "http://good.hostile.example%40127.0.0.1:PORT/",
    "backslash-before-userinfo": "http://good.hostile.example\\@127.0.0.1:PORT/",
    "backslashes-for-slashes": "http:\\\\127.0.0.1:PORT\\",
    "tab-in-host": "http://127.0\t.0.1:PORT/",
    "line-feed-in-host": "http://127.0.0.1\n:PORT/",
    "line-break-in-path": "http://good.hostile.example/page/1\r\nHost: 127.0.0.1:PORT\r\n\r\n",
    "null-in-host": "http://good.hostile.example\x00.127.0.0.1:PORT/",
    "line-separator": "http://good.hostile.example\u2028@127.0.0.1:PORT/",
    "space-in-host": "http://good.hostile.example 127.0.0.1:PORT/",
    "three-slashes": "http:///127.0.0.1:PORT/",
    "one-slash": "http:/127.0.0.1:PORT/",
    "no-slash": "http:127.0.0.1:PORT/",
    "no-scheme": "//127.0.0.1:PORT/",
    "no-host": "http://:PORT/",
    "nothing": "",
    "port-zero": "http://good.hostile.example:0/",
    "port-too-large": "http://good.hostile.example:65536/",
    "port-negative": "http://good.hostile.example:-1/",
    "port-in-arabic-digits": "http://good.hostile.example:٨٠/",
    "label-of-64": f"http://{'a' * 64}.hostile.example/",
    "name-of-300": f"http://{'a.' * 150}hostile.example/",
    "empty-label": "http://good..hostile.example/",
    "ten-thousand-characters": f"http://good.hostile.example/{'a' * 10_000}",
    "lone-surrogate": "http://good.hostile.example/\ud800",
    "right-to-left-override": "http://good.\u202ehostile.example/",
}

SCHEMES = (
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://127.0.0.1:PORT/",
    "gopher://127.0.0.1:PORT/_GET%20/",
    "dict://127.0.0.1:PORT/d:x",
    "data:text/html,<p>x",
    "javascript:alert(1)",
    "jar:http://127.0.0.1:PORT!/",
    "ws://127.0.0.1:PORT/",
    "unix:///run/secret.sock",
    "view-source:http://127.0.0.1:PORT/",
)


@pytest.mark.parametrize("host", INSIDE.values(), ids=INSIDE.keys())
def test_no_form_of_an_inside_address_is_connected_to(host, far, canary) -> None:
    got = fetched(f"http://{host}:{canary.port}/", far)
    assert got.reason == reasons.PRIVATE, got.detail
    assert isinstance(got.outcome, Skipped)
    assert not got.watch.connected
    assert not got.watch.refused
    assert got.seconds < 0.5


@pytest.mark.parametrize("url", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_url_that_can_be_read_in_two_ways_is_not_read(url, far, canary) -> None:
    got = fetched(url.replace("PORT", str(canary.port)), far)
    assert got.reason == reasons.BAD_URL, got.detail
    assert not got.watch.connected
    assert not got.watch.refused
    assert got.seconds < 0.5


@pytest.mark.parametrize("url", SCHEMES, ids=lambda url: url.split(":")[0])
def test_other_schemes_are_no_business_of_ours(url, far, canary) -> None:
    got = fetched(url.replace("PORT", str(canary.port)), far)
    assert got.reason == reasons.SCHEME
    assert not got.watch.connected
    assert not got.watch.refused
    assert "/etc/passwd" not in got.watch.opened


def test_credentials_are_nowhere_to_be_found_again(far) -> None:
    got = fetched("http://editor:hunter2@good.hostile.example/page/1", far)
    assert "hunter2" not in repr(got.outcome)


LEADS_INSIDE = {
    "to-loopback": ["127.0.0.1"],
    "to-loopback-ipv6": ["::1"],
    "to-a-private-network": ["10.1.2.3"],
    "to-metadata": ["169.254.169.254"],
    "to-metadata-in-ipv6": ["::ffff:169.254.169.254"],
    "to-link-local-with-a-zone": ["fe80::1%eth0"],
    "to-unspecified": ["0.0.0.0"],
    "public-first-private-second": ["93.184.216.34", "127.0.0.1"],
    "private-first-public-second": ["127.0.0.1", "93.184.216.34"],
    "private-behind-many-public": [f"93.184.216.{last}" for last in range(1, 60)] + ["10.0.0.1"],
    "nat64-of-loopback": ["64:ff9b::7f00:1"],
    "no-address-at-all": ["rubbish"],
}


@pytest.mark.parametrize("answers", LEADS_INSIDE.values(), ids=LEADS_INSIDE.keys())
def test_a_name_that_leads_inside_is_refused(answers, far, canary) -> None:
    async def lookup(host, port):
        return answers

    got = fetched(f"http://public-name.example:{canary.port}/", far, lookup=lookup)
    assert got.reason == reasons.PRIVATE
    assert not got.watch.connected
    assert not got.watch.refused


@pytest.mark.parametrize("order", ["public-then-inside", "in-turn"])
def test_rebinding_finds_the_checked_address_connected_to(order, far, canary) -> None:
    turns = {
        "public-then-inside": itertools.chain(["93.184.216.34"], itertools.repeat("127.0.0.1")),
        "in-turn": itertools.cycle(["93.184.216.34", "127.0.0.1"]),
    }[order]

    async def lookup(host, port):
        return [next(turns)]

    url = f"http://rebinding.example:{canary.port}/"
    got = fetched(url, far, lookup=lookup, tries=2, seconds=5)
    assert got.reason in (reasons.PRIVATE, reasons.CONNECTION)
    # The ground refuses the public address, too: but only that one may have been tried.
    assert {host for host, _ in got.watch.refused} == {"93.184.216.34"}


def test_a_name_server_that_never_answers_takes_one_try(far) -> None:
    async def lookup(host, port):
        await asyncio.sleep(60)
        return []

    got = fetched("http://patience.example/", far, lookup=lookup)
    assert got.reason == reasons.TIMEOUT
    assert got.seconds < 4


def test_a_name_server_with_ten_thousand_answers_is_heard_in_bounds(far) -> None:
    async def lookup(host, port):
        return [f"93.184.{place >> 8}.{place & 255}" for place in range(10_000)]

    got = fetched("http://many.example/", far, lookup=lookup)
    assert got.reason == reasons.CONNECTION
    assert len(got.watch.refused) <= 32
    assert got.seconds < 4


@pytest.mark.parametrize("name", ["metadata.google.internal", "metadata", "instance-data"])
def test_metadata_by_name(name, far) -> None:
    async def lookup(host, port):
        return ["169.254.169.254"]

    assert fetched(f"http://{name}/", far, lookup=lookup).reason == reasons.PRIVATE


def test_a_name_nobody_knows(far) -> None:
    got = fetched("http://nowhere.example/", far)
    assert got.reason == reasons.NO_HOST


def test_the_system_resolver_is_checked_as_well(far, canary) -> None:
    """The machine's own name leads inside, if anywhere; the default look-up says so."""

    async def get():
        async with Fetcher(manners(far.port)) as fetcher:
            return await fetcher.get(Request(f"http://{socket.gethostname()}:{canary.port}/"))

    with watching(far.port) as watch:
        outcome = asyncio.run(get())
    assert outcome.reason in (reasons.PRIVATE, reasons.NO_HOST)
    assert not watch.connected
    assert not watch.refused


REDIRECTS = {
    "to-loopback": ("http://127.0.0.1:PORT/", reasons.PRIVATE),
    "to-loopback-decimal": ("http://2130706433:PORT/", reasons.PRIVATE),
    "to-loopback-hexadecimal": ("http://0x7f000001:PORT/", reasons.PRIVATE),
    "to-loopback-ipv6": ("http://[::1]:PORT/", reasons.PRIVATE),
    "to-loopback-mapped": ("http://[::ffff:127.0.0.1]:PORT/", reasons.PRIVATE),
    "to-localhost": ("http://localhost:PORT/", reasons.PRIVATE),
    "to-localhost-over-tls": ("https://localhost:PORT/", reasons.PRIVATE),
    "to-metadata": ("http://169.254.169.254/latest/meta-data/", reasons.PRIVATE),
    "to-a-name-that-leads-inside": ("http://inside.example:PORT/", reasons.PRIVATE),
    "to-no-scheme": ("//127.0.0.1:PORT/", reasons.PRIVATE),
    "to-a-private-network": ("http://192.168.1.1/", reasons.PRIVATE),
    "to-userinfo": ("http://good.hostile.example@127.0.0.1:PORT/", reasons.BAD_URL),
    "to-a-file": ("file:///etc/passwd", reasons.SCHEME),
    "to-ftp": ("ftp://127.0.0.1:PORT/", reasons.SCHEME),
    "to-gopher": ("gopher://127.0.0.1:PORT/", reasons.SCHEME),
    "to-javascript": ("javascript:alert(1)", reasons.SCHEME),
    "to-data": ("data:text/html,hello", reasons.SCHEME),
    "to-no-host": ("http://:PORT/", reasons.BAD_URL),
    "to-a-tab": ("http://127.0\t.0.1:PORT/", reasons.BAD_URL),
    "to-nothing": (" ", reasons.OTHER_STATUS),
    "to-nobody": ("http://nowhere.example/", reasons.NO_HOST),
}


@pytest.mark.parametrize(("place", "reason"), REDIRECTS.values(), ids=REDIRECTS.keys())
def test_a_redirect_is_checked_like_any_url(place, reason, far, canary) -> None:
    async def lookup(host, port):
        if host == "inside.example":
            return ["127.0.0.1"]
        return await no_name(host, port)

    url = f"http://hop.hostile.example/to?{place.encode().hex()}"
    got = fetched(url, far, lookup=lookup)
    assert got.reason == reason, got.detail
    assert not got.watch.refused
    assert "/etc/passwd" not in got.watch.opened


@pytest.mark.parametrize(
    "place",
    ["\\\\127.0.0.1:PORT\\", "/\\127.0.0.1:PORT/", "\\/127.0.0.1:PORT/", "/\t/127.0.0.1:PORT/"],
)
def test_a_redirect_by_backslash_leads_nowhere_inside(place, far, canary) -> None:
    url = f"http://hop.hostile.example/to?{place.encode().hex()}"
    got = fetched(url, far)
    assert got.reason != "kept"
    assert not got.watch.refused


def test_an_open_host_opens_itself_alone(far, canary) -> None:
    got = fetched(f"http://hostile.example:{canary.port}/", far, lookup=_loopback)
    assert got.reason == reasons.PRIVATE
    got = fetched(f"http://evilhostile.example:{canary.port}/", far, lookup=_loopback)
    assert got.reason == reasons.PRIVATE
    got = fetched("http://good.hostile.example.:80/page/1", far)
    assert got.reason == "kept"


async def _loopback(host, port):
    return ["127.0.0.1"]
