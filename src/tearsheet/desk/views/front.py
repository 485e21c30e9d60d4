"""The first address: where somebody who comes in is led to."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from tearsheet.desk.access.doors import Asked, door


@door("reader")
def front(request: Asked) -> HttpResponse:
    """The morning's page."""
    return render(request, "desk/front.html")


paths = [path("", front, name="front")]
