"""Which agency wrote it? By the words of the text alone.

PolNeAR: the column ``wire`` of its metadata names the agency (AP, AFP, UPI, Reuters) or none. Each
article's text goes through dateline and provenance as a page without markup would, the first line
as its headline. Predicted are the agencies among its originators. P, R and F1 are micro-averaged
over (article, agency) pairs. Where the column says ``NA`` (one outlet, of whose texts nothing was
noted) nothing is scored, as there is no truth.

Helsinki 612: of the pairs labelled copy, edited-copy or excerpt, ``origin`` says whose the texts
are. ``X both``: both are agency X's. ``X (A)``, ``X (B: …)`` or ``A X`` with X an agency: that one
is. A side that the same note calls ``unnamed``, or of which it says ``text from X``: its words are
X's, but the page says so nowhere. Other sides (another outlet's own text that quotes or embeds the
agency's) are not scored, nor are pairs whose both sides are of outlets that are no agencies. An
article that several pairs speak of is scored once.

- *page*: the share of articles called an agency's whose own page makes us credit it, by the page
  alone. What the page says nowhere is missed.
- *group*: the same with the unnamed ones too, after ``relate.originals.origins`` has looked at the
  labelled pairs as groups of copies.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.figures import Figure
from tearsheet.model import Article, ExtractionReport, Provenance
from tearsheet.read.clean import fixed
from tearsheet.read.dateline import dateline
from tearsheet.read.signatures import wire_signed
from tearsheet.read.wire import provenance
from tearsheet.relate.copies.originals import origins

AGENCIES = {
    "AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "UPI": "United Press International",
    "Reuters": "Reuters",
    "reuters": "Reuters",
    "AFP/Getty": "Agence France-Presse",
}
_AGENCY = "AP|AFP/Getty|AFP|UPI|Reuters"
_BOTH = re.compile(rf"^({_AGENCY}) both")
_NAMED = re.compile(rf"^(?:({_AGENCY}) \(([AB])\b|([AB]) ({_AGENCY})$)")
_UNNAMED = re.compile(rf"^([AB]) [^;]*?(?:unnamed|text from ({_AGENCY}))")
_COPIES = frozenset({"copy", "edited-copy", "excerpt"})


@dataclass(frozen=True)
class Printed:
    """One article: its text, and the agency it is, None if it is none's."""

    key: str
    text: str
    agency: str | None
    host: str = ""


@dataclass(frozen=True)
class Copies:
    """The Helsinki articles that agencies wrote, and the pairs that are copies.

    ``named`` are those whose own page is said to name the agency, ``unnamed`` the others.
    """

    named: dict[str, Printed]
    unnamed: dict[str, Printed]
    others: dict[str, Printed]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Counts:
    predicted: int
    gold: int
    matched: int

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.predicted + self.gold)

    def __str__(self) -> str:
        return (
            f"P {self.matched / max(1, self.predicted):.3f} "
            f"R {self.matched / max(1, self.gold):.3f}, {self.gold} of an agency"
        )


def measure(corpora: Path) -> list[Figure]:
    """All figures of this benchmark."""
    halves = {half: list(polnear(corpora, half)) for half in ("dev", "train")}
    figures = [
        Figure(f"words.wire.polnear.{half}", counts.f1, "F1", 0.90, "high", {}, str(counts))
        for half, documents in halves.items()
        for counts in [scored(documents)]
    ]
    copies = helsinki(corpora)
    both = {**copies.named, **copies.unnamed}
    figures.append(
        Figure(
            "words.wire.helsinki.page", right_by_page(copies.named.values()), "share", 0.90,
            "high", {}, f"{len(copies.named)} articles that the notes call an agency's",
        )
    )  # fmt: skip
    figures.append(
        Figure(
            "words.wire.helsinki.group", right_by_group(copies), "share", 0.90, "high", {},
            f"{len(both)} articles, those whose page names nobody too",
        )
    )  # fmt: skip
    return [*figures, _time("words.wire.time", halves["dev"])]


