"""The HTTP API (version 1): what the desk shows and does, for other programs.

Described by OpenAPI at ``/api/v1/openapi.json``. What goes wrong is said as ``{"problem": "…"}``.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import force_str
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tearsheet.desk.api import editions, press, stories
from tearsheet.desk.api.tokens import NotEnoughError, Token
from tearsheet.pipeline.inbox import TriageError

api = NinjaAPI(
    title="Tearsheet",
    version="1",
    description=__doc__ or "",
    docs_url=None,
    auth=Token(),
    urls_namespace="api-1",
)
for part in (press, stories, editions):
    api.add_router("", part.router)


def _said(request: HttpRequest, words: str, status: int) -> HttpResponse:
    return api.create_response(request, {"problem": words}, status=status)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = _said(request, "no such token: send one as Authorization: Bearer TOKEN", 401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(NotEnoughError)
def _not_enough(request: HttpRequest, error: NotEnoughError) -> HttpResponse:
    return _said(request, f"this call takes a token of role {error.least} or more", 403)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _said(request, force_str(error) or "there is nothing here", 404)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors)
    return _said(request, "; ".join(told), 422)


@api.exception_handler(TriageError)
def _not_to_be_done(request: HttpRequest, error: TriageError) -> HttpResponse:
    return _said(request, str(error), 409)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _said(request, str(error), error.status_code)
