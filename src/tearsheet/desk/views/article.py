"""The article page: the fixed text, what was found in it, and how it came to us."""

import re
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.notes import notes_on, paragraphs_lit
from tearsheet.desk.numbers import number_in
from tearsheet.desk.shell import current_watch
from tearsheet.model import Part, Span
from tearsheet.pipeline import corrections
from tearsheet.pipeline.reading_room.article import article_read, known_as
from tearsheet.pipeline.reading_room.segments import LAYERS
from tearsheet.store import queries
from tearsheet.store.queries import Known

_AT = re.compile(r"(?:(title):)?([0-9]{1,7})-([0-9]{1,7})")
_LONGEST_NAME = 300
_LONGEST_REASON = 2_000


@door("reader")
def article(request: Asked, article_key: str) -> HttpResponse:
    """The article; ``at=120-180`` lights up those characters of its text."""
    known = _known(article_key)
    notes = notes_on(known)
    part, passage = _passage(request.GET.get("at", ""), known)
    lit = {
        name: paragraphs_lit(
            known.article.part(name), name, notes, passage if part == name else None
        )
        for name in ("title", "text")
    }
    layers = [
        (layer, [note for note in notes if note.layer == layer])
        for layer in LAYERS
        if layer not in ("speaker", "passage")
    ]
    return render(
        request,
        "desk/article/article.html",
        {
            "read": article_read(known),
            "known": known,
            "article": known.article,
            "title_lit": lit["title"][0],
            "text_lit": lit["text"],
            "layers": layers,
            "passage": passage,
            "address": _web_address(known.article.url),
            "story_address": _story_address(request, known),
            "may_edit": who(request).may("editor"),
        },
    )


@door("editor", "GET", "POST")
def speaker(request: Asked, article_key: str) -> HttpResponse:
    """Put down who says a quotation, or that it is none; back to where one came from."""
    known = _known(article_key)
    if request.method != "POST":
        return _ask_who(request, known)
    number = number_in(request.POST.get("quotation", ""))
    nobody = request.POST.get("nobody") == "yes"
    name = "" if nobody else " ".join(request.POST.get("speaker", "").split())
    if not nobody and not name:
        messages.error(request, _("Say who speaks, or that it is no quotation."))
    elif len(name) > _LONGEST_NAME:
        messages.error(request, _("A name of more than 300 letters is none."))
    else:
        _correct(request, known, number, name)
    return HttpResponseRedirect(_back(request, article_key))


def _ask_who(request: Asked, known: Known) -> HttpResponse:
    number = request.GET.get("quotation", "")
    notes = [one for one in notes_on(known) if one.layer == "quotation" and one.part == "text"]
    note = next((one for one in notes if str(one.number) == number), None)
    if note is None:
        raise Http404(_("There is no such quotation."))
    names = sorted({name.text for name in known.annotations.names if name.kind != "place"})
    words = {
        "article": known.article,
        "number": note.number,
        "words": note.words,
        "means": note.means,
        "basis": note.basis,
        "names": names,
        "next": request.GET.get("next", ""),
    }
    partial = request.htmx and not request.htmx.boosted
    return render(request, f"desk/article/speaker{'' if partial else '_page'}.html", words)


def _correct(request: Asked, known: Known, number: int, name: str) -> None:
    reason = request.POST.get("reason", "").strip()[:_LONGEST_REASON]
    try:
        corrections.decide(
            known, number, name, who=who(request).called, now=timezone.now(), reason=reason
        )
    except corrections.NoSuchQuotationError:
        messages.error(
            request, _("That quotation is not there, or stands in the headline; nothing changed.")
        )
    else:
        said = (
            _("Quotation %(number)s is said by %(name)s. No later reading undoes it.")
            if name
            else _("Quotation %(number)s is no quotation. No later reading undoes it.")
        )
        messages.success(request, said % {"number": number, "name": name})


def _web_address(url: str) -> str:
    """Where the page lies on the web, empty for what no browser should follow."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def _story_address(request: Asked, known: Known) -> str:
    """The story of the article, for the watch that was looked at last."""
    watch = current_watch(request, queries.watches())
    key = known.article.key
    return reverse("story", args=[watch.key, key]) if watch else reverse("story-alone", args=[key])


def _back(request: Asked, article_key: str) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return f"{reverse('article', args=[article_key])}#quotations"


def _known(article_key: str) -> Known:
    known = known_as(article_key)
    if known is None:
        raise Http404(_("There is no such article."))
    return known


def _passage(asked: str, known: Known) -> tuple[Part, Span | None]:
    """Which characters are asked for; none where the address names none that are there."""
    found = _AT.fullmatch(asked)
    if found is None:
        return "text", None
    part: Part = "title" if found[1] else "text"
    start, end = int(found[2]), min(int(found[3]), len(known.article.part(part)))
    return part, Span(start, end) if start < end else None


paths = [
    path("article/<str:article_key>/", article, name="article"),
    path("article/<str:article_key>/speaker/", speaker, name="article-speaker"),
]
