"""A web page's markup as a tree, within bounds, for those who only look at its links."""

import codecs
import re

import lxml.etree
import lxml.html

from tearsheet.collect.listing.addresses import absolute

MOST_BYTES = 20_000_000
MOST_TAGS = 200_000
"""Real home pages stay below 4 MB and 40,000 tags."""

_SUSPECT, _MOST_ATTRIBUTES = 50_000, 2_000
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ANY_TAG = re.compile(r"<[a-zA-Z!/]")


class NotAPageError(ValueError):
    """The bytes are no page; the message is a plain phrase: "not a page" or "too large"."""


def page_tree(payload: bytes) -> lxml.html.HtmlElement:
    """The tree of a page. Raises `NotAPageError`."""
    if len(payload) > MOST_BYTES:
        raise NotAPageError("too large")
    markup = _decoded(payload).replace("\x00", "")
    if not _ANY_TAG.search(markup):
        raise NotAPageError("not a page")
    if markup.count("<") > MOST_TAGS or _has_endless_tag(markup):
        raise NotAPageError("too large")
    parser = lxml.html.HTMLParser(
        encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise NotAPageError("not a page") from error
    if not isinstance(tree, lxml.html.HtmlElement):
        raise NotAPageError("not a page")
    return tree


def base_of(tree: lxml.html.HtmlElement, url: str) -> str:
    """What the page's links start from: its ``<base href>`` where it has one."""
    for base in tree.iter("base"):
        if found := absolute(url, base.get("href") or ""):
            return found
    return url


def plain(text: str) -> str:
    """``text`` on one line."""
    return " ".join(text.split())


def _decoded(payload: bytes) -> str:
    """The markup: by its byte order mark, as UTF-8 if it is that, as it says, as Windows-1252."""
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(encoding, "replace")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        found = _DECLARED.search(payload[:8192])
    try:
        encoding = codecs.lookup(found[1].decode("ascii") if found else "cp1252").name
        # A page that says UTF-8 and breaks it once is UTF-8 all the same.
        return payload.decode(encoding, "replace")
    except (LookupError, ValueError):
        return payload.decode("cp1252", "replace")


def _has_endless_tag(markup: str) -> bool:
    """Whether a tag has so many attributes that the parser, quadratic in them, would hang."""
    return len(markup) > _SUSPECT and any(
        len(piece) > _SUSPECT and piece.split(">", 1)[0].count("=") > _MOST_ATTRIBUTES
        for piece in markup.split("<")
    )
