"""The page corpora, and each benchmark's own measure of an extracted text."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

_WORDS = re.compile(r"\w+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
CJK_COUNTRIES = ("cn", "jp", "kr", "tw")


@dataclass(frozen=True, slots=True)
class RealPage:
    """One page of a corpus; ``truth`` is the article's text, empty where only segments are known.

    ``name`` is unique in its corpus; for fundus it starts with the country's code.
    """

    corpus: str
    name: str
    url: str
    payload: bytes
    truth: str = ""
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def aeb(corpora: Path) -> Iterator[RealPage]:
    """article-extraction-benchmark: English pages with the body as people marked it."""
    folder = corpora / "pages" / "aeb"
    for name, truth in _json(folder / "ground-truth.json.gz").items():
        payload = _bytes(folder / "html" / f"{name}.html.gz")
        yield RealPage("aeb", name, truth["url"], payload, truth["articleBody"])


def fundus(corpora: Path) -> Iterator[RealPage]:
    """The stored tests of fundus: versions pair in order with the pages sorted by date."""
    for folder in sorted(
        path for path in (corpora / "pages" / "fundus").iterdir() if path.is_dir()
    ):
        pages = _json(folder / "meta.info")
        for path in sorted(folder.glob("*.json")):
            names = sorted(
                name
                for name in pages
                if name.rsplit("_", 3)[0] == path.stem and (folder / name).exists()
            )
            for version, name in zip(_json(path).values(), names, strict=True):
                body = version["body"]
                parts = list(body["summary"])
                for section in body["sections"]:
                    parts += section["headline"] + section["paragraphs"]
                yield RealPage(
                    "fundus",
                    f"{folder.name}/{name}",
                    pages[name]["url"],
                    _bytes(folder / name),
                    "\n".join(parts),
                )


def half(corpora: Path) -> Iterator[RealPage]:
    """Half of trafilatura's evaluation pages: segments that belong to the text and that do not."""
    folder = corpora / "pages" / "trafilatura-half"
    for url, truth in _json(folder / "evaldata.json.gz").items():
        plain = folder / "html" / truth["file"]
        path = plain if plain.exists() else plain.with_name(plain.name + ".gz")
        yield RealPage(
            "half",
            truth["file"],
            url,
            _bytes(path),
            inside=tuple(truth["with"]),
            outside=tuple(truth["without"]),
        )


def aeb_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """F1 of (truth, text) pairs as that benchmark's evaluate.py has it.

    4-gram overlap, normalised for each page; means of precision and of recall over pages.
    """
    precisions, recalls = [], []
    for truth, text in pairs:
        hit, extra, missed = _overlap(_shingles(truth), _shingles(text))
        if hit + extra:
            precisions.append(hit / (hit + extra))
        if hit + missed:
            recalls.append(hit / (hit + missed))
    precision, recall = mean(precisions), mean(recalls)
    return 2 * precision * recall / (precision + recall)


def token_f1(truth: str, text: str) -> float:
    """F1 of one page by word tokens, case folded; by characters where the truth is CJK."""
    by_character = len(_CJK.findall(truth)) > 0.2 * len(truth)
    hit, extra, missed = _overlap(*(_tokens(words, by_character) for words in (truth, text)))
    return 2 * hit / (2 * hit + extra + missed) if hit else float(not missed and not extra)


def segment_f(pages: Sequence[tuple[RealPage, str]]) -> float:
    """F1 over all segments as trafilatura's evaluation counts them, white space normalised."""
    hit = extra = missed = 0
    for page, text in pages:
        bare = _one_line(text)
        found = sum(_one_line(segment) in bare for segment in page.inside)
        hit += found
        missed += len(page.inside) - found
        extra += sum(_one_line(segment) in bare for segment in page.outside)
    return 2 * hit / (2 * hit + extra + missed)


def _overlap(truth: "Counter[object]", text: "Counter[object]") -> tuple[int, int, int]:
    hit = sum((truth & text).values())
    return hit, sum(text.values()) - hit, sum(truth.values()) - hit


def _shingles(text: str) -> "Counter[object]":
    tokens = _WORDS.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)) if tokens)


def _tokens(text: str, by_character: bool) -> "Counter[object]":
    if by_character:
        return Counter(letter for letter in text if not letter.isspace())
    return Counter(_WORDS.findall(text.lower()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bytes(path: Path) -> bytes:
    payload = path.read_bytes()
    return gzip.decompress(payload) if path.suffix == ".gz" else payload


def _json(path: Path) -> dict:
    return json.loads(_bytes(path))
