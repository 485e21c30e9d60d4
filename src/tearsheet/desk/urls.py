"""Where each page lies. A page's module lists its own addresses in ``paths``."""

from django.urls import URLPattern

from tearsheet.desk.views import (
    alerts,
    front,
    inbox,
    jobs,
    language,
    lookback,
    sign_in,
)

PAGES = (
    alerts,
    front,
    inbox,
    jobs,
    language,
    lookback,
    sign_in,
)

urlpatterns: list[URLPattern] = [one for page in PAGES for one in page.paths]
