"""Does an article's evidence hang together, from the words to the archived bytes?"""

from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from tearsheet.edit.verify.plainly import Page, charset_of, page, stands_whole
from tearsheet.model import Dated, Evidence, capture_key


def page_of(evidence: Evidence) -> Page:
    """The archived page, as the plain reader sees it."""
    headers = {name.lower(): value for name, value in evidence.capture.headers}
    charset = charset_of(headers.get("content-type", ""))
    return page(evidence.payload, evidence.capture.media_type, charset)


def broken_links(key: str, evidence: Evidence) -> Iterator[str]:
    """What does not fit together, in words; nothing if the chain is whole.

    ``key`` is the article key the edition names: title and text, kept in the record, must hash
    to it together with the key of a capture whose payload is the one we hold.
    """
    article, capture = evidence.article, evidence.capture
    if sha256(evidence.payload).hexdigest() != capture.payload_sha256:
        yield "The archived page is not the one that was captured: its SHA-256 differs"
    if capture_key(capture.url, capture.payload_sha256) != capture.key:
        yield "The capture's key does not follow from its URL and payload"
    if sha256(f"{capture.key}\n{evidence.record}".encode()).hexdigest() != key:
        yield "The archived text is not the one the edition was drafted from: its SHA-256 differs"
    if article.capture_key != capture.key:
        yield "The article was read from another capture"
    if article.record != evidence.record:
        yield "The article's words are not those of the archived text"


def undated(evidence: Evidence) -> str:
    """Why the date of publication is not proven, empty if it is."""
    published = evidence.article.published
    if published is None:
        return "The page gives no date of publication"
    if not _stands(published, evidence):
        return f"‘{published.evidence}’, on which the date rests, is not on the archived page"
    if not _agrees(published):
        return f"The page says ‘{published.evidence}’, which is not {published.at.date()}"
    return ""


def _stands(published: Dated, evidence: Evidence) -> bool:
    capture = evidence.capture
    if published.basis == "url":
        urls = (capture.url, capture.requested_url, evidence.article.url)
        return any(
            stands_whole(published.evidence, text) for url in urls for text in (url, unquote(url))
        )
    if published.basis in ("header", "feed") and any(
        stands_whole(published.evidence, value) for _, value in capture.headers
    ):
        return True
    return page_of(evidence).holds(published.evidence)


def _agrees(published: Dated) -> bool:
    """Whether the claim's own characters say that day, as far as they can be read plainly."""
    claimed = _moment(published.evidence)
    if claimed is not None:
        if claimed.tzinfo and published.at.tzinfo:
            return claimed == published.at or claimed.date() == published.at.date()
        return claimed.date() == published.at.date()
    numbers = _numbers(published.evidence)
    day, year = published.at.day, published.at.year
    if published.precision in ("month", "year"):
        return year in numbers
    compact = f"{published.at:%Y%m%d}"
    return day in numbers or any(str(number).startswith(compact) for number in numbers)


def _moment(words: str) -> datetime | None:
    """A time in ISO form, in seconds since 1970 or as mail writes it."""
    text = words.strip()
    try:
        if text.isdecimal() and len(text) in (10, 13):
            return None
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None


def _numbers(words: str) -> set[int]:
    """Every number in any script's decimal digits."""
    digits = "".join(letter if letter.isdecimal() else " " for letter in words)
    return {int(number) for number in digits.split()}


def unnamed(evidence: Evidence) -> str:
    """Why the outlet is not proven to have printed it, empty if it is.

    It is proven by its domain in the capture's URL, or by its name on the archived page.
    """
    outlet = evidence.outlet
    host = (urlsplit(evidence.capture.url).hostname or "").lower()
    if any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains):
        return ""
    seen = page_of(evidence)
    names = [outlet.name, *(name.text for name in outlet.names)]
    if any(seen.names(name) or seen.holds(name) for name in names):
        return ""
    own = (urlsplit(evidence.article.url).hostname or "").lower()
    if any(own == one or own.endswith(f".{one}") for one in outlet.domains) and seen.holds(own):
        return ""
    return f"Nothing on the archived page or in its URL says that it is {outlet.name}"
