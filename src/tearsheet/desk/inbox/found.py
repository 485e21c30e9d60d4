"""Where the stories of a search say what was searched for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tearsheet.desk.lit import Piece, excerpt_lit, title_lit
from tearsheet.model import Entry
from tearsheet.store import inbox as cards
from tearsheet.store import queries, search
from tearsheet.text.query import Query, parse

_LENGTH = 260
_MEMBERS = 2_000


@dataclass(frozen=True, slots=True)
class FoundIn:
    """A card's title and the passage that was found, in the language of its article."""

    title: tuple[Piece, ...]
    line: tuple[Piece, ...] = ()
    language: str = ""


def found_in(watch_key: str, entries: Sequence[Entry], words: str) -> dict[str, FoundIn]:
    """Title and passage of each story, by its key; empty where nothing was searched for.

    The same few questions to the store, however many stories there are.
    """
    query = parse(words)
    if query.node is None or not entries:
        return {}
    best = _best_articles(watch_key, entries, query)
    known = queries.articles(best.values())
    return {
        one.card.story_key: _found(one, query, known.get(best.get(one.card.story_key, "")))
        for one in entries
    }


def _best_articles(watch_key: str, entries: Sequence[Entry], query: Query) -> dict[str, str]:
    """The article of each story that says best what was searched for."""
    filed = cards.filed_with([one.card.article_key for one in entries], watch_key)
    story_of = {key: one.card.story_key for one in filed for key in one.members}
    found = search.search(query, within=list(story_of), most=_MEMBERS, order="titles first").keys
    best: dict[str, str] = {}
    for key in found:
        best.setdefault(story_of[key], key)
    return best


def _found(entry: Entry, query: Query, known: queries.Known | None) -> FoundIn:
    card = entry.card
    title = title_lit(card.headline, card.language, query)
    if known is None:
        return FoundIn(title)
    article = known.article
    line = excerpt_lit(article.text, article.language, query, _LENGTH)
    if not any(piece.hit for piece in line):
        return FoundIn(title)
    return FoundIn(title, line, article.language)
