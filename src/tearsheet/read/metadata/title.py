"""What is the article's headline?"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tearsheet.read.metadata.linked import Linked, plain
from tearsheet.read.metadata.tags import Tags

# What parts a headline from the outlet's name in a title element.
_PARTING = re.compile(
    r"\s+[|｜\-–—•·:»›>*/]+\s+|\s*[|｜]\s*|\s*[：:]\s*(?=\S+$)|(?<=\S)-(?=[^\s-]+[|ㅣ])"
)
_CUT = re.compile(r"\s*(?:\.{3}|…)$")
_LETTERS = re.compile(r"[\W_]+")
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"}
)
_LONGEST = 400


# What a source's word weighs in the vote where JSON-LD names no headline.
# Measured on the fundus pages (benchmark read_metadata, 2026-11-22).
_WEIGHTS = {
    "json-ld headline": 1.3,
    "open graph": 1.2,
    "heading": 1.0,
    "twitter card": 0.4,
    "microdata headline": 0.5,
    "title element": 0.3,
}
_LINKED, _GRAPH, _HEADING, _ELEMENT = "json-ld headline", "open graph", "heading", "title element"


def title_of(tags: Tags, linked: Linked, url: str, site_names: tuple[str, ...]) -> tuple[str, str]:
    """The headline in one line, and a word for where it stood ("" if nowhere).

    JSON-LD's headline, unless it is only the title element's (written for search engines) and
    Open Graph and the chief heading agree on another; without one, the headline that most of
    Open Graph, heading, cards and title element agree on.
    """
    sites = (*site_names, *_site_in_title(tags))
    raw = [(source, said) for source, said in _claims(tags, linked) if said]
    raw = [(source, said) for source, said in raw if not _is_site(said, url, sites)]
    others = [said for _, said in raw]
    claims = [(source, _without_site(said, others, url, sites)) for source, said in raw]
    if not claims:
        return "", ""
    source, title = _voted(claims)
    return _whole(title, claims)[:_LONGEST], source


def _voted(claims: list[tuple[str, str]]) -> tuple[str, str]:
    keys: dict[str, str] = {}
    votes: dict[str, float] = {}
    for source, title in claims:
        keys.setdefault(source, _key(title))
        votes[_key(title)] = votes.get(_key(title), 0) + _WEIGHTS[source]
    linked = keys.get(_LINKED)
    for_search_engines = (
        linked == keys.get(_ELEMENT) and keys.get(_GRAPH) == keys.get(_HEADING) is not None
    )
    if linked is not None and not for_search_engines:
        return claims[0]
    return max(claims, key=lambda claim: votes[_key(claim[1])])


def _whole(title: str, claims: list[tuple[str, str]]) -> str:
    """The title, or the one it was cut from if it ends in an ellipsis."""
    cut = _CUT.sub("", title)
    longer = [other for _, other in claims if cut != title and other.startswith(cut)]
    longest = max(longer, key=len, default=title)
    return longest if len(longest) > len(title) and not _CUT.search(longest) else title


def _site_in_title(tags: Tags) -> tuple[str, ...]:
    """A heading that is only the short end of the title element is the outlet's name."""
    parts = [part.strip() for part in _PARTING.split(tags.title)]
    return tuple(
        heading
        for heading in tags.headings
        if len(parts) > 1 and heading == parts[-1] and len(heading) < len(parts[0])
    )


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
