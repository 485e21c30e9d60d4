"""Which addresses an edition may link to."""

from urllib.parse import urlsplit

from tearsheet.model import Article, Capture


def web_address(url: str) -> str | None:
    """The URL if a reader may follow it (http or https, no control characters), else None."""
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def page_url(article: Article, capture: Capture) -> str:
    """Where readers find the page: the capture's URL, or what a saved page says is its own."""
    return article.url if is_saved(article, capture) else capture.url


def is_saved(article: Article, capture: Capture) -> bool:
    """Whether the page came as a file that has no address, but names one itself."""
    return web_address(capture.url) is None and web_address(article.url) is not None
