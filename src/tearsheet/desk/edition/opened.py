"""An edition as a page opens it."""

from django.http import Http404

from tearsheet.desk.room import room
from tearsheet.model import OnDesk, Watch
from tearsheet.pipeline import editing
from tearsheet.store import queries, versions
from tearsheet.store.versions import Standing


def on_desk(watch_key: str, number: int) -> OnDesk:
    """The edition an address names; 404 if there is none."""
    try:
        return editing.open_edition(room(), watch_key, number)
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error


def standing_of(watch_key: str, number: int) -> Standing:
    """How the edition an address names stands, without asking the gate; 404 if there is none."""
    found = versions.standing(watch_key, number)
    if found is None:
        raise Http404(watch_key)
    return found


def watch_of(watch_key: str) -> Watch:
    """The watch an address names; 404 if there is none."""
    found = queries.watch(watch_key)
    if found is None:
        raise Http404(watch_key)
    return found
