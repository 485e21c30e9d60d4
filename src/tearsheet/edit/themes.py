"""What is an article about, in a noun phrase of its own?

Without a language model the only noun phrases we may print are the article's. Where a language
prints names in capitals and does not decline them, the best is a run of capitalised words that
recurs; elsewhere it is the headline, or its part before a colon.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.edit.cues import Cues, cues
from tearsheet.model import Annotations, Article, Outlet, Part, Span, Watch
from tearsheet.text import sentences

_TOKEN = re.compile(r"[^\W_][\w’'&.-]*[\w’']|[^\W_]")
_GAP = re.compile(r"[ \u00a0]+")
_LONGEST_HEADLINE = 70


@dataclass(frozen=True, slots=True)
class Theme:
    """A noun phrase: where it stands bare, and where with its determiner ("the …")."""

    article_key: str
    part: Part
    bare: Span
    determined: Span

    def words(self, article: Article) -> str:
        """The bare phrase in lower case."""
        return self.bare.of(article.part(self.part)).lower()


def headline_theme(article: Article) -> Theme | None:
    """The headline, or its part before a colon, if it is short enough to stand in a list."""
    title = article.title
    for end in (len(title), *(found.start() for found in re.finditer(r":\s", title))):
        words = title[:end].rstrip(" .")
        if 8 <= len(words) <= _LONGEST_HEADLINE and not any(mark in words for mark in '«»"“”'):
            span = Span(0, len(words))
            return Theme(article.key, "title", span, span)
    return None


def phrase_theme(
    article: Article,
    outlet: Outlet,
    annotations: Annotations,
    watch: Watch,
    mentions: Sequence[Span],
) -> Theme | None:
    """The recurring capitalised phrase that tells best what the article says of the subject.

    It stands at least once in a sentence that names the subject (``mentions``), and either
    recurs or is in the headline.
    """
    known = cues(article.language)
    runs = _runs(article.text, known)
    counts = Counter(span.of(article.text).lower() for span in runs)
    near = _near(article, runs, mentions)
    barred = _barred(article, outlet, annotations, watch)
    title = article.title.lower()
    best: tuple[float, int] | None = None
    chosen: Span | None = None
    for span in runs:
        words = span.of(article.text)
        lowered = words.lower()
        recurs, in_title = counts[lowered] > 1, lowered in title
        if lowered not in near or not (recurs or in_title):
            continue
        if not _may_stand(words, barred) or _is_person(words, article.text, known):
            continue
        length = len(words.split())
        score = min(counts[lowered], 4) + 3 * in_title + min(length, 4) * 0.7
        if best is None or (score, -span.start) > best:
            best, chosen = (score, -span.start), span
    if chosen is None:
        return None
    return Theme(article.key, "text", chosen, _determined(article.text, chosen, known))


def _near(article: Article, runs: Sequence[Span], mentions: Sequence[Span]) -> frozenset[str]:
    """The phrases, in lower case, that share a sentence with a mention outside themselves."""
    found = set[str]()
    for sentence in sentences(article.text, article.language):
        here = [one for one in mentions if sentence.contains(one)]
        for run in runs:
            if sentence.contains(run) and any(not run.overlaps(one) for one in here):
                found.add(run.of(article.text).lower())
    return frozenset(found)


def _runs(text: str, known: Cues) -> list[Span]:
    """Runs of two to six capitalised words inside sentences; one word if it is an acronym."""
    tokens = [(found.start(), found.end()) for found in _TOKEN.finditer(text)]
    found, at = list[Span](), 0
    while at < len(tokens):
        last = at
        if not _is_capital(text[slice(*tokens[at])], known):
            at += 1
            continue
        ahead = at + 1
        while ahead < len(tokens) and ahead - at < 8:
            if not _GAP.fullmatch(text, tokens[ahead - 1][1], tokens[ahead][0]):
                break
            word = text[slice(*tokens[ahead])]
            if _is_capital(word, known):
                last = ahead
            elif word not in known.inside_name:
                break
            ahead += 1
        span = Span(tokens[at][0], tokens[last][1])
        words = span.of(text)
        if words.endswith(("’s", "'s")):
            span = Span(span.start, span.end - 2)
        if last > at or (len(words.replace(".", "")) > 2 and words.isupper() and words.isascii()):
            found.append(span)
        at = last + 1
    return found


def _is_capital(word: str, known: Cues) -> bool:
    return word[0].isupper() and word.lower() not in known.no_name


def _may_stand(words: str, barred: frozenset[str]) -> bool:
    """Whether the phrase is none of the barred names, nor part of one, dots aside."""
    bare = words.lower().replace(".", "")
    return not any(
        bare == name or bare in name.split(", ") or f" {bare} " in f" {name} " for name in barred
    )


def _barred(
    article: Article, outlet: Outlet, annotations: Annotations, watch: Watch
) -> frozenset[str]:
    """Names that say who prints or speaks, or that every item shares."""
    names = [name.text for name in watch.names] + [watch.title]
    names += [name.text for name in outlet.names] + [outlet.name, article.site_name or ""]
    names += [credit.name for credit in article.provenance.credits] + list(article.authors)
    names += [quote.speaker.name for quote in annotations.quotes if quote.speaker]
    return frozenset(name.lower().replace(".", "") for name in names if name)


def _is_person(words: str, text: str, known: Cues) -> bool:
    """Whether part of the phrase speaks on its own: "Xi said", "said Ding"."""
    parts = {word for word in words.split() if word[0].isupper()}
    for part in parts:
        for found in re.finditer(rf"\b{re.escape(part)}\b", text):
            after = known.words(text[found.end() : found.end() + 20])
            before = known.words(text[max(0, found.start() - 20) : found.start()])
            if after and after[0] in known.saying and not text[found.end()].isalnum():
                return True
            if before and before[-1] in known.saying and before[-1] not in ("according", "report"):
                return True
    return False


def _determined(text: str, span: Span, known: Cues) -> Span:
    """The span with the determiner that stands before it here or elsewhere, if one does."""
    words = span.of(text)
    for determiner in sorted(known.determiners):
        found = re.search(rf"(?<= ){determiner} {re.escape(words)}(?!\w)", text)
        if found:
            return Span(*found.span())
    return span
