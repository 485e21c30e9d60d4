"""JSON-LD as pages really write it."""

import pytest

from tearsheet.read.json_ld import values_in
from tearsheet.read.page import PageError, parse


def page(*scripts: str) -> bytes:
    tags = "".join(f'<script type="application/ld+json">{text}</script>' for text in scripts)
    return f"<html><head>{tags}</head><body><p>Words.</p></body></html>".encode()


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "b"}',
        '{"a": "b",}',
        '{"a": "b",,}',
        '<!-- {"a": "b"} -->',
        '//<![CDATA[\n{"a": "b"}\n//]]>',
        '/*<![CDATA[*/{"a": "b"}/*]]>*/',
        '{"a": "b"};',
        "{&quot;a&quot;: &quot;b&quot;}",
    ],
)
def test_common_mistakes_are_repaired(text: str) -> None:
    assert values_in(text) == [{"a": "b"}]


def test_raw_line_feeds_and_unknown_escapes_stay_in_the_string() -> None:
    assert values_in('{"a": "one\ntwo\tthree"}') == [{"a": "one\ntwo\tthree"}]
    assert values_in(r'{"a": "it\'s"}') == [{"a": r"it\'s"}]


def test_a_lone_surrogate_is_replaced() -> None:
    [value] = values_in('{"a": "x\\ud83d"}')
    assert value == {"a": "x\ufffd"}


def test_what_is_beyond_repair_is_left_out() -> None:
    assert values_in("{{{") == []
    assert values_in("") == []
    assert values_in("[" * 100_000) == []


def test_lists_and_graphs_are_flattened_in_page_order() -> None:
    payload = page(
        '[{"@type": "A"}, [{"@type": "B"}]]',
        '{"@context": "x", "@graph": [{"@type": "C"}, {"@type": "D", "@graph": {"@type": "E"}}]}',
    )
    kinds = [item.get("@type") for item in parse("https://a.test/", payload, ()).json_ld]
    assert kinds == ["A", "B", "C", "D", "E"]


def test_an_empty_page_is_an_error_with_a_reason() -> None:
    for payload in (b"", b" \n", b"\x00\x00"):
        with pytest.raises(PageError) as raised:
            parse("https://a.test/", payload, ())
        assert raised.value.reason == "no text"


def test_a_comment_alone_is_not_readable() -> None:
    with pytest.raises(PageError) as raised:
        parse("https://a.test/", b"<!-- nothing -->", ())
    assert raised.value.reason == "not readable"
