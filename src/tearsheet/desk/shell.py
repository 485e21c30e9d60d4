"""What stands around every page: the navigation, the watch one is at, what was just said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tearsheet.desk.access.doors import Asked
from tearsheet.model import DeskRole, Watch
from tearsheet.store import queries


class Page(NamedTuple):
    """A page of the navigation: its route, its name, whether it is of one watch, for whom."""

    route: str
    title: str
    of_watch: bool = False
    least: DeskRole = "reader"


OF_THE_WATCH = (
    Page("inbox", _("Inbox"), of_watch=True),
    Page("editions", _("Editions"), of_watch=True),
    Page("lookback", _("Look back"), of_watch=True),
    Page("search", _("Search")),
)
OF_THE_HOUSE = (
    Page("sources", _("Sources")),
    Page("outlets", _("Outlets")),
    Page("people", _("People")),
    Page("watches", _("Watches")),
    Page("alerts", _("Alerts")),
    Page("journal", _("Journal")),
    Page("jobs", _("Work in the background")),
    Page("accounts", _("Accounts"), least="admin"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation. ``here``: this is the page one is at."""

    title: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """What the masthead shows. ``watch`` is None while there is none."""

    watch: Watch | None
    watches: tuple[Link, ...]
    of_the_watch: tuple[Link, ...]
    of_the_house: tuple[Link, ...]


def shell(request: Asked) -> dict[str, Shell | tuple[tuple[str, str], ...]]:
    """The shell of a page, made when the page asks for it: partial answers never do.

    ``spoken`` are the languages of the pages, each by its own name.
    """
    return {"shell": SimpleLazyObject(lambda: _shell(request)), "spoken": settings.LANGUAGES}


def current_watch(request: Asked, watches: Sequence[Watch]) -> Watch | None:
    """The watch that the address names, else the one looked at last, else the first."""
    match = request.resolver_match
    wanted = (match and match.kwargs.get("watch_key")) or request.session.get("watch")
    found = next((one for one in watches if one.key == wanted), None)
    return found or (watches[0] if watches else None)


def _shell(request: Asked) -> Shell:
    if getattr(request, "account", None) is None:
        return Shell(None, (), (), ())
    watches = queries.watches()
    watch = current_watch(request, watches)
    if watch and request.session.get("watch") != watch.key:
        request.session["watch"] = watch.key
    return Shell(
        watch,
        tuple(_beside(request, one, one == watch) for one in watches),
        tuple(_links(request, OF_THE_WATCH, watch)),
        tuple(_links(request, OF_THE_HOUSE, watch)),
    )


def _links(request: Asked, pages: Sequence[Page], watch: Watch | None) -> Iterator[Link]:
    """Links to those pages that stand and that this person may open."""
    for page in pages:
        if page.of_watch and watch is None:
            continue
        arguments = {"watch_key": watch.key} if watch and page.of_watch else {}
        address = address_of(page.route, **arguments)
        if address and request.account and request.account.may(page.least):
            yield Link(str(page.title), address, _route(request) == page.route)


def _beside(request: Asked, watch: Watch, here: bool) -> Link:
    """The same page for another watch where it is a list of its own, else that watch's inbox."""
    route = _route(request)
    mine = route if route in {page.route for page in OF_THE_WATCH if page.of_watch} else "inbox"
    address = address_of(mine, watch_key=watch.key) or f"{reverse('front')}?watch={watch.key}"
    return Link(watch.title, address, here)


def address_of(route: str, **arguments: str | int) -> str:
    """Where a page lies, empty where there is no such page."""
    try:
        return str(reverse(route, kwargs=arguments))
    except NoReverseMatch:
        return ""


def _route(request: Asked) -> str:
    return (request.resolver_match and request.resolver_match.url_name) or ""
