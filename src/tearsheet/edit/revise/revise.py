"""An editor's words for a sentence of an edition, with what they rest on found anew.

What is found here is only proposed: the gate works everything out for itself and refuses what
does not hold.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tearsheet.edit import facts
from tearsheet.edit.marks import marks_around
from tearsheet.edit.occasion import occasion_of
from tearsheet.edit.phrasing import SLOTS, Filling, Template, phrases
from tearsheet.edit.revise.lines import Read, lines_of, read_as
from tearsheet.edit.revise.places import laddered, place, place_like, places
from tearsheet.edit.revise.retelling import retold, sentence_around, stands_alone
from tearsheet.edit.verify.rederive import Facts
from tearsheet.model import (
    Article,
    Digest,
    Evidence,
    Fact,
    Item,
    Part,
    Sentence,
    SentenceKind,
    Span,
    Support,
    Watch,
)
from tearsheet.text import paragraphs, quoted
from tearsheet.text.folding import DOUBLE

_RETOLD = "retold.news"
_MARKS = f'{DOUBLE}"'
_FURTHER = re.compile(f"\n[{_MARKS}]+")


@dataclass(frozen=True, slots=True)
class _Filled:
    """What was found for a slot; ``proven`` if it is what the slot asks for."""

    filling: Filling
    proven: bool


def revised(
    sentence: Sentence,
    text: str,
    item: Item | None,
    digest: Digest,
    evidence: Mapping[str, Evidence],
    watch: Watch,
) -> Sentence:
    """``sentence`` with other words, and the supports that could be found for them.

    ``item`` is the item it stands in, None for the title and the lead. ``evidence`` must hold the
    item's article and copies, for title and lead those of every item. Quotation marks of the
    house's own lines are set in the house's style; quoted words stay as they are typed.
    """
    return _Reviser(sentence, item, digest, evidence, watch).revised(_tidy(text))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    return "\n".join(line for line in lines if line)


class _Reviser:
    """Finds the supports of one sentence."""

    def __init__(
        self,
        old: Sentence,
        item: Item | None,
        digest: Digest,
        evidence: Mapping[str, Evidence],
        watch: Watch,
    ) -> None:
        self.old, self.item, self.watch = old, item, watch
        self.phrases = phrases(digest.language)
        self._facts = Facts(digest, evidence, watch, self.phrases)
        keys = [item.article_key] if item else [one.article_key for one in digest.items]
        self.articles = [evidence[key].article for key in keys if key in evidence]
        self._key = item.article_key if item else ""
        self._wordings = dict[Fact, tuple[str, ...]]()

    def revised(self, text: str) -> Sentence:
        if not text or not self.articles:
            return replace(self.old, text=text, supports=())
        if text == self.old.text and self.old.supports:
            return self.old
        return self._headline(text) or self._line(text) or self._retold(text) or self._loose(text)

    # A headline alone, or words alone between marks.

    def _headline(self, text: str) -> Sentence | None:
        if self.old.kind != "headline" or self.item is None:
            return None
        filled = self._title(text)
        if not filled.proven:
            return None
        return replace(
            self.old,
            text=text,
            language=self.articles[0].language,
            supports=filled.filling.supports,
        )

    # Lines of the house.

    def _line(self, text: str) -> Sentence | None:
        best: tuple[int, Sentence] | None = None
        for read in self._readings(text):
            filled = list(self._slots(read))
            faults = sum(not one.proven for one in filled)
            if best is None or faults < best[0]:
                best = faults, self._set(read, [one.filling for one in filled])
            if not faults:
                break
        if best and best[0] and not _has_marks(text):
            # Rather the page's own words than a line with a slot that nothing fills.
            return self._retold(text) or best[1]
        return best[1] if best else None

    def _readings(self, text: str) -> Iterator[Read]:
        if self.old.kind == "quotation" and self.item and len(_marked(text)) == 1:
            whole, words = _marked(text)[0]
            if whole == Span(0, len(text)):
                said = words.of(text)
                alone = _FURTHER.sub("\n", said)
                opening, closing = marks_around(alone, self.articles[0].language)
                yield Read(f"{opening}{{passage}}{closing}", ("passage",), (said,))
        yield from read_as(text, self.phrases, self._tables(), self._worded)
        if self.old.kind == "attribution" and self.item and self._is_news():
            yield from read_as(text, self.phrases, (_RETOLD,), self._worded)

    def _is_news(self) -> bool:
        return occasion_of(self.articles[0]) == "news"

    def _set(self, read: Read, fillings: Sequence[Filling]) -> Sentence:
        slots: dict[str, list[Filling]] = {}
        bare = len(read.line) == len("“{passage}”")
        language = self.articles[0].language if bare else self.phrases.language
        for slot, filling in zip(read.slots, fillings, strict=True):
            slots.setdefault(slot, []).append(filling)
        made = Template(read.line).filled(slots)
        return replace(self.old, text=made.text, language=language, supports=made.supports)

    def _tables(self) -> tuple[str, ...]:
        press = "foreign" if self.watch.country else "all"
        if self.item is None:
            title = self.old.kind == "headline"
            return (f"title.{press}",) if title else (f"opening.{press}", "themes")
        occasion = occasion_of(self.articles[0])
        tables: Mapping[SentenceKind, tuple[str, ...]] = {
            "headline": ("list.headline", "brief.headline"),
            "attribution": (
                f"attribution.{occasion}",
                f"original.{occasion}",
                "list.original",
                "attribution.undated",
            ),
            "substance": ("substance",),
            "quotation": ("quotation", "list"),
            "note": ("note",),
        }
        return tables.get(self.old.kind, ())

    def wordings(self, fact: Fact) -> tuple[str, ...]:
        """What a fact may be worded as in this sentence."""
        if fact not in self._wordings:
            asked = Support(Span(0, 1), "template", self._key_of(fact), fact=fact)
            self._wordings[fact] = self._facts.of(asked, self.item).wordings
        return self._wordings[fact]

    def _worded(self, slot: str) -> tuple[str, ...]:
        """What a slot for a fact may hold: a place is not the subject, though both are of it."""
        fact = SLOTS[slot]
        known = self.wordings(fact) if fact else ()
        if slot in ("watch", "place"):
            place = facts.place(self.watch, self.phrases)
            return tuple(one for one in known if (one == place) == (slot == "place"))
        return known

    def _key_of(self, fact: Fact) -> str:
        return "" if fact in ("watch", "period", "items", "countries") else self._key

    # Their slots.

    def _slots(self, read: Read) -> Iterator[_Filled]:
        pieces = read.line.split("{passage}")
        for slot, said in zip(read.slots, read.said, strict=True):
            if slot == "fact" and read.line in lines_of(self.phrases, (_RETOLD,)):
                yield self._retelling(said)
            elif slot == "passage":
                yield self._passage(said, pieces.pop(0)[-1:])
            else:
                yield self._slot(slot, said)

    def _slot(self, slot: str, said: str) -> _Filled:
        fact = SLOTS[slot]
        if fact is not None:
            known = self._worded(slot)
            for worded in (*known, *(one[:1].upper() + one[1:] for one in known)):
                if laddered(worded).text == laddered(said).text:
                    return _Filled(self._template(worded, fact), True)
            # Of another slot: the gate must not take it for this one's.
            strange = said in self.wordings(fact)
            return _Filled(Filling(said, ()) if strange else self._template(said, fact), False)
        match slot:
            case "headline":
                return self._title(said)
            case "fact":
                return self._fact(said)
            case _:
                return self._words(said, ("text", "title") if slot == "theme" else ("text",))

    def _template(self, said: str, fact: Fact) -> Filling:
        support = Support(Span(0, len(said)), "template", self._key_of(fact), fact=fact)
        return Filling(said, (support,))

    def _title(self, said: str) -> _Filled:
        article = self.articles[0]
        kept = self._as_before(said, article, "title")
        if kept:
            return kept
        for span in places(said, article.title):
            if stands_alone(article.title, span, article.language, whole=True):
                return _Filled(_verbatim(said, article, "title", span), True)
        return _Filled(_verbatim(said, article, "title", Span(0, len(article.title))), False)

    def _passage(self, said: str, opening: str) -> _Filled:
        """A quotation; each paragraph after the first has an opening mark of its own."""
        article, near = self.articles[0], self._near("text")
        pieces, supports, length, proven = list[str](), list[Support](), 0, True
        for number, line in enumerate(said.split("\n")):
            before = f"\n{opening}" if number else ""
            words = line.lstrip(_MARKS) if number else line
            exact = place(words, article.text, near)
            proven &= exact is not None
            near = exact or place_like(words, article.text, near)
            start = length + len(before)
            if near is not None:
                at = Span(start, start + len(words))
                supports.append(Support(at, "verbatim", article.key, "text", near))
            pieces += (before, words)
            length = start + len(words)
        return _Filled(Filling("".join(pieces), tuple(supports)), proven)

    def _fact(self, said: str) -> _Filled:
        """News told as the page tells it: a sentence or a clause of it, or shorter."""
        article = self.articles[0]
        kept = self._as_before(said, article, "text")
        if kept:
            return kept
        for span in places(said, article.text):
            if stands_alone(article.text, span, article.language):
                return _Filled(_verbatim(said, article, "text", span), True)
        told = retold(said, article)
        if told:
            return _Filled(_paraphrase(said, article, told.part, told.span), True)
        near = self._near("text")
        cut = place(said, article.text, near)
        meant = sentence_around(article, cut) if cut else place_like(said, article.text, near)
        if meant:
            return _Filled(_verbatim(said, article, "text", meant), False)
        return _Filled(Filling(said, ()), False)

    def _retelling(self, said: str) -> _Filled:
        """News in a line that no draft has: the gate then asks for more than the line."""
        article = self.articles[0]
        told = retold(said, article)
        if told:
            return _Filled(_paraphrase(said, article, told.part, told.span), True)
        return _Filled(Filling(said, ()), False)

    def _words(self, said: str, parts: Sequence[Part]) -> _Filled:
        """A name, an office or a theme as some article prints it."""
        for article in self.articles:
            for part in parts:
                span = place(said, article.part(part), self._near(part))
                if span:
                    return _Filled(_verbatim(said, article, part, span), True)
        return _Filled(Filling(said, ()), False)

    def _as_before(self, said: str, article: Article, part: Part) -> _Filled | None:
        """The same words as before keep their support."""
        for support in self.old.supports:
            if (
                support.relation == "verbatim"
                and (support.article_key, support.part) == (article.key, part)
                and support.span
                and support.at.of(self.old.text) == said
            ):
                return _Filled(_verbatim(said, article, part, support.span), True)
        return None

    def _near(self, part: Part) -> Span | None:
        spans = [one.span for one in self.old.supports if one.span and one.part == part]
        return max(spans, key=len, default=None)

    # Anything else.

    def _retold(self, text: str) -> Sentence | None:
        if _has_marks(text):
            return None
        for article in self.articles:
            told = retold(text, article)
            if told:
                filling = _paraphrase(text, article, told.part, told.span)
                return replace(self.old, text=text, supports=filling.supports)
        return None

    def _loose(self, text: str) -> Sentence:
        """What can be found in a sentence that is no line: its quotations and its facts."""
        supports = [*self._loose_quotations(text)]
        of_article: tuple[Fact, ...] = ("outlet", "published", "originator", "author", "copies")
        for fact in of_article if self.item else ("watch", "period", "items", "countries"):
            for words in sorted(self.wordings(fact), key=len, reverse=True):
                for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                    at = Span(*found.span())
                    if not any(at.overlaps(one.at) for one in supports):
                        supports.append(Support(at, "template", self._key_of(fact), fact=fact))
        if self.old.kind == "headline" and self.item and not supports:
            supports = list(self._title(text).filling.supports)
        return replace(self.old, text=text, supports=tuple(sorted(supports, key=_start)))

    def _loose_quotations(self, text: str) -> Iterator[Support]:
        for _, words in _marked(text):
            said = words.of(text)
            if "\n" not in said:
                for support in self._passage(said, "").filling.supports:
                    yield replace(support, at=support.at.shifted(words.start))


def _start(support: Support) -> int:
    return support.at.start


def _verbatim(said: str, article: Article, part: Part, span: Span) -> Filling:
    return Filling(said, (Support(Span(0, len(said)), "verbatim", article.key, part, span),))


def _paraphrase(said: str, article: Article, part: Part, span: Span) -> Filling:
    return Filling(said, (Support(Span(0, len(said)), "paraphrase", article.key, part, span),))


def _has_marks(text: str) -> bool:
    return any(letter in DOUBLE or letter == '"' for letter in text)


def _marked(text: str) -> list[tuple[Span, Span]]:
    """The outer quotations of a text: with their marks, and without."""
    found = list[tuple[Span, Span]]()
    for paragraph in paragraphs(text):
        for one in quoted(text, paragraph):
            if one.depth == 0 and not one.single and len(one.words):
                found.append((one.whole, one.words))
    if len(found) > 1 and "\n" in text:
        return [
            (Span(found[0][0].start, found[-1][0].end), Span(found[0][1].start, found[-1][1].end))
        ]
    return found
