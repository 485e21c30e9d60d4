"""Whose reports does the text retell? "According to Xinhua", "told the Global Times"."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind
from babel import Locale

from tearsheet.model import Credit, Outlet, Span
from tearsheet.press import register
from tearsheet.read.signatures import Signed, is_apart, signatures_in, suffix_end, wire_signed
from tearsheet.read.wire.naming import key_of
from tearsheet.read.wire.phrases import after_relay, before_relay, unlisted_relays

# What is longer is a book, and goes on like that.
_LONGEST = 200_000
_BEFORE, _AFTER = 90, 80
# A relay is credited once; whoever is named so often without one is none.
_MOST_MENTIONS = 25
_MOST_WORDS = 9
_CLOSEST = 12
_NO_PRESS = frozenset({"institute", "government", "wire distributor", "aggregator"})
_WORD = re.compile(r"(?<![^\W_])[^\W_]")
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "uk", "kk", "uz", "tr", "pl")


def relays(text: str, own: str) -> Iterator[Credit]:
    """Each agency or outlet that the text reports after, at its first mention as such, in order.

    The basis is the sentence's words around the name. The outlet ``own`` relays itself nothing.
    """
    text = text[:_LONGEST]
    mine = wire_signed(own) if own else None
    tries: dict[str, int] = {}
    found: dict[str, tuple[int, Credit]] = {}
    for span, who, key in _named(text):
        if who in found or (mine and mine.name == who) or _is_own(key, own):
            continue
        tries[who] = tries.get(who, 0) + 1
        if tries[who] > _MOST_MENTIONS:
            continue
        said = _said(text, span)
        if said is not None:
            found[who] = (
                span.start,
                Credit("relay", span.of(text), said.of(text), key, span),
            )
    known = {at for _, credit in found.values() if credit.span for at in _range(credit.span)}
    for at, credit in _unlisted(text, own):
        if credit.span is None or credit.span.start in known:
            continue
        wire = wire_signed(credit.name)
        found.setdefault(wire.name if wire else credit.name, (at, credit))
    yield from (credit for _, credit in sorted(found.values(), key=lambda pair: pair[0]))


def _range(span: Span) -> range:
    return range(span.start, span.end)


def _named(text: str) -> Iterator[tuple[Span, str, str | None]]:
    """Agencies and outlets in the text: place, one name for all of a house's, register key."""
    taken = set[int]()
    signed: Iterator[Signed] = signatures_in(text)
    for sign in signed:
        taken.update((sign.span.start, sign.span.end))
        if not sign.is_weak and sign.wire.role == "agency":
            yield sign.span, sign.wire.name, key_of(sign.wire.name)
    for span, outlet in _outlets_in(text):
        if span.start not in taken and span.end not in taken:
            wire = wire_signed(outlet.name)
            yield span, wire.name if wire else outlet.name, outlet.key


def _said(text: str, span: Span) -> Span | None:
    """The words that make a mention a relay, with the name; None if nothing does."""
    end = suffix_end(text, span)
    after = after_relay().match(text, end, min(len(text), end + _AFTER))
    start = _begin(text, span.start)
    if start is None and after is None:
        return None
    return Span(span.start if start is None else start, after.end() if after else end)


def _begin(text: str, name: int) -> int | None:
    """Where the words begin that stand right before a name and make it a relay."""
    least = max(0, name - _BEFORE)
    window = text[least:name]
    starts = [match.start() + least for match in _WORD.finditer(window)][-_MOST_WORDS:]
    if window and not window[-1].isascii():
        starts.extend(range(max(least, name - _CLOSEST), name))
    for start in sorted(set(starts)):
        if before_relay().fullmatch(text, start, name):
            return start
    return None


def _unlisted(text: str, own: str) -> Iterator[tuple[int, Credit]]:
    """Reports after an agency that the list of wires has not or holds only weakly."""
    for phrase in unlisted_relays(text):
        for match in phrase.finditer(text):
            wire = wire_signed(match["name"])
            name = wire.name if wire else match["name"]
            if _is_own(key_of(name), own) or name.casefold() == own.casefold():
                continue
            if wire and wire.role == "distributor":
                continue
            span = Span(*match.span("name"))
            yield match.start(), Credit("relay", match["name"], match[0], key_of(name), span)


def _is_own(key: str | None, own: str) -> bool:
    return key is not None and key == key_of(own)


def _outlets_in(text: str) -> Iterator[tuple[Span, Outlet]]:
    """Outlets of the register that are called by their name in the text."""
    searcher, names = _outlet_searcher()
    for number, start, end in searcher.find_matches_as_indexes(text):
        is_bent = names[number].name.isascii() and text[end : end + 1].isalpha()
        if is_apart(text, start, end) and not is_bent:
            yield Span(start, end), names[number]


@lru_cache(maxsize=1)
def _outlet_searcher() -> tuple[AhoCorasick, tuple[Outlet, ...]]:
    # There are papers called "Iran" and "Georgia"; "told Iran" means the country.
    countries = {
        name for language in _LANGUAGES for name in Locale.parse(language).territories.values()
    }
    named: Mapping[str, Outlet] = {
        name.text: outlet
        for outlet in register()
        if outlet.kind not in _NO_PRESS
        for name in outlet.names
        if _is_telling(name.text)
        and name.text not in countries
        and register().named(name.text) == outlet
    }
    return AhoCorasick(tuple(named), matchkind=MatchKind.LeftmostLongest), tuple(named.values())


def _is_telling(name: str) -> bool:
    """Whether a name can hardly be a word: several words, or long enough."""
    least = 3 if not name.isascii() and not name[0].isupper() else 4
    return len(name) >= least and (not name[0].isascii() or name[0].isupper() or "." in name)
