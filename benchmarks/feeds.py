"""Feeds beside feedparser and fastfeedparser: what is found in real ones, and how fast.

The second set are feedparser's own cases: each says in a line of Python what it expects. What such
a line says of links, titles, dates and summaries is evaluated; the rest (authors, enclosures,
languages of single elements, dates of the feed itself, raw markup of contents) is no part of a
listing.
"""

import ast
import gzip
import re
import statistics
import sys
import tarfile
import time
import warnings
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from feedparser.datetimes import _parse_date

from benchmarks.feed_readers import (
    READERS,
    Document,
    Reader,
    Seen,
    Served,
    by_feedparser,
    ours,
    words_of,
)
from benchmarks.figures import Figure

_RUNS = 3
_SERVED_AT = "http://127.0.0.1:8097/"
_EXPECT = re.compile(r"Description:\s*(?:.*?)\s*Expect:\s*(.*)\s*-->")
_HEADER = re.compile(r"^Header:\s+([^:]+):(.*)$", re.MULTILINE)
_FIELDS = {
    "title": "title",
    "link": "link",
    "summary": "summary",
    "description": "summary",
    "published": "published",
    "published_parsed": "published",
    "issued": "published",
    "issued_parsed": "published",
    "updated": "updated",
    "updated_parsed": "updated",
    "modified": "updated",
    "modified_parsed": "updated",
    "date": "updated",
    "date_parsed": "updated",
}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one part of an Expect line says: ``entry`` None for the feed itself."""

    entry: int | None
    name: str
    value: object


def measure(corpora: Path) -> list[Figure]:
    """Agreement and speed on real feeds, agreement and crashes on feedparser's cases."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # feedparser and dateutil warn of what they meet
        return [*_of_real(corpora / "feeds" / "real"), *_of_cases(corpora / "feeds")]


# --- real feeds ---


def _of_real(folder: Path) -> list[Figure]:
    documents = [
        Served(path.stem, gzip.decompress(path.read_bytes()))
        for path in sorted(folder.glob("*.gz"))
    ]
    if not documents:
        return []
    mine = [ours(one) for one in documents]
    truth = [by_feedparser(one) for one in documents]
    slow = sum(one.reader == "feedparser" for one in mine)
    found, differing = real_agreement(documents, truth, mine)
    total = sum(len(one.entries) for one in truth)
    more = sum(len(one.entries) for one in mine) - total
    peers = {
        name: real_agreement(documents, truth, [_or_nothing(read, one) for one in documents])[0]
        / total
        for name, read in READERS.items()
        if name != "feedparser"
    }
    return [
        Figure(
            "feeds.real.agreement",
            found / total,
            f"of {total:,} entries",
            1.0,
            peers=peers,
            note=f"same link, title and date as feedparser; {more:+,} entries beside"
            + _listed(differing),
        ),
        _speed(documents, slow),
    ]


def _or_nothing(read: Reader, served: Served) -> Document:
    """What a peer reads; a peer that breaks has read nothing."""
    try:
        return read(served)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeError):
        return Document(reader="broke")


def real_agreement(
    documents: list[Served], truth: list[Document], mine: list[Document]
) -> tuple[int, list[str]]:
    found = 0
    differing = []
    for served, theirs, own in zip(documents, truth, mine, strict=True):
        for place, entry in enumerate(theirs.entries):
            differences = _nearest(entry, own.entries, place, len(theirs.entries))
            found += not differences
            if differences:
                differing.append(f"{served.name} entry {place}: {'; '.join(differences)}")
    return found, differing


def _nearest(truth: Seen, own: list[Seen], place: int, count: int) -> list[str]:
    """How the entry in the same place differs, or the nearest of all where some are missing."""
    candidates = own[place : place + 1] if len(own) == count else own
    each = [_differences(truth, one) for one in candidates]
    return min(each, key=len) if each else ["missing"]


