"""Two printings beside each other; and whether they print one text, as an editor decides."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.pipeline import pairing
from tearsheet.pipeline.reading_room.compare import compared
from tearsheet.store import queries, relations
from tearsheet.store.queries import Known

_LONGEST_REASON = 2_000


@door("reader")
def compare(request: Asked, one: str, other: str) -> HttpResponse:
    """The later printing with what it changed; or both, sentence by sentence."""
    earlier, later = _two(one, other)
    group = relations.group_of(one)
    together = bool(group and other in {copy.article_key for copy in group.copies})
    words = {
        "compared": compared(earlier, later),
        "together": together,
        "copy": next((c for c in group.copies if c.article_key == other), None) if group else None,
        "same_page": earlier.article.url == later.article.url,
        "may_edit": who(request).may("editor"),
    }
    partial = request.htmx and not request.htmx.boosted
    page = "desk/story/difference.html" if partial else "desk/story/compare.html"
    return render(request, page, words)


@door("editor", "POST")
def pair(request: Asked, one: str, other: str) -> HttpResponse:
    """Put down that two articles print one text, or that they do not."""
    first, second = _two(one, other)
    me, now = who(request).called, timezone.now()
    reason = request.POST.get("reason", "").strip()[:_LONGEST_REASON]
    try:
        if request.POST.get("same") == "yes":
            pairing.join_copies(first.article, second.article, me, now, reason)
            said = _("From now on the two count as printings of one text.")
        else:
            pairing.part_copy(second.article, first.article, me, now, reason)
            said = _("From now on the two count as two texts.")
    except pairing.NothingToPartError:
        messages.error(request, _("There is nothing to join or part here: nothing was changed."))
    else:
        undo = _("The buttons below take it back.")
        messages.success(request, f"{said} {undo}")
    return HttpResponseRedirect(reverse("compare", args=[one, other]))


def _two(one: str, other: str) -> tuple[Known, Known]:
    found = queries.articles([one, other])
    if one == other or len(found) < 2:
        raise Http404(_("There are no two such articles."))
    return found[one], found[other]


paths = [
    path("compare/<str:one>/<str:other>/", compare, name="compare"),
    path("compare/<str:one>/<str:other>/pair/", pair, name="pair"),
]
