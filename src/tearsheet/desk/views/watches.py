"""Watches: whose press is followed, by which names, and what these names find."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256

from babel import Locale
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask
from tearsheet.edit import FORMS
from tearsheet.model import NameKind, SubjectKind, Watch, WatchName
from tearsheet.pipeline import watches as register
from tearsheet.pipeline.watches import WatchError
from tearsheet.store import queries
from tearsheet.store import watches as store

LOOKED_AT = 200
SHOWN = 25
EDITION_LANGUAGES = ("en", "ru", "kk")
KINDS: dict[SubjectKind, str] = {
    "country": gettext_lazy("a country"),
    "organisation": gettext_lazy("an organisation"),
    "person": gettext_lazy("a person"),
}
NAME_KINDS: dict[NameKind, str] = {
    "name": gettext_lazy("Names"),
    "adjective": gettext_lazy("Adjectives"),
    "place": gettext_lazy("Places that stand for it"),
    "person": gettext_lazy("People who stand for it"),
}
FORM_TITLES = {
    "astana": gettext_lazy("foreign press on the country, item by item"),
    "list": gettext_lazy("a list of articles"),
    "brief": gettext_lazy("a brief"),
}
_NO_COUNTRIES = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})
"""What CLDR names beside countries: a currency's area, the rest of an ocean, trial languages."""
_LINE = re.compile(r"(?P<text>.+?)\s*@\s*(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|und)")
_LONGEST = 200_000  # characters of a list of names


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind as a person edits them: a line each, ``name @ language``."""

    kind: NameKind
    called: str
    lines: str
    count: int


@door("reader")
def watches(request: Asked) -> HttpResponse:
    """The watches there are."""
    counted = store.editions_by_watch()
    lines = [(one, KINDS[one.kind], counted[one.key]) for one in queries.watches()]
    words = {"lines": lines, "editor": who(request).may("editor")}
    return render(request, "desk/watches/watches.html", words)


@door("editor", "GET", "POST")
def add(request: Asked) -> HttpResponse:
    """Ask for the subject, propose its names, then keep the watch."""
    what = request.POST.get("what", "")
    if what == "propose":
        return _proposed(request)
    if what:
        return _edited(request, None, what)
    return _asked(request)


@door("reader")
def watch(request: Asked, watch_key: str) -> HttpResponse:
    """A watch with all its names; editors may change them."""
    there = _watch(watch_key)
    return _form(request, there, there)


@door("editor", "POST")
def change(request: Asked, watch_key: str) -> HttpResponse:
    """Change a watch, or try it."""
    return _edited(request, _watch(watch_key), request.POST.get("what", ""))


@door("editor", "POST")
def remove(request: Asked, watch_key: str) -> HttpResponse:
    """Forget a watch that has no edition."""
    there = _watch(watch_key)
    try:
        register.remove(there, who=who(request).called, now=timezone.now())
    except WatchError as error:
        messages.error(request, _in_words(error))
        return redirect("watch", watch_key=watch_key)
    messages.success(request, _("The watch is removed. Every article stays."))
    return redirect("watches")


def _watch(watch_key: str) -> Watch:
    there = queries.watch(watch_key)
    if there is None:
        raise Http404(_("There is no such watch."))
    return there


def _asked(request: Asked, wrong: str = "", status: int = 200) -> HttpResponse:
    territories = Locale.parse(translation.get_language() or "en", sep="-").territories
    countries = sorted(
        (
            (code, name)
            for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
        ),
        key=lambda one: str(one[1]),
    )
    words = {
        "countries": countries,
        "kinds": KINDS,
        "languages": EDITION_LANGUAGES,
        "given": request.POST,
        "wrong": wrong,
    }
    return render(request, "desk/watches/add.html", words, status=status)


def _proposed(request: Asked) -> HttpResponse:
    """The form with the names that are known of a subject."""
    given = request.POST
    kind = given.get("kind", "country")
    subject = given.get("country" if kind == "country" else "subject", "").strip()
    language = given.get("language", "en")
    try:
        plain = register.made(
            register.kind_meant(kind),
            subject,
            "new",
            language,
            given.get("home", "") or None,
        )
    except WatchError as error:
        return _asked(request, _in_words(error), 422)
    taken = [one.key for one in queries.watches()]
    return _form(request, replace(plain, key=register.key_for(plain.title, taken)), None)


def _edited(request: Asked, there: Watch | None, what: str) -> HttpResponse:
    """What the form says: kept (``what`` is save), or tried on the latest articles."""
    try:
        written = _written(request, there)
        register.check(written, there)
        if what != "save":
            return _form(request, written, there, tried=True)
        _hold(request, there)
        register.save(written, there, who=who(request).called, now=timezone.now())
    except WatchError as error:
        shown = _as_far_as_it_goes(request, there)
        return _form(request, shown, there, wrong=_in_words(error), status=422)
    ask("relate", {}, who(request).name)
    messages.success(
        request, _("Kept. Its inbox is made anew in the background; that may take a moment.")
    )
    return redirect("watch", watch_key=written.key)


def _form(
    request: Asked,
    shown: Watch,
    there: Watch | None,
    *,
    tried: bool = False,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form of a watch as ``shown``; ``there`` is the one on file, None for a new one."""
    found = register.preview(shown, store.latest_articles(LOOKED_AT)) if tried else None
    return render(
        request,
        "desk/watches/watch.html",
        {
            "watch": shown,
            "kind": KINDS[shown.kind],
            "there": there,
            "seen": _digest(there) if there else "",
            "names": [_names(shown, kind) for kind in NAME_KINDS],
            "leave_out": "\n".join(shown.leave_out),
            "forms": [(one, FORM_TITLES[one]) for one in FORMS],
            "languages": EDITION_LANGUAGES,
            "found": found,
            "shown_most": SHOWN,
            "wrong": wrong,
            "editor": who(request).may("editor"),
            "editions": store.editions_by_watch()[shown.key] if there else 0,
        },
        status=status,
    )


