"""The first address: leads to the inbox of the watch that one looked at last."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.shell import address_of, current_watch
from tearsheet.store import queries


@door("reader")
def front(request: Asked) -> HttpResponse:
    """The morning's page."""
    watch = current_watch(request, queries.watches())
    if watch is None:
        return render(request, "desk/front.html")
    return HttpResponseRedirect(address_of("inbox", watch_key=watch.key))


paths = [path("", front, name="front")]
