"""Looking at addresses and sources: what is there, and how it reads."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tearsheet.desk.background.work import Done, Progress, WorkRefusedError, work
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.looking import look_again, look_at
from tearsheet.store import looks, sources


@work("look", again=True, once=True)
def look(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Find the feeds of ``address`` and read a page of each."""
    progress(_("Looking for feeds and sitemaps"))
    now = timezone.now()
    seen = look_at(
        room.settings,
        words["address"],
        now,
        lambda done, whole: progress(_("Reading a page of each"), done, whole),
    )
    number = looks.keep(seen, now)
    found = len(seen.offers)
    told = ngettext("%(n)d thing to follow was found.", "%(n)d things to follow were found.", found)
    if not found:
        told = _("Nothing to follow was found there.")
    return Done(told % {"n": found}, reverse("sources-found", kwargs={"number": number}))


@work("test source", again=True, once=True)
def test(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Fetch the source ``source`` (a key) and read its newest page; nothing is kept."""
    source = sources.source(words["source"])
    if source is None:
        raise WorkRefusedError(_("That source was removed meanwhile."))
    progress(_("Fetching the source and its newest page"))
    number = looks.keep(look_again(room.settings, source), timezone.now())
    return Done(
        _("This is how the source reads now."), reverse("sources-found", kwargs={"number": number})
    )
