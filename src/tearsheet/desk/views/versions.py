"""The history of an edition: what each version changed, who and when, and taking one up again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.edition import words
from tearsheet.desk.edition.opened import standing_of, watch_of
from tearsheet.desk.edition.sheet import FROZEN
from tearsheet.desk.numbers import number_in
from tearsheet.desk.room import room
from tearsheet.model import Conflict, EditionVersion, HistoryEntry, PlaceDifference
from tearsheet.pipeline import editing
from tearsheet.store.versions import summaries

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs, with its name in words and the language of its words."""

    place: str
    what: str
    difference: PlaceDifference
    language: str

    @property
    def text(self) -> str:
        """Its words, for their direction."""
        return "".join(piece.text for piece in self.difference.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the history: the numbers it spans, what was done, where it is shown."""

    entry: HistoryEntry
    span: str
    what: str
    address: str


@door("reader")
def history(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """All versions, the newest first."""
    there = standing_of(watch_key, number)
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "digest": there.digest,
        "editable": there.state not in FROZEN and who(request).may("editor"),
        "lines": _lines(watch_key, number),
    }
    return render(request, "desk/edition/history.html", context)


def _lines(watch_key: str, number: int) -> list[Line]:
    done = {one.number: words.done_in_all(one.changes) for one in summaries(watch_key, number, 0)}
    return [
        Line(
            one,
            str(one.last) if one.first == one.last else f"{one.first}–{one.last}",
            _what(one, done.get(one.last, "")),
            reverse("edition-version", args=(watch_key, number, one.last))
            + (f"?against={one.first - 1}" if one.first < one.last and one.first > 1 else ""),
        )
        for one in editing.history(watch_key, number)
    ]


def _what(entry: HistoryEntry, done: str) -> str:
    if entry.restores:
        return _("took up version %(version)s again") % {"version": entry.restores}
    return done or str(words.BEGUN.get(entry.what, entry.what))


@door("reader")
def version(request: Asked, watch_key: str, number: int, version: int) -> HttpResponse:
    """What one version changed, against the one before it or ``?against=``."""
    newest = max(one.last for one in _or_404(lambda: editing.history(watch_key, number)))
    newer = _or_404(lambda: editing.version(watch_key, number, version))
    against = request.GET.get("against", "")
    before = number_in(against) if against else version - 1
    older = _or_404(lambda: editing.version(watch_key, number, before)) if before > 0 else None
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "version": newer,
        "older": older,
        "newest": newest,
        "what": words.done_in_all(newer.changes) or words.BEGUN.get(newer.what, newer.what),
        "changes": _changes(older, newer) if older else (),
        "may_restore": who(request).may("editor")
        and standing_of(watch_key, number).state not in FROZEN,
    }
    return render(request, "desk/edition/version.html", context)


@door("editor", "POST")
def restore(request: Asked, watch_key: str, number: int, version: int) -> HttpResponse:
    """Take up an earlier version again, as a new one."""
    in_json = request.headers.get("Accept") == "application/json"
    base = number_in(request.POST.get("base", ""))
    try:
        saved = editing.restore(
            room(), watch_key, number, version, base, who(request).called, timezone.now()
        )
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error
    except (editing.FrozenError, editing.ImpossibleChangeError) as error:
        return _refused(request, str(error), watch_key, number, in_json=in_json)
    if isinstance(saved, Conflict):
        why = _("Others have changed the edition since; look at its history first.")
        return _refused(request, why, watch_key, number, in_json=in_json)
    if in_json:
        return JsonResponse({"version": saved.version.number, "merged": saved.merged})
    messages.success(request, _("Version %(version)s stands again.") % {"version": version})
    return HttpResponseRedirect(reverse("edition", args=(watch_key, number)))


def _refused(
    request: Asked, why: str, watch_key: str, number: int, *, in_json: bool
) -> HttpResponse:
    if in_json:
        return JsonResponse({"message": why}, status=409)
    messages.error(request, why)
    return HttpResponseRedirect(reverse("edition-history", args=(watch_key, number)))


def _changes(older: EditionVersion, newer: EditionVersion) -> tuple[Change, ...]:
    return tuple(_change(one, older, newer) for one in editing.difference(older, newer))


def _change(difference: PlaceDifference, older: EditionVersion, newer: EditionVersion) -> Change:
    number, language = 0, newer.digest.language
    for version in (newer, older):
        keys = [item.article_key for item in version.digest.items]
        if difference.item in keys:
            number = keys.index(difference.item) + 1
            names = version.names[number - 1]
            if difference.sentence in names:
                at = names.index(difference.sentence)
                language = version.digest.items[number - 1].sentences[at].language
            break
    name = words.item_name(number) if number else str(words.PLACES.get(difference.item, ""))
    return Change(name, str(words.HAPPENED[difference.what]), difference, language)


def _or_404(read: Callable[[], T]) -> T:
    try:
        return read()
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error


paths = [
    path("w/<str:watch_key>/editions/<int:number>/history/", history, name="edition-history"),
    path(
        "w/<str:watch_key>/editions/<int:number>/history/<int:version>/",
        version,
        name="edition-version",
    ),
    path(
        "w/<str:watch_key>/editions/<int:number>/history/<int:version>/restore/",
        restore,
        name="edition-restore",
    ),
]
