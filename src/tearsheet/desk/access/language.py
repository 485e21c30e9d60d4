"""In which language a page is: the account's, else what was chosen, else what the browser asks."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from tearsheet.desk.access.doors import Asked

COOKIE = "language"


class PageLanguage:
    """Sets the language of the page for the time of one request; it knows who asks by then."""

    def __init__(self, answer: Callable[[Asked], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Asked) -> HttpResponse:
        """Answer in the language of the page."""
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.answer(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def spoken(language: str | None) -> str | None:
    """The language of ours that is meant, None where we have no pages in it."""
    return language if language in dict(settings.LANGUAGES) else None


def _language(request: Asked) -> str:
    """The account's, else the cookie's, else the first of the browser's that we have."""
    own = spoken(request.account.language) if request.account else None
    chosen = own or spoken(request.COOKIES.get(COOKIE))
    return chosen or str(translation.get_language_from_request(request))
