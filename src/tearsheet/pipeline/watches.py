"""Watches made and tried: what the press calls a subject, and which articles that finds."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast, get_args

from tearsheet.edit import (
    FORMS,
    Match,
    PhraseError,
    country_watch,
    match,
    organisation_watch,
    person_watch,
    phrases,
)
from tearsheet.model import Decision, SubjectKind, Watch, WatchName
from tearsheet.store import watches
from tearsheet.store.queries import Known
from tearsheet.store.watches import WatchTakenError

# It becomes part of a file's name.
KEY = re.compile(r"\w[\w-]{0,79}")
PREFIX = "watch: "
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
CHANGED_MEANWHILE = "somebody else has changed this watch since you opened it; look at it again"
MOST_NAMES = 2_000
LONGEST_NAME = 200
_WORD = re.compile(r"[^\w]+")
_LONGEST_VERDICT = 400


class WatchError(ValueError):
    """A watch cannot be so; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Tried:
    """An article and what a watch makes of it; ``by`` are the names that it prints, each once."""

    known: Known
    match: Match
    by: tuple[WatchName, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a watch finds among the latest articles.

    ``about`` are those about its subject, ``nearly`` those that name it but are not, the most
    central first. ``names`` counts the articles in which each name was found.
    """

    looked_at: int
    about: tuple[Tried, ...]
    nearly: tuple[Tried, ...]
    names: tuple[tuple[WatchName, int], ...]


def made(
    kind: SubjectKind,
    subject: str,
    key: str,
    language: str = "en",
    home: str | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    leave_out: Sequence[str] = (),
) -> Watch:
    """A watch on a country (``subject`` is its code), an organisation or a person.

    ``names`` are further names by language. Raises WatchError.
    """
    check_key(key)
    if not subject.strip():
        raise WatchError("the name is empty")
    given = names or {}
    try:
        phrases(language)
        if home:
            country_watch(home, key)  # such a country exists
        if kind == "country":
            further = [WatchName(text, tag) for tag, texts in given.items() for text in texts]
            watch = country_watch(subject, key, language, further)
        elif kind == "organisation":
            watch = organisation_watch(subject, key, language, home, given)
        else:
            watch = person_watch(subject, key, language, home, given)
    except (ValueError, PhraseError) as error:
        raise WatchError(str(error)) from error
    return with_left_out(watch, leave_out)


def kind_meant(text: str) -> SubjectKind:
    """The kind of subject of that name. Raises WatchError if there is none."""
    kind = next((one for one in get_args(SubjectKind) if one == text), None)
    if kind is None:
        raise WatchError("choose a country, an organisation or a person")
    return cast("SubjectKind", kind)


def with_left_out(watch: Watch, leave_out: Sequence[str]) -> Watch:
    """The watch with further phrases that mean something else."""
    return replace(watch, leave_out=(*watch.leave_out, *leave_out))


def check_key(key: str) -> None:
    """Raises WatchError for what cannot be a watch's key."""
    if not KEY.fullmatch(key):
        raise WatchError(f"{key!r} cannot be a key: letters, digits, - and _ only")


def key_for(subject: str, taken: Iterable[str]) -> str:
    """A key that reads like the subject and that no watch has."""
    stem = _WORD.sub("-", subject.casefold()).strip("-_")[:60] or "watch"
    there = set(taken)
    return next(
        key
        for key in (stem, *(f"{stem}-{number}" for number in range(2, len(there) + 3)))
        if key not in there
    )


def check(watch: Watch, before: Watch | None = None) -> None:
    """Whether the watch can be followed in place of ``before``; raises WatchError if not."""
    check_key(watch.key)
    if not watch.title.strip():
        raise WatchError("say what editions are to call the subject")
    if not any(name.kind == "name" for name in watch.names):
        raise WatchError("give at least one name by which the press calls the subject")
    if len(watch.names) > MOST_NAMES:
        raise WatchError(f"these are more than {MOST_NAMES} names")
    if any(len(name.text) > LONGEST_NAME for name in watch.names):
        raise WatchError(f"a name is longer than {LONGEST_NAME} characters")
    if watch.form not in FORMS:
        raise WatchError(f"there is no form {watch.form!r} of editions")
    try:
        phrases(watch.language)
        if watch.country and (before is None or watch.country != before.country):
            country_watch(watch.country, watch.key)  # such a country exists
    except (ValueError, PhraseError) as error:
        raise WatchError(str(error)) from error


def save(watch: Watch, before: Watch | None, *, who: str, now: datetime) -> None:
    """Keep a watch in place of ``before``, the one that was seen (None: a new one).

    Raises WatchError, also where somebody else has changed it meanwhile.
    """
    check(watch, before)
    verdict = "; ".join(_told(before, watch)) if before else ADDED
    if not verdict:
        return
    decision = _decision(watch.key, verdict, who, now)
    try:
        watches.save(watch, before, decision)
    except WatchTakenError as error:
        why = (
            CHANGED_MEANWHILE
            if before
            else f"there is a watch {watch.key} already; choose another key"
        )
        raise WatchError(why) from error


def remove(watch: Watch, *, who: str, now: datetime) -> None:
    """Forget a watch that has no edition. Raises WatchError for one that has."""
    if not watches.remove(watch.key, _decision(watch.key, REMOVED, who, now)):
        raise WatchError("it has editions, which would lose their subject; it stays")


def preview(watch: Watch, articles: Sequence[Known]) -> Preview:
    """What a watch finds among these articles."""
    tried = [_tried(known, watch) for known in articles]
    counted = Counter(name for one in tried for name in one.by)
    central = sorted((one for one in tried if one.by), key=lambda one: -one.match.centrality)
    return Preview(
        len(tried),
        tuple(one for one in central if one.match.about),
        tuple(one for one in central if not one.match.about),
        tuple(counted.most_common()),
    )


def _tried(known: Known, watch: Watch) -> Tried:
    found = match(known.article, known.outlet, watch)
    return Tried(known, found, tuple(dict.fromkeys(one.name for one in found.mentions)))


def _told(before: Watch, after: Watch) -> list[str]:
    """What changed, in plain words."""
    told: list[str] = []
    if before.title != after.title:
        told.append(f"called {after.title}")
    old, new = set(before.names), set(after.names)
    if new - old:
        told.append(f"names added: {_few(one.text for one in after.names if one in new - old)}")
    if old - new:
        told.append(f"names removed: {_few(one.text for one in before.names if one in old - new)}")
    if before.leave_out != after.leave_out:
        told.append(f"phrases to leave out: {len(after.leave_out)}")
    if before.country != after.country:
        told.append(f"home country {after.country or 'none'}")
    if (before.language, before.form) != (after.language, after.form):
        told.append(f"editions in {after.language}, form {after.form}")
    if not told and before != after:
        told.append(CHANGED)
    return told


def _few(texts: Iterable[str], most: int = 5) -> str:
    every = list(dict.fromkeys(texts))
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def _decision(key: str, verdict: str, who: str, now: datetime) -> Decision:
    return Decision(f"{PREFIX}{key}", verdict[:_LONGEST_VERDICT], who, now)