def _differences(truth: Seen, own: Seen) -> list[str]:
    differences = []
    if truth.link and truth.link != own.link:
        differences.append(f"link {own.link[:_SHOWN]!r} for {truth.link[:_SHOWN]!r}")
    if _squeezed(truth.title) not in (_squeezed(own.title), ""):
        differences.append(f"title {own.title[:_SHOWN]!r} for {truth.title[:_SHOWN]!r}")
    for name in ("published", "updated"):
        expected = getattr(truth, name)
        if expected is not None and expected != getattr(own, name):
            differences.append(f"{name} {getattr(own, name)} for {expected}")
    return differences


def _speed(documents: list[Served], slow: int) -> Figure:
    """How often our way fits into feedparser's time: processor time, all in turn in one run."""
    megabytes = sum(len(one.payload) for one in documents) / 1e6
    seconds: dict[str, float] = {
        name: statistics.median(_timed(read, documents) for _ in range(_RUNS))
        for name, read in {"ours": ours, **READERS}.items()
    }
    return Figure(
        "feeds.real.speed",
        seconds["feedparser"] / seconds["ours"],
        "x feedparser",
        20.0,
        peers={
            name: seconds["feedparser"] / taken
            for name, taken in seconds.items()
            if name not in ("ours", "feedparser")
        },
        note=f"{len(documents)} feeds of {megabytes:.0f} MB in {seconds['ours']:.2f} s, feedparser"
        f" {seconds['feedparser']:.1f} s; {slow} fell to feedparser",
    )


def _timed(read: Reader, documents: list[Served]) -> float:
    started = time.process_time()
    for one in documents:
        _or_nothing(read, one)
    return time.process_time() - started


# --- feedparser's cases ---


def cases(folder: Path) -> Iterator[tuple[Served, list[Expectation]]]:
    """Each case as served, and what it expects of what we read."""
    path = folder / "feedparser-tests.tar.gz"
    if not path.exists():
        return
    with tarfile.open(path) as archive:
        for member in archive:
            name = member.name.partition("tests/")[2]
            stored = archive.extractfile(member)
            if stored is None or not name.endswith((".xml", ".json")):
                continue
            payload = stored.read()
            text = _readable(payload)
            found = _EXPECT.search(text)
            if found:
                yield _served(name, payload, text), list(expectations(found[1].strip()))


def _readable(payload: bytes) -> str:
    """The text of a case, as feedparser's own tests read it."""
    for start, codec in (
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\x00<", "utf-32-be"),
        (b"<\x00\x00\x00", "utf-32-le"),
        (b"\x00<\x00?", "utf-16-be"),
        (b"<\x00?\x00", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
    ):
        if payload.startswith(start):
            return payload.decode(codec, "ignore")
    return payload.decode("utf-8", "ignore")


def _served(name: str, payload: bytes, text: str) -> Served:
    """A case whose name holds "http" comes from a server, with its headers."""
    if "http" not in name:
        return Served(name, payload)
    headers = {key.strip().lower(): value.strip() for key, value in _HEADER.findall(text)}
    kind, _, parameters = headers.get("content-type", "text/xml").partition(";")
    charset = re.search(r"charset=[\"']?([\w.:-]+)", parameters)
    asked = f"{_SERVED_AT}tests/{name}"
    url = urljoin(asked, headers.get("content-location", ""))
    url = url if url.startswith("http") else asked
    return Served(name, payload, url, kind.strip(), charset[1] if charset else "")


def expectations(line: str) -> Iterator[Expectation]:
    """What a line of Python (``feed['title'] == 'x' and …``) says of what a listing holds."""
    try:
        expression = ast.parse(line, mode="eval").body
    except SyntaxError:
        return
    parts = [expression]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.BoolOp) and isinstance(part.op, ast.And):
            parts += part.values
        elif isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq):
            yield from _of_comparison(part.left, part.comparators[0])


