"""Where the press lists its new articles: feeds, sitemaps, section pages; and how to find them.

Everything here is a function of bytes; only discovery is handed a function that fetches.
"""

from collections.abc import Callable
from dataclasses import replace

from tearsheet.collect.listing import feeds, sections, sitemaps
from tearsheet.model import Kept, Listing, Outcome, SourceKind


def listing(
    kind: SourceKind,
    payload: bytes,
    url: str,
    media_type: str = "",
    charset: str = "",
    known: Callable[[str], bool] = lambda _: False,
) -> Outcome[Listing]:
    """What the document of a source of this ``kind`` at ``url`` lists; never raises.

    ``media_type`` and ``charset`` are the server's. A section page shows the same links again and
    again: of these, the pages that ``known`` (asked by address) are left out.
    """
    match kind:
        case "feed":
            return feeds.parse(payload, url, media_type, charset)
        case "sitemap":
            return sitemaps.parse(payload, url)
        case "section":
            return _unknown_in(sections.parse(payload, url), known)


def _unknown_in(found: Outcome[Listing], known: Callable[[str], bool]) -> Outcome[Listing]:
    if not isinstance(found, Kept):
        return found
    fresh = tuple(lead for lead in found.value.leads if not known(lead.url))
    return Kept(replace(found.value, leads=fresh))
