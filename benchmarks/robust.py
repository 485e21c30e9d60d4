"""Does anything a page may hold stop the reader? Mutated pages, each with an outcome and a reason.

Pages of `pages/aeb` and `pages/fundus` are cut, spliced, filled with random bytes, read in wrong
character sets; beside them stand built attacks: deep nesting, endless attributes, zip bombs. All
are read in one process whose memory is watched; an alarm ends a page that takes ten seconds.
"""

import gzip
import io
import os
import random
import resource
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain, cycle
from pathlib import Path
from types import FrameType

from benchmarks import pages as corpus
from benchmarks.captures import captured
from benchmarks.figures import Figure
from tearsheet.model import Article, Kept, Outcome, Tally
from tearsheet.read import read

PAGES = int(os.environ.get("TEARSHEET_ROBUST_PAGES", "5000"))
LONGEST, LARGEST = 10.0, 1_000_000_000
_SEED = 20261121
_CHARSETS = ("utf-16", "cp1251", "gb18030", "shift_jis", "koi8-r", "iso8859-1", "big5", "cp1256")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Mutation = Callable[[bytes, bytes, random.Random], bytes]


class TooSlowError(BaseException):
    """A page took longer than `LONGEST`; no handler for errors of reading may catch it."""


def measure(corpora: Path) -> list[Figure]:
    """Crashes, hangs, the slowest page and the most memory over all mutated pages."""
    tally, crashes, hangs = Tally(), Counter[str](), 0
    slowest = 0.0
    signal.signal(signal.SIGALRM, _too_slow)
    for url, payload, media_type in cases(corpora):
        start = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            outcome: Outcome[Article] = read(captured(url, payload, media_type), payload)
        except TooSlowError:
            hangs += 1
        except Exception as error:  # noqa: BLE001 - any error at all is what we count here
            crashes[f"{type(error).__name__} at {_place(error)}"] += 1
        else:
            tally.count(outcome)
            if isinstance(outcome, Kept):
                _check(outcome.value)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    reasons = Counter(tally.skipped) + Counter(tally.failed)
    counted = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    total = tally.arrived + crashes.total() + hangs
    return [
        Figure("robust.pages", total, "pages", note=f"{tally.kept} kept, {counted}"),
        Figure("robust.crashes", crashes.total(), "pages", bar=0, better="low",
               note="; ".join(f"{count} {name}" for name, count in crashes.most_common(4))),
        Figure("robust.hangs", hangs, "pages", bar=0, better="low", note="over 10 s"),
        Figure("robust.slowest", slowest, "s", bar=LONGEST, better="low"),
        Figure("robust.memory", memory / 1e9, "GB", bar=LARGEST / 1e9, better="low",
               note="largest resident set of the one process that read them all"),
    ]  # fmt: skip


def cases(corpora: Path, count: int = PAGES) -> Iterator[tuple[str, bytes, str]]:
    """URL, payload and media type of each case; the same ones every time."""
    rng = random.Random(_SEED)
    attacked = 0
    for attack in attacks():
        yield attack
        attacked += 1
    sources = [page.payload for page in chain(corpus.aeb(corpora), corpus.fundus(corpora))]
    for at, mutation in zip(range(count - attacked), cycle(MUTATIONS), strict=False):
        first, second = rng.choice(sources), rng.choice(sources)
        yield f"https://mutated.example/{at}", mutation(first, second, rng), "text/html"


