"""Who took the pictures?"""

import re

import lxml.html

from tearsheet.read.metadata.linked import Linked, Node, texts_in
from tearsheet.read.metadata.tags import one_line
from tearsheet.read.page import Page

_CREDIT_ELEMENTS = (
    "//figure//*[contains(@class,'redit') or contains(@class,'opyright')"
    " or contains(@class,'ource') or contains(@class,'hotographer') or contains(@class,'uthor')"
    " or contains(@itemprop,'copyrightHolder') or contains(@itemprop,'creditText')]"
)
_CREDIT_IN_CAPTION = re.compile(
    r"(?:©|\(c\)|(?:photo|foto|photos|fotos|image|bild|picture|crédit|crédito|credit|фото|сурет"
    r"|fotoğraf|صورة|图|写真|사진)\s*(?:by|credit|:|：))\s*:?\s*(?P<credit>[^.\n|]{2,80})",
    re.IGNORECASE,
)
_LONGEST = 120
_MOST = 20


def image_credits_of(page: Page, linked: Linked) -> tuple[str, ...]:
    """Each picture credit of the article once, as printed, at most twenty."""
    found: dict[str, None] = {}
    for value in linked.values("image"):
        for node in linked.resolved(value):
            if not isinstance(node, str):
                found.update(dict.fromkeys(_said_of(node)))
    for element in page.tree.xpath(_CREDIT_ELEMENTS)[:_MOST]:
        if isinstance(element, lxml.html.HtmlElement):
            text = one_line(element.text_content())
            if 1 < len(text) <= _LONGEST:
                found.setdefault(text)
    for caption in page.tree.iter("figcaption"):
        match = _CREDIT_IN_CAPTION.search(one_line(caption.text_content()))
        if match and not any(match["credit"].strip() in credit for credit in found):
            found.setdefault(match[0].strip())
    return tuple(found)[:_MOST]


def _said_of(node: Node) -> list[str]:
    return [
        text
        for name in ("creditText", "copyrightNotice", "creator", "author")
        for text in texts_in(node.get(name))
        if len(text) <= _LONGEST
    ][:1]
