"""Which sentences does an article consist of, and which of them can be lifted out?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.edit.cues import Cues, cues
from tearsheet.model import Article, Span
from tearsheet.text import paragraphs, quoted, sentences

# What may stand before the first words where the page's dateline was not told apart: a place in
# capitals and a dash ("NEW YORK - "), a place and a colon or dash ("Asunción: "), brackets.
_PREFIX = re.compile(
    r"[【（(\[][^】）)\]\n]{2,40}[】）)\]]\s*"
    r"|[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){0,2}(?:, [^.:–—\n]{2,25})?"
    r"(?::|\s[–—-]{1,2})\s+"
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_FINAL = re.compile(r"[.!?…。！？｡؟۔।]$")
# A title or a phrase in quotation marks may stand inside a passage, a speech may not.
_LONGEST_INSIDE = 6
_OPENING_LINES = 3
_OPENERS = "\"'“‘„«»‹([¿¡「『（—–- "


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an article: where it lies, in which paragraph, and how long it is."""

    span: Span
    text: str
    paragraph: int
    words: int


def word_count(text: str) -> int:
    """How many words a text has; six tenths of the characters where words are not spaced."""
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return len(_WORD.findall(text))
    return round(unspaced * 0.6) + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def lines_of(article: Article) -> tuple[Line, ...]:
    """The article's sentences in order, without its dateline."""
    found = list[Line]()
    bounds = paragraphs(article.text)
    dateline = article.provenance.dateline
    paragraph = 0
    for span in sentences(article.text, article.language):
        while paragraph + 1 < len(bounds) and bounds[paragraph + 1].start <= span.start:
            paragraph += 1
        start = span.start
        if dateline and dateline.span.start <= start < dateline.span.end:
            start = _after_dashes(article.text, dateline.span.end)
            if start >= span.end:
                continue
        elif len(found) < _OPENING_LINES:
            start = _after_prefix(article.text, start, span.end)
        text = article.text[start : span.end]
        found.append(Line(Span(start, span.end), text, paragraph, word_count(text)))
    return tuple(found)


def _after_prefix(text: str, start: int, end: int) -> int:
    """Where the sentence itself begins: after a place before it, if it starts anew there."""
    found = _PREFIX.match(text, start, end)
    if not found or found.end() >= end:
        return start
    follows = text[found.end() :].lstrip(_OPENERS)[:1]
    return start if not follows or follows.islower() else found.end()


def _after_dashes(text: str, at: int) -> int:
    while at < len(text) and text[at] in " -–—:\u00a0/":
        at += 1
    return at


def points_back(text: str, language: str) -> bool:
    """Whether a text opens on a thing named before: "The letter came …"."""
    words = re.findall(r"[^\W\d_]+", text[:60])
    return len(words) > 1 and words[0].lower() in cues(language).determiners and words[1].islower()


def begins_alone(text: str, language: str) -> bool:
    """Whether a text can open a passage: it starts a sentence and leans on nothing before it."""
    known = cues(language)
    bare = text.lstrip(_OPENERS)
    if not bare or bare[0].islower():
        return False
    return not known.opening(bare, known.leaning) and not _hangs(bare, known)


def _hangs(text: str, known: Cues) -> bool:
    """Whether a pronoun comes before anything it could stand for: "On Sunday it will"."""
    words = re.findall(r"[^\W\d_]+", text[:80])[:7]
    if not words or words[0].lower() not in known.adverbial | known.no_name:
        return False
    for word in words[1:]:
        if word.lower() in known.pronouns:
            return True
        if word[0].isupper() and word.lower() not in known.no_name:
            return False
    return False


def ends_whole(text: str) -> bool:
    """Whether a text ends on the point of its sentence (not on a mark after it)."""
    return _FINAL.search(text) is not None


def is_boilerplate(text: str, known: Cues) -> bool:
    """Whether a sentence belongs to the outlet's furniture rather than to the story."""
    lowered = text.lower()
    return any(mark in lowered for mark in known.boilerplate)


def whole_quotations(text: str, span: Span, bounds: Sequence[Span]) -> bool:
    """Whether no quotation is cut by the span's edges, longer than a phrase, or around the span.

    ``bounds`` are the article's paragraphs; a quotation that runs on over paragraphs counts as
    cut.
    """
    for paragraph in bounds:
        if not paragraph.overlaps(span):
            continue
        for stretch in quoted(text, paragraph):
            if not stretch.whole.overlaps(span):
                continue
            if not (stretch.opened and stretch.closed and span.contains(stretch.whole)):
                return False
            if word_count(stretch.words.of(text)) > _LONGEST_INSIDE:
                return False
    return True
