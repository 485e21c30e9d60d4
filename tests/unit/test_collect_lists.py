"""The lines of a list."""

from datetime import UTC, datetime
from pathlib import Path

from tearsheet.collect import Listed, listed
from tearsheet.model import Failed

BASE = Path("/press")
SIX = datetime(2025, 6, 11, 6, 0, tzinfo=UTC)


def test_every_form_of_a_line_is_understood():
    lines = [
        "a.html\n",
        "b c.html\thttps://herald.example/b\r\n",
        "\n",
        "d.html\thttps://herald.example/d\t2025-06-11T11:00:00+05:00\n",
        "e.html\t\t2025-06-11T06:00:00",
        '{"path": "f.html", "url": "https://herald.example/f", "captured_at": "2025-06-11T06:00Z"}',
        '{"path": "/other/g.html"}',
    ]
    url = "https://herald.example/"
    assert list(listed(lines, BASE)) == [
        Listed("a.html", BASE / "a.html"),
        Listed("b c.html", BASE / "b c.html", url + "b"),
        Listed("d.html", BASE / "d.html", url + "d", SIX),
        Listed("e.html", BASE / "e.html", None, SIX),
        Listed("f.html", BASE / "f.html", url + "f", SIX),
        Listed("/other/g.html", Path("/other/g.html")),
    ]


def test_a_line_that_cannot_be_understood_is_counted_and_the_rest_read():
    lines = [
        "a.html\thttps://herald.example/\tyesterday",
        "a.html\tb\t2025-06-11\td",
        '{"path": 3}',
        '{"url": "https://herald.example/"}',
        '{"path": "a.html", "url": 7}',
        '{"path": "a.html"',
        "{}",
        '{"path": ""}',
        "\thttps://herald.example/",
        '{"path": "a.html", "url": "https://herald.example/\\ud800"}',
        "good.html",
    ]
    found = list(listed(lines, BASE))
    assert [one.subject for one in found if isinstance(one, Failed)] == [
        f"line {number}" for number in range(1, 11)
    ]
    assert {one.reason for one in found if isinstance(one, Failed)} == {"not a line of a list"}
    assert found[-1] == Listed("good.html", BASE / "good.html")
