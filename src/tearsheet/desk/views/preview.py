"""An edition as readers will get it: in a frame of its own, on screen and in print; and its files.

The published page brings its own style and script. It is answered under a policy that lets in
exactly these two, by their digests, and into a frame that shares nothing with the desk.
"""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.edition.files import file_of
from tearsheet.desk.edition.opened import on_desk, standing_of, watch_of
from tearsheet.desk.edition.sheet import FROZEN
from tearsheet.desk.room import room
from tearsheet.pipeline.proof import article_keys, evidence_for
from tearsheet.publish import Edition, PublishError, html

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@door("reader")
def preview(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """The desk's page around the frame."""
    there = standing_of(watch_key, number)
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "digest": there.digest,
        "editable": there.state not in FROZEN and who(request).may("editor"),
        "printed": request.GET.get("as") == "print",
    }
    return render(request, "desk/edition/preview.html", context)


@door("reader")
def page(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """The edition itself. With ``?as=print`` its style for paper, shown on screen."""
    on, watch = on_desk(watch_key, number), watch_of(watch_key)
    evidence = evidence_for(room().archive, article_keys(on.digest))
    try:
        made = html.render(Edition(replace(on.digest, state=on.state), watch, evidence, on.verdict))
    except PublishError as error:
        raise Http404(str(error)) from error
    if request.GET.get("as") == "print":
        made = on_paper(made)
    return _framed(made)


@door("reader")
def file(request: Asked, watch_key: str, number: int, form: str) -> HttpResponse:
    """A file of a published edition, to be kept."""
    found = file_of(standing_of(watch_key, number), form, room().settings.editions)
    if found is None:
        raise Http404(form)
    answer = FileResponse(found.open("rb"), as_attachment=True, filename=found.name)
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer


def on_paper(made: str) -> str:
    """The page with its rules for print in force on screen, on a sheet of A4; never published."""
    style = _STYLE.search(made)
    if style is None:
        return made
    rules = style[1].replace("@media print", "@media all")
    rules = rules.replace("(prefers-color-scheme: dark)", "(width < 0px)")
    rules += (
        "\nhtml { background: #d9d4c8; }\nbody { inline-size: 210mm; min-block-size: 297mm; "
        "margin: 8mm auto; padding: 18mm 17mm 20mm; background: #fff !important; }"
    )
    return _POLICY.sub("", made.replace(style[1], rules, 1), count=1)


def _framed(made: str) -> HttpResponse:
    answer = HttpResponse(made.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "; ".join(
        (
            "sandbox allow-scripts allow-popups allow-modals",
            "default-src 'none'",
            f"style-src {_digests(_STYLE, made)}",
            f"script-src {_digests(_SCRIPT, made)}",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _digests(elements: re.Pattern[str], made: str) -> str:
    """What the policy lets in of a kind of element: the first in the page, which is ours."""
    found = elements.search(made)
    if found is None:
        return "'none'"
    return f"'sha256-{b64encode(sha256(found[1].encode()).digest()).decode()}'"


paths = [
    path("w/<str:watch_key>/editions/<int:number>/preview/", preview, name="edition-preview"),
    path("w/<str:watch_key>/editions/<int:number>/preview/page/", page, name="edition-page"),
    path("w/<str:watch_key>/editions/<int:number>/files/<str:form>/", file, name="edition-file"),
]
