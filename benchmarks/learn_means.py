"""``python -m benchmarks.learn_means e5|table MODELS``: learn where each language lies.

From our own articles (``tests/written``): of each language the mean of the titles, the mean of
the leads (what the encoder reads of title and text) and the mean of the sentences, each a third.
Kazakh and English sentences of the kk-en pairs count among the sentences. Written to
``src/tearsheet/relate/vectors/shipped/<encoder>.toml`` in ten thousandths.
"""

import argparse
import gzip
import json
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.words.written import Written, languages, written
from tearsheet.relate.vectors.e5 import E5
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.table import Table
from tearsheet.text.sentences import sentences

SHIPPED = Path(__file__).resolve().parents[1] / "src/tearsheet/relate/vectors/shipped"
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpora"
PAIRS = 200


def learned(encoder: Encoder, corpora: Path) -> dict[str, NDArray[np.float64]]:
    """The mean of each language, by its code."""
    pairs = _pairs(corpora)
    made = dict[str, NDArray[np.float64]]()
    for language in languages():
        articles = written(language)
        leads = [f"{one.article.title}\n{one.article.text}" for one in articles]
        kinds = [
            [one.article.title for one in articles],
            leads,
            [*_sentences(articles, language), *pairs.get(language, [])],
        ]
        means = [encoder.encode(texts).mean(axis=0, dtype=np.float64) for texts in kinds]
        made[language] = np.mean(means, axis=0)
    return made


def _sentences(articles: list[Written], language: str) -> list[str]:
    return [
        one.text[sentence.start : sentence.end]
        for one in articles
        for sentence in sentences(one.text, language)
    ]


def _pairs(corpora: Path) -> dict[str, list[str]]:
    path = corpora / "languages" / "kk-en-news.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = len(rows) // PAIRS
    return {language: [row[language] for row in rows[::step]] for language in ("kk", "en")}


def _written_out(encoder: Encoder, means: dict[str, NDArray[np.float64]]) -> str:
    lines = [
        f"# Where each language lies among the vectors of {encoder.name}: the mean over our own",
        "# articles (titles, leads, sentences, a third each) and, for kk and en, 200 sentences of",
        "# the kk-en pairs, in ten thousandths. By benchmarks/learn_means.py, 2026-11-22.",
        "[means]",
    ]
    for language, mean in sorted(means.items()):
        numbers = ", ".join(str(round(float(value) * 10_000)) for value in mean)
        lines.append(f"{language} = [{numbers}]")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", choices=("e5", "table"))
    parser.add_argument("models", type=Path)
    chosen = parser.parse_args()
    opened = E5 if chosen.encoder == "e5" else Table
    encoder: Encoder = opened.open(chosen.models)
    means = learned(encoder, Path(os.environ.get("TEARSHEET_CORPORA", BESIDE)))
    SHIPPED.mkdir(exist_ok=True)
    target = SHIPPED / f"{encoder.name.partition(' ')[0]}.toml"
    target.write_text(_written_out(encoder, means), "utf-8")


if __name__ == "__main__":
    main()
