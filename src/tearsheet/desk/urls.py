"""Where each page lies. A page's module lists its own addresses in ``paths``."""

from django.urls import URLPattern

from tearsheet.desk.views import (
    alerts,
    article,
    compare,
    front,
    inbox,
    jobs,
    language,
    lookback,
    original,
    sign_in,
    story,
)

PAGES = (
    alerts,
    article,
    compare,
    front,
    inbox,
    jobs,
    language,
    lookback,
    original,
    sign_in,
    story,
)

urlpatterns: list[URLPattern] = [one for page in PAGES for one in page.paths]
