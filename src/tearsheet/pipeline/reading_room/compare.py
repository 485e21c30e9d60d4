"""Two printings of one text beside each other: word by word, or sentence by sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tearsheet.model import Article
from tearsheet.pipeline.reading_room.differences import Stretch, differences
from tearsheet.pipeline.vectors.cache import digest
from tearsheet.relate.translations.agreement import agreement
from tearsheet.relate.translations.side import language_of, passages_of, side_of
from tearsheet.relate.vectors.encoder import Vectors
from tearsheet.relate.vectors.means import LanguageMeans
from tearsheet.store import kept, relations
from tearsheet.store.queries import Known
from tearsheet.text import paragraphs


@dataclass(frozen=True, slots=True)
class Beside:
    """Sentences of two texts that say the same; one side is empty where the other has it alone."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles held against each other; ``one`` is the earlier printing.

    In one language ``title`` and ``text`` are the later article with what differs; in two they
    are empty, and ``rows`` hold both side by side. ``aligned`` says whether the rows go by what
    sentences say (else paragraph by paragraph, as they come). ``why`` is the evidence on file that
    the two print one text, empty if there is none.
    """

    one: Known
    other: Known
    title: tuple[Stretch, ...]
    text: tuple[Stretch, ...]
    rows: tuple[Beside, ...]
    aligned: bool
    why: str

    @property
    def shares(self) -> tuple[int, int, int]:
        """Characters of the text that are the same (moved or not), added and left out."""
        counted = dict.fromkeys(("same", "moved", "added", "left out"), 0)
        for stretch in self.text:
            counted[stretch.fate] += len(stretch.text)
        return counted["same"] + counted["moved"], counted["added"], counted["left out"]


def compared(one: Known, other: Known) -> Compared:
    """The two beside each other, in the order given."""
    keys = {one.article.key, other.article.key}
    links = relations.links_of([one.article.key])
    why = next((link.evidence for link in links if {link.one, link.other} == keys), "")
    here, there = one.article, other.article
    if language_of(here) == language_of(there):
        title, text = differences(here.title, there.title), differences(here.text, there.text)
        return Compared(one, other, title, text, (), aligned=True, why=why)
    rows = _aligned(one, other)
    if rows is None:
        beside = _as_they_come(_paragraphs(here), _paragraphs(there))
        return Compared(one, other, (), (), tuple(beside), aligned=False, why=why)
    return Compared(one, other, (), (), tuple(rows), aligned=True, why=why)


def _aligned(one: Known, other: Known) -> list[Beside] | None:
    """Sentence by sentence, by the vectors that relating them left on file; None without."""
    here, there = passages_of(one.article), passages_of(other.article)
    found = _vectors([*here, *there])
    if found is None:
        return None
    name, rows = found
    means = LanguageMeans.shipped(name, rows.shape[1])
    sides = (
        side_of(one.article, rows[: len(here)], means, one.outlet),
        side_of(other.article, rows[len(here) :], means, other.outlet),
    )
    beads = agreement(*sides).alignment.beads
    left = [(bead.one, bead.other) for bead in beads]
    return list(_rows(here, there, left))


def _vectors(texts: Sequence[str]) -> tuple[str, Vectors] | None:
    """The name of an encoder that has a row on file for each text, and the rows."""
    digests = [digest(text).hex() for text in texts]
    for name, held in sorted(kept.vectors_by_encoder(set(digests)).items()):
        if texts and all(one in held for one in digests):
            rows = np.array([np.frombuffer(held[one], "<f2") for one in digests], np.float32)
            rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
            return name, rows
    return None


def _rows(
    here: Sequence[str],
    there: Sequence[str],
    beads: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[Beside]:
    """Rows in the order of both texts, what only one has between."""
    i = j = 0
    for one, other in [*beads, ((len(here), len(here)), (len(there), len(there)))]:
        yield from (Beside(text, "") for text in here[i : one[0]])
        yield from (Beside("", text) for text in there[j : other[0]])
        i, j = one[1], other[1]
        if one[0] < one[1]:
            yield Beside(" ".join(here[slice(*one)]), " ".join(there[slice(*other)]))


def _as_they_come(here: Sequence[str], there: Sequence[str]) -> Iterator[Beside]:
    for at in range(max(len(here), len(there))):
        yield Beside(here[at] if at < len(here) else "", there[at] if at < len(there) else "")


def _paragraphs(article: Article) -> list[str]:
    return [article.title, *(span.of(article.text) for span in paragraphs(article.text))]
