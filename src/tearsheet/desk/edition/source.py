"""The source beside a sentence: what the panel shows, and what a script needs to mark the words."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from tearsheet.desk.edition import words
from tearsheet.desk.edition.remarks import Remark, remarks
from tearsheet.model import Checked, Fact, Lit, Override, Sentence, SourcePassage, Span
from tearsheet.store import queries
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a passage; ``at`` names what it proves of the sentence: ``3-9 20-25``."""

    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of the page beside the sentence. ``where`` says what is lit to the
    article page: ``120-180``, ``title:0-10``."""

    passage: SourcePassage
    stretches: tuple[Stretch, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Origin:
    """One article that the sentence rests on, with its passages. ``known`` None: not on file."""

    key: str
    known: Known | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """All that stands beside one sentence."""

    sentence: Sentence
    proven: bool
    origins: tuple[Origin, ...]
    remarks: tuple[Remark, ...]
    facts: tuple[str, ...]


class Marks(TypedDict):
    """Stretches of a sentence in code points: what is proven and what is not."""

    proven: bool
    rests: list[tuple[int, int]]
    faults: list[tuple[int, int]]


def beside(checked: Checked, overrides: Sequence[Override] = ()) -> Beside:
    """The panel for what the gate said of a sentence."""
    keys = dict.fromkeys(one.article_key for one in checked.passages)
    known = queries.articles(keys)
    return Beside(
        checked.sentence,
        checked.proven,
        tuple(
            Origin(
                key,
                known.get(key),
                tuple(_excerpt(one) for one in checked.passages if one.article_key == key),
            )
            for key in keys
        ),
        remarks(checked.findings, overrides, checked.sentence.text, checked.hints),
        _facts(checked.sentence),
    )


def marks(checked: Checked) -> Marks:
    """What a script marks in the words."""
    refused = [hint for hint in checked.hints if not hint.finding.warning]
    return {
        "proven": checked.proven,
        "rests": [(one.at.start, one.at.end) for one in checked.sentence.supports],
        "faults": [(said.start, said.end) for hint in refused for said in hint.said],
    }


def stretches(passage: SourcePassage) -> tuple[Stretch, ...]:
    """The passage cut where something begins or ends to be lit."""
    lit = [one for one in passage.lit if len(one.span) and one.span.end <= len(passage.text)]
    bounds = {0, len(passage.text)}
    bounds |= {at for one in lit for at in (one.span.start, one.span.end)}
    cuts = sorted(bounds)
    return tuple(
        Stretch(passage.text[start:end], _proves(lit, Span(start, end)))
        for start, end in itertools.pairwise(cuts)
    )


def _proves(lit: Sequence[Lit], stretch: Span) -> str:
    over = (one.at for one in lit if one.span.contains(stretch))
    return " ".join(f"{at.start}-{at.end}" for at in over)


def _excerpt(passage: SourcePassage) -> Excerpt:
    lit = [one.span.shifted(passage.span.start) for one in passage.lit]
    where = f"{min(one.start for one in lit)}-{max(one.end for one in lit)}" if lit else ""
    in_title = "title:" if where and passage.part == "title" else ""
    return Excerpt(passage, stretches(passage), in_title + where)


def _facts(sentence: Sentence) -> tuple[str, ...]:
    named: dict[Fact, None] = dict.fromkeys(one.fact for one in sentence.supports if one.fact)
    return tuple(str(words.FACTS[fact]) for fact in named)
