"""An edition and its items from what editors took: stories, articles, an address or a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError

from tearsheet.edit import Candidate, Selection, draft, match, select, verify
from tearsheet.edit.revise.changing import ImpossibleChangeError
from tearsheet.model import (
    AddItem,
    Digest,
    EditionChange,
    EditionVersion,
    Finding,
    Item,
    Suggestion,
    Watch,
)
from tearsheet.pipeline.corrections import with_decided_speakers
from tearsheet.pipeline.editing.gate import Desk, desk_of, placed
from tearsheet.pipeline.editions import candidates_among
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.proof import article_keys
from tearsheet.pipeline.telling import shown_of
from tearsheet.store import queries, relations, versions
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition made of what editors took.

    ``left_out`` are stories of which nothing could be taken, each with the reason; ``refused``
    what the gate refuses in which item, for the editor to mend.
    """

    number: int
    version: EditionVersion
    left_out: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, Finding], ...]


def compose(
    room: Newsroom,
    watch_key: str,
    first: date,
    last: date,
    form: str,
    language: str,
    story_keys: Sequence[str],
    who: str,
    now: datetime,
) -> Composed:
    """A new edition of these stories, in this order: of each the article that tells it best.

    Unlike a machine's draft it keeps what the gate refuses, and says so. Raises
    NoSuchEditionError for an unknown watch and ImpossibleChangeError where no story can be taken.
    """
    desk = desk_of(room, watch_key)
    taken, left_out = list[Suggestion](), list[tuple[str, str]]()
    around = dict[str, Candidate]()
    for key in story_keys:
        best = _best(key, desk, first, last, language)
        if best is None:
            left_out.append((key, "none of its articles is about the subject"))
        elif any(best[0].article_key == one.article_key for one in taken):
            left_out.append((key, "its article is in the edition already"))
        else:
            taken.append(best[0])
            around |= {one.key: one for one in best[1]}
    if not taken:
        raise ImpossibleChangeError("Nothing of these stories is about the subject of the edition.")
    digest = draft(
        Selection(tuple(taken), ()),
        list(around.values()),
        desk.watch,
        form,
        language,
        0,
        first,
        last,
        now,
    )
    digest = with_decided_speakers(digest)
    evidence = desk.evidence(article_keys(digest))
    version = _filed(digest, who, now)
    found = placed(version, verify(version.digest, evidence, desk.watch).findings)
    refused = tuple((item, finding) for item, _, finding in found if not finding.warning)
    return Composed(version.digest.number, version, tuple(left_out), refused)


def _filed(digest: Digest, who: str, now: datetime) -> EditionVersion:
    """The edition on file under the next free number."""
    while True:
        made = versions.first_of(replace(digest, number=versions.next_number(digest.watch_key)), 1)
        made = replace(made, who=who, at=now, what="composed")
        try:
            versions.new_edition(made, by_hand=True)
        except IntegrityError:
            continue  # somebody took the number
        return made


def drafted_items(
    desk: Desk, digest: Digest, changes: Iterable[EditionChange], now: datetime
) -> dict[AddItem, Item]:
    """An item for each article or story that is to be added to the edition.

    Raises ImpossibleChangeError for one that is not on file.
    """
    wanted = [one for one in changes if isinstance(one, AddItem)]
    return {one: _item(desk, digest, one, now) for one in wanted}


def _item(desk: Desk, digest: Digest, wanted: AddItem, now: datetime) -> Item:
    if wanted.story_key:
        best = _best(wanted.story_key, desk, digest.first, digest.last, digest.language)
        if best is None:
            raise ImpossibleChangeError(
                "That story has no article about the subject of the edition."
            )
        suggestion, around = best
    else:
        suggestion = Suggestion(wanted.article_key, ())
        around = _of_article(wanted.article_key, desk.watch, digest.language)
        if not around:
            raise ImpossibleChangeError("That article is not on file.")
    made = draft(
        Selection((suggestion,), ()),
        around,
        desk.watch,
        digest.form,
        digest.language,
        digest.number,
        digest.first,
        digest.last,
        now,
    )
    return made.items[0]


def _of_article(key: str, watch: Watch, language: str) -> list[Candidate]:
    """An article as a candidate, then the other printings of its text."""
    groups = relations.groups_of([key])
    copies = [copy.article_key for group in groups.values() for copy in group.copies]
    known = queries.articles([key, *copies])
    order = dict.fromkeys(one for one in (key, *copies) if one in known)
    return _candidates((known[one] for one in order), watch, language) if key in known else []


def _candidates(known: Iterable[Known], watch: Watch, language: str) -> list[Candidate]:
    matched = [(one, match(one.article, one.outlet, watch)) for one in known]
    return candidates_among(matched, watch, language)


def _best(
    story_key: str, desk: Desk, first: date, last: date, language: str
) -> tuple[Suggestion, list[Candidate]] | None:
    """The article of a story that a machine's draft would take, with the others around it.

    Where a draft would take none, the one that it passes over last: editors have said that they
    want the story. None where no article of it is about the subject.
    """
    shown = shown_of(relations.members_of([story_key]).get(story_key, []), desk.watch)
    articles = {known.article.key: known for one in shown.values() for known in one.articles}
    candidates = _candidates(articles.values(), desk.watch, language)
    about = [one for one in candidates if one.match.about]
    selection = select(about, desk.watch, first, last, size=(1, 1), language=language)
    best = next(iter((*selection.chosen, *selection.passed_over)), None)
    if best is None:
        return None
    around = _of_article(best.article_key, desk.watch, language)
    return replace(best, passed_over=""), around
