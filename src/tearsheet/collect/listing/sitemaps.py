"""What does a sitemap list? The sitemaps protocol, news sitemaps, indexes, lists of addresses.

Sources: https://www.sitemaps.org/protocol.html and Google's documentation of news sitemaps.
"""

import heapq
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tearsheet.collect.bounded import GZIP
from tearsheet.collect.kinds import GZIP_MAGIC
from tearsheet.collect.listing import feeds
from tearsheet.collect.listing.addresses import absolute
from tearsheet.collect.listing.sitemaps_parts import fresh_parts, newest_first
from tearsheet.collect.listing.sitemaps_times import time_of
from tearsheet.collect.listing.tags import read_tags
from tearsheet.model import Failed, Kept, Lead, Listing, Outcome

__all__ = ["fresh_parts", "parse"]

MOST_BYTES = 50 * 1024 * 1024
MOST_LEADS = 50_000
"""The protocol's own limits of one sitemap, unpacked."""
MOST_PARTS = 1_000
"""Parts kept of an index: more than a daily part for two years, and the newest are kept."""
NOT_A_SITEMAP = "not a sitemap"

_CHUNK = 1 << 16
_MOST_TAGS = 1_000_000  # fifty thousand news entries have half a million
_MOST_ENTRIES = 150_000  # read before the newest are kept: a second's work and more
_MOST_TEXT = 8_000  # code points of one value; longer ones are no address and no headline
_FEEDS = frozenset({"rss", "feed", "rdf", "channel"})
_ROOTS = frozenset({"urlset", "sitemapindex", "sitemap", "url"})
_JUNK = re.compile(rb"\A[^<]{1,2000}(?=<\?xml|<urlset|<sitemapindex)", re.DOTALL)
# Which values count, and what they stand in: `title` is a video's elsewhere.
_PLACES = frozenset(
    {("loc", "url"), ("lastmod", "url"), ("loc", "sitemap"), ("lastmod", "sitemap")}
    | {("title", "news"), ("publication_date", "news")}
    | {("language", "publication"), ("name", "publication")}
)
_VALUES = frozenset(name for name, _ in _PLACES)


def parse(payload: bytes, url: str) -> Outcome[Listing]:
    """The pages that the sitemap at ``url`` lists, newest first, undated ones last in its order.

    Takes XML (an index's parts are `Listing.further`), gzip of it, a feed given as a sitemap, and
    plain text with an address on each line. Broken XML is read as far as it goes; no entity is
    resolved. Beyond `MOST_BYTES` or `MOST_LEADS` the newest of what was read are kept, and
    ``cut`` says so. Fails with `NOT_A_SITEMAP`; never raises.
    """
    content, cut = _unpacked(payload)
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<" not in text[:_CHUNK] and not text.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _of_lines(text, url, cut)
    reader = _Reader(url)
    read_tags(_JUNK.sub(b"", text, count=1), reader)
    if reader.root in _FEEDS:
        return feeds.parse(content, url)
    if reader.root not in _ROOTS:
        return Failed(NOT_A_SITEMAP, url, f"it begins with <{reader.root}>" if reader.root else "")
    return Kept(reader.listing(cut))


def _unpacked(payload: bytes) -> tuple[bytes, str]:
    """The payload out of its gzip, if it is in one, as far as it goes, and what was cut."""
    content = payload
    if payload.startswith(GZIP_MAGIC):
        out = bytearray()
        rest = payload
        while rest and len(out) <= MOST_BYTES:
            inflate = zlib.decompressobj(GZIP)
            try:
                out += inflate.decompress(rest, MOST_BYTES + 1 - len(out))
            except zlib.error:
                break
            rest = inflate.unused_data.lstrip(b"\x00")
        content = bytes(out)
    if len(content) > MOST_BYTES:
        return content[:MOST_BYTES], f"read the first {MOST_BYTES >> 20} MB"
    return content, ""


def _of_lines(text: bytes, url: str, cut: str) -> Outcome[Listing]:
    """A text sitemap: one address on each line, and nothing else in it."""
    kept = _Newest(MOST_LEADS)
    lines = strange = 0
    for line in text.decode("utf-8", "replace").splitlines():
        if not line.strip():
            continue
        lines += 1
        if found := absolute("", line):
            kept.add(Lead(found))
        else:
            strange += 1
        if lines >= _MOST_ENTRIES:
            cut = cut or f"read the first {lines} entries"
            break
    if not kept or strange * 2 > lines:
        return Failed(NOT_A_SITEMAP, url, "neither XML nor a list of addresses")
    return Kept(Listing(kept.newest(), cut=cut or kept.cut))


