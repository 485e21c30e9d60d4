"""robots.txt files are read as RFC 9309 and Google's public cases say."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.collect.fetch.robots import DELAY_MOST, TOKEN, Robots, parse

CASES = tomllib.loads(Path(__file__).with_name("fetch_robots_google.toml").read_text("utf-8"))[
    "case"
]
LONGEST = 2083 * 8
FOO = "FooBot"


def rules(text: str, token: str = FOO) -> Robots:
    return parse(text.encode(), token)


@pytest.mark.parametrize("case", CASES, ids=lambda one: one["name"])
def test_google_cases(case: dict[str, object]):
    found = parse(str(case["robots"]).encode(), str(case["agent"]))
    for path in case.get("allowed", ()):
        assert found.allows_path(path), path
    for path in case.get("forbidden", ()):
        assert not found.allows_path(path), path


def test_google_case_an_empty_file_allows_everything():
    assert parse(b"", FOO).allows_path("/")
    assert parse(b"", "").allows_path("/")


def test_google_case_line_too_long_disallowed():
    long = "/x/".ljust(LONGEST - len("disallow: ") + 1, "a")
    found = rules(f"user-agent: {FOO}\ndisallow: {long}/qux\n")
    assert found.allows_path("/fux")
    assert not found.allows_path(f"{long}/fux")


def test_google_case_line_too_long_allowed():
    size = LONGEST - len("allow: ") + 1
    a, b = "/x/".ljust(size, "a"), "/x/".ljust(size, "b")
    found = rules(f"user-agent: {FOO}\ndisallow: /\nallow: {a}/qux\nallow: {b}/qux\n")
    assert not found.allows_path("/")
    assert found.allows_path(f"{a}/qux")
    assert found.allows_path(f"{b}/fux")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_google_case_lines_end_in_any_way(end: str):
    lines = ["User-Agent: foo", "Allow: /some/path", "User-Agent: bar", "", "", "Disallow: /"]
    for text in (end.join(lines) + end, end.join(lines)):
        assert rules(text, "foo").allows_path("/other")
        assert not rules(text, "bar").allows_path("/other")


@pytest.mark.parametrize(
    ("start", "read"),
    [
        (b"\xef\xbb\xbf", True),
        (b"\xef\xbb", True),
        (b"\xef", True),
        (b"\xef\x11\xbf", False),
    ],
)
def test_google_case_byte_order_mark(start: bytes, read: bool):
    found = parse(start + b"User-Agent: foo\nDisallow: /AnyValue\n", "foo")
    assert found.allows_path("/AnyValue") is not read


def test_google_case_byte_order_mark_in_the_middle_breaks_its_line():
    found = parse(b"User-Agent: foo\n\xef\xbb\xbfDisallow: /AnyValue\n", "foo")
    assert found.allows_path("/AnyValue")


def test_google_case_sitemaps_stand_anywhere():
    group = "User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\n"
    line = "Sitemap: http://foo.bar/sitemap.xml\n"
    for text in (group + line, line + group):
        assert rules(text).sitemaps == ("http://foo.bar/sitemap.xml",)


@pytest.mark.parametrize(
    ("value", "escaped"),
    [("/a/b/c", "/a/b/c"), ("/á", "/%C3%A1"), ("/%aa", "/%AA")],
)
def test_google_case_patterns_are_escaped(value: str, escaped: str):
    found = rules(f"user-agent: *\ndisallow: {value}").rules
    assert [one.pattern for one in found] == [escaped]


@pytest.mark.parametrize("token", [TOKEN, "Foobot-Bar", "Foo_Bar"])
def test_google_case_valid_names_are_obeyed(token: str):
    assert not rules(f"user-agent: {token}\ndisallow: /", token).allows_path("/x")


# RFC 9309, section 2.2.2: the table of encodings, and 2.2.3: that of special characters.
@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"),
        ("/path/foo-%24", "/path/foo-$"),
        ("/this/path/exactly$", "/this/path/exactly"),
        ("/this/*/exactly", "/this/path/exactly"),
        ("/foo/%62ar", "/foo/b%61r"),
        ("/foo/%7euser", "/foo/~user"),
        ("/a%2fb", "/a%2Fb"),
    ],
)
def test_standard_encodings(pattern: str, path: str):
    assert not rules(f"user-agent: *\ndisallow: {pattern}").allows_path(path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/a%2Fb", "/a/b"),
        ("/a/b", "/a%2Fb"),
        ("/this/path/exactly$", "/this/path/exactly?not"),
        ("/a$b", "/a"),
        ("$", "/"),
        ("/path/foo-%24", "/path/foo-"),
    ],
)
def test_standard_encodings_that_differ(pattern: str, path: str):
    assert rules(f"user-agent: *\ndisallow: {pattern}").allows_path(path)


def test_standard_simple_example():
    """RFC 9309, section 5.1."""
    text = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
    """
    others, foo, bar, baz, qux = (
        rules(text, token) for token in ("anybot", "foobot", "barbot", "bazbot", "quxbot")
    )
    assert [others.allows_path(one) for one in ("/a.gif", "/example/", "/publications/", "/x")] == [
        False,
        False,
        True,
        True,
    ]
    assert not foo.allows_path("/publications/")
    assert foo.allows_path("/example/page.html")
    assert foo.allows_path("/example/allowed.gif")
    for one in (bar, baz):
        assert not one.allows_path("/example/page.html")
        assert one.allows_path("/a.gif")
    assert qux.allows_path("/example/page.html")