def polnear(corpora: Path, half: str) -> Iterator[Printed]:
    """The articles of ``train`` or ``dev`` whose agency is noted, or noted as none."""
    folder = corpora / "quotes" / "polnear"
    with gzip.open(folder / "metadata.jsonl.gz", "rt", encoding="utf-8") as lines:
        wires = {record["filename"]: record["wire"] for record in map(json.loads, lines)}
    with gzip.open(folder / f"{half}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            wire = wires.get(record["id"], "NA")
            if wire != "NA":
                yield Printed(record["id"], record["text"], AGENCIES.get(wire))


def helsinki(corpora: Path) -> Copies:
    """The agency copies of the labelled pairs, as this module's docstring says."""
    folder = corpora / "copies"
    with gzip.open(folder / "helsinki-612.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = {record["id"]: record for record in map(json.loads, lines)}
    named, unnamed, pairs = dict[str, str](), dict[str, str](), list[tuple[str, str]]()
    for line in (folder / "pairs-half.jsonl").read_text("utf-8").splitlines():
        pair = json.loads(line)
        if pair["label"] not in _COPIES:
            continue
        pairs.append((pair["a"], pair["b"]))
        sides = {"A": pair["a"], "B": pair["b"]}
        own, retold = _sides(pair["origin"])
        named.update((sides[side], agency) for side, agency in own.items())
        unnamed.update((sides[side], agency) for side, agency in retold.items())

    def printed(key: str, agency: str | None) -> Printed:
        text = articles[key]["text"].replace(" ### ", "\n")
        return Printed(key, text, agency, articles[key]["publisher"].partition("/")[0])

    return Copies(
        {key: printed(key, agency) for key, agency in named.items()},
        {key: printed(key, agency) for key, agency in unnamed.items() if key not in named},
        {
            key: printed(key, None)
            for pair in pairs
            for key in pair
            if key not in named and key not in unnamed
        },
        tuple(pairs),
    )


def _sides(origin: str) -> tuple[dict[str, str], dict[str, str]]:
    """Which sides an origin calls an agency's by their own word, and which without one."""
    if both := _BOTH.match(origin):
        return dict.fromkeys("AB", AGENCIES[both[1]]), {}
    own, retold = dict[str, str](), dict[str, str]()
    clauses = [clause.strip() for clause in origin.split(";")]
    for clause in clauses:
        if match := _NAMED.match(clause):
            agency, side = (match[1], match[2]) if match[1] else (match[4], match[3])
            own[side] = AGENCIES[agency]
    for clause in clauses:
        if own and (match := _UNNAMED.match(clause)) and match[1] not in own:
            retold[match[1]] = AGENCIES[match[2]] if match[2] else next(iter(own.values()))
    return own, retold


def came(document: Printed) -> Provenance:
    """What we make of a text alone, its first line as the headline."""
    return _came(document, *_parted(document))


def _parted(document: Printed) -> tuple[str, str]:
    title, _, rest = document.text.partition("\n")
    return title, fixed(rest.split("\n"))


def _came(document: Printed, title: str, text: str) -> Provenance:
    url = f"https://{document.host}/" if document.host else ""
    return provenance(None, title, text, dateline(text, "en"), (), None, url, "")


def agencies(found: Provenance) -> set[str]:
    """The agencies among the originators, by our name for them."""
    wires = (wire_signed(credit.name) for credit in found.credited("originator"))
    return {wire.name for wire in wires if wire and wire.role == "agency"}


def scored(documents: Iterable[Printed]) -> Counts:
    predicted = gold = matched = 0
    for document in documents:
        found = agencies(came(document))
        predicted += len(found)
        gold += document.agency is not None
        matched += document.agency in found
    return Counts(predicted, gold, matched)


def right_by_page(documents: Iterable[Printed]) -> float:
    """The share whose agency, and no other one, is credited by the page alone."""
    right = [agencies(came(document)) == {document.agency} for document in documents]
    return sum(right) / max(1, len(right))


def right_by_group(copies: Copies) -> float:
    """The share whose agency is known once the other printings have been looked at."""
    everyone = {**copies.named, **copies.unnamed, **copies.others}
    articles = {key: _article(document) for key, document in everyone.items()}
    right = 0
    wanted = {**copies.named, **copies.unnamed}
    for group in _groups(copies.pairs):
        found = origins([articles[key] for key in group])
        for key in group & wanted.keys():
            credit = found.get(articles[key].key)
            wire = wire_signed(credit.name) if credit else None
            right += wire is not None and wire.name == wanted[key].agency
    return right / max(1, len(wanted))


def _groups(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups = list[set[str]]()
    for one, other in pairs:
        touched = [group for group in groups if one in group or other in group]
        groups = [group for group in groups if group not in touched]
        groups.append({one, other}.union(*touched))
    return groups


def _article(document: Printed) -> Article:
    return Article(
        document.key, f"https://{document.host}/", "", document.text, "en",
        ExtractionReport("benchmark"), provenance=came(document),
    )  # fmt: skip


def _time(name: str, documents: list[Printed]) -> Figure:
    times = list[float]()
    parted = [(document, *_parted(document)) for document in documents]
    for _ in range(5):
        start = process_time()
        for document, title, text in parted:
            _came(document, title, text)
        times.append((process_time() - start) / max(1, len(documents)))
    return Figure(name, 1000 * median(times), "ms", 1.0, "low", {}, "a text, one core")
