"""The editions of a watch: which there are, how they stand, who had them last."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.edition import words
from tearsheet.desk.edition.opened import watch_of
from tearsheet.model import Digest, State
from tearsheet.store import versions


@dataclass(frozen=True, slots=True)
class Line:
    """An edition in the list; ``at`` and ``by`` say when it was changed last and by whom."""

    digest: Digest
    form: str
    state: State
    state_name: str
    at: datetime
    by: str
    corrects: int


@door("reader")
def editions(request: Asked, watch_key: str) -> HttpResponse:
    """All editions of the watch, the newest first."""
    watch = watch_of(watch_key)
    lines, latest = [], versions.latest(watch_key)
    for one in reversed(versions.standings(watch_key)):
        last = latest.get(one.digest.number)
        lines.append(
            Line(
                one.digest,
                str(words.FORMS.get(one.digest.form, one.digest.form)),
                one.state,
                str(words.STATES[one.state]),
                last.at if last else one.digest.drafted_at,
                last.who if last else "",
                one.corrects,
            )
        )
    context = {"watch": watch, "lines": lines, "may_write": who(request).may("editor")}
    return render(request, "desk/edition/editions.html", context)


paths = [path("w/<str:watch_key>/editions/", editions, name="editions")]
