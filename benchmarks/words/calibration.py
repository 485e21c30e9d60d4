"""How sure speakers are said to be, against how many are right: PolNeAR dev.

Expected calibration error in ten bins (Guo et al. 2017, *On Calibration of Modern Neural
Networks*). A speaker is right if the quotation matches (in marks as in D2, retold by an IoU of at
least .3) and the mention, or the name where there is none, touches the gold source. Pronouns are
left out: the gold source is the pronoun itself and does not say whom it means.
"""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.words.attribution import WORD, Document, Words, best, polnear, quotations
from tearsheet.model import Quote, Speaker

Judged = tuple[str, float, bool]
_IOU = 0.3


def measure(corpora: Path) -> list[Figure]:
    """The calibration of all speakers, and of those in marks and those of retold speech."""
    documents = polnear(corpora / "quotes" / "polnear" / "dev.jsonl.gz")
    found = [judged for document in documents for judged in judgements(document)]
    retold = [judged for judged in found if judged[0] == "indirect"]
    printed = [judged for judged in found if judged[0] != "indirect"]
    return [
        Figure("words.en.calibration", error(found), "ECE", 0.05, "low", {}, _reliability(found)),
        Figure("words.en.calibration.marks", error(printed), "ECE", None, "low", {}, "in marks"),
        Figure(
            "words.en.calibration.retold", error(retold), "ECE", None, "low", {},
            _reliability(retold),
        ),
    ]  # fmt: skip


def judgements(document: Document) -> Iterator[Judged]:
    """The form of each quotation, how sure its speaker is said to be, and whether it is right."""
    words = Words(document.text)
    gold = [(words.of(item.content), words.of(item.source)) for item in document.gold]
    for quote in quotations(document.text, "en"):
        speaker = quote.speaker
        if speaker is None or speaker.basis.startswith("pronoun"):
            continue
        inside = words.of((span.start, span.end) for span in quote.spans)
        truth = _truth(quote, inside, gold)
        right = truth is not None and bool(truth[1] & _named(words, document, speaker))
        yield quote.form, speaker.confidence, right


def _truth(
    quote: Quote, inside: frozenset[int], gold: list[tuple[frozenset[int], frozenset[int]]]
) -> tuple[frozenset[int], frozenset[int]] | None:
    if not inside:
        return None
    if quote.form != "indirect":
        return best(inside, gold)
    alike = max(gold, key=lambda item: len(inside & item[0]) / len(inside | item[0]), default=None)
    if alike is None or len(inside & alike[0]) < _IOU * len(inside | alike[0]):
        return None
    return alike


def error(found: list[Judged]) -> float:
    """The mean distance between how sure and how often right, over the bins."""
    return sum(abs(sure - right) * count for sure, right, count in bins(found)) / max(1, len(found))


def bins(found: list[Judged]) -> Iterator[tuple[float, float, int]]:
    """How sure on average, how often right, how many: by tenths."""
    by_tenth: dict[int, list[Judged]] = {}
    for judged in found:
        by_tenth.setdefault(round(judged[1] * 10), []).append(judged)
    for _, held in sorted(by_tenth.items()):
        count = len(held)
        yield sum(sure for _, sure, _ in held) / count, sum(r for _, _, r in held) / count, count


def _reliability(found: list[Judged]) -> str:
    shown = (f"{sure:.2f}: {right:.2f} of {count}" for sure, right, count in bins(found))
    return "said: right of how many; " + ", ".join(shown)


def _named(words: Words, document: Document, speaker: Speaker) -> frozenset[int]:
    """The words of a speaker's mention, or all that are in their name where there is none."""
    if speaker.mention:
        return words.of(((speaker.mention.start, speaker.mention.end),))
    name = set(WORD.findall(speaker.name))
    spans = (match.span() for match in WORD.finditer(document.text) if match[0] in name)
    return words.of(spans)
