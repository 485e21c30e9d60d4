"""What is the article's headline?"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tearsheet.read.metadata.linked import Linked, plain
from tearsheet.read.metadata.tags import Tags

# What parts a headline from the outlet's name in a title element.
_PARTING = re.compile(
    r"\s+[|｜\-–—•·:»*/]+\s+|\s*[|｜]\s*|\s*[：:]\s*(?=\S+$)|(?<=\S)-(?=[^\s-]+[|ㅣ])"
)
_LETTERS = re.compile(r"[\W_]+")
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"}
)
_LONGEST = 400


def title_of(tags: Tags, linked: Linked, url: str, site_names: tuple[str, ...]) -> tuple[str, str]:
    """The headline in one line, and a word for where it stood ("" if nowhere).

    The sources vote: the one most of JSON-LD, Open Graph, the chief heading, Twitter's card and
    the title element agree on, in that order where they tie.
    """
    claims = [
        (source, title)
        for source, title in _claims(tags, linked)
        if title and not _is_site(title, url, site_names)
    ]
    if not claims:
        return "", ""
    cleaned = [
        (source, _without_site(title, [other for _, other in claims], url, site_names))
        for source, title in claims
    ]
    votes: dict[str, float] = {}
    for source, title in cleaned:
        votes[_key(title)] = votes.get(_key(title), 0) + _WEIGHTS[source]
    source, title = max(cleaned, key=lambda claim: votes[_key(claim[1])])
    return title[:_LONGEST], source


_WEIGHTS = {
    "json-ld headline": 5.0,
    "open graph": 1.2,
    "heading": 1.0,
    "twitter card": 0.4,
    "microdata headline": 0.5,
    "title element": 0.3,
}


def _claims(tags: Tags, linked: Linked) -> Iterator[tuple[str, str]]:
    yield "json-ld headline", linked.text("headline") or ""
    yield "open graph", plain(tags.first("og:title") or "")
    for heading in tags.headings[:4]:
        yield "heading", plain(heading)
    yield "microdata headline", plain(tags.first("headline", "dc.title", "parsely-title") or "")
    yield "twitter card", plain(tags.first("twitter:title") or "")
    yield "title element", plain(tags.title)


def _without_site(title: str, others: list[str], url: str, site_names: tuple[str, ...]) -> str:
    """The title without the outlet's name (and section) at either end."""
    leading, colon, after = title.partition(": ")
    if colon and _is_site(leading, url, site_names):
        return after.strip()
    for parting in _PARTING.finditer(title):
        head, rest = title[: parting.start()].strip(), title[parting.end() :].strip()
        if any(_key(head) == _key(other) for other in others) or _is_site(rest, url, site_names):
            return head
        if _is_site(head, url, site_names):
            return rest
    for other in others:
        if len(other) > 15 and title.startswith(other) and _PARTING.match(title[len(other) :]):
            return other
    return title


def _is_site(text: str, url: str, site_names: tuple[str, ...]) -> bool:
    own = _LETTERS.sub("", text).casefold()
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = {
        _LETTERS.sub("", name).casefold() for name in (*site_names, host, *host.split(".")[:-1])
    }
    return bool(own) and own in names


def _key(title: str) -> str:
    return _LETTERS.sub("", title.translate(_MARKS)).casefold() or title
