"""In what do two readings of one page differ?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from tearsheet.model import Article, Change, Edit, Part, Span
from tearsheet.press.url_key import url_key
from tearsheet.relate.versions.notice import Notice, NoticeKind, notices_in
from tearsheet.relate.versions.signs import LONGEST_STAMP, signs_of
from tearsheet.text import folded, sentences

_ALIKE = 0.6
"""Least share of words in common that makes one sentence a new wording of another."""
_MOST_SENTENCES = 2_000
_WORD = re.compile(r"[㐀-鿿぀-ヿ]|[^\W_]+(?:[.,'’-][^\W_]+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's title or text."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood in the older reading and what stands in its place; either may be missing."""

    removed: Passage | None
    added: Passage | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    part: Part
    span: Span
    words: str  # folded


def change_between(older: Article, newer: Article, at: datetime) -> Change | None:
    """How a page changed from one capture to the next; None where nothing of substance did.

    White space, the style of quotation marks, the order of passages and lines that only say when
    the page was touched are no substance. It is ``withdrawn`` or ``corrected`` where the newer
    reading has a publisher's notice that the older had not, which ``notice`` then quotes. Two
    readings of the same capture are no change of the page. ``at`` is when we noticed.
    """
    if older.capture_key == newer.capture_key:
        return None
    found = differences(older, newer)
    if not found:
        return None
    said = _new_notice(older, newer)
    return Change(
        url_key=url_key(newer.url),
        edit=_EDITS[said.kind] if said else "changed",
        older=older.key,
        newer=newer.key,
        at=at,
        added=tuple(_printed(newer, one.added) for one in found if one.added),
        removed=tuple(_printed(older, one.removed) for one in found if one.removed),
        notice=said.words if said else "",
    )


_EDITS: dict[NoticeKind, Edit] = {
    "kill": "withdrawn",
    "correction": "corrected",
    "update": "changed",
}


def differences(older: Article, newer: Article) -> tuple[Difference, ...]:
    """The differing passages in the order of the page.

    Whole sentences; where a sentence was reworded, only the words that differ. A sentence that
    merely moved is no difference.
    """
    before, after = _sentences(older), _sentences(newer)
    matcher = SequenceMatcher(
        None, [one.words for one in before], [one.words for one in after], autojunk=False
    )
    gone, come = list[_Sentence](), list[_Sentence]()
    blocks = list[tuple[list[_Sentence], list[_Sentence]]]()
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            blocks.append((before[a:b], after[c:d]))
            gone += before[a:b]
            come += after[c:d]
    moved = Counter(one.words for one in gone) & Counter(one.words for one in come)
    return tuple(
        difference
        for removed, added in blocks
        for difference in _within(
            older,
            newer,
            [one for one in removed if not moved[one.words]],
            [one for one in added if not moved[one.words]],
        )
    )


def _within(
    older: Article, newer: Article, removed: list[_Sentence], added: list[_Sentence]
) -> Iterator[Difference]:
    """The differences of one block, where sentences that are alike stand for one another."""
    waiting = list(added)
    for one in removed:
        other = next((new for new in waiting if _alike(one, new)), None)
        if other is None:
            yield Difference(Passage(one.part, one.span), None)
            continue
        before = waiting.index(other)
        for new in waiting[:before]:
            yield Difference(None, Passage(new.part, new.span))
        waiting = waiting[before + 1 :]
        yield from _reworded(older, newer, one, other)
    for new in waiting:
        yield Difference(None, Passage(new.part, new.span))


def _alike(one: _Sentence, other: _Sentence) -> bool:
    if one.part != other.part:
        return False
    if one.part == "title":
        return True
    matcher = SequenceMatcher(None, _WORD.findall(one.words), _WORD.findall(other.words), False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _reworded(
    older: Article, newer: Article, one: _Sentence, other: _Sentence
) -> Iterator[Difference]:
    """The words that differ; the two sentences whole where that is most of them."""
    before, after = _words(older, one), _words(newer, other)
    matcher = SequenceMatcher(None, _folded(older, before), _folded(newer, after), autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield Difference(Passage(one.part, one.span), Passage(other.part, other.span))
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Difference(_stretch(before[a:b]), _stretch(after[c:d]))


def _words(article: Article, sentence: _Sentence) -> list[Passage]:
    start = sentence.span.start
    return [
        Passage(sentence.part, Span(start + word.start(), start + word.end()))
        for word in _WORD.finditer(sentence.span.of(article.part(sentence.part)))
    ]


def _folded(article: Article, words: Sequence[Passage]) -> list[str]:
    return [folded(_printed(article, word)).text for word in words]


def _stretch(words: Sequence[Passage]) -> Passage | None:
    if not words:
        return None
    return Passage(words[0].part, Span(words[0].span.start, words[-1].span.end))


def _printed(article: Article, passage: Passage) -> str:
    return passage.span.of(article.part(passage.part))


def _sentences(article: Article) -> list[_Sentence]:
    """The title and the sentences, without lines that only say when the page was touched."""
    stamps = signs_of(article.language).stamps
    found = [_Sentence("title", Span(0, len(article.title)), folded(article.title).text)]
    for span in sentences(article.text, article.language)[:_MOST_SENTENCES]:
        printed = span.of(article.text)
        if len(printed) > LONGEST_STAMP or not stamps.fullmatch(printed.strip(" .|•·-–—()[]")):
            found.append(_Sentence("text", span, folded(printed).text.strip()))
    return found


def _new_notice(older: Article, newer: Article) -> Notice | None:
    """The gravest notice of the newer reading that the older had not."""
    there = {folded(notice.words).text for notice in notices_in(older)}
    fresh = [one for one in notices_in(newer) if folded(one.words).text not in there]
    order: tuple[NoticeKind, ...] = ("kill", "correction", "update")
    return min(fresh, key=lambda notice: order.index(notice.kind), default=None)
