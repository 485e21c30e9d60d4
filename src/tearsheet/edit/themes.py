"""What is an article about, in a noun phrase of its own?

Without a language model the only noun phrases we may print are the article's. Where a language
prints names in capitals and does not decline them, the best is a run of capitalised words that
recurs; elsewhere it is the headline, or its part before a colon.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tearsheet.edit.candidate import Candidate
from tearsheet.edit.cues import Cues, cues
from tearsheet.model import Article, Part, Span, Watch
from tearsheet.text import sentences

_TOKEN = re.compile(r"[^\W_][\w’'&.-]*[\w’']|[^\W_]")
_GAP = re.compile(r"[ \u00a0]+")
_LONGEST_HEADLINE = 70
# So many texts make a phrase a theme of the week even where it stands apart from the subject.
_TEXTS = 3
_EARLY = 0.4


@dataclass(frozen=True, slots=True)
class Theme:
    """A noun phrase: where it stands bare, and where with its determiner ("the …").

    ``wants_article`` is set where a sentence must put "the" before it itself.
    """

    article_key: str
    part: Part
    bare: Span
    determined: Span
    wants_article: bool = False

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


class Themes:
    """The noun phrases of an edition's candidates in one language, read once."""

    def __init__(self, candidates: Sequence[Candidate], watch: Watch, language: str) -> None:
        self._watch = watch
        self._known = cues(language)
        self._runs = dict[str, list[Span]]()
        self._lower_words = set[str]()
        self._determined = set[str]()
        texts = dict[str, set[str]]()
        speakers = set[str]()
        for candidate in candidates:
            speakers |= {
                quote.speaker.name for quote in candidate.annotations.quotes if quote.speaker
            }
            article = candidate.article
            if article.language.lower().partition("-")[0] != self._known.language:
                continue
            self._runs[candidate.key] = _runs(article.text, self._known)
            self._lower_words.update(re.findall(r"\b[a-zà-ÿ]{3,}\b", article.text))
            text_key = candidate.group.key if candidate.group else candidate.key
            for span in self._runs[candidate.key]:
                before = self._known.words(article.text[max(0, span.start - 12) : span.start])
                if before and before[-1] in self._known.determiners:
                    self._determined.add(span.of(article.text).lower())
                texts.setdefault(span.of(article.text).lower(), set()).add(text_key)
        self._texts = {phrase: len(keys) for phrase, keys in texts.items()}
        self._speakers = frozenset(speakers)

    def of(self, candidate: Candidate, taken: Collection[str]) -> Theme | None:
        """The capitalised phrase that tells best what the article says of the subject.

        One of its words must be a common noun (written small elsewhere), so that it is no
        person. It recurs, stands in the headline or in other texts too; and it is in a sentence
        that names the subject, in the headline, or early where three texts have it. ``taken``
        are phrases in lower case that other items have.
        """
        article, runs = candidate.article, self._runs.get(candidate.key, [])
        mentions = [one.span for one in candidate.match.mentions if one.part == "text"]
        near = _near(article, runs, mentions)
        counts = Counter(span.of(article.text).lower() for span in runs)
        barred = _barred(candidate, self._watch, self._speakers)
        title = article.title.lower()
        best: tuple[float, int] | None = None
        chosen: Span | None = None
        for span in runs:
            words = span.of(article.text)
            lowered = words.lower()
            texts, in_title = self._texts.get(lowered, 1), self._is_in_title(words, title)
            if lowered in taken or not (counts[lowered] > 1 or in_title or texts > 1):
                continue
            is_early = span.start < _EARLY * len(article.text)
            if not (lowered in near or in_title or (texts >= _TEXTS and is_early)):
                continue
            if not self._is_common(words) or not _may_stand(words, barred):
                continue
            length = min(len(words.split()), 4)
            score = min(counts[lowered], 4) + 3 * in_title + min(texts, 4) + 0.7 * length
            if best is None or (score, -span.start) > best:
                best, chosen = (score, -span.start), span
        if chosen is None:
            return None
        determined = _determined(article.text, chosen, self._known)
        wants = determined == chosen and chosen.of(article.text).lower() in self._determined
        return Theme(article.key, "text", chosen, determined, wants)

    def _is_in_title(self, words: str, title: str) -> bool:
        """Whether the headline has the phrase, or the name in it ("Korvan telescope")."""
        own = {name.text.lower() for name in self._watch.names}
        names = [
            part
            for part in words.lower().split()
            if len(part) > 3 and part not in self._lower_words and part not in own
        ]
        return words.lower() in title or any(name in title for name in names)

    def _is_common(self, words: str) -> bool:
        """Whether a word of the phrase is written small somewhere; an acronym need not be."""
        if " " not in words:
            return True
        parts = [part.lower() for part in re.split(r"[ -]", words)]
        return any(
            part in self._lower_words or part in self._known.heads
            for part in parts
            if part not in self._known.inside_name
        )


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


def _barred(candidate: Candidate, watch: Watch, speakers: Collection[str]) -> frozenset[str]:
    """Names that say who prints or speaks, or that every item shares."""
    article, outlet = candidate.article, candidate.outlet
    names = [name.text for name in watch.names] + [watch.title, *speakers]
    names += [name.text for name in outlet.names] + [outlet.name, article.site_name or ""]
    names += [credit.name for credit in article.provenance.credits] + list(article.authors)
    return frozenset(name.lower().replace(".", "") for name in names if name)


def _determined(text: str, span: Span, known: Cues) -> Span:
    """The span with the determiner that stands before it here or elsewhere, if one does."""
    words = span.of(text)
    for determiner in sorted(known.determiners):
        found = re.search(rf"(?<= ){determiner} (?:[a-z-]+ ){{0,2}}{re.escape(words)}(?!\w)", text)
        if found:
            return Span(*found.span())
    return span
