"""What an alert told, as an Atom feed (RFC 4287)."""

from collections.abc import Callable, Sequence

from lxml import etree

from tearsheet.model import Alert, Notice, NoticeEntry

NAMESPACE = "http://www.w3.org/2005/Atom"


def feed(
    alert: Alert,
    notices: Sequence[Notice],
    address: str,
    page_of: Callable[[NoticeEntry], str] = lambda entry: entry.url,
) -> bytes:
    """The feed's document; ``address`` is its own, ``page_of`` says where an entry is read."""
    root = etree.fromstring(f'<feed xmlns="{NAMESPACE}"/>')
    _put(root, "title", alert.title)
    _put(root, "id", f"urn:sha256:{alert.key}")
    root.append(etree.Element(_tag("link"), rel="self", href=_xml(address)))
    newest = notices[0].at if notices else alert.made_at
    _put(root, "updated", newest.isoformat())
    for notice in notices:
        for entry in notice.entries:
            root.append(_entry(entry, notice, page_of(entry)))
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(entry: NoticeEntry, notice: Notice, page: str) -> etree._Element:
    element = etree.Element(_tag("entry"))
    title = _put(element, "title", entry.title)
    title.set("{http://www.w3.org/XML/1998/namespace}lang", _xml(entry.language))
    _put(element, "id", f"urn:sha256:{notice.key}:{entry.article_key}")
    element.append(etree.Element(_tag("link"), rel="alternate", href=_xml(page)))
    _put(element, "published", entry.at.isoformat())
    _put(element, "updated", notice.at.isoformat())
    author = etree.SubElement(element, _tag("author"))
    _put(author, "name", entry.outlet)
    copies = f"; {entry.copies} further printings" if entry.copies else ""
    _put(element, "summary", f"{entry.outlet}: {entry.why}{copies}")
    return element


def _put(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name))
    element.text = _xml(text)
    return element


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _xml(text: str) -> str:
    """The text without what XML 1.0 has no place for (section 2.2)."""
    return "".join(
        one
        for one in text
        if one in "\t\n\r"
        or " " <= one <= "\ud7ff"
        or "\ue000" <= one <= "\ufffd"
        or one > "\uffff"
    )
