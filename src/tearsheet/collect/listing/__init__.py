"""Where the press lists its new articles: feeds, sitemaps, section pages; and how to find them.

Everything here is a function of bytes; only discovery is handed a function that fetches.
"""

from collections.abc import Callable

from tearsheet.collect.listing import feeds
from tearsheet.model import Listing, Outcome, SourceKind


def listing(
    kind: SourceKind,
    payload: bytes,
    url: str,
    media_type: str = "",
    charset: str = "",
    known: Callable[[str], bool] = lambda _: False,
) -> Outcome[Listing]:
    """What the document of a source of this ``kind`` at ``url`` lists; never raises.

    ``media_type`` and ``charset`` are the server's.
    """
    match kind:
        case "feed":
            return feeds.parse(payload, url, media_type, charset)
        case "sitemap":
            from tearsheet.collect.listing import sitemaps

            return sitemaps.parse(payload, url)
        case "section":
            from tearsheet.collect.listing import sections

            return sections.parse(payload, url)
