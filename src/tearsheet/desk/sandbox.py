"""Foreign pages made harmless: cleaned of all that acts, and answered so that nothing could.

Two walls, either of which is enough: nh3 leaves only tags and attributes of text, and the answer
forbids scripts, forms, requests and navigation whatever the page holds.
"""

import re
from base64 import b64encode
from hashlib import sha256

import nh3
from django.http import HttpResponse
from django.utils.html import escape

from tearsheet.publish.tongue import direction, html_language

_LOOKS = """
:root { color-scheme: light; }
body { max-width: 46rem; margin: 1rem auto; padding: 0 1rem; background: #fff; color: #1b1916;
  font: 1rem/1.55 Charter, "Noto Serif", Georgia, "Noto Naskh Arabic", serif;
  overflow-wrap: anywhere; }
pre { white-space: pre-wrap; font: .9rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
table { border-collapse: collapse; } td, th { padding: .2rem .5rem; vertical-align: top; }
a { text-decoration: underline; text-decoration-color: #8a1c1c; }
img { max-width: 100%; height: auto; }
img:not([src]) { border: 1px dashed #857a68; padding: .2rem .5rem; color: #5c554b; }
"""
_LOOKS_HASH = b64encode(sha256(_LOOKS.encode()).digest()).decode()
POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        f"style-src 'sha256-{_LOOKS_HASH}'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)
_TAGS = re.findall(
    r"\w+",
    """a abbr address article aside b bdi bdo blockquote br caption center cite code col colgroup
    dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img
    ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var wbr""",
)
_WITHOUT_CONTENT = re.findall(
    r"\w+",
    "applet audio canvas embed frame frameset head iframe math noembed noscript object script style"
    " svg template title video",
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "bdo": {"dir"},
}
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|"
    r"td|th|tr|option)\b)[a-z]",
    re.IGNORECASE,
)
"""A tag that opens or closes, but those that are often or always left open."""
_DEEPEST = 2_000
"""Tags within tags; nh3 takes 11 seconds for 40,000 (2026-11-22); pages have some 100."""
_PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "gif", "webp"))


def is_tangled(markup: str) -> bool:
    """Whether its tags stand so deep within each other that cleaning it would take minutes."""
    depth = 0
    for tag in _TAG.finditer(markup):
        depth += 1 if not tag[1] else -1 if depth else 0
        if depth > _DEEPEST:
            return True
    return False


def cleaned(markup: str) -> str:
    """The markup with nothing left in it that acts, links, or would fetch anything.

    Tags of text stay, links lose their address, pictures stay if the page itself holds them.
    Time grows with the square of the depth of its tags: see `is_tangled`.
    """
    return nh3.clean(
        markup,
        tags=set(_TAGS),
        clean_content_tags=set(_WITHOUT_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_harmless,
        url_schemes={"data"},
        link_rel=None,
        strip_comments=True,
    )


def _harmless(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if value.lower().startswith(_PICTURES) else None
    return value


def page_answer(body: str, title: str, language: str) -> HttpResponse:
    """A document of ``body``, which must be clean, for a frame that trusts nothing in it."""
    return _answer(
        f'<!doctype html><html lang="{escape(html_language(language))}" '
        f'dir="{direction(title, language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_LOOKS}</style></head><body>{body}</body></html>"
    )


def text_answer(text: str, title: str, language: str) -> HttpResponse:
    """A document that shows characters as they are."""
    return page_answer(f"<pre>{escape(text)}</pre>", title, language)


def download(payload: bytes, name: str) -> HttpResponse:
    """Bytes that no browser opens by itself, to be kept under ``name``."""
    response = HttpResponse(payload, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _guarded(response)


def _answer(document: str) -> HttpResponse:
    body = document.encode("utf-8", "replace")
    return _guarded(HttpResponse(body, content_type="text/html; charset=utf-8"))


def _guarded(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
