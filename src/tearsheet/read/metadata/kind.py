"""News, opinion, interview, press release: what kind of article is it?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from tearsheet.model import ArticleKind
from tearsheet.read.metadata.linked import Linked, types_of
from tearsheet.read.metadata.places import Places
from tearsheet.read.metadata.tags import Tags


@dataclass(frozen=True, slots=True)
class _Signs:
    """One kind's entry in ``kinds.toml``."""

    types: tuple[str, ...]
    sections: tuple[str, ...]
    titles: tuple[str, ...]


def kind_of(
    tags: Tags, linked: Linked, title: str, section: str | None, url: str, places: Places
) -> ArticleKind:
    """The kind that type, section, address, a label by the headline or the head of the title
    names; news otherwise.
    """
    types = frozenset(types_of(linked.article)) if linked.article else frozenset[str]()
    for kind, signs in _signs().items():
        if types.intersection(signs.types):
            return kind
    path = [part.replace("_", "-") for part in urlsplit(url).path.casefold().split("/")][:-1]
    labels = map(_label, places.labels)
    said = {_label(section or ""), *path, *labels, (tags.first("og:type") or "").casefold()}
    for kind, signs in _signs().items():
        if not said.isdisjoint(signs.sections):
            return kind
    return kind_of_title(title)


def _label(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" :|–—-•·[]()")


def kind_of_title(title: str) -> ArticleKind:
    """The kind that stands at the head of a title ("Opinion: …", "News Digest: …")."""
    for kind, pattern in _heads().items():
        if pattern.match(title):
            return kind
    return "news"


@lru_cache(maxsize=1)
def _signs() -> Mapping[ArticleKind, _Signs]:
    data = resources.files("tearsheet.read.metadata").joinpath("kinds.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[ArticleKind, _Signs])


@lru_cache(maxsize=1)
def _heads() -> Mapping[ArticleKind, re.Pattern[str]]:
    return {
        kind: re.compile(
            rf"\W*(?:{'|'.join(re.escape(word) for word in signs.titles)})\s*[:：|–—\]]",
            re.IGNORECASE,
        )
        for kind, signs in _signs().items()
    }
