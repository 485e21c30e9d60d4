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

_TOKEN = re.compile(r"[^\W_][\w’'&.-]*[\w’']|[^\W_]")
_GAP = re.compile(r"[ \u00a0]+")
_LONGEST_HEADLINE = 70
_RECURS = 2
# So many texts make a phrase a theme of the week, though an article may come to it later.
_TEXTS, _EARLY = 3, 0.4
# A first paragraph of fewer characters is a teaser or a byline.
_SHORT_OPENING = 120


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
        texts = dict[str, set[str]]()
        speakers = set[str]()
        for candidate in candidates:
            speakers |= {
                quote.speaker.name
                for quote in candidate.annotations.printed_quotes
                if quote.speaker
            }
            article = candidate.article
            if article.language.lower().partition("-")[0] != self._known.language:
                continue
            self._runs[candidate.key] = _runs(article.text, self._known)
            self._lower_words.update(re.findall(r"\b[a-zà-ÿ]{3,}\b", article.text))
            text_key = candidate.group.key if candidate.group else candidate.key
            for span in self._runs[candidate.key]:
                texts.setdefault(span.of(article.text).lower(), set()).add(text_key)
        self._texts = {phrase: len(keys) for phrase, keys in texts.items()}
        self._speakers = frozenset(speakers)

    def of(self, candidate: Candidate, taken: Collection[str]) -> Theme | None:
        """The capitalised phrase that tells best what the article is about.

        It stands in the headline or in the first paragraph (a phrase of three texts, before the
        middle of the article), and recurs there or in another text.
        One of its words must be a common noun (written small elsewhere), so that it is no person;
        and it is not only where something happened ("at the Press Club"). ``taken`` are phrases
        in lower case that other items have.
        """
        article, runs = candidate.article, self._runs.get(candidate.key, [])
        counts = Counter(span.of(article.text).lower() for span in runs)
        barred = _barred(candidate, self._watch, self._speakers)
        title, opening = article.title.lower(), _opening_end(article.text)
        early = {span.of(article.text).lower() for span in runs if span.start < opening}
        best: tuple[float, int] | None = None
        chosen: Span | None = None
        for span in runs:
            words = span.of(article.text)
            lowered = words.lower()
            texts, in_title = self._texts.get(lowered, 1), self._is_in_title(words, title)
            told = texts >= _TEXTS and span.start < _EARLY * len(article.text)
            if lowered in taken or not (in_title or lowered in early or told):
                continue
            if counts[lowered] + in_title + (texts > 1) < _RECURS:
                continue
            if not self._is_common(words) or not _may_stand(words, barred):
                continue
            if lowered not in title and _is_venue(article.text, words, self._known):
                continue
            length = min(len(words.split()), 4)
            score = min(counts[lowered], 4) + 3 * in_title + min(texts, 4) + 0.7 * length
            if best is None or (score, -span.start) > best:
                best, chosen = (score, -span.start), span
        if chosen is None:
            return None
        return self._with_determiner(article, chosen)

    def _with_determiner(self, article: Article, span: Span) -> Theme:
        """The phrase as the article prints it, with "the" if it mostly has it there."""
        text, words = article.text, span.of(article.text)
        every = [Span(*found.span()) for found in re.finditer(_whole(words), text)]
        before = [_determiner_before(text, one, self._known) for one in every]
        having = [one for one in before if one is not None]
        if 2 * len(having) < len(every) or not having:
            return Theme(article.key, "text", span, span)
        inside = next((one for one in having if text[one.start].islower()), None)
        if inside:
            return Theme(article.key, "text", span, inside)
        return Theme(article.key, "text", span, span, wants_article=True)

    def _is_in_title(self, words: str, title: str) -> bool:
        """Whether the headline has the phrase, or the name it begins with ("Korvan telescope")."""
        first, *rest = words.lower().split()
        own = {name.text.lower() for name in self._watch.names}
        named = len(first) > 3 and first not in self._lower_words and first not in own
        return words.lower() in title or (bool(rest) and named and first in title)

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


def _opening_end(text: str) -> int:
    """Where the first paragraph ends, or what stands for it: a short one takes in the next."""
    end = text.find("\n")
    while 0 <= end < _SHORT_OPENING:
        end = text.find("\n", end + 1)
    return end if end >= 0 else len(text)


def _whole(words: str) -> str:
    return rf"(?<!\w){re.escape(words)}(?!\w)"


def _determiner_before(text: str, span: Span, known: Cues) -> Span | None:
    """The phrase with the determiner right before it; None if there is none."""
    found = re.search(r"(?<!\w)([^\W\d_]+) \Z", text[max(0, span.start - 12) : span.start])
    if not found or found[1].lower() not in known.determiners:
        return None
    return Span(span.start - len(found[0]), span.end)


def _is_venue(text: str, words: str, known: Cues) -> bool:
    """Whether it mostly says where something happened: "at the old Press Club"."""
    if not known.locative:
        return False
    places, determiners = "|".join(sorted(known.locative)), "|".join(sorted(known.determiners))
    where = re.compile(
        rf"(?<!\w)(?:{places}) (?:(?:{determiners}) (?:[^\W\d_]+ ){{0,2}})?\Z", re.IGNORECASE
    )
    every = [found.start() for found in re.finditer(_whole(words), text)]
    placed = [at for at in every if where.search(text[max(0, at - 48) : at])]
    return 2 * len(placed) >= len(every)


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
            elif word not in known.inside_name or word in known.locative:
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
