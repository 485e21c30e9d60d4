"""What an edition says of its sources besides their words: held to bundle, page and register."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from urllib.parse import unquote, urlsplit

from tearsheet.edit.verify.chain import page_of
from tearsheet.model import Article, Capture, Evidence, Finding, Outlet, Verdict
from tearsheet.press import register
from tearsheet.publish import Published
from tearsheet.publish.address import is_saved
from tearsheet.publish.manifest import as_published

SAID_OF_OUTLETS = ("name", "names", "country", "kind", "ownership", "confirmed")


def unheld(
    published: Published, evidence: Mapping[str, Evidence], captures: Mapping[str, Capture]
) -> Iterator[Finding]:
    """What the edition says of its sources and neither bundle nor register bears out.

    ``evidence`` is the edition's, by article key; ``captures`` are the bundle's, by capture key.
    """
    places = _places(published)
    for key, one in evidence.items():
        where = places.get(key, "copies")
        yield from _of_capture(where, one.capture, captures.get(one.capture.key))
        yield from _of_outlet(where, one)
        unknown = unnamed_authors(one)
        if unknown:
            yield Finding(
                where, "unsupported name", f"no author ‘{unknown[0]}’ is on the archived page"
            )
        if is_saved(one.article, one.capture) and not _names_itself(one):
            message = f"the saved page does not say that its address is {one.article.url}"
            yield Finding(where, "broken chain", message)


def miscounted(published: Published, verdict: Verdict) -> Iterator[Finding]:
    """Where the edition prints another word of the gate than the gate gives now."""
    printed = published.verdict
    if printed is None:
        return
    if printed.sentences != verdict.sentences:
        message = (
            f"the edition says that {printed.sentences} sentences were checked; "
            f"it has {verdict.sentences}"
        )
        yield Finding("proven", "edition altered", message)
    elif set(printed.findings) != set(verdict.findings):
        message = "what the edition prints of the gate's findings is not what the gate finds now"
        yield Finding("proven", "edition altered", message, warning=True)


def unnamed_authors(one: Evidence) -> tuple[str, ...]:
    """The authors whom the plain reader finds nowhere on the archived page."""
    if not one.article.authors:
        return ()
    seen = page_of(one)
    return tuple(name for name in one.article.authors if not (seen.names(name) or seen.holds(name)))


def with_named_authors(one: Evidence) -> Evidence:
    """The evidence without authors whom its page does not name: none of them is printed."""
    unknown = unnamed_authors(one)
    if not unknown:
        return one
    known = tuple(name for name in one.article.authors if name not in unknown)
    return replace(one, article=replace(one.article, authors=known))


def _places(published: Published) -> dict[str, str]:
    """What readers know each article by: its item, or the item it is a copy in."""
    places: dict[str, str] = {}
    for number, item in enumerate(published.digest.items, 1):
        places.setdefault(item.article_key, f"item {number}")
        for key in item.copies:
            places.setdefault(key, f"item {number} copies")
    return places


def _of_capture(where: str, said: Capture, archived: Capture | None) -> Iterator[Finding]:
    if archived is None:
        yield Finding(where, "broken chain", "the evidence lacks the page's capture")
        return
    archived = replace(as_published(archived), location=said.location)
    names = [one.name for one in fields(Capture)]
    unlike = [name for name in names if getattr(said, name) != getattr(archived, name)]
    if unlike:
        listed = ", ".join(name.replace("_", " ") for name in unlike)
        message = f"of the page's capture the edition says otherwise than the archive: {listed}"
        yield Finding(where, "edition altered", message)


def _of_outlet(where: str, one: Evidence) -> Iterator[Finding]:
    known = _registered(one.article, one.capture, one.outlet)
    if known is None:
        return
    unlike = [name for name in SAID_OF_OUTLETS if getattr(one.outlet, name) != getattr(known, name)]
    if unlike:
        message = (
            f"of {known.name} the edition says otherwise than the register: {', '.join(unlike)}"
        )
        yield Finding(where, "edition altered", message)


def _registered(article: Article, capture: Capture, outlet: Outlet) -> Outlet | None:
    """The outlet that the packaged register knows at the page's address, or at the outlet's own."""
    places = (article.url, capture.url, *outlet.domains)
    found = (register().at(place) for place in places)
    return next((known for known in found if known is not None), None)


def _names_itself(one: Evidence) -> bool:
    """Whether host and path of its address stand on the saved page, in whatever spelling."""
    seen, parts = page_of(one), urlsplit(one.article.url)
    paths = {parts.path, unquote(parts.path)}
    return (seen.holds(parts.hostname or "") or seen.names(parts.hostname or "")) and any(
        path in ("", "/") or seen.holds(path) or seen.names(path) for path in paths
    )
