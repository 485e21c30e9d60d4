"""Does a publisher take back or put right what it printed, and in which words?

Only where a publisher speaks of its own text is it a notice: at the head or the foot of it, in
its own words (never inside quotation marks), or in the headline of a page that is nothing else.
A report about a correction, a retraction or somebody killed is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tearsheet.model import Article, Part, Span
from tearsheet.relate.versions.signs import LONGEST_STAMP, Label, Signs, signs_of
from tearsheet.text import paragraphs, quoted, sentences

NoticeKind = Literal["correction", "kill", "update"]

_HEAD, _FOOT = 2, 5  # paragraphs at either end where a publisher speaks of its text
# Code points up to which a page with a notice in its headline is nothing but that notice.
# Agencies' kills run to a few lines, newspapers' corrections to two or three paragraphs.
_SHORT, _SHORT_DENSE = 1_200, 500
_DENSE = ("zh", "ja", "ko")
_FEW_WORDS = 3
_MOST_HEADS = 3  # paragraphs below a headline in which its notice is borne out
_GRAVITY: dict[NoticeKind, int] = {"kill": 0, "correction": 1, "update": 2}


@dataclass(frozen=True, slots=True)
class Notice:
    """A publisher's word on its own text.

    ``span`` covers it in the article's ``part``; ``words`` are those characters. A notice is
    ``alone`` where its page is nothing else, so that it means a text printed elsewhere.
    """

    kind: NoticeKind
    part: Part
    span: Span
    words: str
    alone: bool = False


def notice_of(article: Article) -> Notice | None:
    """The gravest notice of an article (a kill before a correction before an update), or None."""
    return min(notices_in(article), key=lambda notice: _GRAVITY[notice.kind], default=None)


def notices_in(article: Article) -> tuple[Notice, ...]:
    """All notices of an article: the headline's first, then in the order of the text."""
    signs = signs_of(article.language)
    alone = _of_headline(article, signs)
    if alone and alone.alone:
        return (alone,)
    found = list(_in_text(article, signs))
    if alone and not found:
        found = [alone]
    if not found and article.kind == "correction" and _is_short(article):
        found = [Notice("correction", "text", Span(0, len(article.text)), article.text, True)]
    return tuple(found)


def _is_short(article: Article) -> bool:
    dense = article.language.split("-")[0] in _DENSE
    return 0 < len(article.text) <= (_SHORT_DENSE if dense else _SHORT)


def _of_headline(article: Article, signs: Signs) -> Notice | None:
    """The notice a headline announces, if the words below it bear that out."""
    title, short = article.title, _is_short(article)
    below = article.text if short else "\n".join(article.text.split("\n")[:_MOST_HEADS])
    kind: NoticeKind
    if signs.kill_titles.search(title) and (
        not article.text or signs.kill_faults.search(below) or signs.short_kills.match(below)
    ):
        kind = "kill"
    elif _labelled(title, below, signs) and signs.faults.search(below):
        kind = "kill" if short and _begins(article, signs.short_kills) else "correction"
    else:
        return None
    if short:
        return Notice(kind, "text", Span(0, len(article.text)), article.text, True)
    return Notice(kind, "title", Span(0, len(title)), title)


def _labelled(title: str, below: str, signs: Signs) -> bool:
    """Whether a headline opens with a label of correction, or is little more than one.

    Without a colon a label is a word like others ("Correction looms"): then the words below must
    speak of a text that was printed.
    """
    label = signs.labels
    if label.colon.match(title) or label.alone.match(title):
        return True
    if found := label.dash.match(title):
        return _is_capital(found)
    words = title.split()
    few = 0 < len(words) <= _FEW_WORDS and words[0][:1].isupper()
    return few and bool(label.alone.match(words[0]) and signs.own.search(below))


def _is_capital(found: re.Match[str]) -> bool:
    """Whether a label is set in capitals, or in a script that has none."""
    return found["label"] == found["label"].upper()


