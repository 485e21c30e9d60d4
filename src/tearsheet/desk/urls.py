"""Where each page lies. A page's module lists its own addresses in ``paths``."""

from django.urls import URLPattern, URLResolver

from tearsheet.desk.views import (
    accounts,
    adding,
    alerts,
    api,
    article,
    compare,
    compose,
    edition,
    editions,
    first_run,
    front,
    inbox,
    jobs,
    journal,
    language,
    lookback,
    me,
    original,
    outlets,
    people,
    preview,
    search,
    sign_in,
    sources,
    states,
    story,
    versions,
    watches,
)

PAGES = (
    accounts,
    adding,
    alerts,
    api,
    article,
    compare,
    compose,
    edition,
    editions,
    first_run,
    front,
    inbox,
    jobs,
    journal,
    language,
    lookback,
    me,
    original,
    outlets,
    people,
    preview,
    search,
    sign_in,
    sources,
    states,
    story,
    versions,
    watches,
)

urlpatterns: list[URLPattern | URLResolver] = [one for page in PAGES for one in page.paths]

handler400 = "tearsheet.desk.views.errors.misunderstood"
handler403 = "tearsheet.desk.views.errors.refused"
handler404 = "tearsheet.desk.views.errors.missing"
handler500 = "tearsheet.desk.views.errors.broken"
