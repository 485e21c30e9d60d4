"""One parse of a page, which every reader shares."""

from collections.abc import Mapping
from dataclasses import dataclass

import lxml.etree
import lxml.html

from tearsheet.model import Headers
from tearsheet.read.decode import decoded
from tearsheet.read.json_ld import JsonValue, objects_of

# Real pages stay under 5 MB and 20,000 tags; what is larger is a data dump or an attack.
MOST_BYTES = 20_000_000
MOST_TAGS = 50_000
_SUSPECT, _MOST_ATTRIBUTES = 50_000, 2_000
# lxml.html asks Python for the class of each element it touches; we need no forms and inputs.
_ONE_CLASS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)


class PageError(Exception):
    """A payload that is no readable page; ``reason`` is a plain phrase that can be counted."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page, parsed once. The tree is shared: who must change it copies it first.

    ``url`` is where the bytes came from. ``markup`` is the decoded HTML. ``json_ld`` holds every
    object of every ``application/ld+json`` script in page order, lists and ``@graph`` flattened.
    """

    url: str
    markup: str
    tree: lxml.html.HtmlElement
    json_ld: tuple[Mapping[str, JsonValue], ...]


def parse(url: str, payload: bytes, headers: Headers = ()) -> Page:
    """The page that the bytes spell.

    Raises PageError: "too large", "no text" for an empty payload, "not readable" where no
    element comes out.
    """
    if len(payload) > MOST_BYTES:
        raise PageError("too large", f"{len(payload)} bytes")
    markup = decoded(payload, headers).replace("\x00", "")
    if not markup or markup.isspace():
        raise PageError("no text", "empty page")
    tags = markup.count("<")
    if tags > MOST_TAGS:
        raise PageError("too large", f"{tags} tags")
    if len(markup) > _SUSPECT and _has_endless_tag(markup):
        raise PageError("too large", "a tag with thousands of attributes")
    tree = _tree(markup)
    return Page(url, markup, tree, objects_of(tree))


def _has_endless_tag(markup: str) -> bool:
    """Whether a tag has so many attributes that the parser, quadratic in them, would hang."""
    at = -1
    while at + _SUSPECT < len(markup):
        # Whatever begins up to the last "<" within reach is short.
        last = markup.rfind("<", at + 1, at + _SUSPECT + 2)
        if last < 0:
            piece = markup[at + 1 :].partition("<")[0]
            if len(piece) > _SUSPECT and piece.partition(">")[0].count("=") > _MOST_ATTRIBUTES:
                return True
            last = at + 1 + len(piece)
        at = last
    return False


def _tree(markup: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8",
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError("not readable", str(error)) from error
    if not isinstance(tree, lxml.html.HtmlElement):
        raise PageError("not readable", "no element")
    return tree
