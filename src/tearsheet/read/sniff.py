"""Which format do the bytes have?

The declared media type is trusted only as far as the bytes bear it out: servers and folders call
many things "text/plain" or "application/octet-stream".
"""

import re
from typing import Literal

from tearsheet.read.decode import decoded
from tearsheet.read.formats.legible import is_legible

Format = Literal["html", "pdf", "docx", "mail", "markdown", "plain", "unknown"]

_DECLARED: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "mail",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/plain": "plain",
}
_HTML = re.compile(
    rb"^(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|"
    rb"article|main|h1|table|link|style|section|header|iframe)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"</?[a-z][a-z0-9]{0,11}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(?:From |(?:Received|Return-Path|Delivered-To|MIME-Version|Message-ID|From|To|Subject|Date|"
    rb"X-[\w-]+):)",
    re.IGNORECASE,
)
# gzip, Zstandard, bzip2, xz, 7z, PNG, JPEG, GIF, RIFF
_PACKED = (
    b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x89PNG",
    b"\xff\xd8\xff", b"GIF8", b"RIFF",
)  # fmt: skip
_MAIL_NEEDS = (b"from:", b"subject:")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def format_of(payload: bytes, media_type: str, url: str) -> Format:
    """The format of ``payload``; "unknown" for pictures, archives, data and binary noise."""
    declared = _DECLARED.get(media_type.split(";")[0].strip().lower())
    start = payload[:4096]
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx" if b"word/" in payload[:200_000] or declared == "docx" else "unknown"
    if declared in ("pdf", "docx"):
        return declared
    if _HTML.match(bare) or b"<\x00h\x00t\x00m\x00l" in start.lower():
        return "html" if declared != "mail" else "mail"
    if start.startswith(_PACKED) or (declared == "html" and not _is_text(start)):
        return "unknown"
    if (
        declared == "html"
        and bare
        and not _TAG.search(payload)
        and not is_legible(decoded(payload))
    ):
        return "unknown"
    if declared in ("html", "mail", "markdown"):
        return declared
    if _MAIL.match(bare) and all(need in start.lower() for need in _MAIL_NEEDS):
        return "mail"
    path = url.split("?")[0].split("#")[0].lower()
    if path.endswith((".md", ".markdown")):
        return "markdown"
    if declared == "plain" or (media_type in ("", "application/octet-stream") and _is_text(start)):
        return "plain" if _is_text(start) else "unknown"
    return "unknown"


def _is_text(start: bytes) -> bool:
    """Whether the bytes look like words: UTF-16 aside, text holds no control bytes."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or len(_CONTROLS.findall(start)) * 200 < (
        len(start) + 199
    )
