"""The archived original: the page as it was captured, in a frame in which nothing acts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from tearsheet.archive import ArchiveError
from tearsheet.desk import sandbox
from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.room import room
from tearsheet.pipeline.reading_room.article import known_as
from tearsheet.pipeline.reading_room.original import Original, original_of, record_of
from tearsheet.read.sniff import Format
from tearsheet.store.queries import Known

_ENDINGS: dict[Format, str] = {
    "html": "html",
    "pdf": "pdf",
    "docx": "docx",
    "mail": "eml",
    "markdown": "md",
    "plain": "txt",
    "unknown": "bin",
}


@door("reader")
def original(request: Asked, article_key: str) -> HttpResponse:
    """The page around the frame: what was captured, when, and where it lies."""
    known = _known(article_key)
    try:
        found, broken = original_of(room(), known), ""
    except ArchiveError as error:
        found, broken = None, str(error)
    as_source = request.GET.get("as") == "source"
    return render(
        request,
        "desk/article/original.html",
        {
            "known": known,
            "article": known.article,
            "capture": known.capture,
            "original": found,
            "broken": broken,
            "as_source": as_source,
            "frame": "source" if as_source else "page",
        },
    )


@door("reader")
def document(request: Asked, article_key: str, form: str = "page") -> HttpResponse:
    """The document in the frame: cleaned of all that acts; or its source as characters."""
    known = _known(article_key)
    try:
        found = original_of(room(), known)
    except ArchiveError as error:
        words = _("The archive cannot give this page back: %(why)s") % {"why": error}
        return sandbox.text_answer(words, known.article.title, "")
    language, title = known.article.language, known.article.title
    if found.form == "html" and form == "page" and not sandbox.is_tangled(found.text):
        return sandbox.page_answer(sandbox.cleaned(found.text), title, language)
    if found.text:
        return sandbox.text_answer(found.text, title, language)
    return sandbox.text_answer(known.article.record, title, language)


@door("reader")
def payload(request: Asked, article_key: str) -> HttpResponse:
    """The archived bytes, to be kept."""
    known = _known(article_key)
    found = _found(known)
    return sandbox.download(found.payload, f"{article_key[:12]}.{_ENDINGS[found.form]}")


@door("reader")
def record(request: Asked, article_key: str) -> HttpResponse:
    """The WARC records of the page and of its text, to be kept."""
    known = _known(article_key)
    try:
        return sandbox.download(record_of(room(), known), f"{article_key[:12]}.warc.gz")
    except ArchiveError as error:
        raise Http404(str(error)) from error


def _known(article_key: str) -> Known:
    known = known_as(article_key)
    if known is None:
        raise Http404(_("There is no such article."))
    return known


def _found(known: Known) -> Original:
    try:
        return original_of(room(), known)
    except ArchiveError as error:
        raise Http404(str(error)) from error


paths = [
    path("article/<str:article_key>/original/", original, name="original"),
    path("original/<str:article_key>/", document, name="original-page"),
    path("original/<str:article_key>/source/", document, {"form": "source"}, "original-source"),
    path("original/<str:article_key>/bytes/", payload, name="original-bytes"),
    path("original/<str:article_key>/record/", record, name="original-record"),
]
