"""In which language the pages are: chosen at the foot of every page."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.access.language import COOKIE, spoken
from tearsheet.desk.views.sign_in import within
from tearsheet.store.accounts import change_language

_YEAR = 365 * 24 * 3600


@door(None, "POST")
def language(request: Asked) -> HttpResponse:
    """Choose the language of the pages; an account keeps it, for others a cookie does."""
    chosen = spoken(request.POST.get("language"))
    answer = HttpResponseRedirect(within(request, request.POST.get("next", "")))
    if chosen is None:
        return answer
    if request.account:
        change_language(request.account.name, chosen)
    answer.set_cookie(
        COOKIE,
        chosen,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


paths = [path("language/", language, name="language")]
