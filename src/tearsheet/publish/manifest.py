"""What an edition carries in itself so that a reader can check it without us.

The manifest is one line of JSON: the digest, the watch and, for each article, everything but its
words and bytes. Those come from the evidence bundle; their SHA-256 is here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

import babel
import msgspec

from tearsheet.model import Article, Capture, Digest, Evidence, Finding, Outlet, Verdict, Watch
from tearsheet.publish.edition import Edition, PublishError
from tearsheet.publish.passage import Passage

FORMAT = 1
"""Version of the manifest; a reader refuses one it does not know."""
SETTING_VERSION = 2
"""Version of how editions are set: template, style, script, labels and the code that fills them.

Whatever changes a single character of a page set from the same edition must raise it.
"""
SETTING = f"{SETTING_VERSION} locales-{babel.__version__}"
"""By what a page is set. The dates and names of countries in it are Babel's."""
WHITE = re.compile(r"[ \t\n\f\r]+")
HEADERS_KEPT = frozenset(
    {"content-type", "content-language", "content-encoding", "date", "last-modified"}
)
"""Response headers that say how to read the bytes; a page's cookies are nobody's evidence."""


@dataclass(frozen=True, slots=True)
class PublishedArticle:
    """One article as an edition names it, without words and bytes.

    ``article`` has an empty title and text: they are in the ``conversion`` record, whose UTF-8
    bytes have ``record_sha256``. ``capture.payload_sha256`` is the digest of the page's bytes.
    """

    key: str
    record_sha256: str
    article: Article
    capture: Capture
    outlet: Outlet

    def evidence(self, record: str, payload: bytes) -> Evidence:
        """The whole chain again, with record and payload as they came from the bundle.

        Nothing is checked here; that is the gate's work.
        """
        title, _, text = record.partition("\n\n")
        article = replace(self.article, title=title, text=text)
        return Evidence(article, record, self.capture, payload, self.outlet)


@dataclass(frozen=True, slots=True)
class Manifest:
    """An edition's content: see the module. ``setting`` is the `SETTING` it was published with."""

    format: int
    digest: Digest
    watch: Watch
    articles: tuple[PublishedArticle, ...]
    verdict: Verdict | None = None
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """An edition read back from the form it was published in.

    ``articles`` are by article key. ``passages`` is every passage as the page shows it, with the
    path of its sentence; their words are to be held against the bundle (`misquoted`).
    ``findings`` say where the edition does not agree with itself. ``setting`` is as in `Manifest`.
    """

    digest: Digest
    watch: Watch
    articles: Mapping[str, PublishedArticle]
    verdict: Verdict | None
    findings: tuple[Finding, ...]
    passages: tuple[tuple[str, Passage], ...] = ()
    setting: str = SETTING

    def edition(self, evidence: Mapping[str, Evidence]) -> Edition:
        """The edition it was set from, with words and bytes as they came from the bundle."""
        return Edition(self.digest, self.watch, evidence, self.verdict)

    def misquoted(self, evidence: Mapping[str, Evidence]) -> tuple[Finding, ...]:
        """A finding for each passage whose words are not the archived ones at its span."""
        return tuple(
            Finding(where, "edition altered", f"the tear sheet shows words that {fault}")
            for where, passage in self.passages
            if (fault := _fault(passage, evidence.get(passage.article_key)))
        )


def _fault(passage: Passage, evidence: Evidence | None) -> str:
    """What is wrong with a passage as shown; empty if nothing."""
    if evidence is None:
        return "no evidence stands behind"
    text = evidence.article.part(passage.part)
    if passage.span.end > len(text):
        return "reach past the end of the article"
    if shown(passage.span.of(text)) != shown(passage.text):
        return "the article does not have there"
    edges = f"\n{text}\n"
    if passage.opens and edges[passage.span.start] != "\n":
        return "begin earlier in the article"
    if passage.closes and edges[passage.span.end + 1] != "\n":
        return "go on in the article"
    return ""


def shown(text: str) -> str:
    """Text as a browser shows it: runs of ASCII white space are one space, none at the ends."""
    return WHITE.sub(" ", text).strip(" ")


def manifest_of(edition: Edition, setting: str = SETTING) -> Manifest:
    """The manifest of an edition; articles in order of key, so that it is reproducible."""
    return Manifest(
        FORMAT,
        edition.digest,
        edition.watch,
        tuple(_published(key, edition.evidence[key]) for key in sorted(edition.evidence)),
        edition.verdict,
        setting,
    )


def _published(key: str, evidence: Evidence) -> PublishedArticle:
    return PublishedArticle(
        key,
        sha256(evidence.record.encode()).hexdigest(),
        replace(evidence.article, title="", text=""),
        as_published(evidence.capture),
        evidence.outlet,
    )


def as_published(capture: Capture) -> Capture:
    """A capture as editions name it: with the headers that say how to read its bytes."""
    kept = tuple(header for header in capture.headers if header[0].lower() in HEADERS_KEPT)
    return replace(capture, headers=kept)


def encoded(manifest: Manifest) -> str:
    """The manifest as one line of JSON that may stand inside an HTML script element."""
    line = msgspec.json.encode(manifest).decode()
    for character in "<>&\u2028\u2029":
        line = line.replace(character, f"\\u{ord(character):04x}")
    return line


def decoded(line: str) -> Manifest:
    """The manifest read back; raises PublishError if it is none, or of another format."""
    try:
        manifest = msgspec.json.decode(line, type=Manifest)
    except (msgspec.DecodeError, ValueError) as error:
        raise PublishError(f"the edition's manifest cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise PublishError(f"the edition's manifest has format {manifest.format}, not {FORMAT}")
    return manifest


def fingerprint(line: str) -> str:
    """SHA-256 of the manifest's line, 64 hexadecimal digits."""
    return sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
