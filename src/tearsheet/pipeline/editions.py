"""From what was read to a proven draft: match, relate, select, draft, verify, publish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from tearsheet.edit import Candidate, Selection, draft, match, select, verify
from tearsheet.edit.match import Match
from tearsheet.model import (
    Digest,
    Skipped,
    Suggestion,
    Tally,
    Telling,
    Watch,
)
from tearsheet.pipeline.changes import withdrawn
from tearsheet.pipeline.corrections import with_decided_speakers
from tearsheet.pipeline.inbox import file_cards
from tearsheet.pipeline.newsroom import Newsroom
from tearsheet.pipeline.proof import BUNDLE, article_keys, evidence_for, records_behind
from tearsheet.pipeline.relating import relate_new
from tearsheet.pipeline.telling import Shown, shown_of
from tearsheet.publish import Edition, html, markdown
from tearsheet.publish import json as edition_json
from tearsheet.store import queries, relations, writes
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with its proof, and what became of every article of the period.

    ``chosen`` and ``passed_over`` explain themselves. For ``tally`` an article is kept if it is
    in the edition.
    """

    edition: Edition
    chosen: tuple[Suggestion, ...]
    passed_over: tuple[Suggestion, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Order:
    """What edition is wanted: ``first`` and ``last`` are days, both included."""

    watch: Watch
    first: date
    last: date
    form: str
    language: str


def draft_edition(room: Newsroom, order: Order, now: datetime) -> Drafted:
    """Draft the edition of a period and hold it to the archive.

    An item that the gate refuses is passed over and the next best takes its place, so that the
    draft that comes out is proven. A period that has a draft already is drafted anew under
    the same number.
    """
    relate_new(room, wait=True)
    file_cards(room, now)
    about, elsewhere = candidates(order)
    number = queries.edition_number(
        order.watch.key, order.first, order.last, order.form, order.language
    )
    refused: list[Suggestion] = []
    while True:
        keys = {one.article_key for one in refused}
        standing = [one for one in about if one.article.key not in keys]
        selection = select(standing, order.watch, order.first, order.last, language=order.language)
        digest = draft(
            selection,
            standing,
            order.watch,
            order.form,
            order.language,
            number,
            order.first,
            order.last,
            now,
        )
        digest = with_decided_speakers(digest)
        evidence = evidence_for(room.archive, article_keys(digest))
        verdict = verify(digest, evidence, order.watch)
        edition = Edition(digest, order.watch, evidence, verdict)
        faults = refused_items(edition)
        if not faults:
            break
        refused += faults
    passed_over = (*selection.passed_over, *refused, *elsewhere)
    return Drafted(edition, selection.chosen, passed_over, _tally(selection, passed_over))


def candidates(order: Order) -> tuple[list[Candidate], list[Suggestion]]:
    """The articles of the period that are about the watch, related to one another; and the rest."""
    about, elsewhere = [], []
    period = queries.articles_between(order.first, order.last)
    taken_back = withdrawn([known.article for known in period])
    for known in period:
        if why := taken_back.get(known.article.key):
            elsewhere.append(Suggestion(known.article.key, (), f"taken back ({why})"))
            continue
        matched = match(known.article, known.outlet, order.watch)
        if matched.about:
            about.append((known, matched))
        else:
            elsewhere.append(Suggestion(known.article.key, (), "not about the subject"))
    return candidates_among(about, order.watch, order.language), elsewhere


def candidates_among(
    matched: Iterable[tuple[Known, Match]], watch: Watch, language: str
) -> list[Candidate]:
    """Articles with what is known of how they are related to one another and to the rest."""
    about = list(matched)
    keys = [known.article.key for known, _ in about]
    groups, stories = relations.groups_of(keys), shown_of(keys, watch)
    tellings = _tellings(stories.values(), language)
    return [
        Candidate(
            article=known.article,
            outlet=known.outlet,
            annotations=known.annotations,
            match=found,
            group=groups.get(known.article.key),
            story=stories[known.article.key].story if known.article.key in stories else None,
            telling=tellings.get(known.article.key),
        )
        for known, found in about
    ]


def _tellings(stories: Iterable[Shown], language: str) -> dict[str, Telling]:
    """What each story of several articles shows, by article key."""
    found: dict[str, Telling] = {}
    for shown in {one.story.key: one for one in stories if len(one.articles) > 1}.values():
        found |= dict.fromkeys(shown.story.article_keys, shown.told(language))
    return found


def refused_items(edition: Edition) -> list[Suggestion]:
    """The items the gate would not pass, each with its reason."""
    if edition.verdict is None:
        return []
    faults: list[Suggestion] = []
    for number, item in enumerate(edition.digest.items, start=1):
        found = [
            finding
            for finding in edition.verdict.findings
            if not finding.warning and f"{finding.where} ".startswith(f"item {number} ")
        ]
        if found:
            why = f"not proven: {found[0].message}"
            faults.append(replace(item.suggestion, passed_over=why))
    return faults


def _tally(selection: Selection, passed_over: Sequence[Suggestion]) -> Tally:
    tally = Tally(kept=len(selection.chosen))
    for one in passed_over:
        # What stands before the colon is the reason that is counted, the rest is this article's.
        reason, _, _ = one.passed_over.partition(":")
        tally.count(Skipped(reason, one.article_key, one.passed_over))
    return tally


def publish_edition(room: Newsroom, edition: Edition, folder: Path) -> list[Path]:
    """Write a machine's draft and keep it under its number once its files are there.

    The files are those of `written_edition`. Raises ValueError as `store.writes.save_edition`.
    """
    files = written_edition(room, edition, folder)
    writes.save_edition(edition.digest)
    return files


def written_edition(room: Newsroom, edition: Edition, folder: Path) -> list[Path]:
    """Write an edition in every form with its evidence bundle; the files, the page first."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = name_of(edition.digest)
    files = {
        folder / f"{stem}.html": html.render(edition),
        folder / f"{stem}.md": markdown.render(edition),
        folder / f"{stem}.json": edition_json.render(edition),
    }
    bundle = folder / f"{stem}{BUNDLE}"
    room.archive.bundle(*records_behind(edition.digest), bundle)
    for file, text in files.items():
        # Whole or not at all: an edition half written would be refuted as a forgery.
        draft_file = file.with_name(f".{file.name}.draft")
        draft_file.write_text(text, "utf-8")
        draft_file.replace(file)
    return [*files, bundle]


def name_of(digest: Digest) -> str:
    """What an edition's files are called, without their endings."""
    return f"{digest.watch_key}-{digest.number}"
