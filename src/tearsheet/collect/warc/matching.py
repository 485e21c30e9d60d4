"""Does a page name what is sought? Asked of its bytes, before anything else of it is read.

The answer is complete rather than precise: a page that names it in words a reader sees is never
turned down, whatever its encoding and however its letters are escaped; one that is let through
may turn out to be about something else.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from tearsheet.collect import kinds
from tearsheet.collect.warc.spelling import JOINTS, escaped, in_legacy, in_utf8, joined, widened

SEARCHED = frozenset({kinds.HTML, kinds.XHTML, kinds.TEXT, kinds.MARKDOWN})
"""Media types whose bytes show their words; others are let through unsearched."""
GROUP = 60
"""Patterns that are looked for at once. ahocorasick_rs compares up to 64 in vector registers, at
6 GB/s instead of 0.3; news pages, 2026-11-22."""
ASCII_GROUPS, OTHER_GROUPS, ESCAPE_GROUPS = 1, 1, 2
"""Each costs 25 µs for a page of 160 KB; more of them have room for longer beginnings. Tuned by
the benchmark warc.through, 2026-11-22."""
LOOKED_AT = 60
"""Beginnings in a page of which each is looked at; more cost as much as a search for all."""
_BOUNDED = 4  # letters up to which an ASCII name must stand alone: US, but not in USER
AROUND = 120
"""Bytes on each side of a soft hyphen or the like that the word may reach to."""
_PARTICLE = 4
_BEFORE = re.compile(rb"[0-9A-Za-z_]")
_ESCAPE_BEFORE = re.compile(
    rb"(?:\\[a-z]|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2}|&nbsp)\Z"
)


_Encode = Callable[[str], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Needle:
    """A word, in one of its ``spellings`` (case-sensitive); no letter stands before it where it
    ``begins``, none behind it where it ``ends``."""

    spellings: tuple[str, ...]
    begins: bool = False
    ends: bool = False

    def bounds(self, spelling: str) -> tuple[bool, bool]:
        """Whether this spelling is so short that its surroundings are looked at."""
        short = spelling.isascii() and len(spelling) <= _BOUNDED
        return short and self.begins, short and self.ends


@dataclass(frozen=True, slots=True)
class Matcher:
    """Looks for names; each is a few needles that a page must hold all of.

    `Matcher.of(names)` makes one; called with a payload and its media type it says whether the
    page may name what is sought.
    """

    digest: str
    _names: tuple[tuple[int, ...], ...]
    _utf8: "_Search"
    _legacy: "_Search"
    _sieves: tuple["_Sieve", ...]

    @classmethod
    def of(cls, names: Iterable[Sequence[Needle]]) -> "Matcher":
        """A matcher of pages that hold every needle of at least one of the names.

        Raises ValueError without any name: nothing could match.
        """
        wanted = sorted({_telling(name) for name in names if name}, key=repr)
        if not wanted:
            raise ValueError("no name to look for")
        needles = list(dict.fromkeys(needle for name in wanted for needle in name))
        utf8 = _Search.of(needles, lambda one: [*in_utf8(one), *escaped(one)])
        return cls(
            digest=sha256(repr(wanted).encode()).hexdigest(),
            _names=tuple(tuple(needles.index(needle) for needle in name) for name in wanted),
            _utf8=utf8,
            _legacy=_Search.of(needles, in_legacy),
            _sieves=tuple(_sieves(name[0] for name in wanted)),
        )

    def __call__(self, payload: bytes, media_type: str) -> bool:
        """Whether the page may name what is sought."""
        if media_type not in SEARCHED:
            return True
        page = widened(payload)
        if any(sieve.is_match(page) for sieve in self._sieves) and self._in(self._utf8, page):
            return True
        if self._in_pieces(page):
            return True
        return not page.isascii() and not _is_utf8(page) and self._in_legacy(page)

    def _in(self, search: "_Search", page: bytes) -> bool:
        return self._complete(search.found(page))

    def _complete(self, found: set[int]) -> bool:
        return bool(found) and any(found.issuperset(name) for name in self._names)

    def _in_pieces(self, page: bytes) -> bool:
        """Whether a word is there that soft hyphens or the like part unseen."""
        places = _JOINTS.find_matches_as_indexes(page)
        if not places:
            return False
        around: list[bytes] = []
        upto = 0
        for _, start, _ in places:
            around.append(page[max(upto, start - AROUND) : start + AROUND])
            upto = max(upto, start + AROUND)
        found = self._utf8.found(joined(b"".join(around)))
        return bool(found) and self._complete(found | self._utf8.found(page))

    def _in_legacy(self, page: bytes) -> bool:
        # A page that is not quite UTF-8 may name the words in either encoding.
        found = self._legacy.found(page) | self._utf8.found(page)
        if self._complete(found):
            return True
        return b"\xad" in page and self._in(self._legacy, page.replace(b"\xad", b""))


def _telling(name: Sequence[Needle]) -> tuple[Needle, ...]:
    """The words of a name that say much: the first, and the second if it is no particle."""
    return (name[0], *(one for one in name[1:2] if min(map(len, one.spellings)) >= _PARTICLE))


@dataclass(frozen=True)
class _Search:
    """Which needles a page holds, by their numbers: one automaton over all their spellings."""

    patterns: tuple[bytes, ...]
    needles: tuple[tuple[tuple[int, bool, bool], ...], ...]

    @classmethod
    def of(cls, needles: Sequence[Needle], encode: _Encode) -> "_Search":
        """``encode`` gives the ways to write a spelling in bytes."""
        found: dict[bytes, list[tuple[int, bool, bool]]] = {}
        for number, needle in enumerate(needles):
            for spelling in needle.spellings:
                for pattern in encode(spelling):
                    found.setdefault(pattern, []).append((number, *needle.bounds(spelling)))
        found.pop(b"", None)
        return cls(tuple(found), tuple(tuple(dict.fromkeys(one)) for one in found.values()))

    @cached_property
    def automaton(self) -> BytesAhoCorasick:
        """Made when it is first needed."""
        return BytesAhoCorasick(self.patterns)

    def found(self, page: bytes) -> set[int]:
        """The numbers of the needles in the page."""
        there: set[int] = set()
        if not self.patterns:
            return there
        for pattern, start, end in self.automaton.find_matches_as_indexes(page, overlapping=True):
            for number, begins, ends in self.needles[pattern]:
                if number not in there and _stands(page, start, end, begins, ends):
                    there.add(number)
        return there


def _stands(page: bytes, start: int, end: int, begins: bool, ends: bool) -> bool:
    if ends and _BEFORE.match(page, end, end + 1):
        return False
    if not begins or start == 0 or not _BEFORE.match(page, start - 1, start):
        return True
    return _ESCAPE_BEFORE.search(page, max(0, start - 6), start) is not None


class _Sieve:
    """Patterns whose beginnings are looked for: where none is in a page, nothing is.

    The beginnings are as long as so many groups of them have room for.
    """

    def __init__(self, patterns: set[bytes], groups: int) -> None:
        heads: set[bytes] = set()
        for size in range(2, 13):
            longer = {pattern[:size] for pattern in patterns}
            if heads and len(longer) > GROUP * groups:
                break
            heads = longer
        self._sizes = sorted(set(map(len, heads)))
        self._by_head = {
            head: tuple(pattern for pattern in patterns if pattern.startswith(head))
            for head in heads
        }
        # A beginning of a beginning says the same sooner.
        fewest = [
            head
            for head in sorted(heads)
            if not any(head[:size] in heads for size in range(1, len(head)))
        ]
        count = -(-len(fewest) // GROUP) or 1
        each = -(-len(fewest) // count) or 1
        self._automata = [
            _leftmost(fewest[first : first + each]) for first in range(0, len(fewest), each)
        ]

    def is_match(self, page: bytes) -> bool:
        """Whether one of the patterns is in the page; it may say so of a few where none is."""
        return any(
            self._holds(page, hits)
            for automaton in self._automata
            if (hits := automaton.find_matches_as_indexes(page))
        )

    def _holds(self, page: bytes, hits: Sequence[tuple[int, int, int]]) -> bool:
        if len(hits) > LOOKED_AT:
            return True
        # The automaton goes on behind a hit, so that one that begins inside it is looked for too.
        return any(
            page.startswith(self._by_head.get(page[place : place + size], ()), place)
            for _, start, end in hits
            for place in range(start, end)
            for size in self._sizes
        )


def _sieves(needles: Iterable[Needle]) -> Iterator[_Sieve]:
    spellings = list(dict.fromkeys(one for needle in needles for one in needle.spellings))
    raw = {pattern for spelling in spellings for pattern in in_utf8(spelling)}
    ascii_first = {pattern for pattern in raw if pattern[:1].isascii()}
    escapes = {pattern for spelling in spellings for pattern in escaped(spelling)}
    yield _Sieve(ascii_first, ASCII_GROUPS)
    yield _Sieve(raw - ascii_first, OTHER_GROUPS)
    yield _Sieve(escapes, ESCAPE_GROUPS)


def _leftmost(patterns: Sequence[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(patterns, matchkind=MatchKind.LeftmostFirst)


_JOINTS = _leftmost(JOINTS)


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