def _of_comparison(left: ast.expr, right: ast.expr) -> Iterator[Expectation]:
    if ast.unparse(left) == "len(entries)":
        yield Expectation(None, "entries", ast.literal_eval(right))
        return
    path = _path(left)
    if path[-1:] == ["value"] and str(path[-2]).endswith("_detail"):
        path = [*path[:-2], str(path[-2]).removesuffix("_detail")]
    try:
        value = ast.literal_eval(right)
    except ValueError:
        return
    match path:
        case ["entries", int(place), str(name)] if name in _FIELDS:
            yield Expectation(place, _FIELDS[name], value)
        case ["feed" | "channel", "title" | "link" as name]:
            yield Expectation(None, name, value)


def _path(expression: ast.expr) -> list[str | int]:
    """``entries[0]['title']`` and ``entries[0].title`` as ``["entries", 0, "title"]``."""
    match expression:
        case ast.Name(id=name):
            return [name]
        case ast.Attribute(value=inner, attr=name):
            return [*_path(inner), name]
        case ast.Subscript(value=inner, slice=ast.Constant(value=str() | int() as key)):
            return [*_path(inner), key]
    return ["?"]


def _of_cases(folder: Path) -> list[Figure]:
    all_cases = list(cases(folder))
    if not all_cases:
        return []
    met, asked, differing, crashes = judged(ours, all_cases)
    slow = sum(ours(served).reader == "feedparser" for served, _ in all_cases)
    peers = {name: judged(read, all_cases) for name, read in READERS.items()}
    return [
        Figure(
            "feeds.cases.agreement",
            met / asked,
            f"of {asked:,} expectations",
            0.98,
            peers={name: one[0] / one[1] for name, one in peers.items()},
            note=f"links, titles, dates and summaries in feedparser's {len(all_cases):,} cases,"
            f" {slow} of them read by feedparser for us" + _listed(differing),
        ),
        Figure(
            "feeds.cases.crashes",
            len(crashes),
            "cases",
            0,
            "low",
            {name: len(one[3]) for name, one in peers.items()},
            ", ".join(crashes),
        ),
    ]


def judged(
    read: Reader, all_cases: list[tuple[Served, list[Expectation]]]
) -> tuple[int, int, list[str], list[str]]:
    """Expectations met and asked, the differences in words, and the names of crashing cases."""
    met = asked = 0
    differing, crashes = [], []
    for served, expected in all_cases:
        try:
            document = read(served)
        except Exception as error:  # noqa: BLE001  # a crash of any kind is what is counted
            crashes.append(f"{served.name} ({type(error).__name__})")
            document = Document()
        for one in expected:
            difference = _difference(document, one)
            if difference is None:
                continue
            asked += 1
            met += not difference
            if difference:
                differing.append(f"{served.name}: {difference}")
    return met, asked, differing, crashes


def _difference(document: Document, expected: Expectation) -> str | None:
    """Empty if the expectation is met, else how it is not; None where it cannot be compared."""
    if expected.name == "entries":
        found: object = len(document.entries)
        return "" if found == expected.value else f"{found} entries for {expected.value}"
    if expected.entry is not None and expected.entry >= len(document.entries):
        found = None
    else:
        place = document if expected.entry is None else document.entries[expected.entry]
        found = getattr(place, expected.name)
    if expected.name in ("published", "updated"):
        instant = _instant(expected.value)
        if instant is None:
            return None
        return "" if found == instant else f"{expected.name} {found} for {instant}"
    value = expected.value if isinstance(expected.value, str) else ""
    if isinstance(found, str) and _squeezed(found) in (
        _squeezed(value),
        _squeezed(words_of(value)),
    ):
        return ""
    return f"{expected.name} {_short(found)} for {_short(value)}"


def _instant(value: object) -> int | None:
    parts = _parse_date(value) if isinstance(value, str) else value
    return timegm((*parts[:6], 0, 0, 0)) if isinstance(parts, tuple) else None


def _squeezed(text: str) -> str:
    """Text without its white space, which plain text and markup set differently."""
    return re.sub(r"\s+", "", text)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _listed(differing: list[str]) -> str:
    """How many differ, for a note; which and how is printed beside the table, one on a line."""
    if differing:
        print(*differing, sep="\n", file=sys.stderr)
    return f"; {len(differing)} differ"
