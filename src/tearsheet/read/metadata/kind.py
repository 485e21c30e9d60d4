"""News, opinion, interview, press release: what kind of article is it?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from tearsheet.model import ArticleKind, Provenance
from tearsheet.read.clean import SENTENCE_ENDS
from tearsheet.read.metadata.linked import Linked, types_of
from tearsheet.read.metadata.places import Places
from tearsheet.read.metadata.tags import Tags

_EDGE_LINES = 2
_SHORT_TITLE = 3
_LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class _Signs:
    """One kind's entry in ``kinds.toml``."""

    types: tuple[str, ...]
    sections: tuple[str, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    boxes: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Notes:
    """One kind's notes: those that open a line, and those that stand anywhere near its ends."""

    opening: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None
    words: tuple[str, ...]

    def in_line(self, line: str) -> str | None:
        """The words of a note in the line."""
        match = self.opening.match(line) if self.opening else None
        if match is None and self.anywhere:
            for end in dict.fromkeys((line[:_LONGEST_NOTE], line[-_LONGEST_NOTE:])):
                small = end.lower()
                if match is None and any(word in small for word in self.words):
                    match = self.anywhere.search(end)
        return match[0] if match else None


def kind_of(
    tags: Tags, linked: Linked, title: str, section: str | None, url: str, places: Places
) -> tuple[ArticleKind, str]:
    """The kind that type, section, address, a label by the headline or the head of the title
    names, news otherwise; and the mark that names it (``section: Opinion``), empty for news.
    """
    types = frozenset(types_of(linked.article)) if linked.article else frozenset[str]()
    for kind, signs in _signs().items():
        for name in types.intersection(signs.types):
            return kind, f"type: {name}"
    path = [part.replace("_", "-") for part in urlsplit(url).path.casefold().split("/")][:-1]
    said = {
        **{
            _label(words): f"label: {words}"
            for words in (*places.labels_below, *places.labels_above)
        },
        (tags.first("og:type") or "").casefold(): f"og:type: {tags.first('og:type')}",
        **{part: f"address: /{part}/" for part in path},
        _label(section or ""): f"section: {section}",
    }
    given = {_label(section or ""), *path, (tags.first("og:type") or "").casefold()}
    above = frozenset(map(_label, places.labels_above))
    below = frozenset(map(_label, places.labels_below))
    for kind, signs in _signs().items():
        labels = (above | below.difference(signs.buttons)).difference(signs.boxes)
        for name in signs.sections:
            if name in given or name in labels:
                return kind, said[name]
    head = title_head(title)
    return (head[0], f"title: {head[1]}") if head else ("news", "")


def kind_by_text(kind: ArticleKind, text: str, tail: str, came: Provenance) -> ArticleKind:
    """The kind that a text's first and last lines, or the way it came, tell of plain news.

    ``kind`` is what the page said; only ``news`` is ever changed. ``tail`` are the lines cut from
    below the text, ``came`` who brought it: what a distributor carries is a release.
    """
    if kind != "news":
        return kind
    if came.kind == "press release" or came.credited("distributor"):
        return "press release"
    lines = text.split("\n")
    found = next(note_in([*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]], tail.split("\n")), None)
    return found[0] if found else kind


def note_in(lines: list[str], tail: list[str]) -> Iterator[tuple[ArticleKind, str]]:
    """Each kind that a note in the first two or last two of ``lines``, or in the lines of the
    ``tail``, tells of, and the note's words.
    """
    for kind, notes in _notes().items():
        for line in _noted_in(kind, lines, tail):
            words = notes.in_line(line)
            if words:
                yield kind, words
                break


def _noted_in(kind: ArticleKind, lines: list[str], tail: list[str]) -> list[str]:
    """The lines in which a note of that kind speaks of this text.

    Who paid for a text is said before it: below stand advertisements. A correction below a text
    is a sentence; without its stop it is the headline of another. A bare label there is another's.
    """
    if kind == "sponsored":
        return lines[:_EDGE_LINES]
    if kind == "correction":
        tail = [line for line in tail if line and line[-1] in SENTENCE_ENDS]
    if kind == "press release":
        tail = [line for line in tail if _notes()[kind].in_line(line) != line]
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:], *tail]


def _label(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" :|–—-•·[]()")


def kind_of_title(title: str) -> ArticleKind:
    """The kind that stands at the head of a title ("Opinion: …", "News Digest: …")."""
    head = title_head(title)
    return head[0] if head else "news"


def title_head(title: str) -> tuple[ArticleKind, str] | None:
    """The kind at the head of a title, and the words that name it; None for plain news."""
    for kind, pattern in _heads().items():
        match = pattern.match(title)
        if match:
            return kind, match[0]
    words = title.casefold().split()
    if 0 < len(words) <= _SHORT_TITLE and words[0] in _signs()["correction"].titles:
        return "correction", title
    return None


@lru_cache(maxsize=1)
def _signs() -> Mapping[ArticleKind, _Signs]:
    data = resources.files("tearsheet.read.metadata").joinpath("kinds.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[ArticleKind, _Signs])


@lru_cache(maxsize=1)
def _notes() -> Mapping[ArticleKind, _Notes]:
    return {
        kind: _Notes(
            _any([note for note in signs.notes if note.startswith("^")]),
            _any([note for note in signs.notes if not note.startswith("^")]),
            signs.words,
        )
        for kind, signs in _signs().items()
        if signs.notes
    }


def _any(notes: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{note})" for note in notes), re.IGNORECASE) if notes else None


@lru_cache(maxsize=1)
def _heads() -> Mapping[ArticleKind, re.Pattern[str]]:
    return {
        kind: re.compile(
            rf"\W*(?:{'|'.join(re.escape(word) for word in signs.titles)})\s*[:：|–—\]]",
            re.IGNORECASE,
        )
        for kind, signs in _signs().items()
    }
