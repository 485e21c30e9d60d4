"""The pairs of SemEval-2022 task 8 as articles: headline, text, day and outlet.

The texts come in one string. A line end or two spaces part the headline off, where there are any;
else the address tells, which mostly spells the headline, or the headline that is printed twice.
Days are those of the addresses; two pages in three have none.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tearsheet.model import Article, Dated, ExtractionReport
from tearsheet.text.names.words import folded_latin

FILE = "semeval22-pairs-half.jsonl.gz"
_LONGEST, _WORDS, _FEWEST, _GAP, _PLAIN = 300, 30, 3, 3, 12
_TEXT_SHARE = 0.6
_DAY = re.compile(
    r"(?<!\d)(20[012]\d)(?:([/-])([01]?\d)\2([0-3]?\d)|([01]\d)([0-3]\d))(?!\d)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, and how far they tell one story: 1 (the same) to 4 (nothing in common)."""

    key: str
    one: Article
    other: Article
    overall: float

    @property
    def languages(self) -> str:
        """Both, in order: ``de-en``, or one alone."""
        both = sorted({self.one.language, self.other.language})
        return "-".join(both)


def pairs(corpora: Path) -> list[Pair]:
    """Every pair of the file."""
    found = list[Pair]()
    with gzip.open(corpora / "stories" / FILE, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            articles = [
                article(
                    f"{row['pair_id']}/{at}", row[f"text{at}"], row[f"lang{at}"], row[f"url{at}"]
                )
                for at in (1, 2)
            ]
            found.append(Pair(row["pair_id"], articles[0], articles[1], float(row["overall"])))
    return found


def article(key: str, printed: str, language: str, url: str) -> Article:
    """One text of the file, its headline apart."""
    title, text = parted(printed, url)
    return Article(key, url, title, text, language, ExtractionReport("0"), published=_day(url))


def parted(printed: str, url: str) -> tuple[str, str]:
    """Headline and text."""
    whole = printed.strip()
    breaks = [at for mark in ("\n", "  ") if 0 < (at := whole.find(mark)) < _LONGEST]
    if breaks and not printed.startswith(" "):
        end = min(breaks)
        return whole[:end].strip(), whole[end:].strip()
    words = list(re.finditer(r"\S+", whole[: _LONGEST * 2]))
    count = _twice([word[0] for word in words]) or _spelt([word[0] for word in words], url)
    count = count or _first_sentence([word[0] for word in words])
    end = words[min(count, len(words)) - 1].end() if words else 0
    return whole[:end].rstrip(), whole[end:].strip()


def _twice(words: Sequence[str]) -> int:
    """How many words open the text and come again at once; 0 if none do."""
    for count in range(_FEWEST, min(_WORDS, len(words) // 2) + 1):
        if words[:count] == words[count : 2 * count]:
            return count
    return 0


def _spelt(words: Sequence[str], url: str) -> int:
    """How many of the first words the address spells; 0 if too few to tell."""
    path = unquote(urlsplit(url).path)
    left = Counter(_plain(part) for part in re.split(r"[\W_]+", path) if part)
    last, hits = 0, 0
    for at, word in enumerate(words[:_WORDS], 1):
        here = Counter(_plain(part) for part in re.split(r"[\W_]+", word) if part) & left
        if here:
            left -= here
            last, hits = at, hits + 1
        elif at - last > _GAP:
            break
    return last if hits >= _FEWEST and hits >= _TEXT_SHARE * last else 0


def _plain(word: str) -> str:
    return re.sub("[aou]e", lambda found: found[0][0], folded_latin(word))[:6]


def _first_sentence(words: Sequence[str]) -> int:
    for at, word in enumerate(words[:_PLAIN], 1):
        if at > _FEWEST and word[-1] in ".!?؟":
            return at
    return _PLAIN


def _day(url: str) -> Dated | None:
    found = _DAY.search(url)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    try:
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return Dated(at, "day", "url", found[0], zoned=False)
