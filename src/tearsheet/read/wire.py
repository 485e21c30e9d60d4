"""Who brought this text to us: who wrote it, who carried it, who relayed its words?"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from tearsheet.model import Credit, Dateline, Origin, Provenance, Role, Span
from tearsheet.press import register
from tearsheet.read.metadata import Metadata
from tearsheet.read.signatures import Wire, any_signature, signature_starts, wire_signed

# Credit lines stand in the last lines of a text, notes on its making at either end.
_FOOT_LINES = 4
_EDGE = 400
_LONGEST_BASIS = 160
# Letters of scripts that part words by spaces: beside others a name may stand without one.
_LETTER = "[A-Za-z\u00c0-\u052f]"
_CASE_COUNTS = frozenset({"source_lines", "relays_unlisted"})
_DISTRIBUTOR = re.compile(r"\b(?:news|press|business|pr)\s?-?wire\b", re.IGNORECASE)
_BEFORE, _AFTER = 70, 90


@dataclass(frozen=True, slots=True)
class _Unlisted:
    holds: str
    phrase: str


@dataclass(frozen=True, slots=True)
class _Phrases:
    """``phrases.toml`` as written; its comments say what each list is."""

    relays: tuple[str, ...]
    relays_unlisted: tuple[_Unlisted, ...]
    credits: tuple[str, ...]
    source_lines: tuple[str, ...]
    originals: tuple[str, ...]
    releases: tuple[str, ...]
    translations: tuple[str, ...]


def provenance(
    page: Metadata | None,
    title: str,
    text: str,
    dateline: Dateline | None,
    authors: tuple[str, ...],
    site_name: str | None,
    url: str,
    tail: str,
) -> Provenance:
    """The credits of an article, each with what it rests on, and the kind they make it.

    ``tail`` are the lines cut from below the text; credit lines live there. A publisher that is
    itself the agency is credited once, as publisher, and its text is original.
    """
    publisher = _publisher(site_name, url)
    hands = [publisher] if publisher else []
    own = publisher.name if publisher else site_name or ""
    hands.extend(_signed(text, dateline, authors, own, urlsplit(url).hostname or ""))
    hands.extend(_lines(text, tail, own))
    originator = next((credit for credit in hands if credit.role == "originator"), None)
    if originator is None and page is not None and page.original_url:
        hands.extend(_original(page.original_url))
    hands = list(_once(hands))
    hands.extend(_relays(text, own, hands))
    return Provenance(_kind(hands, title, text, tail, page), tuple(hands), dateline)


def original_url(lines: str) -> str | None:
    """The URL that a line like "View original content: …" gives."""
    for pattern in _compiled("originals"):
        for line in lines.split("\n"):
            match = pattern.search(line.strip())
            if match:
                return match["url"]
    return None


def is_source_line(line: str) -> bool:
    """Whether a line is a release's last: "SOURCE Acme Corporation"."""
    return any(pattern.search(line.strip()) for pattern in _compiled("source_lines"))


def is_original_line(line: str) -> bool:
    """Whether a line says where the original stands."""
    return original_url(line) is not None


def _publisher(site_name: str | None, url: str) -> Credit | None:
    known = register().at(url) if urlsplit(url).hostname else None
    name = site_name or (known.name if known else "")
    if not name:
        return None
    basis = f"site name: {site_name}" if site_name else f"address: {urlsplit(url).hostname}"
    return Credit("publisher", name, basis, known.key if known else _key(name))


def _signed(
    text: str, dateline: Dateline | None, authors: tuple[str, ...], own: str, host: str
) -> Iterator[Credit]:
    """Agencies in the dateline and in the byline."""
    if dateline and dateline.agency:
        wire = wire_signed(dateline.agency)
        at = dateline.span.of(text).find(dateline.agency)
        start = dateline.span.start + max(at, 0)
        span = Span(start, start + len(dateline.agency)) if at >= 0 else dateline.span
        if wire is not None:
            yield from _credit(wire, dateline.agency, "dateline", own, span)
        else:
            yield from _unlisted(dateline.agency, own, host, span)
    for author in authors:
        wire = wire_signed(author)
        if wire is not None:
            yield from _credit(wire, author, f"byline: {author}", own, None)


def _lines(text: str, tail: str, own: str) -> Iterator[Credit]:
    """Credits in lines below the text, or in its last ones."""
    foot: list[tuple[str, Span | None]] = [
        (line, None) for line in tail.split("\n") if line.strip()
    ]
    at = len(text)
    for line in reversed(text.split("\n")[-_FOOT_LINES:]):
        at -= len(line)
        foot.append((line, Span(at, at + len(line))))
        at -= 1
    for line, span in foot:
        said = line.strip()
        for pattern in _compiled("source_lines"):
            match = pattern.search(said)
            if match and len(said) < _LONGEST_BASIS:
                yield from _named(match["who"].strip(" .<>*"), said, own, span)
        if len(said) > _LONGEST_BASIS and span is not None:
            said = said[-_LONGEST_BASIS:]
        for pattern in _named_patterns("credits"):
            match = pattern.search(said)
            wire = wire_signed(match["name"]) if match else None
            if wire is not None and (span is None or len(line) < _LONGEST_BASIS):
                yield from _credit(wire, match["name"] if match else wire.name, said, own, span)


def _named(who: str, line: str, own: str, span: Span | None) -> Iterator[Credit]:
    """The one a SOURCE line names: the originator, unless it is the publisher or a distributor."""
    wire = wire_signed(who)
    if wire is not None and wire.role == "distributor":
        yield from _credit(wire, who, line, own, span)
    elif _key(who) is None or _key(who) != _key(own):
        yield Credit("originator", who, line, _key(who), span)


