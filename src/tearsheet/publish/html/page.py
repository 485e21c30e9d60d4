"""An edition set as one self-contained HTML page."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from tearsheet.model import Digest, Evidence, Finding, Override, Sentence
from tearsheet.publish import manifest
from tearsheet.publish.address import is_saved, page_url, web_address
from tearsheet.publish.edition import Edition
from tearsheet.publish.html import seal
from tearsheet.publish.html.reading import read_page
from tearsheet.publish.sheet import TearSheet, proven, sources, tear_sheets
from tearsheet.publish.subject import subject_name
from tearsheet.publish.tongue import direction, html_language, runs
from tearsheet.publish.wording import wording

SAID_PLAINLY = ("owned_state", "owned_state-funded", "opinion", "sponsored", "press release")
"""What about a source a reader must not overlook: it is set in the accent colour."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence ready to be set, with its tear sheet and what the gate and editors said of it."""

    sheet: TearSheet
    findings: tuple[Finding, ...]
    overrides: tuple[Override, ...]

    @property
    def where(self) -> str:
        """Its path in the edition."""
        return self.sheet.where

    @property
    def slug(self) -> str:
        """Its path as an HTML id."""
        return self.where.replace(" ", "-")

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.sheet.sentence


@dataclass(frozen=True, slots=True)
class Block:
    """Claims set together: ``kind`` is ``headline``, ``text``, ``quotation`` or ``note``."""

    kind: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One item of the edition as set."""

    number: int
    source: int
    evidence: Evidence
    blocks: tuple[Block, ...]
    copies: tuple[Evidence, ...]
    copies_unnamed: int


def render(edition: Edition, setting: str = manifest.SETTING) -> str:
    """The edition as one HTML file; the same edition makes the same bytes.

    It carries its manifest, which says that it was set by ``setting``, and a seal over
    everything a reader can see; `parse` reads both back. Raises PublishError where the edition
    cites an article without evidence.
    """
    line = manifest.encoded(manifest.manifest_of(edition, setting))
    page = _template().render(
        **_context(edition), manifest=Markup(line), fingerprint=manifest.fingerprint(line)
    )
    return seal.sealed(page, seal.seal_of(page, read_page(page)))


def _context(edition: Edition) -> dict[str, object]:
    """What the template sets."""
    digest = edition.digest
    words = wording(digest.language)
    sheets = tear_sheets(edition)
    claims = {where: _claim(sheet, edition) for where, sheet in sheets.items()}
    style, script = _asset("edition.css"), _asset("edition.js")
    return {
        "digest": digest,
        "watch": edition.watch,
        "subject": subject_name(digest, edition.watch),
        "w": words,
        "title": claims["title"],
        "lead": [claims[f"lead {n}"] for n in range(1, len(digest.lead) + 1)],
        "stories": list(_stories(edition, claims)),
        "sources": list(sources(edition).values()),
        "total": len(claims) if edition.verdict is None else edition.verdict.sentences,
        "proven": proven(edition.verdict),
        "copies": sum(len(item.copies) for item in digest.items),
        "stately": tuple(words.say(phrase) for phrase in SAID_PLAINLY),
        "file": file_name(digest),
        "style": Markup(style),
        "script": Markup(script),
        "policy": _policy(style, script),
    }


def _claim(sheet: TearSheet, edition: Edition) -> Claim:
    findings = edition.verdict.findings if edition.verdict else ()
    return Claim(
        sheet,
        tuple(finding for finding in findings if finding.where == sheet.where),
        tuple(
            o for o in edition.digest.overrides if o.sentence in (sheet.where, sheet.sentence.text)
        ),
    )


def _stories(edition: Edition, claims: dict[str, Claim]) -> Iterator[Story]:
    cited = sources(edition)
    for number, item in enumerate(edition.digest.items, 1):
        own = [claims[f"item {number} sentence {n}"] for n in range(1, len(item.sentences) + 1)]
        copies = tuple(edition.evidence[key] for key in item.copies if key in edition.evidence)
        source = cited[item.article_key]
        yield Story(
            number,
            source.number,
            source.evidence,
            tuple(_blocks(own)),
            copies,
            len(item.copies) - len(copies),
        )


def _blocks(claims: list[Claim]) -> Iterator[Block]:
    """Sentences that run on share a paragraph; headlines, quotations and notes stand alone."""
    running: list[Claim] = []
    for claim in claims:
        kind = claim.sentence.kind
        if kind in ("headline", "quotation", "note"):
            if running:
                yield Block("text", tuple(running))
                running = []
            yield Block(kind, (claim,))
        else:
            running.append(claim)
    if running:
        yield Block("text", tuple(running))


def file_name(digest: Digest) -> str:
    """What the edition's file is called: ``kazakhstan-12.html``; letters, digits and hyphens."""
    key = "".join(c if c.isalnum() or c in "-_" else "-" for c in digest.watch_key)
    return f"{key}-{digest.number}.html"


def _policy(style: str, script: str) -> str:
    """A content security policy that lets in this page's own style and script, nothing else."""

    def digest(text: str) -> str:
        return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return files("tearsheet.publish.html").joinpath(name).read_text("utf-8").strip()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("tearsheet.publish.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        direction=direction,
        html_language=html_language,
        is_saved=is_saved,
        page_url=page_url,
        runs=runs,
        web_address=web_address,
    )
    return environment.get_template("edition.html")
