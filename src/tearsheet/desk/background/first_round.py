"""The first round of a new watch: its sources are looked for, then visited; or the demo press."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tearsheet import demo
from tearsheet.collect import arrivals, listed
from tearsheet.demo import online
from tearsheet.desk.background.rounds import arrange, collect_round
from tearsheet.desk.background.work import Done, Progress, work
from tearsheet.desk.shell import address_of
from tearsheet.desk.templatetags.tongue import comma
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.collecting import Scope, collect
from tearsheet.pipeline.ingest import ingest
from tearsheet.pipeline.sources import added
from tearsheet.pipeline.stopping import Stopped
from tearsheet.pipeline.trying import discovered
from tearsheet.press import load
from tearsheet.store import sources, writes

_SIDE_BY_SIDE = 6  # sites that are looked at at a time


@work("first round", again=True, once=True)
def first_round(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Follow the sites (``sites``: addresses, one a line) and collect what they name."""
    sites = words.get("sites", "").split()
    unreachable = _followed(room, sites, progress)
    told = collect_round(room, {"all": "yes"}, progress)
    if unreachable:
        told += " " + _("Nothing to follow was found at: %(sites)s.") % {
            "sites": comma().join(unreachable)
        }
    return Done(told, address_of("inbox", watch_key=words["watch"]))


@work("demo press", again=True, once=True)
def demo_press(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Collect the fictional demo press, served on this machine, and make its watch."""
    watch, clock = demo.watch(), demo.clock()
    outlets = load(demo.press_folder() / "outlets.toml")
    writes.save_watch(watch)
    listings = online.listings(clock())
    sources.add_sources([one for one in listings if sources.source(one.key) is None])
    with online.serving(online.everything()) as served:
        settings = demo.guest_settings(room.settings, served.port)
        guest = replace(room, settings=settings, register=room.register.with_outlets(outlets))
        scope = Scope(tuple(one.key for one in listings), when_due=False)
        collected = collect(
            guest,
            scope,
            clock,
            lambda tally: progress.tell(_("Fetching pages"), tally.arrived),
            lambda tally: progress(_("Reading pages"), tally.arrived),
            progress.told_to_stop,
        )
    # Nobody serves them any more: a later round would only count failures.
    sources.pause(listings, paused=True)
    progress(_("Reading pages"), collected.read.arrived)
    press = demo.press_folder()
    limit = room.settings.payload_megabytes * 1_000_000
    ingest(guest, arrivals(listed(demo.offline(), press), clock(), limit_bytes=limit), clock)
    new = arrange(guest, progress)
    told = ngettext("%(n)d article was read.", "%(n)d articles were read.", new) % {"n": new}
    return Done(told, address_of("inbox", watch_key=watch.key))


def _followed(room: Newsroom, sites: list[str], progress: Progress) -> list[str]:
    """Follow the best that is found at each site; the sites where nothing was."""
    doing, nothing = _("Looking for the sources' feeds"), []
    progress(doing, 0, len(sites))
    with _pool() as pool:
        looking = {
            site: pool.submit(discovered, room.settings, site, timezone.now()) for site in sites
        }
        try:
            for done, (site, looked) in enumerate(looking.items(), 1):
                found = looked.result().found
                if found:
                    added(room.register, found[:1], None, timezone.now())
                else:
                    nothing.append(urlsplit(site).hostname or site)
                progress(doing, done, len(sites))
        except Stopped:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return nothing


def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="looking")
