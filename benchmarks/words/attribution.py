"""Quotations and their speakers, on PolNeAR (English) and the German Wikinews annotations.

Words are the matches of ``\\w+(?:['’]\\w+)*``; a span is the set of words it touches.

- D2: the unit is a passage in double marks. It counts as a quotation if at least 80 % of its
  words lie in one content (gold or ours). *joint*: matched and the speaker right (one word of the
  gold source in place; a gold quotation without a source counts as missed).
- D1: the unit is a contiguous piece of a content with at least 80 % of its words in marks; IoU
  of at least .8, matched one to one by falling IoU.
- ALL: the unit is an attribution, indirect ones too; IoU of at least .3. A quotation in marks
  that lies in retold speech is a part of that attribution and does not count again.
- direct (German): the unit is an attribution of the corpus' type Direct; IoU of at least .8.

Peers are quoted as measured on the same definitions (PolNeAR dev or test, German dev).
"""

import gzip
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.quotes import quotes_and_speakers
from tearsheet.model import Quote

WORD = re.compile(r"\w+(?:['’]\w+)*")
SHARE = 0.8
Span = tuple[int, int]


@dataclass(frozen=True)
class Attributed:
    """Words that are someone's: the pieces of the content and of its source."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    form: str = ""
    cue: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Document:
    text: str
    gold: tuple[Attributed, ...]


@dataclass
class Counts:
    """Matches of one measure, summed over a corpus."""

    predicted: int = 0
    gold: int = 0
    matched: int = 0
    sourced: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.predicted + self.gold)

    @property
    def joint(self) -> float:
        return 2 * self.right / max(1, self.predicted + self.gold)

    @property
    def precision(self) -> float:
        return self.matched / max(1, self.predicted)

    @property
    def recall(self) -> float:
        return self.matched / max(1, self.gold)

    @property
    def speaker(self) -> float:
        return self.right / max(1, self.sourced)


def measure(corpora: Path) -> list[Figure]:
    """All figures of this benchmark."""
    return [
        *_english(list(polnear(corpora / "quotes" / "polnear" / "dev.jsonl.gz"))),
        *_german(list(wikinews(corpora / "quotes" / "german-wikinews" / "dev.jsonl.gz"))),
    ]


def _english(documents: list[Document]) -> list[Figure]:
    ours = [predictions(document.text, "en") for document in documents]
    d2, d1, all_ = (
        scored(documents, ours, unit) for unit in (segment_counts, piece_counts, attribution_counts)
    )
    note = "PolNeAR dev; peers as measured on its test half"
    return [
        Figure(
            "words.en.d2", d2.f1, "F1", 0.97, "high",
            {"every segment": 0.970, "textacy": 0.817, "Citron re-trained": 0.804, "regex": 0.894},
            f"{note}; P {d2.precision:.3f} R {d2.recall:.3f}",
        ),
        Figure(
            "words.en.d2.joint", d2.joint, "F1", 0.82, "high",
            {"textacy": 0.751, "Citron re-trained": 0.720, "regex": 0.718, "human": 0.944},
            f"{note}; speaker right {d2.speaker:.3f}",
        ),
        Figure(
            "words.en.d1", d1.f1, "F1", None, "high",
            {"every segment": 0.770, "textacy": 0.753, "human": 0.867}, note,
        ),
        Figure(
            "words.en.all", all_.f1, "F1", 0.68, "high",
            {"Citron re-trained": 0.627, "regex": 0.522, "textacy": 0.307, "human": 0.824},
            f"{note}; P {all_.precision:.3f} R {all_.recall:.3f}",
        ),
        Figure(
            "words.en.all.joint", all_.joint, "F1", 0.60, "high",
            {"Citron re-trained": 0.562, "regex": 0.382, "textacy": 0.281, "human": 0.744},
            f"{note}; speaker right {all_.speaker:.3f}",
        ),
    ]  # fmt: skip


def _german(documents: list[Document]) -> list[Figure]:
    ours = [predictions(document.text, "de") for document in documents]
    d2, direct = (scored(documents, ours, unit) for unit in (segment_counts, direct_counts))
    note = "German Wikinews dev"
    return [
        Figure(
            "words.de.d2", d2.f1, "F1", 0.85, "high", {"every segment": 0.800, "regex": 0.754},
            f"{note}; P {d2.precision:.3f} R {d2.recall:.3f}",
        ),
        Figure(
            "words.de.d2.joint", d2.joint, "F1", 0.65, "high", {"regex": 0.318},
            f"{note}; speaker right {d2.speaker:.3f}",
        ),
        Figure(
            "words.de.direct", direct.f1, "F1", 0.80, "high",
            {"every segment": 0.691, "regex": 0.696},
            f"{note}; P {direct.precision:.3f} R {direct.recall:.3f}",
        ),
    ]  # fmt: skip


def no_outlet(name: str) -> bool:
    return False


def predictions(text: str, language: str) -> tuple[Attributed, ...]:
    """What we find, in the corpora's form.

    Where speech runs on, the source is the mention of the nearest quotation of the same person.
    """
    return tuple(_attributed(quotations(text, language)))


def quotations(text: str, language: str) -> tuple[Quote, ...]:
    """Direct, mixed and indirect quotations of a text."""
    printed, speakers = quotes_and_speakers(text, language, no_outlet)
    return (*printed, *indirect_in(text, language, printed, speakers))


def _attributed(quotes: tuple[Quote, ...]) -> Iterator[Attributed]:
    mentions = [
        (quote.spans[0].start, quote.speaker.person, quote.speaker.mention)
        for quote in quotes
        if quote.speaker and quote.speaker.mention
    ]
    for quote in quotes:
        source = tuple[Span, ...]()
        if quote.speaker:
            same = [
                (abs(at - quote.spans[0].start), mention.start, mention.end)
                for at, person, mention in mentions
                if person == quote.speaker.person
            ]
            mention = quote.speaker.mention
            if mention:
                source = ((mention.start, mention.end),)
            elif same:
                source = (min(same)[1:],)
        content = tuple((span.start, span.end) for span in quote.spans)
        yield Attributed(content, source, quote.form)


def scored(
    documents: list[Document],
    ours: list[tuple[Attributed, ...]],
    count: Callable[[Counts, Document, tuple[Attributed, ...]], None],
) -> Counts:
    counts = Counts()
    for document, found in zip(documents, ours, strict=True):
        count(counts, document, found)
    return counts


def segment_counts(counts: Counts, document: Document, ours: tuple[Attributed, ...]) -> None:
    """D2 of one document."""
    words = Words(document.text)
    gold = [(words.of(item.content), words.of(item.source)) for item in document.gold]
    found = [(words.of(item.content), words.of(item.source)) for item in ours]
    for segment in segments(document.text):
        inside = words.of((segment,))
        if not inside:
            continue
        truth = best(inside, gold)
        guess = best(inside, found)
        counts.gold += truth is not None
        counts.predicted += guess is not None
        if truth is None or guess is None:
            continue
        counts.matched += 1
        if truth[1]:
            counts.sourced += 1
            counts.right += bool(truth[1] & guess[1])


def piece_counts(counts: Counts, document: Document, ours: tuple[Attributed, ...]) -> None:
    """D1 of one document."""
    words = Words(document.text)
    marked = frozenset[int]().union(*(words.of((s,)) for s in segments(document.text)))

    def pieces(items: Iterable[Attributed]) -> list[frozenset[int]]:
        made = (words.of((piece,)) for item in items for piece in item.content)
        return [piece for piece in made if piece and len(piece & marked) >= SHARE * len(piece)]

    gold, found = pieces(document.gold), pieces(ours)
    counts.gold += len(gold)
    counts.predicted += len(found)
    counts.matched += len(list(matches(gold, found, 0.8)))


def attribution_counts(counts: Counts, document: Document, ours: tuple[Attributed, ...]) -> None:
    """ALL of one document, IoU of at least .3."""
    words = Words(document.text)
    gold = [words.of(item.content) for item in document.gold]
    ours = _outermost(words, ours)
    found = [words.of(item.content) for item in ours]
    counts.gold += len(gold)
    counts.predicted += len(found)
    for one, other in matches(gold, found, 0.3):
        counts.matched += 1
        source = words.of(document.gold[one].source)
        if source:
            counts.sourced += 1
            counts.right += bool(source & words.of(ours[other].source))


def direct_counts(counts: Counts, document: Document, ours: tuple[Attributed, ...]) -> None:
    """Direct speech of one document: whole quotations, IoU of at least .8."""
    words = Words(document.text)
    gold = [words.of(item.content) for item in document.gold if item.form == "direct"]
    found = [words.of(item.content) for item in ours if item.form != "indirect"]
    counts.gold += len(gold)
    counts.predicted += len(found)
    counts.matched += len(list(matches(gold, found, 0.8)))


def _outermost(words: "Words", ours: tuple[Attributed, ...]) -> tuple[Attributed, ...]:
    """Attributions without the quotations in marks that lie in retold speech."""
    frames = [words.of(item.content) for item in ours if item.form == "indirect"]
    return tuple(
        item
        for item in ours
        if item.form == "indirect"
        or not any(
            len(inside & frame) >= SHARE * len(inside)
            for inside in (words.of(item.content),)
            for frame in frames
        )
    )


def matches(
    gold: list[frozenset[int]], found: list[frozenset[int]], least: float
) -> Iterator[tuple[int, int]]:
    """One-to-one matches by falling intersection over union."""
    pairs = [
        (len(a & b) / len(a | b), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if a & b
    ]
    used_gold, used_found = set[int](), set[int]()
    for share, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if share >= least and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield i, j


def best(
    inside: frozenset[int], items: list[tuple[frozenset[int], frozenset[int]]]
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The smallest item that holds enough of a segment's words."""
    holding = [item for item in items if len(inside & item[0]) >= SHARE * len(inside)]
    return min(holding, key=lambda item: len(item[0]), default=None)


