"""The HTTP API's place among the addresses."""

from django.http import HttpResponse
from django.urls import path

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.api.site import api


@door(None)
def description(request: Asked) -> HttpResponse:
    """What the API understands, as OpenAPI 3.1."""
    return api.create_response(request, api.get_openapi_schema(path_prefix="/api/v1/"), status=200)


paths = [
    path("api/v1/openapi.json", description, name="api-description"),
    path("api/v1/", api.urls),
]
