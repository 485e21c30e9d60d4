"""What each sentence of an edition rests on, in the order a reader meets it.

Every printed form (HTML, Markdown, terminal) is set from these; none looks at supports itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tearsheet.model import Digest, Evidence, Fact, Sentence, Support, Verdict
from tearsheet.model.article import Part
from tearsheet.publish.edition import Edition, PublishError
from tearsheet.publish.passage import Passage, passages

PARTS: tuple[Part, ...] = ("title", "text")
Basis = Literal["page", "register", "comparison"]
BASES: Mapping[Basis, tuple[Fact, ...]] = {
    "page": ("published", "author", "originator", "distributor", "language"),
    "register": ("outlet", "outlet country", "outlet kind", "ownership"),
    "comparison": ("copies",),
}
"""Who vouches for a fact about an article: its page, the register of outlets, or our counting."""


@dataclass(frozen=True, slots=True)
class Source:
    """One article as readers see it cited: ``number`` counts from 1 in order of first mention."""

    number: int
    key: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Clipping:
    """What one article lends to a sentence: its words in context, and facts about it."""

    source: Source
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]

    @property
    def facts_by_basis(self) -> Iterator[tuple[Basis, tuple[Fact, ...]]]:
        """The facts, by who vouches for them."""
        for basis, known in BASES.items():
            vouched = tuple(fact for fact in self.facts if fact in known)
            if vouched:
                yield basis, vouched


@dataclass(frozen=True, slots=True)
class TearSheet:
    """All that one sentence rests on.

    ``where`` is its path in the edition, as findings name it (``title``, ``lead 1``,
    ``item 2 sentence 3``). ``facts`` are those about the edition itself (watch, period).
    """

    where: str
    sentence: Sentence
    clippings: tuple[Clipping, ...]
    facts: tuple[Fact, ...]

    @property
    def rests_on_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.clippings or self.facts)

    @property
    def numbers(self) -> str:
        """The numbers of its sources, runs of them joined: ``1–3, 5``."""
        return ranges([clipping.source.number for clipping in self.clippings])

    @property
    def outlets(self) -> str:
        """The names of its sources' outlets."""
        names = (clipping.source.evidence.outlet.name for clipping in self.clippings)
        return ", ".join(dict.fromkeys(names))


def digest_sentences(digest: Digest) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of an edition in reading order, with its path."""
    yield "title", digest.title
    for number, sentence in enumerate(digest.lead, 1):
        yield f"lead {number}", sentence
    for item_number, item in enumerate(digest.items, 1):
        for number, sentence in enumerate(item.sentences, 1):
            yield f"item {item_number} sentence {number}", sentence


def sources(edition: Edition) -> Mapping[str, Source]:
    """Every article cited, by key: the items' first and in their order, then any other.

    Raises PublishError where the edition cites an article it holds no evidence for.
    """
    cited = [item.article_key for item in edition.digest.items]
    for _, sentence in digest_sentences(edition.digest):
        cited += [support.article_key for support in sentence.supports if support.article_key]
    keys = list(dict.fromkeys(cited))
    missing = [key for key in keys if key not in edition.evidence]
    if missing:
        raise PublishError(f"no evidence for the article {missing[0]}")
    return {key: Source(n, key, edition.evidence[key]) for n, key in enumerate(keys, 1)}


def tear_sheets(edition: Edition) -> Mapping[str, TearSheet]:
    """The tear sheet of every sentence, by path.

    Raises PublishError for a missing article or a support that points outside its text.
    """
    cited = sources(edition)
    return {
        where: TearSheet(
            where, sentence, _clippings(where, sentence, cited), _edition_facts(sentence)
        )
        for where, sentence in digest_sentences(edition.digest)
    }


def _clippings(where: str, sentence: Sentence, cited: Mapping[str, Source]) -> tuple[Clipping, ...]:
    """One clipping for each article the sentence rests on, in order of the sources."""
    keys = {support.article_key for support in sentence.supports if support.article_key}
    try:
        return tuple(
            _clipping([s for s in sentence.supports if s.article_key == key], source)
            for key, source in cited.items()
            if key in keys
        )
    except ValueError as error:
        raise PublishError(f"{where}: a support points outside its article: {error}") from error


def _clipping(supports: list[Support], source: Source) -> Clipping:
    article = source.evidence.article
    return Clipping(
        source,
        tuple(
            passage
            for part in PARTS
            for passage in passages(
                article, part, [s.span for s in supports if s.span is not None and s.part == part]
            )
        ),
        tuple(dict.fromkeys(s.fact for s in supports if s.fact is not None)),
    )


def _edition_facts(sentence: Sentence) -> tuple[Fact, ...]:
    facts = (s.fact for s in sentence.supports if not s.article_key)
    return tuple(dict.fromkeys(fact for fact in facts if fact is not None))


def proven(verdict: Verdict | None) -> int | None:
    """How many sentences the gate let pass; None before it has spoken."""
    if verdict is None:
        return None
    refused = {finding.where for finding in verdict.findings if not finding.warning}
    return max(0, verdict.sentences - len(refused))


def ranges(numbers: list[int]) -> str:
    """Ascending numbers with runs of three and more joined: ``1–3, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    written = (
        [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run] for run in runs
    )
    return ", ".join(part for parts in written for part in parts)
