"""What changed on pages we have: found when a reading is filed, told to whoever quotes it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from tearsheet.model import Article, Change, Digest, Edit, Sentence
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.press.url_key import url_key
from tearsheet.relate.versions import NoticeKind, change_between, meaning, notice_of
from tearsheet.store import changes, queries
from tearsheet.store.queries import Known
from tearsheet.text import folded

# How far back a text may lie that a correction or kill means, and how many are looked through.
BACK = timedelta(days=60)
MOST = 1_000
# Code points of a page that is nothing but a notice: `relate.versions` takes no longer one for it.
LONGEST_NOTICE = 1_200

_EDITS: dict[NoticeKind, Edit] = {
    "kill": "withdrawn",
    "correction": "corrected",
    "update": "changed",
}


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a page, and how it differs from the one before (None for the first).

    ``told`` are changes that another page tells of (a correction or a kill that stands alone).
    """

    known: Known
    change: Change | None
    told: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence of an edition that rests on an article whose page changed.

    ``where`` is a path into the edition (``item 2 sentence 3``). ``stands`` is False where words
    it rests on are no longer printed there, None where a correction on another page speaks of
    them, so that a person has to read it.
    """

    digest: Digest
    where: str
    sentence: Sentence
    stands: bool | None


def note(room: Newsroom, articles: Sequence[Article], now: datetime) -> list[Change]:
    """File what newly filed articles tell of: their pages changed, or a text was taken back.

    Gives the changes that were not on file yet. Captures may come in any order: a reading that
    lies between two others parts the change between those. Repeating it does nothing more.
    """
    found: list[Change] = []
    again = changes.read_more_than_once([url_key(article.url) for article in articles])
    for article in articles:
        if url_key(article.url) in again:
            found += changes.file_changes(_of_page(article, now))
        if told := list(_of_another(room, article, now)):
            found += changes.file_changes(told)
    return found


def note_gone(pages: Iterable[str], now: datetime) -> list[Change]:
    """File that pages (by the keys of their addresses) are no longer there; the new changes."""
    there = ((page, changes.latest_reading(page)) for page in pages)
    return changes.file_changes(
        Change(page, "gone", known.article.key, None, now) for page, known in there if known
    )


def history(article: Article) -> list[Version]:
    """Every reading of an article's page, oldest first, each with its change."""
    readings = changes.readings_of_page(article.key, url_key(article.url))
    keys = [known.article.key for known in readings]
    filed = changes.changes_of(keys)
    between = {(change.older, change.newer): change for change in filed}
    versions: list[Version] = []
    for place, known in enumerate(readings):
        before = keys[place - 1] if place else ""
        told = tuple(
            change
            for change in filed
            if change.older == known.article.key and change.newer not in keys
        )
        versions.append(Version(known, between.get((before, known.article.key)), told))
    return versions


def withdrawn(articles: Sequence[Article]) -> dict[str, str]:
    """Those articles that must not enter an edition, by key, and why in words.

    A text that its publisher took back, and the notice that says so. A page that took back its
    text and printed it again is back: only the latest reading counts.
    """
    why = {
        article.key: f"a notice of withdrawal: {_first_line(notice.words)}"
        for article in articles
        if (notice := notice_of(article)) and notice.kind == "kill"
    }
    for change in changes.changes_of([article.key for article in articles]):
        if change.edit == "withdrawn":
            why.setdefault(change.older, f"withdrawn: {_first_line(change.notice)}")
    keys = {article.key for article in articles}
    return {key: reason for key, reason in why.items() if key in keys}


def touched(change: Change) -> list[Touched]:
    """The sentences of every edition that rest on the older reading, by edition and place."""
    newer = queries.articles([change.newer]) if change.newer else {}
    printed = _printed_now(change, newer)
    older = queries.articles([change.older])
    if not older:
        return []
    article = older[change.older].article
    return [
        Touched(digest, where, sentence, _stands(sentence, article, printed))
        for digest in changes.editions_resting_on(change.older)
        for where, sentence in _sentences(digest)
        if any(support.article_key == change.older for support in sentence.supports)
    ]


def _of_page(article: Article, now: datetime) -> Iterator[Change]:
    """The changes from the reading before and to the reading after, where there are any."""
    readings = [
        known.article for known in changes.readings_of_page(article.key, url_key(article.url))
    ]
    places = [place for place, one in enumerate(readings) if one.key == article.key]
    if not places:
        return
    place = places[0]
    if 0 < place < len(readings) - 1:
        changes.drop_change(readings[place - 1].key, readings[place + 1].key)
    for older, newer in pairwise(readings[max(0, place - 1) : place + 2]):
        if change := change_between(older, newer, now):
            yield change


def _of_another(room: Newsroom, article: Article, now: datetime) -> Iterator[Change]:
    """What a correction or kill that is a page of its own does to the text it means."""
    if len(article.text) > LONGEST_NOTICE:
        return
    notice = notice_of(article)
    if notice is None or not notice.alone or notice.kind == "update":
        return
    outlet = room.register.outlet_for(article.url, article.site_name, article.language)
    said = article.published.at if article.published else now
    printed = changes.printed_by(outlet.key, said - BACK, said + timedelta(days=1), MOST)
    meant = meaning(article, [known.article for known in printed])
    if meant:
        yield Change(
            url_key=url_key(meant.article.url),
            edit=_EDITS[notice.kind],
            older=meant.article.key,
            newer=article.key,
            at=now,
            notice=notice.words,
        )


def _printed_now(change: Change, newer: dict[str, Known]) -> str | None:
    """The folded words of the page as it is now; None where another page tells of the change."""
    if change.newer is None:
        return ""
    known = newer.get(change.newer)
    if known is None or url_key(known.article.url) != change.url_key:
        return "" if change.edit == "withdrawn" else None
    return folded(known.article.record).text


def _stands(sentence: Sentence, older: Article, printed: str | None) -> bool | None:
    """Whether all words that the sentence takes from the article are still printed there."""
    if printed is None:
        return None
    return all(
        folded(support.span.of(older.part(support.part))).text.strip() in printed
        for support in sentence.supports
        if support.article_key == older.key and support.span
    )


def _sentences(digest: Digest) -> Iterator[tuple[str, Sentence]]:
    yield "title", digest.title
    for number, sentence in enumerate(digest.lead, start=1):
        yield f"lead {number}", sentence
    for place, item in enumerate(digest.items, start=1):
        for number, sentence in enumerate(item.sentences, start=1):
            yield f"item {place} sentence {number}", sentence


def _first_line(words: str) -> str:
    line = words.partition("\n")[0]
    return line if len(line) <= 160 else f"{line[:159]}…"