def _names(watch: Watch, kind: NameKind) -> Names:
    lines = [f"{one.text} @ {one.language}" for one in watch.names if one.kind == kind]
    return Names(kind, str(NAME_KINDS[kind]), "\n".join(lines), len(lines))


def _written(request: Asked, there: Watch | None) -> Watch:
    """The watch that the form says. Raises WatchError for a line that is no name."""
    given = request.POST
    kind = there.kind if there else given.get("kind", "")
    return Watch(
        key=there.key if there else given.get("key", "").strip(),
        title=" ".join(given.get("title", "").split())[:200],
        kind=register.kind_meant(kind),
        names=_names_in(request),
        country=given.get("country", "").strip().upper() or None,
        leave_out=tuple(
            dict.fromkeys(filter(None, map(str.strip, given.get("leave_out", "").splitlines())))
        ),
        language=given.get("language", "en"),
        form=given.get("form", "astana"),
    )


def _names_in(request: Asked) -> tuple[WatchName, ...]:
    found: dict[tuple[str, str], WatchName] = {}
    for kind in NAME_KINDS:
        for line in request.POST.get(f"names-{kind}", "")[:_LONGEST].splitlines():
            if not line.strip():
                continue
            caught = _LINE.fullmatch(line.strip())
            text = caught["text"] if caught else line.strip()
            language = caught["language"] if caught else "und"
            found.setdefault((text, language), WatchName(text, language, kind))
    return tuple(found.values())


def _as_far_as_it_goes(request: Asked, there: Watch | None) -> Watch:
    """What was typed, for the form to be shown again; what cannot be stays as it was."""
    try:
        return _written(request, there)
    except WatchError:
        if there is None:
            raise Http404(_("There is no such watch.")) from None
        return there


def _hold(request: Asked, there: Watch | None) -> None:
    """Whether the watch is as the person saw it. Raises WatchError if not."""
    if there is not None and request.POST.get("seen") != _digest(there):
        raise WatchError(register.CHANGED_MEANWHILE)


def _digest(watch: Watch) -> str:
    """What tells one state of a watch from another."""
    return sha256(repr(watch).encode("utf-8", "surrogatepass")).hexdigest()


def _in_words(error: WatchError) -> str:
    said = _(str(error))
    return f"{said[:1].upper()}{said[1:]}."


paths = [
    path("watches/", watches, name="watches"),
    path("watches/add/", add, name="watches-add"),
    path("watches/of/<str:watch_key>/", watch, name="watch"),
    path("watches/of/<str:watch_key>/change/", change, name="watch-change"),
    path("watches/of/<str:watch_key>/remove/", remove, name="watch-remove"),
]
