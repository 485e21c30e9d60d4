"""Work in the background: what is under way, how far it is, what came of it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask, kinds, rounds  # noqa: F401 - rounds registers its work
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


@door("editor", "POST")
def collect_now(request: Asked) -> HttpResponse:
    """Visit every source now, due or not."""
    number = ask("collect", {"all": "yes"}, who(request).name)
    return HttpResponseRedirect(reverse("job", kwargs={"number": number}))


paths = [
    path("jobs/", jobs, name="jobs"),
    path("jobs/collect/", collect_now, name="collect-now"),
    path("jobs/<int:number>/", job, name="job"),
]
