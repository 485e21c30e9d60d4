"""The rights a publisher reserves are found where they are declared, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.fetch.rights import reserved
from tearsheet.collect.kinds import HTML, TEXT


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("noarchive", ["noarchive"]),
        ("NoAI, noimageai", ["noai", "noimageai"]),
        ("none", ["none"]),
        ("noindex, nofollow, max-snippet: -1, noarchive", ["noarchive"]),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST, noarchive", ["noarchive"]),
        ("googlebot: noarchive", []),
        ("googlebot: noindex, noarchive", []),
        ("tearsheet: noarchive, noai", ["noarchive", "noai"]),
        ("otherbot: noindex, Tearsheet: noai", ["noai"]),
        ("*: noarchive", ["noarchive"]),
        ("", []),
    ],
)
def test_robots_tag(value: str, words: list[str]):
    found = reserved((("X-Robots-Tag", value),), TEXT, b"")
    assert found == tuple(f"{one} (X-Robots-Tag)" for one in words)


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"TDM-Reservation": "1"}, ("tdm-reservation (header)",)),
        ({"tdm-reservation": "0", "tdm-policy": "https://a.example/p"}, ()),
        (
            {"TDM-Reservation": " 1 ", "TDM-Policy": "https://a.example/p"},
            ("tdm-reservation (header)", "tdm-policy https://a.example/p (header)"),
        ),
    ],
)
def test_mining_headers(headers: dict[str, str], found: tuple[str, ...]):
    assert reserved(tuple(headers.items()), TEXT, b"") == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<meta name="robots" content="index, NOARCHIVE">', ("noarchive (robots meta)",)),
        (
            "<META CONTENT='noai,noimageai' NAME='Robots'/>",
            ("noai (robots meta)", "noimageai (robots meta)"),
        ),
        ("<meta name=robots content=none>", ("none (robots meta)",)),
        ('<meta name="tearsheet" content="noarchive">', ("noarchive (robots meta)",)),
        ('<meta name="googlebot" content="noarchive">', ()),
        ('<meta property="robots" content="noarchive">', ()),
        ('<!-- <meta name="robots" content="noarchive"> -->', ()),
        ('<!-- <meta name="robots" content="noarchive">', ()),
        ('</head><body><meta name="robots" content="noarchive">', ()),
        ('<meta name="tdm-reservation" content="0">', ()),
        (
            '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://a.example/p">',
            ("tdm-reservation (meta)", "tdm-policy https://a.example/p (meta)"),
        ),
    ],
)
def test_page_head(head: str, found: tuple[str, ...]):
    page = f"<!doctype html><html><head><title>robots tdm-</title>{head}</head><body></body></html>"
    assert reserved((), HTML, page.encode()) == found
    assert reserved((), HTML, page.encode("utf-16")) == found
    assert reserved((), TEXT, page.encode()) == ()


def test_each_right_is_said_once():
    headers = (("X-Robots-Tag", "noarchive"), ("x-robots-tag", "noarchive, noai"))
    assert reserved(headers, TEXT, b"") == ("noarchive (X-Robots-Tag)", "noai (X-Robots-Tag)")


def test_a_huge_head_is_read_but_so_far():
    late = b"<head>" + b" " * 70_000 + b'<meta name="robots" content="noarchive">'
    assert reserved((), HTML, late) == ()
    assert reserved((), HTML, b'<meta name="robots"' * 20_000) == ()


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_will_do(payload: bytes, value: str):
    reserved((("X-Robots-Tag", value), ("tdm-reservation", value)), HTML, b"robots<meta " + payload)
