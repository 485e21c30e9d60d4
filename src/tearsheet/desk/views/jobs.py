"""Work in the background: what is under way, how far it is, what came of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.background import kinds, rounds  # noqa: F401 - rounds registers its work
from tearsheet.store.jobs import job as job_of
from tearsheet.store.jobs import latest


@door("reader")
def jobs(request: Asked) -> HttpResponse:
    """What was done lately, and what is under way."""
    shown = [(one, kinds.title(one.kind)) for one in latest()]
    return render(request, "desk/jobs.html", {"jobs": shown})


@door("reader")
def job(request: Asked, number: int) -> HttpResponse:
    """One job; asked for again every moment while it is under way."""
    found = job_of(number)
    if found is None:
        raise Http404
    template = "desk/job_now.html" if request.htmx else "desk/job.html"
    answer = render(request, template, {"job": found, "title": kinds.title(found.kind)})
    if request.htmx and found.over and found.leads_to:
        answer.headers["HX-Redirect"] = found.leads_to
    return answer


paths = [path("jobs/", jobs, name="jobs"), path("jobs/<int:number>/", job, name="job")]