class Words:
    """The words of a text by position."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in WORD.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def of(self, pieces: Iterable[Span]) -> frozenset[int]:
        """The numbers of the words that the pieces touch."""
        return frozenset(
            number
            for start, end in pieces
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


def segments(text: str) -> Iterator[Span]:
    """Passages in double marks, inside one paragraph; an unclosed one ends with it."""
    for line in re.finditer(r"[^\n]+", text):
        opened, mark = None, ""
        for match in re.finditer('["“”„«»]', line[0]):
            at, found = line.start() + match.start(), match[0]
            closing = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»", "»": "«"}
            if opened is None:
                if found != "”":
                    opened, mark = at + 1, found
            elif found in closing[mark]:
                yield opened, at
                opened = None
        if opened is not None:
            yield opened, line.end()


def polnear(path: Path) -> Iterator[Document]:
    """PolNeAR articles; of several annotators the first."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Document(record["text"], tuple(_brat(record["ann"])))


def _brat(annotations: str) -> Iterator[Attributed]:
    spans: dict[str, tuple[Span, ...]] = {}
    for match in re.finditer(r"^(T\d+)\t\w+ ([\d ;]+)\t", annotations, re.M):
        spans[match[1]] = tuple(
            (int(start), int(end)) for start, end in re.findall(r"(\d+) (\d+)", match[2])
        )
    for event in re.finditer(r"^E\d+\t(.*)$", annotations, re.M):
        roles = re.findall(r"(Content|Source|Cue)\d*:(T\d+)", event[1])
        content, source, cue = (
            tuple(s for role, key in roles if role == wanted for s in spans.get(key, ()))
            for wanted in ("Content", "Source", "Cue")
        )
        if content:
            yield Attributed(content, source, "", cue)


def wikinews(path: Path) -> Iterator[Document]:
    """German Wikinews articles, quotations of every type."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield Document(record["text"], tuple(_annotated(record["annotations"])))


def _annotated(annotations: list[dict[str, Any]]) -> Iterator[Attributed]:
    for item in annotations:
        content, source = (
            tuple((span["charBegin"], span["charEnd"]) for span in item[role]["spans"])
            for role in ("quote", "speaker")
        )
        if content:
            yield Attributed(content, source, str(item["type"]).casefold())
