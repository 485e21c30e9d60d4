"""Does the person an edition names really say those words in the article?

The gate proves that words and name are printed; who says them is worked out anew here, from the
archived text alone, so that two speakers cannot be exchanged in a finished edition.
"""

from collections.abc import Iterator, Mapping

from tearsheet.annotate import annotate
from tearsheet.edit.verify.gate import excused
from tearsheet.model import (
    Annotations,
    Digest,
    Evidence,
    Finding,
    Quote,
    Sentence,
    Span,
)
from tearsheet.press import Register
from tearsheet.text import folded, paragraphs, quoted


def exchanged_speakers(
    digest: Digest, evidence: Mapping[str, Evidence], register: Register
) -> Iterator[Finding]:
    """A finding for each quotation whose named speaker is not the one the article gives it."""
    if not any(_names_somebody(one) for item in digest.items for one in item.sentences):
        return
    outlets = {one.outlet.key: one.outlet for one in evidence.values()}
    known = register.with_outlets(outlets.values())
    for number, item in enumerate(digest.items, 1):
        held = evidence.get(item.article_key)
        if held is None or not any(_names_somebody(one) for one in item.sentences):
            continue  # that there is no evidence the gate has said
        annotations = annotate(held.article, known)
        for at, sentence in enumerate(item.sentences, 1):
            if sentence.kind == "quotation":
                where = f"item {number} sentence {at}"
                for finding in _exchanged(where, sentence, held.article.text, annotations):
                    yield excused(finding, sentence.text, digest.overrides)


def _names_somebody(sentence: Sentence) -> bool:
    return sentence.kind == "quotation" and bool(_said_and_named(sentence)[1])


def _exchanged(
    where: str, sentence: Sentence, text: str, annotations: Annotations
) -> Iterator[Finding]:
    words, names = _said_and_named(sentence)
    named = {_plain(name.of(sentence.text)) for name in names}
    for span in words if named else ():
        speakers = {
            _plain(quote.speaker.name): quote.speaker.name
            for quote in annotations.printed_quotes
            if quote.speaker and _holds(quote, span)
        }
        if not any(name in speaker or speaker in name for name in named for speaker in speakers):
            told = " and ".join(speakers.values()) or "nobody it names"
            opening = span.of(text)[:40].replace("\n", " ")
            message = f"In the article {told} says ‘{opening}…’, not who is named here"
            yield Finding(where, "unsupported name", message)


def _said_and_named(sentence: Sentence) -> tuple[list[Span], list[Span]]:
    """Where the article has the words inside marks; where the sentence has the rest it took."""
    marked = [
        mark.words
        for paragraph in paragraphs(sentence.text)
        for mark in quoted(sentence.text, paragraph)
    ]
    words: list[Span] = []
    names: list[Span] = []
    for support in sentence.supports:
        if support.relation != "verbatim" or support.part != "text" or support.span is None:
            continue
        if any(mark.overlaps(support.at) for mark in marked):
            words.append(support.span)
        else:
            names.append(support.at)
    return words, names


def _holds(quote: Quote, span: Span) -> bool:
    return any(one.overlaps(span) for one in quote.spans)


def _plain(name: str) -> str:
    return folded(name).text.casefold()
