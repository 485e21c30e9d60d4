"""What every answer tells the browser: keep nothing of it, give it to no other site."""

from collections.abc import Callable

from django.http import HttpResponse

from tearsheet.desk.access.doors import Asked

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"
    ),
}


class Guarded:
    """Sets `HEADERS` on every page; one that says otherwise for itself keeps its own word.

    Assets are answered before this: they hold no data, and are kept for long.
    """

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        """Answer guarded."""
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