def test_standard_longest_match():
    """RFC 9309, section 5.2."""
    found = rules(
        "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif",
        "foobot",
    )
    assert not found.allows_path("/example/page/disallowed.gif")
    assert found.allows_path("/example/page/other.gif")


def test_standard_groups_of_one_name_are_one():
    """RFC 9309, section 2.2.1."""
    text = "user-agent: ExampleBot\ndisallow: /foo\n\nuser-agent: ExampleBot\ndisallow: /bar\n"
    found = rules(text, "examplebot")
    assert [found.allows_path(one) for one in ("/foo", "/bar", "/baz")] == [False, False, True]


def test_robots_txt_itself_is_always_allowed():
    """RFC 9309, section 2.2.2."""
    assert rules("user-agent: *\ndisallow: /").allows_path("/robots.txt")


def test_rules_beyond_500_kibibytes_count():
    filling = "# filling\n" * 52_000
    found = rules(f"user-agent: *\n{filling}disallow: /late\n")
    assert len(filling) > 500 * 1024
    assert not found.allows_path("/late")


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("Crawl-delay: 2.5", 2.5),
        ("crawl-delay:10", 10),
        ("crawl-delay: 99999", DELAY_MOST),
        ("crawl-delay: -3", 0),
        ("crawl-delay: nan", 0),
        ("crawl-delay: soon", 0),
    ],
)
def test_delay(line: str, delay: float):
    assert rules(f"user-agent: *\n{line}\ndisallow: /x").delay == delay
    assert rules(f"user-agent: other\n{line}\n\nuser-agent: {FOO}\ndisallow: /x").delay == 0


def test_urls_are_read_strictly_and_whole():
    found = rules("user-agent: *\ndisallow: /private/\nsitemap: /not/absolute.xml")
    assert found.allows("https://example.org/open/../public/?a#b")
    assert not found.allows("https://example.org/open/../private/x")
    assert not found.allows("https://example.org/open/%2e%2e/private/x")
    assert not found.allows("https://user@example.org/public")
    assert found.sitemaps == ()


def test_what_cannot_be_had_allows_nothing():
    assert not Robots(reason="robots.txt cannot be had").allows("https://example.org/")
    assert Robots().allows("https://example.org/")


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_read(content: bytes, path: str):
    parse(content, "foo").allows_path("/" + path)


@given(st.lists(st.sampled_from(["a", "b", "*", "/", "$", "%41"]), max_size=12).map("".join))
def test_a_pattern_without_marks_fits_itself(pattern: str):
    found = rules(f"user-agent: *\ndisallow: /{pattern}")
    plain = "/" + pattern.replace("*", "").removesuffix("$")
    if "$" not in pattern[:-1]:
        assert not found.allows_path(plain)