def _credit(wire: Wire, name: str, basis: str, own: str, span: Span | None) -> Iterator[Credit]:
    is_own = wire_signed(own) == wire or (_key(own) and _key(own) == _key(wire.name))
    if is_own and wire.role == "agency":
        return
    role: Role = "distributor" if wire.role == "distributor" else "originator"
    shown = wire.name if wire.role == "distributor" else name
    yield Credit(role, shown, basis[:_LONGEST_BASIS], _key(wire.name), span)


def _unlisted(name: str, own: str, host: str, span: Span) -> Iterator[Credit]:
    """A dateline's agency that the list of wires has not: a distributor if it is called one."""
    outlet = register().named(name)
    key = outlet.key if outlet else None
    if _is_same(name, own) or (key and key == _key(own)):
        return
    if name.casefold() in host.split("."):
        return
    distributes = _DISTRIBUTOR.search(name) or (outlet and outlet.kind == "wire distributor")
    yield Credit("distributor" if distributes else "originator", name, "dateline", key, span)


def _is_same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()


def _original(url: str) -> Iterator[Credit]:
    outlet = register().at(url)
    if outlet is not None:
        yield Credit("originator", outlet.name, f"canonical address: {url}", outlet.key)


def _relays(text: str, own: str, hands: list[Credit]) -> Iterator[Credit]:
    """Each agency that the text reports after, once, at its first mention."""
    known = {credit.outlet or credit.name for credit in hands if credit.role == "originator"}
    seen: set[str] = set()
    found: list[tuple[int, Credit]] = []
    for start, end in _mentions(text):
        for pattern in _named_patterns("relays"):
            for match in pattern.finditer(text, start, end):
                wire = wire_signed(match["name"])
                if wire is None or wire.role == "distributor" or wire == wire_signed(own):
                    continue
                span = Span(*match.span("name"))
                credit = Credit("relay", match["name"], match[0], _key(wire.name), span)
                found.append((match.start(), credit))
    found.extend(_unlisted_relays(text, own))
    for _, credit in sorted(found, key=lambda pair: pair[0]):
        key = credit.outlet or credit.name
        if key not in seen and key not in known:
            seen.add(key)
            yield credit


def _unlisted_relays(text: str, own: str) -> Iterator[tuple[int, Credit]]:
    """Reports after an agency that the list of wires has not, each with where it stands."""
    phrases = _phrases().relays_unlisted
    for unlisted, pattern in zip(phrases, _compiled("relays_unlisted"), strict=True):
        if unlisted.holds not in text:
            continue
        for match in pattern.finditer(text):
            if wire_signed(match["name"]) is None and not _is_same(match["name"], own):
                span = Span(*match.span("name"))
                credit = Credit("relay", match["name"], match[0], _key(match["name"]), span)
                yield match.start(), credit


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text around each signature in it, so that phrases need not try it all."""
    end = 0
    for place in signature_starts(text):
        if place >= end:
            start, end = max(place - _BEFORE, end), place + _AFTER
            yield start, end


def _once(hands: Iterable[Credit]) -> Iterator[Credit]:
    seen: set[tuple[Role, str]] = set()
    for credit in hands:
        wire = wire_signed(credit.name)
        key = (credit.role, credit.outlet or (wire.name if wire else credit.name.casefold()))
        if key not in seen:
            seen.add(key)
            yield credit


def _kind(hands: list[Credit], title: str, text: str, tail: str, page: Metadata | None) -> Origin:
    edges = f"{title}\n{text[:_EDGE]}\n{text[-_EDGE:]}\n{tail}"
    if any(pattern.search(edges) for pattern in _compiled("translations")):
        return "translated copy"
    roles = {credit.role for credit in hands}
    if "distributor" in roles or (page is not None and page.kind == "press release"):
        return "press release"
    releases = _compiled("releases")
    # A bare label below the text is another article's.
    notes = [line for line in tail.split("\n") if not any(one.fullmatch(line) for one in releases)]
    said = "\n".join((text[:_EDGE], *notes))
    if any(pattern.search(said) for pattern in releases):
        return "press release"
    return "agency copy" if "originator" in roles else "original"


def _key(name: str) -> str | None:
    """The register's key for a name, None if it knows none."""
    if not name:
        return None
    outlet = register().named(name)
    return outlet.key if outlet else None


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    data = resources.files("tearsheet.read").joinpath("phrases.toml").read_bytes()
    return msgspec.toml.decode(data, type=_Phrases)


def _lists() -> Mapping[str, tuple[str, ...]]:
    phrases = _phrases()
    return {
        "relays": phrases.relays,
        "relays_unlisted": tuple(unlisted.phrase for unlisted in phrases.relays_unlisted),
        "credits": phrases.credits,
        "source_lines": phrases.source_lines,
        "originals": phrases.originals,
        "releases": phrases.releases,
        "translations": phrases.translations,
    }


@lru_cache(maxsize=8)
def _compiled(name: str) -> tuple[re.Pattern[str], ...]:
    # SOURCE must stand in capitals: "source: the minister" in a text is no credit line.
    flags = re.MULTILINE | (0 if name in _CASE_COUNTS else re.IGNORECASE)
    return tuple(re.compile(phrase, flags) for phrase in _lists()[name])


@lru_cache(maxsize=8)
def _named_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The phrases with every signature in the place of ``{name}``; its case counts, theirs not."""
    sign = rf"(?P<name>(?-i:{any_signature()}))(?!{_LETTER})"
    return tuple(
        re.compile(f"(?<!{_LETTER}){phrase.replace('{name}', sign)}", re.IGNORECASE)
        for phrase in _lists()[name]
    )