@dataclass(slots=True)
class _Newest:
    """The newest leads, each address once, at most ``most`` of them."""

    most: int
    _kept: dict[str, tuple[float, int, Lead]] = field(default_factory=dict)
    _seen: int = 0
    cut: str = ""

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, lead: Lead) -> None:
        at = lead.published or lead.updated
        self._seen += 1
        rank = at.timestamp() if at else float("-inf")
        known = self._kept.get(lead.url)
        if known is None or rank > known[0]:
            self._kept[lead.url] = (rank, -self._seen, lead)
        if len(self._kept) >= 2 * self.most:
            self._prune()

    def newest(self) -> tuple[Lead, ...]:
        if len(self._kept) > self.most:
            self._prune()
        return tuple(lead for *_, lead in sorted(self._kept.values(), key=_rank, reverse=True))

    def _prune(self) -> None:
        best = heapq.nlargest(self.most, self._kept.values(), key=_rank)
        self._kept = {lead.url: (rank, order, lead) for rank, order, lead in best}
        self.cut = f"kept the newest {self.most}"


def _rank(entry: tuple[float, int, Lead]) -> tuple[float, int]:
    return entry[0], entry[1]


class _Reader:
    """What lxml tells of each tag, put together into leads and parts."""

    def __init__(self, url: str) -> None:
        self.root = ""
        self._url = url
        self._tags = 0
        self._entries = 0
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._held = 0
        self._entry: dict[str, str] = {}
        self._leads = _Newest(MOST_LEADS)
        self._parts = _Newest(MOST_PARTS)
        self._languages = Counter[str]()
        self._names = Counter[str]()

    @property
    def is_done(self) -> bool:
        """Whether the rest is not worth reading: it is no sitemap, or it has no end of tags."""
        return bool(self.root and self.root not in _ROOTS) or self._is_over

    @property
    def _is_over(self) -> bool:
        return self._tags > _MOST_TAGS or self._entries >= _MOST_ENTRIES

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        self._tags += 1
        if not self._path:
            self.root = self.root or name.lower()
        if name in ("url", "sitemap"):
            self._finish(self._path[-1] if self._path else "")
        self._path.append(name)
        self._text = [] if name in _VALUES else None
        self._held = 0

    def said(self, text: str) -> None:
        if self._text is not None and self._held < _MOST_TEXT:
            self._text.append(text[: _MOST_TEXT - self._held])
            self._held += len(text)

    def closed(self, name: str) -> None:
        if self._text is not None:
            self._take(name, " ".join("".join(self._text).split()))
            self._text = None
        if self._path:
            self._path.pop()
        if name in ("url", "sitemap"):
            self._finish(name)

    def listing(self, cut: str) -> Listing:
        """All that was read."""
        self._finish("sitemap" if "sitemap" in self._path else "url")
        leads = self._leads.newest()
        parts = newest_first((lead.url, lead.updated) for lead in self._parts.newest())
        if self._is_over:
            cut = cut or f"read the first {self._entries} entries"
        return Listing(
            leads,
            title=_commonest(self._names),
            language=_commonest(self._languages),
            further=tuple(part for part, _ in parts),
            renewed=tuple(at for _, at in parts),
            cut=cut or self._leads.cut or self._parts.cut,
        )

    def _take(self, name: str, value: str) -> None:
        """One value, where it stands in a place that means something."""
        within = self._path[-2] if len(self._path) > 1 else ""
        if value and (name, within) in _PLACES:
            self._entry.setdefault(name, value)

    def _finish(self, kind: str) -> None:
        if not self._entry:
            return
        entry, self._entry = self._entry, {}
        self._entries += 1
        address = absolute(self._url, entry.get("loc", ""))
        if not address:
            return
        updated = time_of(entry.get("lastmod", ""))
        if kind == "sitemap" or (self.root == "sitemapindex" and kind != "url"):
            self._parts.add(Lead(address, updated=updated))
            return
        self._leads.add(
            Lead(
                address,
                title=entry.get("title", ""),
                published=time_of(entry.get("publication_date", "")),
                updated=updated,
            )
        )
        self._languages.update(_given(entry, "language"))
        self._names.update(_given(entry, "name"))


def _given(entry: Mapping[str, str], name: str) -> Iterator[str]:
    if value := entry.get(name, ""):
        yield value


def _commonest(counts: Counter[str]) -> str:
    return counts.most_common(1)[0][0] if counts else ""
