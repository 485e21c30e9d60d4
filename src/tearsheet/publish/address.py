"""Which addresses an edition may link to."""

from urllib.parse import urlsplit


def web_address(url: str) -> str | None:
    """The URL if a reader may follow it (http or https, no control characters), else None."""
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
