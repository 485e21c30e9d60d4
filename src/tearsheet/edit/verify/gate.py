"""The gate: holds each sentence of an edition against the archive and trusts nothing of the draft.

Of a sentence, every stretch under a verbatim support must be the archived words, twice: in the
``conversion`` record and, by a plain second reader, in the archived bytes. Every filled-in fact
is worked out anew. What is left must be, to the letter, a line of the phrase file for this kind
of sentence about this kind of article.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tearsheet.edit import facts
from tearsheet.edit.occasion import occasion_of
from tearsheet.edit.phrasing import WORDS, PhraseError, Phrases, phrases
from tearsheet.edit.verify.archived import OPENING, Archived, is_spoken
from tearsheet.edit.verify.chain import broken_links
from tearsheet.edit.verify.paraphrase import unsaid
from tearsheet.edit.verify.rederive import Facts
from tearsheet.edit.verify.skeleton import (
    is_bare_quotation,
    skeleton,
    strangers,
    unquoted_inside_marks,
)
from tearsheet.model import (
    Digest,
    Evidence,
    Finding,
    Item,
    Override,
    Problem,
    Sentence,
    Support,
    Verdict,
    Watch,
)


def verify(digest: Digest, evidence: Mapping[str, Evidence], watch: Watch) -> Verdict:
    """The gate's word on an edition.

    ``evidence`` holds, by article key, the chain of every item and of every copy counted. An
    edition is proven when nothing but warnings is found; a sentence that an editor let stand
    with a reason passes with a warning that says so.
    """
    try:
        wording = phrases(digest.language)
    except PhraseError as error:
        return Verdict(0, (Finding("edition", "unsupported words", str(error)),))
    gate = _Gate(digest, evidence, watch, wording)
    findings = tuple(gate.findings())  # counts the sentences as it goes
    return Verdict(gate.sentences, findings)


def excused(finding: Finding, sentence: str, overrides: Sequence[Override]) -> Finding:
    """The finding on a sentence; a warning that says so if an editor let it stand."""
    override = next((one for one in overrides if one.excuses(sentence, finding.problem)), None)
    if override is None or finding.warning:
        return finding
    let = f"{finding.message}. {override.who} let it stand: {override.reason}"
    return replace(finding, message=let, warning=True)


class _Gate:
    """One edition on its way through."""

    def __init__(
        self, digest: Digest, evidence: Mapping[str, Evidence], watch: Watch, wording: Phrases
    ) -> None:
        self.digest, self.evidence, self.watch, self.phrases = digest, evidence, watch, wording
        self.sentences = 0
        self._facts = Facts(digest, evidence, watch, wording)
        self._archived = Archived(evidence)
        self._press = "foreign" if watch.country else "all"
        self._own_words = frozenset(watch.title.lower().replace("-", " ").split())

    def findings(self) -> Iterator[Finding]:
        """Everything that would not pass, in reading order."""
        if self.digest.watch_key != self.watch.key:
            message = f"The edition is about ‘{self.digest.watch_key}’, not ‘{self.watch.key}’"
            yield Finding("edition", "broken chain", message)
        yield from self._held("title", self.digest.title, None)
        for number, sentence in enumerate(self.digest.lead, 1):
            yield from self._held(f"lead {number}", sentence, None)
        introduced = set[str]()
        for number, item in enumerate(self.digest.items, 1):
            broken = list(self._chain(f"item {number}", item))
            yield from broken
            for at, sentence in enumerate(item.sentences, 1):
                yield from self._held(f"item {number} sentence {at}", sentence, item)
            if item.article_key in self.evidence:
                yield from self._owned(f"item {number}", item, introduced)

    # Articles.

    def _chain(self, where: str, item: Item) -> Iterator[Finding]:
        for key in (item.article_key, *item.copies):
            one = self.evidence.get(key)
            if one is None:
                yield Finding(where, "broken chain", f"There is no evidence for article {key[:12]}")
                continue
            for message in broken_links(key, one):
                yield Finding(where, "broken chain", message)
        one = self.evidence.get(item.article_key)
        published = one.article.published if one else None
        if published and not self.digest.first <= published.at.date() <= self.digest.last:
            message = f"It was published on {published.at.date()}, outside the edition's days"
            yield Finding(where, "unsupported date", message)

    def _owned(self, where: str, item: Item, introduced: set[str]) -> Iterator[Finding]:
        """A state's outlet must be called so where it is first named."""
        outlet = self.evidence[item.article_key].outlet
        supports = [support for sentence in item.sentences for support in sentence.supports]
        if outlet.key in introduced or not any(one.fact == "outlet" for one in supports):
            return
        introduced.add(outlet.key)
        if self.phrases.word("ownership", outlet.ownership.kind) and not any(
            one.fact == "ownership" for one in supports
        ):
            message = f"{outlet.name} is not called {outlet.ownership.kind} media here"
            yield Finding(where, "qualifier dropped", message, warning=True)

    # Sentences.

    def _held(self, where: str, sentence: Sentence, item: Item | None) -> Iterator[Finding]:
        """The findings on one sentence; only warnings if an editor let it stand."""
        self.sentences += 1
        for problem, message, warning in self._examined(sentence, item):
            yield excused(
                Finding(where, problem, message, warning), sentence.text, self.digest.overrides
            )

    def _examined(
        self, sentence: Sentence, item: Item | None
    ) -> Iterator[tuple[Problem, str, bool]]:
        broken = _broken_supports(sentence)
        if broken:
            yield "broken support", broken, False
            return
        for support in sentence.supports:
            yield from self._support(sentence, support, item)
        if any(support.relation == "paraphrase" for support in sentence.supports):
            yield from self._free(sentence)
        else:
            yield from self._phrase(sentence, item)

    def _support(
        self, sentence: Sentence, support: Support, item: Item | None
    ) -> Iterator[tuple[Problem, str, bool]]:
        if support.relation == "template":
            yield from self._fact(sentence, support, item)
            return
        keys = (
            {one.article_key for one in self.digest.items} if item is None else {item.article_key}
        )
        if support.article_key not in keys or support.article_key not in self.evidence:
            yield "broken support", "The words rest on an article of no item here", False
            return
        if support.relation == "paraphrase":
            one = self.evidence[support.article_key]
            for problem, message in unsaid(sentence, support, one):
                yield problem, message, False
            return
        yield from self._archived.examined(sentence, support)

    def _fact(
        self, sentence: Sentence, support: Support, item: Item | None
    ) -> Iterator[tuple[Problem, str, bool]]:
        key = item.article_key if item else ""
        if support.fact is None or (key and key not in self.evidence):
            yield "broken support", "The support names no fact or no article", False
            return
        derived = self._facts.of(support, item)
        if derived.unproven:
            yield derived.problem, derived.unproven, False
            return
        words = support.at.of(sentence.text)
        wordings = list(derived.wordings)
        if support.at.start == 0 and support.fact != "outlet":
            wordings += [one[:1].upper() + one[1:] for one in wordings]
        if words not in wordings:
            known = f"the evidence says ‘{wordings[0]}’" if wordings else "the evidence has none"
            message = f"The edition gives ‘{words}’ as the {_FACTS[support.fact]}; {known}"
            yield derived.problem, message, False

    def _free(self, sentence: Sentence) -> Iterator[tuple[Problem, str, bool]]:
        """A sentence in an editor's or a model's own words: nothing in it may be unsupported."""
        for problem, word in strangers(sentence, self.phrases, self._own_words):
            yield problem, f"Nothing supports ‘{word}’", False
        loose = unquoted_inside_marks(skeleton(sentence))
        if loose:
            yield "words differ", f"‘{loose}’ stands in quotation marks without a source", False

    def _phrase(self, sentence: Sentence, item: Item | None) -> Iterator[tuple[Problem, str, bool]]:
        """What no support covers must be a line of the phrase file."""
        line = skeleton(sentence)
        if self._is_declared(sentence, line, item):
            if sentence.kind == "headline" and item is not None:
                parts = {one.part for one in sentence.supports if one.relation == "verbatim"}
                if parts != {"title"}:
                    yield "broken support", "The headline does not rest on the page's title", False
            held = self.evidence.get(item.article_key) if item else None
            if held and line in self._speeches():
                yield from self._spoken(sentence, held)
            return
        found = strangers(sentence, self.phrases, self._own_words)
        for problem, word in found:
            yield problem, f"Nothing supports ‘{word}’", False
        loose = unquoted_inside_marks(line)
        if loose:
            yield "words differ", f"‘{loose}’ stands in quotation marks without a source", False
        if not found:
            message = "The words around the quotation and the facts are no phrase of the house"
            yield "unsupported words", f"{message}: ‘{_readable(line)}’", False

    def _speeches(self) -> frozenset[str]:
        """The skeletons that say that a person speaks."""
        tables = ("quotation.said", "quotation.said_stopped", "list.said")
        return self.phrases.skeletons(*tables)

    def _spoken(
        self, sentence: Sentence, evidence: Evidence
    ) -> Iterator[tuple[Problem, str, bool]]:
        """What is said to be somebody's words must be printed as such."""
        for support in sentence.supports:
            opened = sentence.text[: support.at.start].endswith(OPENING)
            if opened and support.span and not is_spoken(evidence.article, support.span):
                words = support.at.of(sentence.text)[:60]
                message = f"The article does not print ‘{words}’ as anybody's words"
                yield "unsupported words", message, False

    def _is_declared(self, sentence: Sentence, line: str, item: Item | None) -> bool:
        if sentence.kind == "headline" and item is not None and line == WORDS:
            return True
        if sentence.kind == "quotation" and is_bare_quotation(line):
            return True
        return line in self.phrases.skeletons(*self._tables(sentence, item))

    def _tables(self, sentence: Sentence, item: Item | None) -> tuple[str, ...]:
        """Where the phrase file keeps the lines for this sentence."""
        kind = sentence.kind
        if item is None:
            if kind == "headline":
                return (f"title.{self._press}",)
            return (f"opening.{self._press}", "themes")
        one = self.evidence.get(item.article_key)
        occasion = occasion_of(one.article) if one else "news"
        dated = one is not None and facts.published(one.article, self.phrases, 0) is not None
        tables: Mapping[str, Sequence[str]] = {
            "headline": ("list.headline", "brief.headline"),
            "attribution": (f"attribution.{occasion}", f"original.{occasion}", "list.original")
            + (() if dated else ("attribution.undated",)),
            "substance": ("substance",),
            "quotation": ("quotation", "list"),
            "note": ("note",),
        }
        return tuple(tables.get(kind, ()))


_FACTS = {
    "published": "day of publication",
    "outlet": "outlet",
    "outlet country": "outlet’s country",
    "outlet kind": "outlet’s kind",
    "ownership": "outlet’s owner",
    "author": "author",
    "originator": "one who wrote it",
    "distributor": "distributor",
    "language": "language",
    "copies": "number of other printings",
    "watch": "subject",
    "period": "days covered",
    "items": "number of articles",
    "countries": "number of countries",
}


def _broken_supports(sentence: Sentence) -> str:
    """Why the supports cannot be read, empty if they can."""
    end = 0
    for support in sorted(sentence.supports, key=lambda one: one.at):
        if support.at.end > len(sentence.text) or not len(support.at):
            return "A support covers characters that the sentence does not have"
        if support.relation == "paraphrase":
            continue
        if support.at.start < end:
            return "Two supports cover the same characters"
        end = support.at.end
        if (support.relation == "template") != (support.span is None):
            return "A support says neither where the words stand nor what fact they are"
    return ""


def _readable(line: str) -> str:
    return "".join("…" if "\ue000" <= letter <= "\uf8ff" else letter for letter in line)
