"""Holding an edition to its evidence: the draft as it is made, the file as a reader has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tearsheet.archive import Archive, ArchiveError, read_bundle
from tearsheet.edit import verify
from tearsheet.model import Article, Capture, Digest, Evidence, Finding, Location, Verdict
from tearsheet.pipeline.particulars import miscounted, unheld, with_named_authors
from tearsheet.pipeline.speakers import exchanged_speakers
from tearsheet.press import register
from tearsheet.publish import Published, html
from tearsheet.publish import json as edition_json
from tearsheet.store import queries

BUNDLE = ".evidence.warc.gz"


@dataclass(frozen=True, slots=True)
class Proof:
    """The gate's word on an edition file; ``against`` names the evidence it was held to."""

    edition: str
    against: str
    verdict: Verdict


def evidence_for(archive: Archive, keys: Iterable[str]) -> dict[str, Evidence]:
    """The chain of each article, words and bytes read back from the archive.

    What the archive cannot give back is left out: the gate then refuses what rests on it.
    """
    known = queries.articles(keys)
    places = queries.text_locations(known)
    evidence: dict[str, Evidence] = {}
    for key, one in known.items():
        try:
            record = archive.record_text(places[key])
            payload = archive.payload(one.capture)
        except (ArchiveError, KeyError):
            continue
        evidence[key] = with_named_authors(
            Evidence(_as_recorded(one.article, record), record, one.capture, payload, one.outlet)
        )
    return evidence


def article_keys(digest: Digest) -> set[str]:
    """Every article an edition rests on, or counts as a copy."""
    sentences = [digest.title, *digest.lead]
    for item in digest.items:
        sentences.extend(item.sentences)
    keys = {support.article_key for one in sentences for support in one.supports}
    for item in digest.items:
        keys |= {item.article_key, *item.copies}
    return keys - {""}


def records_behind(digest: Digest) -> tuple[list[Capture], list[Location]]:
    """The captures and texts an evidence bundle for the edition must hold."""
    keys = article_keys(digest)
    captures = [known.capture for known in queries.articles(keys).values()]
    return captures, list(queries.text_locations(keys).values())


def prove(file: Path, bundle: Path | None = None) -> Proof:
    """Prove or refute an edition (.html or .json) against its evidence bundle.

    The bundle is ``bundle``, else the file of the same name that ends in ``.evidence.warc.gz``.
    Neither store nor network is asked. Raises `PublishError` for a file that is no edition and
    `ArchiveError` for a bundle that is missing or not readable as such.
    """
    form = edition_json if file.suffix == ".json" else html
    text = file.read_text("utf-8", errors="surrogateescape")
    published = form.parse(text)
    path = bundle or file.with_name(file.stem + BUNDLE)
    held = read_bundle(path)
    evidence: dict[str, Evidence] = {}
    for key, article in published.articles.items():
        record, capture_key = held.records.get(key, ("", ""))
        payload = held.payloads.get(capture_key)
        if record and payload is not None:
            evidence[key] = article.evidence(record, payload)
    altered = form.differences(text, published, evidence)
    unborne = unheld(published, evidence, held.captures)
    verdict = _verdict(published, evidence)
    return Proof(
        str(file),
        str(path),
        replace(verdict, findings=(*altered, *unborne, *verdict.findings)),
    )


def _verdict(published: Published, evidence: Mapping[str, Evidence]) -> Verdict:
    """The gate's word, with what the edition itself disagrees on put first."""
    verdict = verify(published.digest, evidence, published.watch)
    altered: tuple[Finding, ...] = (
        *published.findings,
        *published.misquoted(evidence),
        *miscounted(published, verdict),
    )
    exchanged = exchanged_speakers(published.digest, evidence, register())
    return replace(verdict, findings=(*altered, *verdict.findings, *exchanged))


def _as_recorded(article: Article, record: str) -> Article:
    """The article with the words of the archive in place of the store's."""
    title, _, text = record.partition("\n\n")
    return replace(article, title=title, text=text)
