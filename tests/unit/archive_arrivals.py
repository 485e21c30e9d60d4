"""Arrivals of every shape, and how one is made by hand."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from tearsheet.model import Arrival, Article, Capture, ExtractionReport

NOON = datetime(2025, 6, 11, 12, 0, tzinfo=UTC)

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=zones)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
urls = st.one_of(words, words.map(lambda path: f"https://herald.example/{path}"))
names = st.one_of(
    st.sampled_from(
        ["Content-Type", "content-encoding", "Transfer-Encoding", "CONTENT-LENGTH", "Set-Cookie"]
    ),
    st.just("X-Archive-Orig-Content-Encoding"),
    words,
)
headers = st.lists(st.tuples(names, words), max_size=5).map(tuple)
payloads = st.one_of(st.binary(max_size=400), st.sampled_from([b"", b"\r\n\r\n", b"WARC/1.1\r\n"]))

arrivals = st.builds(
    Arrival,
    url=urls,
    requested_url=urls,
    captured_at=times,
    status=st.one_of(st.just(0), st.just(200), st.integers(-5, 99999)),
    headers=headers,
    media_type=st.one_of(st.just("text/html"), words),
    payload=payloads,
    source=st.text(max_size=30),  # lone surrogates too: a file name may hold any byte
    reserved=st.lists(words, max_size=3).map(tuple),
)


def page(number: int, payload: bytes | None = None, *, status: int = 200) -> Arrival:
    """A small page; by number its URL and, unless given, its bytes."""
    body = f"<p>Rain fell on day {number}.</p>".encode() * 3 if payload is None else payload
    return Arrival(
        url=f"https://herald.example/{number}",
        requested_url=f"https://herald.example/{number}?from=feed",
        captured_at=NOON + timedelta(minutes=number),
        status=status,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")) if status else (),
        media_type="text/html",
        payload=body,
        source=f"file:pages/{number}.html",
    )


def article(capture: Capture, text: str = "Rain fell.\nIt was wet.") -> Article:
    """What a capture says."""
    return Article(capture.key, capture.url, "Rain 雨", text, "en", ExtractionReport("1"))