def attacks() -> Iterator[tuple[str, bytes, str]]:
    """Payloads made to hurt, each under the largest size that reaches the reader or beyond it."""
    built: dict[str, Callable[[], bytes]] = {
        "nested div": lambda: b"<div>" * 3_900_000,
        "nested table": lambda: b"<table><tr><td>" * 1_200_000,
        "nested inline": lambda: b"<b><i>" * 3_000_000,
        "nested, 50 MB": lambda: b"<div>" * 10_000_000,
        "nested list with words": lambda: b"<ul><li>word " * 1_400_000,
        "nested within bounds": lambda: b"<div>" * 49_000,
        "nested words within bounds": lambda: b"<div>some words here" * 49_000,
        "nested inline within bounds": lambda: b"<p>" + b"<b>word <i>" * 24_000,
        "paragraphs within bounds": lambda: b"<p>A short line of words to read.</p>" * 24_000,
        "rows within bounds": lambda: b"<table>" + b"<tr><td>a<td>b" * 16_000,
        "spans in one line": lambda: b"<p>" + b"<span class=a>word</span> " * 24_000,
        "links within bounds": lambda: b"<a href=/x>word</a> " * 24_000,
        "times within bounds": lambda: b"<time datetime=2025-01-02>May 1, 2025</time>" * 24_000,
        "metas within bounds": lambda: b'<meta property="article:author" content="A B">' * 49_000,
        "ld+json within bounds": lambda: (
            _ld_json(b'{"@type":"NewsArticle","author":"A B"}') * 24_000
        ),
        "flat paragraphs": lambda: b"<p>A short line of words.</p>" * 650_000,
        "one long line": lambda: b"<p>" + b"word " * 3_900_000,
        "attributes": lambda: (
            b"<div " + b"".join(b'a%d="x" ' % at for at in range(900_000)) + b">x</div>"
        ),
        "class of a megabyte": lambda: b'<div class="' + b"name " * 3_000_000 + b'">x</div>',
        "entities": lambda: b"&amp;" * 3_900_000,
        "unclosed comment": lambda: b"<p>x</p><!--" + b"-" * 19_000_000,
        "unclosed script": lambda: b"<script>" + b'"' * 19_000_000,
        "open tags": lambda: b"<" * 19_000_000,
        "brackets in ld+json": lambda: _ld_json(b"[" * 3_000_000),
        "objects in ld+json": lambda: _ld_json(b'{"a":' * 500_000),
        "many ld+json": lambda: _ld_json(b'{"@type":"NewsArticle","headline":"x"}') * 100_000,
        "literals": lambda: b"<script>" + b'"\\' * 9_000_000 + b"</script>",
        "escaped literal": lambda: b'<script>x="' + b"\\\\" * 4_000_000 + b'"</script>',
        "nul bytes": lambda: b"\x00" * 19_000_000,
        "half utf-16": lambda: b"\xff\xfe" + b"<\x00" * 5_000_000 + b"\xd8",
        "metas": lambda: b'<meta property="og:title" content="x">' * 400_000,
        "time elements": lambda: b"<time datetime='2025'>x</time>" * 500_000,
    }
    for name, build in built.items():
        yield f"https://attack.example/{name}", build(), "text/html"
    yield "https://attack.example/bomb.gz", gzip.compress(bytes(200_000_000)), "application/gzip"
    yield "https://attack.example/bomb.html", gzip.compress(bytes(200_000_000)), "text/html"
    yield "https://attack.example/bomb.docx", _zip_bomb(), _DOCX
    yield "https://attack.example/torn.docx", _zip_bomb()[:500], _DOCX
    yield (
        "https://attack.example/torn.pdf",
        b"%PDF-1.7\n" + b"1 0 obj<<" * 500_000,
        "application/pdf",
    )
    yield (
        "https://attack.example/a.eml",
        b"From: a\nSubject: b\n" + b"X: y\n" * 900_000,
        "message/rfc822",
    )
    yield "https://attack.example/a.txt", b"word " * 3_900_000, "text/plain"
    yield "https://attack.example/b.txt", b"word\n" * 3_900_000, "text/plain"
    yield "https://attack.example/a.md", b"# a\n" * 2_000_000, "text/markdown"
    yield "https://attack.example/b.md", b"[" * 5_000_000, "text/markdown"


def _ld_json(code: bytes) -> bytes:
    return b'<script type="application/ld+json">' + code + b"</script>"


def _zip_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:p>" + bytes(300_000_000))
    return target.getvalue()


def _cut(first: bytes, second: bytes, rng: random.Random) -> bytes:
    return first[: rng.randrange(len(first))]


def _spliced(first: bytes, second: bytes, rng: random.Random) -> bytes:
    return first[: rng.randrange(len(first))] + second[rng.randrange(len(second)) :]


def _noisy(first: bytes, second: bytes, rng: random.Random) -> bytes:
    payload = bytearray(first)
    for _ in range(max(1, len(payload) // rng.choice((20, 200, 2000)))):
        payload[rng.randrange(len(payload))] = rng.randrange(256)
    return bytes(payload)


def _recoded(first: bytes, second: bytes, rng: random.Random) -> bytes:
    return first.decode("utf-8", "replace").encode(rng.choice(_CHARSETS), "replace")


def _shuffled(first: bytes, second: bytes, rng: random.Random) -> bytes:
    pieces = first.split(b"<")
    rng.shuffle(pieces)
    return b"<".join(pieces)


def _repeated(first: bytes, second: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(first))
    return first[:start] + first[start : start + 2000] * rng.choice((2, 50, 400)) + first[start:]


def _random(first: bytes, second: bytes, rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(1, 60_000))


def _unclosed(first: bytes, second: bytes, rng: random.Random) -> bytes:
    return first.replace(rng.choice((b"</div>", b"</p>", b">", b'"', b"</script>")), b"")


MUTATIONS: tuple[Mutation, ...] = (
    _cut, _spliced, _noisy, _recoded, _shuffled, _repeated, _random, _unclosed,
)  # fmt: skip


def _check(article: Article) -> None:
    """What holds for every article, or an AssertionError that is counted as a crash."""
    assert article.text == article.text.strip()
    assert not any(
        not line or line != line.strip() or "\r" in line for line in article.text.split("\n")
    )
    article.record.encode("utf-8")


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlowError


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
