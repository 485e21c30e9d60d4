"""A real archive: every page of `pages/fundus`, `pages/aeb` and both seeds, then two editions."""

import gzip
import json
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.figures import Figure
from tearsheet.collect import arrivals, listed
from tearsheet.edit import country_watch
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.editions import Drafted, Order, draft_edition, publish_edition
from tearsheet.pipeline.ingest import explain, ingest
from tearsheet.pipeline.proof import prove
from tearsheet.settings import Settings

# Two subjects that the pages, gathered for another purpose, happen to write about.
WATCHES = (("US", "united-states"), ("UA", "ukraine"))
PERIOD = (date(2022, 1, 1), date(2025, 12, 31))
FEWEST = 6


def measure(corpora: Path) -> list[Figure]:
    """Ingest everything in one run, draft an edition a watch, prove each from its files alone.

    The editions stay in the folder ``TEARSHEET_BENCHMARK_HOME`` names, to be looked at.
    """
    kept = os.environ.get("TEARSHEET_BENCHMARK_HOME")
    with tempfile.TemporaryDirectory() as passing:
        return _measure(corpora, Path(kept or passing))


def _measure(corpora: Path, home: Path) -> list[Figure]:
    lines = list(_pages(corpora))
    figures: list[Figure] = []
    with Newsroom.open(Settings(home=home)) as room:
        started = time.perf_counter()
        wanted = listed(lines, corpora)
        arriving = arrivals(wanted, datetime.now(UTC), limit_bytes=20_000_000)
        tally = ingest(room, arriving, lambda: datetime.now(UTC))
        seconds = time.perf_counter() - started
        figures += [
            Figure("editions.ingest.kept", tally.kept, "pages", note=explain(tally)),
            Figure(
                "editions.ingest.balance",
                tally.arrived - len(lines),
                "pages",
                bar=0,
                better="low",
                note="in = kept + skipped + failed",
            ),
            Figure(
                "editions.ingest.speed", tally.arrived / seconds, "pages/s", note="archived too"
            ),
        ]
        for country, key in WATCHES:
            watch = country_watch(country, key)
            figures += _edition(room, Order(watch, *PERIOD, "astana", "en"), home / "editions")
    return figures


def _edition(room: Newsroom, order: Order, folder: Path) -> list[Figure]:
    from tearsheet.store import writes

    writes.save_watch(order.watch)
    drafted = draft_edition(room, order, datetime.now(UTC))
    files = publish_edition(room, drafted.edition, folder)
    verdict = prove(files[0]).verdict
    name = f"editions.{order.watch.key}"
    return [
        Figure(f"{name}.foreign", _foreign(drafted), "articles", bar=FEWEST),
        Figure(f"{name}.items", len(drafted.edition.digest.items), "items", bar=4),
        Figure(
            f"{name}.refuted",
            sum(not finding.warning for finding in verdict.findings),
            "findings",
            bar=0,
            better="low",
            note=f"{verdict.sentences} sentences, from {files[0].name} and its bundle alone",
        ),
    ]


def _foreign(drafted: Drafted) -> int:
    """How many articles about the subject came from abroad, copies and all."""
    domestic = {"domestic press", "not about the subject"}
    abroad = [
        one for one in drafted.passed_over if one.passed_over.partition(":")[0] not in domestic
    ]
    return len(drafted.chosen) + len(abroad)


def _pages(corpora: Path) -> Iterator[str]:
    """A line for each page: path, URL, time of the crawl where it is known."""
    for info in sorted(corpora.glob("pages/fundus/*/meta.info")):
        for file, facts in sorted(json.loads(info.read_text("utf-8")).items()):
            if (info.parent / file).exists():
                path = (info.parent / file).relative_to(corpora)
                yield f"{path}\t{facts['url']}\t{facts['crawl_date']}"
    with gzip.open(corpora / "pages/aeb/ground-truth.json.gz", "rt", encoding="utf-8") as truth:
        for key, facts in sorted(json.load(truth).items()):
            yield f"pages/aeb/html/{key}.html.gz\t{facts['url']}"
    yield "seeds/wire-release.md"
    yield "seeds/media-digest.txt"
