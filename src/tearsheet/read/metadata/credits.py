"""Who took the pictures?"""

import re

import lxml.html

from tearsheet.read.metadata.linked import Linked, Node, texts_in
from tearsheet.read.metadata.places import pieces_of
from tearsheet.read.metadata.tags import one_line
from tearsheet.read.page import Page

_CREDIT_ELEMENTS = (
    "//figure//*[contains(@class,'redit') or contains(@class,'opyright')"
    " or contains(@class,'ource') or contains(@class,'hotographer') or contains(@class,'uthor')"
    " or contains(@itemprop,'copyrightHolder') or contains(@itemprop,'creditText')]"
)
# What may be a caption: figcaption, and what stands right after a picture or its box.
_CAPTIONS = (
    "//figcaption | //img/following-sibling::*[1] | //img/parent::*/following-sibling::*[1]"
    " | //img/ancestor::tr[1]/following-sibling::tr[1]"
)
_CREDIT = re.compile(
    r"(?:©|\(c\)\s|(?<!\w)(?:photograph|photography|photo|foto|photos|fotos|image|bild|picture|crédit"
    r"|crédito|fotografía|fotoğraf|фото|сурет|сүрөт|зураг|صورة|تصوير|عکس|तस्वीर|फोटो|图|圖|写真|사진)"
    r"(?:\s(?:by|credit|courtesy|von|de))?\s*[:=：／/]|(?<!\w)photo(?:\sby)?\s(?=[A-Z]))"
    r"\s*[^.\n|:：]{2,80}"
    r"|[\u3040-\u30ff\u3400-\u9fff]{2,12}(?:撮影|提供)|[\u3400-\u9fff]{2,8}\s?[摄攝](?![\u3400-\u9fff])",
    re.IGNORECASE,
)
_LONGEST = 120
_LONGEST_CAPTION = 500
_MOST = 20
_MOST_CAPTIONS = 60


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
    for caption in page.tree.xpath(_CAPTIONS)[:_MOST_CAPTIONS]:
        if isinstance(caption, lxml.html.HtmlElement):
            match = _CREDIT.search(pieces_of(caption, _LONGEST_CAPTION))
            credit = match[0].strip() if match else ""
            if credit and not any(credit in known or known in credit for known in found):
                found.setdefault(credit)
    return tuple(found)[:_MOST]


def _said_of(node: Node) -> list[str]:
    return [
        text
        for name in ("creditText", "copyrightNotice", "creator", "author")
        for text in texts_in(node.get(name))
        if len(text) <= _LONGEST
    ][:1]
