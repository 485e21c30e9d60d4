"""An edition read back from its HTML, and held against itself.

Three things must agree: the seal and what a reader sees (any altered character is found and
placed), the manifest and its fingerprint, and the sentences, sources and passages on the page and
those of the manifest. The last holds even where someone has made a fresh seal.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from tearsheet.model import Finding, Sentence, Span
from tearsheet.publish import manifest
from tearsheet.publish.address import page_url
from tearsheet.publish.edition import PublishError
from tearsheet.publish.html import seal
from tearsheet.publish.html.reading import MANIFEST, SEAL, Field, Reading, read_page
from tearsheet.publish.manifest import Manifest, Published, PublishedArticle, shown
from tearsheet.publish.passage import Passage, Piece
from tearsheet.publish.sheet import digest_sentences, proven
from tearsheet.publish.subject import subject_name
from tearsheet.publish.tongue import direction, html_language


def parse(page: str) -> Published:
    """The edition a page holds; its findings say where the page was altered.

    Raises PublishError if the page is no edition, or if its manifest is too broken to be read.
    """
    reading = read_page(page)
    if MANIFEST not in reading.scripts:
        raise PublishError("this page is no Tearsheet edition: it holds no manifest")
    line = reading.scripts[MANIFEST]
    content = manifest.decoded(line)
    articles = {article.key: article for article in content.articles}
    passages = tuple(_passages(reading))
    findings = (
        *_seal_findings(page, reading),
        *_digest_findings(reading, content),
        *_sentence_findings(reading, content),
        *_source_findings(reading, articles),
        *_lit_findings(passages, content),
    )
    return Published(
        content.digest,
        content.watch,
        articles,
        content.verdict,
        tuple(dict.fromkeys(findings)),
        passages,
        content.setting,
    )


def _altered(where: str, message: str) -> Finding:
    return Finding(where, "edition altered", message)


def _seal_findings(page: str, reading: Reading) -> Iterator[Finding]:
    """What differs from the seal: block by block, then in the file as a whole."""
    try:
        was = seal.decoded(reading.scripts.get(SEAL, ""))
    except PublishError as error:
        yield _altered("seal", str(error))
        return
    now = seal.seal_of(page, reading)
    if was.manifest != now.manifest:
        yield _altered("manifest", "the manifest is not the one that was sealed")
    before, after = Counter(was.blocks), Counter(now.blocks)
    for name in dict.fromkeys(name for name, _ in (before - after) + (after - before)):
        yield _altered(name, "what stands here is not what was sealed")
    if was.file != now.file:
        yield _altered("page", "the file is not the one that was sealed")
    elif seal.sealed(page, was) != page.replace("\r\n", "\n") or was != now:
        yield _altered("seal", "the seal itself was altered")


def _digest_findings(reading: Reading, content: Manifest) -> Iterator[Finding]:
    """What the page says of the edition as a whole, against the manifest."""
    digest = content.digest
    passed = proven(content.verdict)
    expected = {
        ("number", "data-number"): str(digest.number),
        ("period", "data-first"): digest.first.isoformat(),
        ("period", "data-last"): digest.last.isoformat(),
        ("state", "data-state"): digest.state,
    }
    if content.verdict is not None:
        expected["proven", "data-proven"] = str(passed)
        expected["proven", "data-total"] = str(content.verdict.sentences)
    for (name, attribute), value in expected.items():
        if [found.attributes.get(attribute) for found in reading.fields_named(name)] != [value]:
            yield _altered(name, f"the page does not say {value}, the manifest does")
    subject = subject_name(content.digest, content.watch)
    if [found.shown for found in reading.fields_named("watch")] != [shown(subject.text)]:
        yield _altered("masthead", "the page names another subject than the manifest")
    print_ = manifest.fingerprint(reading.scripts[MANIFEST])
    if [found.shown for found in reading.fields_named("fingerprint")] != [print_]:
        yield _altered("colophon", "the fingerprint printed is not the manifest's")


def _sentence_findings(reading: Reading, content: Manifest) -> Iterator[Finding]:
    """Every sentence of the manifest stands on the page once, in order, word for word."""
    expected = list(digest_sentences(content.digest))
    on_page = list(reading.fields_named("words"))
    if [found.block for found in on_page] != [where for where, _ in expected]:
        yield _altered("page", "the sentences on the page are not those of the manifest, in order")
    by_block = {found.block: found for found in on_page}
    for where, sentence in expected:
        found = by_block.get(where)
        if found is None:
            yield _altered(where, "the sentence is missing from the page")
        elif found.shown != shown(sentence.text):
            yield _altered(where, "the sentence on the page is not the manifest's")
        elif not _is_marked_up(found, sentence):
            yield _altered(where, "language or direction are not the manifest's")


def _is_marked_up(found: Field, sentence: Sentence) -> bool:
    return found.attributes.get("lang") == html_language(sentence.language) and (
        found.attributes.get("dir") == direction(sentence.text, sentence.language)
    )


def _source_findings(
    reading: Reading, articles: Mapping[str, PublishedArticle]
) -> Iterator[Finding]:
    """Wherever the page cites an article, it says of it what the manifest says."""
    for found in reading.fields:
        if not found.article:
            continue
        article = articles.get(found.article)
        if article is None:
            yield _altered(found.block, "an article is cited that the manifest does not know")
            continue
        fault = _source_fault(found, article)
        if fault:
            yield _altered(found.block, f"{fault} on the page is not the manifest's")


def _source_fault(found: Field, article: PublishedArticle) -> str:
    """Which fact about a source differs from the manifest; empty if none does."""
    capture, read = article.capture, article.article
    if found.name == "outlet":
        return "" if found.shown == shown(article.outlet.name) else "the outlet"
    if found.name in ("passage", "article-title"):
        tongue = (html_language(read.language), read.direction)
        same = (found.attributes.get("lang"), found.attributes.get("dir")) == tongue
        return "" if same else "the language or direction of a passage"
    if found.name == "url":
        url = page_url(read, capture)
        same = found.text == url and found.attributes.get("href", url) == url
        return "" if same else "the address"
    if found.name == "payload-sha256":
        return "" if found.text == capture.payload_sha256 else "the digest of the page"
    if found.name == "captured":
        return "" if _moment(found) == capture.captured_at else "the time of capture"
    if found.name in ("published", "updated"):
        when = read.published if found.name == "published" else read.updated
        basis = found.attributes.get("data-basis")
        same = when is not None and _moment(found) == when.at and basis == when.basis
        return "" if same else "the date"
    return ""


def _moment(found: Field) -> datetime | None:
    try:
        return datetime.fromisoformat(found.attributes.get("datetime", ""))
    except ValueError:
        return None


def _passages(reading: Reading) -> Iterator[tuple[str, Passage]]:
    """Every passage the page shows, by the path of its sentence, and every title it cites.

    Those whose place in the article is not said are left out: the seal speaks of them.
    """
    for found in reading.fields_named("article-title"):
        whole = Span(0, len(found.text))
        pieces = tuple(Piece(text, lit) for text, lit in found.runs)
        yield found.block, Passage(found.article, "title", whole, pieces, opens=True, closes=True)
    for found in reading.fields_named("passage"):
        start, end = found.attributes.get("data-start", ""), found.attributes.get("data-end", "")
        part = found.attributes.get("data-part")
        if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
            continue
        yield (
            found.block.removesuffix(" tear sheet"),
            Passage(
                found.article,
                "title" if part == "title" else "text",
                Span(int(start), int(end)),
                tuple(Piece(text, lit) for text, lit in found.runs),
                opens="cut-before" not in found.attributes.get("class", ""),
                closes="cut-after" not in found.attributes.get("class", ""),
            ),
        )


def _lit_findings(
    passages: tuple[tuple[str, Passage], ...], content: Manifest
) -> Iterator[Finding]:
    """The characters lit up for a sentence are the ones its supports name, no more and no less."""
    lit: dict[str, set[tuple[str, str, int]]] = {}
    for where, passage in passages:
        at = passage.span.start
        for piece in passage.pieces:
            if piece.lit:
                named = lit.setdefault(where, set())
                named.update(
                    (passage.article_key, passage.part, n) for n in range(at, at + len(piece.text))
                )
            at += len(piece.text)
        if at != passage.span.end:
            yield _altered(where, "a passage of its tear sheet has not the length it claims")
    for where, sentence in digest_sentences(content.digest):
        supports = [support for support in sentence.supports if support.span is not None]
        named = {
            (support.article_key, support.part, n)
            for support in supports
            if support.span is not None
            for n in range(support.span.start, support.span.end)
        }
        if named != lit.get(where, set()):
            yield _altered(where, "its tear sheet lights up other words than its supports name")
