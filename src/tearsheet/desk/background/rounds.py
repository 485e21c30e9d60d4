"""A round: the press is visited, read, related, filed for each watch."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tearsheet.desk.background.work import Progress, work
from tearsheet.model import Tally
from tearsheet.pipeline import Newsroom
from tearsheet.pipeline.alerts import Post, find_news, send_due
from tearsheet.pipeline.collecting import Collected, Scope, collect
from tearsheet.pipeline.inbox import file_cards
from tearsheet.pipeline.relating import relate_new


@work("collect", again=True, once=True)
def collect_round(room: Newsroom, words: dict[str, str], progress: Progress) -> str:
    """Visit what is due (``all``: everything; ``sources``: these, by key, one a line)."""
    named = tuple(words.get("sources", "").split())
    scope = Scope(
        named or None,
        when_due=not (named or words.get("all")),
        callback=words.get("callback", ""),
    )
    collected = collect(
        room,
        scope,
        timezone.now,
        lambda tally: progress.tell(_("Fetching pages"), tally.arrived),
        lambda tally: progress(_("Reading pages"), tally.arrived),
        progress.told_to_stop,
    )
    arrange(room, progress)
    return _told(collected)


@work("relate", again=True, once=True)
def relate(room: Newsroom, words: dict[str, str], progress: Progress) -> str:
    """Relate what is new and file it, without visiting anything."""
    new = arrange(room, progress)
    return ngettext("%(n)d article was related.", "%(n)d articles were related.", new) % {"n": new}


def arrange(room: Newsroom, progress: Progress) -> int:
    """Put what is new where editors look for it, and tell who asked; how many articles were new."""
    new = relate_new(room, lambda done, whole: progress(_("Comparing articles"), done, whole))
    file_cards(
        room, timezone.now(), lambda done, whole: progress(_("Filling the inbox"), done, whole)
    )
    find_news(timezone.now())
    send_due(Post(room.settings), timezone.now)
    return new


def _told(collected: Collected) -> str:
    visits = len(collected.visits)
    if not visits:
        return _("No source was due.")
    failed = sum(one.result == "failed" for one in collected.visits)
    told = ngettext("%(n)d source visited", "%(n)d sources visited", visits) % {"n": visits}
    if failed:
        told += ", " + ngettext(
            "%(n)d of them could not be reached", "%(n)d of them could not be reached", failed
        ) % {"n": failed}
    return f"{told}; {_pages(collected.read)}."


def _pages(read: Tally) -> str:
    return ngettext("%(n)d new article", "%(n)d new articles", read.kept) % {"n": read.kept}
