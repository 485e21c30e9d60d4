"""Too many wrong passwords: that name from that address waits a while."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Say plainly that it was tried too often, and when to try again."""
    return render(request, "desk/errors/locked_out.html", status=429)
