"""How much of a page's article do we read, how right is what it says of itself, and how fast?

Three corpora, each by its own measure: `pages/aeb` by 4-gram overlap, `pages/fundus` by word
tokens (characters in Chinese, Japanese and Korean), `pages/trafilatura-half` by segments. The
block classifier was learned on these pages; its figures on sites it had not seen stand in the
head of ``shapes.toml`` and are printed as notes.
"""

import json
import re
import subprocess
import tempfile
import time
from collections import defaultdict
from importlib import resources
from itertools import chain, islice
from pathlib import Path
from statistics import mean, median

from benchmarks import pages as corpus
from benchmarks import peers, read_metadata
from benchmarks.captures import captured
from benchmarks.figures import Figure
from benchmarks.pages import CJK_COUNTRIES, RealPage
from tearsheet.model import Kept
from tearsheet.read import read
from tearsheet.read.decode import decoded

_ROUNDS = 3
_TIMED_PAGES = 90
_UNSEEN = re.compile(r"^# On sites it has not seen \(five folds\): (\S+) (\S+)$", re.MULTILINE)


def measure(corpora: Path) -> list[Figure]:
    """Every figure of the room."""
    unseen = _unseen()
    return [
        *_aeb(corpora, unseen),
        *_fundus(corpora, unseen),
        *_half(corpora, unseen),
        *read_metadata.measure(corpora),
        *_speed(corpora),
    ]


def _text(page: RealPage) -> str:
    """What we read, as an editor would get it; empty if the page was left out."""
    outcome = read(captured(page.url, page.payload), page.payload)
    return outcome.value.text if isinstance(outcome, Kept) else ""


def _unseen() -> dict[str, str]:
    learned = resources.files("tearsheet.read").joinpath("shapes.toml").read_text("utf-8")
    return {name: f"on unseen sites {value}" for name, value in _UNSEEN.findall(learned)}


def _aeb(corpora: Path, unseen: dict[str, str]) -> list[Figure]:
    pairs = [(page.truth, _text(page)) for page in corpus.aeb(corpora)]
    return [
        Figure(
            "read.aeb.f1",
            corpus.aeb_f1(pairs),
            "F1",
            bar=0.965,
            peers={"trafilatura fast": 0.962, "rs_trafilatura": 0.970, "readability": 0.947},
            note=f"4-grams; {unseen.get('aeb', '')}; peers as published",
        )
    ]


def _fundus(corpora: Path, unseen: dict[str, str]) -> list[Figure]:
    by_country: dict[str, list[float]] = defaultdict(list)
    for page in corpus.fundus(corpora):
        country = page.name.split("/")[0]
        by_country[country].append(corpus.token_f1(page.truth, _text(page)))
    whole = Figure(
        "read.fundus.f1",
        mean(chain.from_iterable(by_country.values())),
        "F1",
        bar=0.955,
        peers={"trafilatura": 0.944, "readability": 0.888, "resiliparse": 0.865},
        note=f"words, CJK characters; {unseen.get('fundus', '')}; peers as measured before",
    )
    published = {"tw": 0.652, "kr": 0.737, "jp": 0.873}
    return [
        whole,
        *(
            Figure(
                f"read.fundus.{country}.f1",
                mean(by_country[country]),
                "F1",
                bar=0.90,
                peers=({"trafilatura": published[country]} if country in published else {}),
                note=f"{len(by_country[country])} pages",
            )
            for country in CJK_COUNTRIES
            if country in by_country
        ),
    ]


def _half(corpora: Path, unseen: dict[str, str]) -> list[Figure]:
    pages = [(page, _text(page)) for page in corpus.half(corpora)]
    return [
        Figure(
            "read.trafilatura-half.f",
            corpus.segment_f(pages),
            "F",
            bar=0.93,
            peers={"trafilatura": 0.924, "justext": 0.862, "news-please": 0.836},
            note=f"{unseen.get('trafilatura-half', '')}; peers on the whole set as published",
        )
    ]


def _speed(corpora: Path) -> list[Figure]:
    """Medians of rounds in which ours and each peer read the same pages one after the other."""
    third = _TIMED_PAGES // 3
    sample = [
        *islice(corpus.aeb(corpora), third),
        *islice(corpus.fundus(corpora), 0, 6 * third, 6),
        *islice(corpus.half(corpora), 0, 6 * third, 6),
    ]
    captures = [(captured(page.url, page.payload), page.payload) for page in sample]
    read(*captures[0])
    ours, theirs = [], defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.json"
        path.write_text(json.dumps([(page.url, decoded(page.payload)) for page in sample]))
        for _ in range(_ROUNDS):
            start = time.perf_counter()
            for capture, payload in captures:
                read(capture, payload)
            ours.append(time.perf_counter() - start)
            for peer in ("mediacloud-metadata", "trafilatura fast"):
                try:
                    theirs[peer].append(peers.seconds(peer, path))
                except (OSError, subprocess.CalledProcessError):
                    continue
    count = len(sample)
    speeds = {peer: count / median(times) for peer, times in theirs.items()}
    figures = [
        Figure(
            "read.speed",
            count / median(ours),
            "pages/s",
            peers=speeds,
            note=f"one core, all metadata, {count} pages, median of {_ROUNDS}",
        )
    ]
    if "mediacloud-metadata" in speeds:
        ratio = count / median(ours) / speeds["mediacloud-metadata"]
        figures.append(
            Figure("read.speed.ratio", ratio, "× mediacloud-metadata", bar=2.0, note="same run")
        )
    return figures
