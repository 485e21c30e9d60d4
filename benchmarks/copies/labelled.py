"""The pairs of ``corpora/copies`` that people read, ready to be judged.

A text's first line is its headline and the rest its body, as in `benchmarks.words.wire`, whose
reading of datelines and credits each article gets.
"""

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.words.wire import Printed, came
from tearsheet.model import Article, ExtractionReport
from tearsheet.read.clean import fixed

COPIES = frozenset({"copy", "edited-copy", "excerpt"})
_REWORDED = re.compile("write-through|reword|rewrit|rewrote|first AP version|new lede|grown")
_SPOKEN = re.compile("quote|tweet|transcript|statement|remarks")
_KEPT = 0.4


@dataclass(frozen=True)
class Pair:
    """Two articles (ids), how a reader called them, and what was noted."""

    a: str
    b: str
    label: str
    origin: str
    note: str
    contained: float
    """The larger share of one's runs of five words in the other, as the file has it."""

    @property
    def is_copy(self) -> bool:
        """Printings of one text."""
        return self.label in COPIES

    @property
    def is_decided(self) -> bool:
        """The reader was sure."""
        return self.label != "unsure"

    @property
    def is_reworded(self) -> bool:
        """An edited copy whose note says that it was written through or reworded."""
        return self.label == "edited-copy" and bool(_REWORDED.search(self.note))

    @property
    def is_reworded_throughout(self) -> bool:
        """And that keeps less than two fifths of its runs of five words."""
        return self.is_reworded and self.contained < _KEPT

    @property
    def only_speech_is_shared(self) -> bool:
        """No copy, and the note says that quotations, a transcript or posts are in both."""
        return self.is_decided and not self.is_copy and bool(_SPOKEN.search(self.note))


@lru_cache(maxsize=1)
def articles(corpora: Path) -> dict[str, Article]:
    """All articles by id."""
    with gzip.open(corpora / "copies" / "helsinki-612.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"]: _article(row["id"], row["publisher"], row["text"]) for row in rows}


def pairs(corpora: Path) -> list[Pair]:
    """Every pair, those a reader was unsure of too."""
    lines = (corpora / "copies" / "pairs-half.jsonl").read_text("utf-8").splitlines()
    return [
        Pair(
            row["a"], row["b"], row["label"], row["origin"], row["note"],
            max(row["contain_ab"], row["contain_ba"]),
        )
        for row in map(json.loads, lines)
    ]  # fmt: skip


def families(found: list[Pair]) -> dict[str, str]:
    """For each article the least id among those it is joined to by pairs that are copies."""
    parent = dict[str, str]()

    def first(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for pair in found:
        one, other = sorted((first(pair.a), first(pair.b)))
        if pair.is_copy:
            parent[other] = one
    return {key: first(key) for key in parent}


def _article(key: str, publisher: str, text: str) -> Article:
    printed = Printed(key, text.replace(" ### ", "\n"), None, publisher.partition("/")[0])
    title, _, rest = printed.text.partition("\n")
    return Article(
        key, f"https://{printed.host}/", title, fixed(rest.split("\n")), "en",
        ExtractionReport("benchmark"), provenance=came(printed),
    )  # fmt: skip
