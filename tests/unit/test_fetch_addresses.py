"""URLs are read in one way only, and nothing but the public Internet is connected to."""

from contextlib import suppress
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.addresses import (
    OpenHosts,
    Opening,
    UnfetchableError,
    is_localhost,
    is_public,
    shown,
    target,
)


def refusal(url: str) -> str:
    with pytest.raises(UnfetchableError) as caught:
        target(url)
    return caught.value.reason


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("  https://example.org:443/a#b \n", "https://example.org/a"),
        ("http://example.org:8080/a?b#c", "http://example.org:8080/a?b"),
        ("http://example.org:/a", "http://example.org/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org?q=1", "https://example.org/?q=1"),
        ("https://example.org/a/../b/./c/..", "https://example.org/b/"),
        ("https://example.org/%2E%2e/b", "https://example.org/b"),
        ("https://example.org/a/../../../b", "https://example.org/b"),
        ("https://example.org/новости?q=дождь", None),
        ('https://example.org/a b"<>^`{|}\\c', None),
        ("https://example.org/100%/a%zz", "https://example.org/100%/a%zz"),
        ("https://example.org/@name/a:b", "https://example.org/@name/a:b"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"),
        ("http://казахстан.example/", None),
        ("http://example。org/", "http://example.org/"),
        ("http://under_score.example/", "http://under_score.example/"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("http://[2606:2800:220:1:248:1893:25C8:1946]:81/", None),
    ],
)
def test_a_url_is_read(url: str, read: str | None):
    found = target(url)
    assert read is None or found.url == read
    assert found.url.isascii()
    assert target(found.url) == found


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", reasons.SCHEME),
        ("file:///etc/passwd", reasons.SCHEME),
        ("javascript:alert(1)", reasons.SCHEME),
        ("data:text/html,x", reasons.SCHEME),
        ("gopher://127.0.0.1:6379/_x", reasons.SCHEME),
        ("//example.org/a", reasons.BAD_URL),
        ("/a", reasons.BAD_URL),
        ("", reasons.BAD_URL),
        ("http:", reasons.BAD_URL),
        ("http:/example.org/", reasons.BAD_URL),
        ("http://", reasons.BAD_URL),
        ("http:///example.org/", reasons.BAD_URL),
        ("http://?a", reasons.BAD_URL),
        ("http://.", reasons.BAD_URL),
        ("http://example..org/", reasons.BAD_URL),
        ("http://exam ple.org/", reasons.BAD_URL),
        ("http://exa\tmple.org/", reasons.BAD_URL),
        ("http://example.org/a\r\nHost: x", reasons.BAD_URL),
        ("http://example.org/\x00", reasons.BAD_URL),
        ("http://example.org/\ud800", reasons.BAD_URL),
        ("http://user:secret@example.org/", reasons.BAD_URL),
        ("http://example.org@127.0.0.1/", reasons.BAD_URL),
        ("http://@example.org/", reasons.BAD_URL),
        ("http://example.org\\@127.0.0.1/", reasons.BAD_URL),
        ("http://127.0.0.1\\.example.org/", reasons.BAD_URL),
        ("http:\\\\example.org\\", reasons.BAD_URL),
        ("http://127.0.0.1%00.example.org/", reasons.BAD_URL),
        ("http://127%2e0.0.1/", reasons.BAD_URL),
        ("http://example.org:0/", reasons.BAD_URL),
        ("http://example.org:65536/", reasons.BAD_URL),
        ("http://example.org:80a/", reasons.BAD_URL),
        ("http://example.org:٨٠/", reasons.BAD_URL),
        ("http://example.org:80:81/", reasons.BAD_URL),
        ("http://::1/", reasons.BAD_URL),
        ("http://[::1/", reasons.BAD_URL),
        ("http://[::1]x/", reasons.BAD_URL),
        ("http://[fe80::1%25eth0]/", reasons.BAD_URL),
        ("http://[v1.x]/", reasons.BAD_URL),
        ("http://-example.org/", reasons.BAD_URL),
        ("http://" + "a" * 64 + ".example/", reasons.BAD_URL),
        ("http://" + "a." * 127 + "example/", reasons.BAD_URL),
        ("http://example.org/" + "a" * 9000, reasons.BAD_URL),
        ("http://2130706433/", reasons.PRIVATE),
        ("http://0x7f000001/", reasons.PRIVATE),
        ("http://0x7f.1/", reasons.PRIVATE),
        ("http://017700000001/", reasons.PRIVATE),
        ("http://0177.0.0.1/", reasons.PRIVATE),
        ("http://127.1/", reasons.PRIVATE),
        ("http://127.0.0.1.:80/x", None),
        ("http://010.0.0.1/", reasons.PRIVATE),
        ("http://0/", reasons.PRIVATE),
        ("http://①②⑦.⓪.⓪.①/", None),
        ("http://１２７.１/", reasons.PRIVATE),
        ("http://134744072/", reasons.BAD_URL),
        ("http://08.8.8.8/", reasons.BAD_URL),
        ("http://1.2.3.4.5/", reasons.BAD_URL),
        ("http://256.1.1.1/", reasons.BAD_URL),
        ("http://example.1/", reasons.BAD_URL),
        ("http://example.0x1/", reasons.BAD_URL),
    ],
)
def test_a_url_is_refused(url: str, reason: str | None):
    if reason is None:  # an address written plainly in the end: refused once it is checked
        address = target(url).address
        assert address is not None
        assert not is_public(address)
    else:
        assert refusal(url) == reason