def _in_text(article: Article, signs: Signs) -> Iterator[Notice]:
    text = article.text
    places = paragraphs(text)
    head = places[:_HEAD]
    foot = [place for place in places[-_FOOT:] if place not in head]
    done = 0
    for place in [*head, *foot]:
        if place.start < done:
            continue
        if found := _of_paragraph(article, place, places, signs, place in foot):
            yield found
            done = found.span.end


def _of_paragraph(
    article: Article, place: Span, places: list[Span], signs: Signs, at_foot: bool
) -> Notice | None:
    text = article.text
    words = place.of(text)
    if signs.invitations.search(words) or _is_stamp(words, signs):
        return None
    kind = _label_kind(words, signs, at_foot)
    if kind:
        return _notice(article, kind, place)
    after = next((other for other in places if other.start >= place.end), None)
    if after and _heads(words, after.of(text), signs):
        return _notice(article, "correction", Span(place.start, after.end))
    for start, said in _own_sentences(text, place, article.language):
        if kind := _sentence_kind(said, signs, _is_short(article)):
            return _notice(article, kind, Span(start, place.end))
    return None


def _notice(article: Article, kind: NoticeKind, span: Span) -> Notice:
    alone = kind == "kill" and _is_short(article)
    return Notice(kind, "text", span, span.of(article.text), alone)


def _label_kind(words: str, signs: Signs, at_foot: bool) -> NoticeKind | None:
    """What a paragraph is by the label it opens with.

    A label is a word of everyday news too ("Correction: a fall of a tenth"): but for a label
    with a colon at the foot, the paragraph must speak of a fault.
    """
    fault = signs.faults.search(words) is not None
    if found := signs.labels.colon.match(words):
        said = words[found.end() :].strip()
        if _opens(found) and said and (at_foot or signs.faults.search(said)):
            return "correction"
    elif (found := signs.labels.dash.match(words)) and _opens(found):
        if signs.faults.search(words, found.end()):
            return "correction"
    elif _matched(signs.notes, words) and signs.kill_faults.search(words):
        return "kill" if signs.short_kills.search(words) or signs.kills.search(words) else None
    elif _matched(signs.notes, words) and (fault or signs.renewals.search(words)):
        return "correction" if fault else "update"
    elif (found := signs.updates.colon.match(words)) and _opens(found):
        return "correction" if signs.corrections.search(words) else "update"
    return None


def _is_stamp(words: str, signs: Signs) -> bool:
    """Whether a line says no more than when the page was touched."""
    return len(words) <= LONGEST_STAMP and signs.stamps.fullmatch(words.strip()) is not None


def _matched(label: Label, words: str) -> bool:
    found = label.colon.match(words) or label.dash.match(words)
    return found is not None and _opens(found)


def _opens(found: re.Match[str]) -> bool:
    """Whether a label begins with a capital, or has none to begin with."""
    first = found["label"][0]
    return first == first.upper()


def _heads(words: str, below: str, signs: Signs) -> bool:
    """Whether a paragraph is a label alone and the one below it says what was wrong."""
    found = signs.labels.alone.match(words)
    return bool(found and _opens(found) and signs.faults.search(below))


def _own_sentences(text: str, place: Span, language: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph that do not begin inside quotation marks, with their start."""
    marks = [part.whole for part in quoted(text, place) if part.opened]
    for sentence in sentences(place.of(text), language):
        start = place.start + sentence.start
        said = text[start : place.start + sentence.end]
        bare = re.match(r"[\s\W_]*", said)
        shift = bare.end() if bare else 0
        if not any(mark.start <= start + shift < mark.end for mark in marks):
            yield start, said[shift:]


def _sentence_kind(said: str, signs: Signs, short: bool) -> NoticeKind | None:
    if signs.kills.match(said) or (short and signs.short_kills.match(said)):
        return "kill"
    if signs.corrections.match(said):
        return "correction"
    return "update" if signs.renewals.match(said) else None


def _begins(article: Article, pattern: re.Pattern[str]) -> bool:
    return any(
        pattern.match(said)
        for place in paragraphs(article.text)
        for _, said in _own_sentences(article.text, place, article.language)
    )
