"""Sources: where the press is found, how each fares, and what to do about it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tearsheet.collect.listing.opml import MOST_BYTES, write_opml
from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import (
    ask,
    looking,  # noqa: F401 - it registers its work
)
from tearsheet.desk.room import room
from tearsheet.desk.sheet import csv_answer
from tearsheet.model import Condition, Source, Watch
from tearsheet.pipeline import sources as register
from tearsheet.pipeline.looking import Look, found_in
from tearsheet.pipeline.sources import SourceFileError, SourceRefusedError
from tearsheet.store import looks, queries, source_list
from tearsheet.store import sources as store

AT_ONCE = 50
VISITS = 12
SUGGESTED = 60
_FILTERS = ("q", "condition", "outlet", "country")
CONDITIONS: dict[Condition, str] = {
    "blocked": gettext_lazy("refused by the site"),
    "failing": gettext_lazy("failing"),
    "unreadable": gettext_lazy("cannot be read"),
    "moved": gettext_lazy("moved away"),
    "silent": gettext_lazy("silent"),
    "slow": gettext_lazy("slow"),
    "new": gettext_lazy("new"),
    "paused": gettext_lazy("paused"),
    "well": gettext_lazy("well"),
}
TONES: dict[Condition, str] = {"well": "good", "new": "plain", "paused": "plain"}
ADVICE: dict[Condition, str] = {
    "blocked": gettext_lazy(
        "Ask its publisher to let us in and say who you are; pause it until then."
    ),
    "failing": gettext_lazy(
        "Open its address in a browser. If the site has moved, give its new address; if it is "
        "gone, remove the source."
    ),
    "unreadable": gettext_lazy("Test it. If its pages look different now, look for another feed."),
    "moved": gettext_lazy("Give its new address, so that nothing is lost when the old one ends."),
    "silent": gettext_lazy("Open it in a browser. Perhaps the paper prints elsewhere now."),
    "slow": gettext_lazy(
        "Nothing need be done; if it stays so, follow a smaller feed of the site."
    ),
}
KINDS = {
    "feed": gettext_lazy("feed"),
    "sitemap": gettext_lazy("sitemap"),
    "section": gettext_lazy("page of links"),
}


@door("reader")
def sources(request: Asked) -> HttpResponse:
    """The sources asked for, those first that need a hand most."""
    chosen = {name: request.GET[name] for name in _FILTERS if request.GET.get(name)}
    number = max(1, _number(request.GET.get("page", "")))
    wanted = source_list.Asked(
        chosen.get("q", "")[:200],
        chosen.get("condition", "") if chosen.get("condition") in CONDITIONS else "",
        _of_outlets(chosen),
    )
    found = register.listed(wanted, (number - 1) * AT_ONCE, AT_ONCE, timezone.now())
    return render(
        request,
        "desk/sources/sources.html",
        {
            "lines": [
                (
                    one,
                    fares,
                    CONDITIONS[fares.condition],
                    TONES.get(fares.condition, "warn"),
                    ADVICE.get(fares.condition, ""),
                )
                for one, fares in found.lines
            ],
            "total": found.total,
            "conditions": [
                (
                    name,
                    CONDITIONS[name],
                    count,
                    urlencode({**_without_page(chosen), "condition": name}),
                )
                for name, count in found.by_condition.items()
            ],
            "all_of_them": sum(found.by_condition.values()),
            "without": urlencode({k: v for k, v in chosen.items() if k != "condition"}),
            "chosen": chosen,
            "countries": _countries(),
            "before": urlencode({**chosen, "page": number - 1}) if number > 1 else "",
            "after": urlencode({**chosen, "page": number + 1})
            if number * AT_ONCE < found.total
            else "",
            "editor": who(request).may("editor"),
        },
    )


@door("reader")
def source(request: Asked, key: str) -> HttpResponse:
    """One source: how it fares, its visits, and what can be done."""
    found = _source(key)
    now = timezone.now()
    visits = store.visits(key)
    fares = register.health_after(found, visits, now)
    outlet = room().register.keyed(found.outlet) if found.outlet else None
    return render(
        request,
        "desk/sources/source.html",
        {
            "source": found,
            "kind": KINDS[found.kind],
            "fares": fares,
            "condition": CONDITIONS[fares.condition],
            "advice": ADVICE.get(fares.condition, ""),
            "tone": TONES.get(fares.condition, "warn"),
            "visits": visits[:VISITS],
            "outlet": outlet,
            "editor": who(request).may("editor"),
        },
    )


@door("editor", "GET", "POST")
def add(request: Asked) -> HttpResponse:
    """Name an address; what can be followed there is looked for in the background."""
    address = (request.POST or request.GET).get("address", "").strip()
    if request.method == "POST":
        try:
            meant = register.address_meant(address)
        except SourceRefusedError:
            messages.error(
                request,
                _("That is no address of a site. Write it as example.org or https://example.org/."),
            )
        else:
            return redirect("job", number=ask("look", {"address": meant}, who(request).name))
    watches = queries.watches()
    return render(request, "desk/sources/add.html", {"address": address[:500], "watches": watches})


@door("editor", "GET", "POST")
def found(request: Asked, number: int) -> HttpResponse:
    """What was found at an address, with check boxes; those that are checked are added."""
    seen = looks.found(Look, number)
    if seen is None:
        raise Http404(_("That was looked up long ago; look again."))
    if request.method == "POST":
        chosen = set(request.POST.getlist("url"))
        new = register.add(
            room().register,
            [found_in(one) for one in seen.offers if one.url in chosen],
            who=who(request).called,
            now=timezone.now(),
        )
        if not new:
            messages.info(request, _("Nothing was added: nothing was chosen, or it is followed."))
            return redirect("sources-found", number=number)
        return _added(request, new)
    followed = store.followed()
    offers = [(one, register.followed_as(one.url, followed)) for one in seen.offers]
    return render(
        request, "desk/sources/found.html", {"look": seen, "offers": offers, "kinds": KINDS}
    )


def _added(request: Asked, new: Iterable[Source]) -> HttpResponse:
    keys = [one.key for one in new]
    said = ngettext("%(n)d source was added.", "%(n)d sources were added.", len(keys))
    messages.success(request, said % {"n": len(keys)})
    if request.POST.get("collect") and keys:
        number = ask("collect", {"sources": "\n".join(keys)}, who(request).name)
        return redirect("job", number=number)
    return redirect("sources")


@door("editor", "POST")
def act(request: Asked, key: str) -> HttpResponse:
    """Do one of the things that can be done with a source."""
    there = _source(key)
    what = request.POST.get("what", "")
    if what == "collect":
        number = ask("collect", {"sources": key}, who(request).name)
        return redirect("job", number=number)
    if what == "test":
        return redirect("job", number=ask("test source", {"source": key}, who(request).name))
    decided = {"who": who(request).called, "now": timezone.now()}
    if what in ("pause", "resume"):
        register.pause(there, paused=what == "pause", **decided)
        messages.success(request, _("Paused.") if what == "pause" else _("Followed again."))
    elif what == "remove":
        register.remove(there, **decided)
        messages.success(request, _("Removed. Everything it brought stays in the archive."))
        return redirect("sources")
    elif what == "move":
        _move(request, there)
    else:
        messages.error(request, _("Nothing was done: the page did not say what to do."))
    return redirect("source", key=key)


def _move(request: Asked, there: Source) -> None:
    try:
        register.move(
            there,
            request.POST.get("address", "").strip(),
            who=who(request).called,
            now=timezone.now(),
        )
    except SourceRefusedError as error:
        messages.error(request, _(str(error)))
    else:
        messages.success(request, _("It is fetched from its new address now."))


@door("editor", "POST")
def import_file(request: Asked) -> HttpResponse:
    """Add every source of an OPML file, or of a table with a column of addresses."""
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect("sources-add")
    try:
        new, named = register.import_file(
            room().register,
            file.name or "",
            file.read(MOST_BYTES + 1),
            who=who(request).called,
            now=timezone.now(),
        )
    except SourceFileError as error:
        messages.error(request, _("The file was not taken: %(why)s.") % {"why": error})
        return redirect("sources-add")
    said = _("%(named)d sources in the file: %(new)d added, %(known)d followed already.")
    counted = {"named": named, "new": len(new), "known": named - len(new)}
    messages.success(request, said % counted)
    return redirect("sources")


@door("reader")
def export(request: Asked, form: str) -> HttpResponse:
    """All sources as OPML, which every feed reader understands, or as a table."""
    there = store.sources()
    if form == "csv":
        rows = (
            (one.key, one.name, one.url, one.kind, one.outlet or "", "paused" if one.paused else "")
            for one in there
        )
        return csv_answer("sources.csv", ("key", "name", "url", "kind", "outlet", "paused"), rows)
    return HttpResponse(
        write_opml(there, at=timezone.now()),
        content_type="text/x-opml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="sources.opml"'},
    )


@door("reader")
def suggestions(request: Asked, watch_key: str) -> HttpResponse:
    """Outlets worth following for a watch, and why."""
    watch = _watch(watch_key)
    country = request.GET.get("country", "")
    every = register.suggested_by_inbox(room(), watch)
    shown = [one for one in every if not country or one.country == country]
    return render(
        request,
        "desk/sources/suggestions.html",
        {
            "watch": watch,
            "suggestions": shown[:SUGGESTED],
            "countries": sorted({one.country for one in every if one.country}),
            "country": country,
            "editor": who(request).may("editor"),
        },
    )


def _watch(key: str) -> Watch:
    watch = queries.watch(key)
    if watch is None:
        raise Http404(_("There is no such watch."))
    return watch


def _source(key: str) -> Source:
    there = store.source(key)
    if there is None:
        raise Http404(_("There is no such source."))
    return there


def _of_outlets(chosen: dict[str, str]) -> tuple[str, ...] | None:
    """The keys of the outlets whose sources are asked for; None for all."""
    if "outlet" in chosen:
        return (chosen["outlet"],)
    if "country" not in chosen:
        return None
    keyed = room().register.keyed
    return tuple(
        key
        for key in source_list.outlets()
        if (outlet := keyed(key)) and outlet.country == chosen["country"]
    )


def _countries() -> list[str]:
    found = (room().register.keyed(key) for key in source_list.outlets())
    return sorted({one.country for one in found if one and one.country})


def _without_page(chosen: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if name != "page"}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


paths = [
    path("sources/", sources, name="sources"),
    path("sources/add/", add, name="sources-add"),
    path("sources/found/<int:number>/", found, name="sources-found"),
    path("sources/import/", import_file, name="sources-import"),
    path("sources/sources.<str:form>", export, name="sources-export"),
    path("sources/suggested/<str:watch_key>/", suggestions, name="sources-suggested"),
    path("sources/of/<path:key>/do/", act, name="source-act"),
    path("sources/of/<path:key>/", source, name="source"),
]
