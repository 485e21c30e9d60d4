"""Joins what dateline, byline, edges and sentences say into one `Provenance`."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from tearsheet.model import Credit, Dateline, Label, Origin, Provenance, Role
from tearsheet.press import register
from tearsheet.read.metadata import Metadata
from tearsheet.read.signatures import wire_signed
from tearsheet.read.wire.credits import Page, lined, republished, signed
from tearsheet.read.wire.edges import Line, edges
from tearsheet.read.wire.house_style import told
from tearsheet.read.wire.labels import labels, nearest
from tearsheet.read.wire.naming import key_of
from tearsheet.read.wire.phrases import labels_worded, listed
from tearsheet.read.wire.relays import relays


def provenance(
    page: Metadata | None,
    title: str,
    text: str,
    dateline: Dateline | None,
    authors: tuple[str, ...],
    site_name: str | None,
    url: str,
    tail: str,
    above: str = "",
) -> Provenance:
    """The credits of an article, each with what it rests on, its labels, and the kind they make it.

    ``tail`` are the lines cut from below the text, ``above`` those from above it; credit lines and
    bylines live there. A publisher that is
    itself the agency is credited once, as publisher, and its text is original.
    """
    publisher = _publisher(site_name, url)
    own = Page(
        publisher.name if publisher else site_name or "",
        urlsplit(url).hostname or "",
        publisher.outlet if publisher else None,
    )
    lines = edges(text, tail, above)
    hands = [publisher] if publisher else []
    hands.extend(signed(text, dateline, authors, own))
    noted = (*lined(lines, own), *((credit, False) for credit in told(text, tail, own)))
    declared = any(credit.role == "originator" for credit in hands)
    declared |= any(credit.role == "originator" and not is_part for credit, is_part in noted)
    hands.extend(credit for credit, _ in noted)
    is_part = not declared and any(part for _, part in noted)
    again = tuple(_republished(lines, own))
    if not declared:
        hands.extend(credit for credit, _ in again)
    if page is not None and page.original_url and not any(c.role == "originator" for c in hands):
        hands.extend(_original(page.original_url))
    hands = list(_once(hands))
    said = list(labels(page, title, lines))
    said.extend(_carried(hands, said))
    said.extend(Label("republication", credit.basis, line.span) for credit, line in again[:1])
    known = {credit.outlet or credit.name for credit in hands if credit.role == "originator"}
    known.add(own.key or own.own)
    hands.extend(
        credit for credit in relays(text, own.own) if (credit.outlet or credit.name) not in known
    )
    return Provenance(_kind(hands, said, is_part), tuple(hands), dateline, tuple(said))


def original_url(lines: str) -> str | None:
    """The URL that a line like "View original content: …" gives."""
    for pattern in listed("originals"):
        for line in lines.split("\n"):
            match = pattern.search(line.strip())
            if match:
                return match["url"]
    return None


def is_source_line(line: str) -> bool:
    """Whether a line is a release's last: "SOURCE Acme Corporation"."""
    return any(pattern.search(line.strip()) for pattern in listed("source_lines"))


def is_original_line(line: str) -> bool:
    """Whether a line says where the original stands."""
    return original_url(line) is not None


def _publisher(site_name: str | None, url: str) -> Credit | None:
    known = register().at(url) if urlsplit(url).hostname else None
    name = site_name or (known.name if known else "")
    if not name:
        return None
    basis = f"site name: {site_name}" if site_name else f"address: {urlsplit(url).hostname}"
    return Credit("publisher", name, basis, known.key if known else key_of(name))


def _carried(hands: list[Credit], said: list[Label]) -> Iterator[Label]:
    """What a distributor carries is a release, whatever it calls itself."""
    carrier = next((credit for credit in hands if credit.role == "distributor"), None)
    if carrier and not any(label.kind == "press release" for label in said):
        yield Label("press release", f"carried by {carrier.name}: {carrier.basis}", carrier.span)


def _republished(lines: tuple[Line, ...], own: Page) -> Iterator[tuple[Credit, Line]]:
    near = tuple(nearest(lines))
    if "republication" not in labels_worded("\n".join(line.text for line in near).casefold()):
        return iter(())
    near = tuple(line for line in near if "republication" in labels_worded(line.text.casefold()))
    return republished(near, own)


def _original(url: str) -> Iterator[Credit]:
    outlet = register().at(url)
    if outlet is not None:
        yield Credit("originator", outlet.name, f"canonical address: {url}", outlet.key)


def _once(hands: Iterable[Credit]) -> Iterator[Credit]:
    seen: set[tuple[Role, str]] = set()
    for credit in hands:
        wire = wire_signed(credit.name)
        key = (credit.role, credit.outlet or (wire.name if wire else credit.name.casefold()))
        if key not in seen:
            seen.add(key)
            yield credit


def _kind(hands: list[Credit], said: list[Label], is_part: bool) -> Origin:
    kinds = {label.kind for label in said}
    roles = {credit.role for credit in hands}
    if "translation" in kinds:
        return "translated copy"
    if "distributor" in roles or "press release" in kinds:
        return "press release"
    if "originator" in roles:
        return "edited copy" if is_part else "agency copy"
    publisher = next((credit for credit in hands if credit.role == "publisher"), None)
    outlet = register().keyed(publisher.outlet) if publisher and publisher.outlet else None
    return "aggregator page" if outlet and outlet.kind == "aggregator" else "original"
