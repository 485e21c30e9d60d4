"""Outlets: who publishes, what the register and people say of it, and what it printed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast, get_args
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask
from tearsheet.desk.room import room
from tearsheet.model import (
    CopyRelation,
    Outlet,
    OutletCorrection,
    OutletKind,
    Ownership,
    OwnershipKind,
)
from tearsheet.pipeline import outlets as register
from tearsheet.pipeline.outlets import OutletError, UnknownOutletError
from tearsheet.press.owners import owners_of
from tearsheet.store import outlets as store
from tearsheet.store import queries, relations, sources
from tearsheet.store.outlets import OutletChangedError
from tearsheet.store.queries import Known

AT_ONCE = 50
ARTICLES = 12
COPIES = 8
_FILTERS = ("q", "country", "language", "kind", "ownership", "among")
KINDS: dict[OutletKind, str] = {
    "newspaper": gettext_lazy("newspaper"),
    "agency": gettext_lazy("news agency"),
    "broadcaster": gettext_lazy("broadcaster"),
    "magazine": gettext_lazy("magazine"),
    "online": gettext_lazy("news site"),
    "institute": gettext_lazy("institute"),
    "government": gettext_lazy("government"),
    "wire distributor": gettext_lazy("distributor of press releases"),
    "aggregator": gettext_lazy("aggregator"),
    "unknown": gettext_lazy("kind unknown"),
}
OWNERSHIPS: dict[OwnershipKind, str] = {
    "state": gettext_lazy("owned or run by a state"),
    "state-funded": gettext_lazy("paid by a state"),
    "public": gettext_lazy("public"),
    "private": gettext_lazy("private"),
    "unknown": gettext_lazy("owner unknown"),
}
AMONG: dict[register.Among, str] = {
    "all": gettext_lazy("all outlets"),
    "printed": gettext_lazy("with articles on file"),
    "unconfirmed": gettext_lazy("known from their own pages only"),
    "corrected": gettext_lazy("corrected by hand"),
}
RELATIONS: dict[CopyRelation, str] = {
    "original": gettext_lazy("the original, which others print"),
    "exact": gettext_lazy("word for word"),
    "edited": gettext_lazy("edited"),
    "excerpt": gettext_lazy("in part"),
    "translated": gettext_lazy("translated"),
}


@dataclass(frozen=True, slots=True)
class Copied:
    """An article that prints a text which others print too; ``original`` is where it began."""

    known: Known
    relation: str
    original: Known | None


@dataclass(frozen=True, slots=True)
class Written:
    """What the form of corrections says, as typed; ``wrong`` is why it was refused."""

    name: str
    country: str
    languages: str
    kind: str
    ownership: str
    source: str
    reason: str = ""
    wrong: str = ""


@door("reader")
def outlets(request: Asked) -> HttpResponse:
    """The outlets asked for, a page at a time."""
    chosen = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    there = register.found(room().register, _wanted(request))
    number = _page(request.GET.get("page", ""), len(there))
    some = there[(number - 1) * AT_ONCE : number * AT_ONCE]
    return render(
        request,
        "desk/outlets/outlets.html",
        {
            "lines": [(one, KINDS[one.outlet.kind], _owned(one.outlet)) for one in some],
            "total": len(there),
            "chosen": chosen,
            "countries": sorted({one.country for one in room().register if one.country}),
            "kinds": KINDS,
            "ownerships": OWNERSHIPS,
            "among": AMONG,
            "before": _asking(chosen, number - 1) if number > 1 else "",
            "after": _asking(chosen, number + 1) if number * AT_ONCE < len(there) else "",
        },
    )


@door("reader")
def outlet(request: Asked, key: str) -> HttpResponse:
    """One outlet."""
    there = _outlet(key)
    if there.key != key:
        return redirect("outlet", key=there.key)
    return _shown(request, there)


@door("editor", "POST")
def correct(request: Asked, key: str) -> HttpResponse:
    """Have the outlet be what the form says."""
    there = _outlet(key)
    written = Written(**{name: request.POST.get(name, "").strip()[:2_000] for name in _WRITTEN})
    said = register.Words(
        written.name,
        written.country.upper(),
        tuple(written.languages.replace(",", " ").split()),
        cast("OutletKind", written.kind),
        Ownership(cast("OwnershipKind", written.ownership), written.source),
    )
    try:
        register.correct(
            room().register,
            key,
            said,
            _number(request.POST.get("steps", "")),
            who=who(request).called,
            now=timezone.now(),
            reason=written.reason,
        )
    except (OutletError, OutletChangedError) as error:
        refused = replace(written, wrong=_in_words(error))
        return _shown(request, there, refused, status=422)
    ask("relate", {}, who(request).name)  # the inbox shows it too
    messages.success(
        request, _("Corrected. It stays so whatever is collected, and in every article on file.")
    )
    return redirect("outlet", key=key)


_WRITTEN = ("name", "country", "languages", "kind", "ownership", "source", "reason")


@door("editor", "POST")
def join(request: Asked, key: str) -> HttpResponse:
    """Have the outlet be the same as another one, named by its key, domain or name."""
    wanted = request.POST.get("other", "").strip()
    try:
        other = register.key_meant(room().register, wanted)
    except UnknownOutletError:
        messages.error(
            request, _("There is no outlet %(name)s; write its domain.") % {"name": wanted}
        )
        return redirect("outlet", key=key)

    def put_down() -> None:
        register.join(
            room().register,
            key,
            other,
            _number(request.POST.get("steps", "")),
            who=who(request).called,
            now=timezone.now(),
            reason=request.POST.get("reason", "").strip()[:2_000],
        )

    return _done(request, key, put_down, _("The two are one outlet from now on."))


@door("editor", "POST")
def take_back(request: Asked, key: str) -> HttpResponse:
    """Take back the last correction of the outlet."""

    def put_down() -> None:
        register.take_back(
            room().register,
            key,
            _number(request.POST.get("steps", "")),
            who=who(request).called,
            now=timezone.now(),
            reason=request.POST.get("reason", "").strip()[:2_000],
        )

    return _done(request, key, put_down, _("The last correction is taken back."))


def _done(request: Asked, key: str, put_down: Callable[[], None], said: str) -> HttpResponse:
    _outlet(key)
    try:
        put_down()
    except (OutletError, OutletChangedError) as error:
        messages.error(request, _in_words(error))
    else:
        ask("relate", {}, who(request).name)
        messages.success(request, said)
    return HttpResponseRedirect(reverse("outlet", kwargs={"key": key}))


def _shown(
    request: Asked, there: Outlet, written: Written | None = None, status: int = 200
) -> HttpResponse:
    keys = store.keys_of(there.key)
    standing = register.standing_of(room().register, there.key)
    said = store.said()
    copies = store.copies_of(keys, COPIES)
    return render(
        request,
        "desk/outlets/outlet.html",
        {
            "outlet": there,
            "kind": KINDS[there.kind],
            "owned": OWNERSHIPS[there.ownership.kind],
            "owners": owners_of(there),
            "sources": sources.of_outlets(keys),
            "articles": store.latest_articles(keys, ARTICLES),
            "copies": _copied(copies),
            "found": standing.said.found if _is_said(standing.said.correction) else None,
            "said": standing.said.correction,
            "found_kind": KINDS[standing.said.found.kind],
            "found_owned": OWNERSHIPS[standing.said.found.ownership.kind],
            "steps": len(standing.earlier),
            "joined": [(key, said[key], _steps(key)) for key in keys if key != there.key],
            "editor": who(request).may("editor"),
            "kinds": KINDS,
            "ownerships": OWNERSHIPS,
            "written": written or _as_it_is(there),
        },
        status=status,
    )


def _steps(key: str) -> int:
    there = store.standing(key)
    return len(there.earlier) if there else 0


def _is_said(correction: OutletCorrection) -> bool:
    return correction != OutletCorrection(correction.key)


def _as_it_is(there: Outlet) -> Written:
    return Written(
        there.name,
        there.country or "",
        ", ".join(there.languages),
        there.kind,
        there.ownership.kind,
        there.ownership.source,
    )


def _copied(copies: list[tuple[str, str]]) -> list[Copied]:
    groups = relations.groups_of([key for key, _group in copies])
    originals = {key: group.original for key, group in groups.items()}
    known = queries.articles({*originals, *originals.values()})
    found: list[Copied] = []
    for key, _group in copies:
        if key in groups and key in known:
            mine = (one.relation for one in groups[key].copies if one.article_key == key)
            relation: CopyRelation = next(mine, "original")
            first = None if originals[key] == key else known.get(originals[key])
            found.append(Copied(known[key], str(RELATIONS[relation]), first))
    return found


def _outlet(key: str) -> Outlet:
    try:
        return register.outlet_of(room().register, key)
    except UnknownOutletError as error:
        raise Http404(_("There is no such outlet.")) from error


def _in_words(error: Exception) -> str:
    """Why it was refused, in the page's language where a catalogue has it."""
    return _(str(error))


def _wanted(request: Asked) -> register.Asked:
    among = request.GET.get("among", "all")
    return register.Asked(
        words=request.GET.get("q", "")[:200],
        country=request.GET.get("country", ""),
        language=request.GET.get("language", "").strip().lower(),
        kind=request.GET.get("kind", ""),
        ownership=request.GET.get("ownership", ""),
        among=cast("register.Among", among) if among in get_args(register.Among) else "all",
    )


def _owned(outlet: Outlet) -> str:
    return "" if outlet.ownership.kind == "unknown" else str(OWNERSHIPS[outlet.ownership.kind])


def _asking(chosen: dict[str, str], number: int) -> str:
    return urlencode({**chosen, "page": number})


def _page(text: str, total: int) -> int:
    last = max(1, -(-total // AT_ONCE))
    return min(max(1, _number(text)), last)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


paths = [
    path("outlets/", outlets, name="outlets"),
    path("outlets/<str:key>/", outlet, name="outlet"),
    path("outlets/<str:key>/correct/", correct, name="outlet-correct"),
    path("outlets/<str:key>/join/", join, name="outlet-join"),
    path("outlets/<str:key>/take-back/", take_back, name="outlet-take-back"),
]