@pytest.mark.parametrize(
    "text",
    [
        *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1"),
        *("169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.0.171", "192.0.2.1"),
        *("192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1"),
        *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8"),
        *("100::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "5f00::1"),
        *("2001::1", "2001:db8::1", "2001:2::1", "2001:10::1", "3fff::1", "2002:7f00:1::1"),
        *("2002:a00:1::", "2002:c0a8:101::1", "2001:0:a00:1::ffff:ffff", "4000::1"),
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_an_address_that_is_not_public(text: str):
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        *("1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
        *("93.184.216.34", "192.167.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1"),
        *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"),
    ],
)
def test_an_address_that_is_public(text: str):
    assert is_public(ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_counts_as_itself(address):
    for form in ("::ffff:{}", "64:ff9b::{}"):
        assert is_public(ip_address(form.format(address))) == is_public(address)


@pytest.mark.parametrize(
    ("reference", "leads"),
    [
        ("/b?c", "https://example.org/b?c"),
        ("b", "https://example.org/x/b"),
        ("../b", "https://example.org/b"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
        ("?q=1", "https://example.org/x/a?q=1"),
        (" /b#c ", "https://example.org/b"),
    ],
)
def test_where_a_redirect_leads(reference: str, leads: str):
    assert target("https://example.org/x/a").joined(reference).url == leads


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("file:///etc/passwd", reasons.SCHEME),
        ("http://user:pw@example.org/", reasons.BAD_URL),
        ("http://[::1", reasons.BAD_URL),
        ("//[x]/", reasons.BAD_URL),
        ("http://127.1/", reasons.PRIVATE),
        ("/a\x00b", reasons.BAD_URL),
    ],
)
def test_where_a_redirect_must_not_lead(reference: str, reason: str):
    with pytest.raises(UnfetchableError) as caught:
        target("https://example.org/x/a").joined(reference)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "url",
    [
        "http://user:secret@example.org/a",
        "http://user:sec/ret@example.org/a",
        "http:/\\user:secret@example.org/a",
        "http://user:secret@example.org\\a@b",
        "https:user:secret@example.org",
        "http://secret@@example.org:99999/",
        "http://user:secret\x00@example.org/",
        "ftp://user:secret@example.org/a",
        "user:secret@example.org",
    ],
)
def test_what_is_shown_has_no_credentials(url: str):
    assert "secret" not in shown(url)
    assert "ret@" not in shown(url)
    assert refusal(url) in (reasons.BAD_URL, reasons.SCHEME)
    with pytest.raises(UnfetchableError) as caught:
        target(url)
    assert "secret" not in caught.value.detail


def test_what_is_shown_is_the_url_otherwise():
    assert shown(" https://example.org/@name?a=b@c#d ") == "https://example.org/@name?a=b@c"
    assert shown("http://exam ple.org/a") == "http://exam ple.org/a"


@given(st.text(max_size=80))
def test_any_text_is_a_url_or_is_not(text: str):
    for url in (text, f"http://{text}", f"http://example.org/{text}", f"http://{text}@x.example/"):
        shown(url)
        with suppress(UnfetchableError):
            found = target(url)
            assert target(found.url) == found
            assert "@" not in found.authority


def test_this_machine_has_names():
    assert is_localhost("localhost")
    assert is_localhost("press.localhost")
    assert not is_localhost("localhost.example")


def test_open_hosts_are_found():
    opened = OpenHosts(
        (
            "intranet.example",
            "*.press.example=127.0.0.1:8001",
            "six.example=[::1]:8002",
            "plain.example=::1",
            "Ten.example.=10.0.0.1",
            "127.0.0.1",
        )
    )
    assert opened("intranet.example") == Opening()
    assert opened("a.b.press.example") == Opening("127.0.0.1", 8001)
    assert opened("press.example") is None
    assert opened("notpress.example") is None
    assert opened("six.example") == Opening("::1", 8002)
    assert opened("plain.example") == Opening("::1")
    assert opened("ten.example") == Opening("10.0.0.1")
    assert opened("127.0.0.1") == Opening()
    assert OpenHosts(())("a.example") is None


@pytest.mark.parametrize(
    "entry", ["", "*", "=1.1.1.1", "a.example=x", "a.*.b", "a.example=1.1.1.1:x"]
)
def test_open_hosts_that_cannot_be_read_are_refused(entry: str):
    with pytest.raises(ValueError, match="open_hosts"):
        OpenHosts((entry,))
