"""What an editor says of a quotation, in place of what the machine took it for."""

from dataclasses import replace
from datetime import datetime

from tearsheet.model import Annotations, Correction, Digest, Override, Sentence
from tearsheet.store import decisions, writes
from tearsheet.store.queries import Known


class NoSuchQuotationError(ValueError):
    """The article has no quotation of that number; the message says how many it has."""


def decide(
    known: Known, number: int, speaker: str, *, who: str, now: datetime, reason: str = ""
) -> Annotations:
    """Put down who says quotation ``number`` of an article, counted from 1 as `show` prints them.

    An empty ``speaker`` says that it is no quotation. No later reading of the page undoes it.
    Raises NoSuchQuotationError.
    """
    quotes = known.annotations.quotes
    if not 1 <= number <= len(quotes):
        raise NoSuchQuotationError(
            f"{known.article.key[:12]} has {len(quotes)} quotations, none of number {number}; "
            f"`tearsheet show {known.article.key[:12]} quotes` lists them"
        )
    if quotes[number - 1].part != "text":
        raise NoSuchQuotationError(
            "who is quoted in a headline follows from the text: correct the quotation there"
        )
    span = quotes[number - 1].spans[0]
    return writes.correct(known.article.key, Correction(span, speaker, who, now, reason))


def with_decided_speakers(digest: Digest) -> Digest:
    """The digest with a written reason beside each quotation whose speaker a person decided.

    Whoever checks the edition works the speaker out anew from the archived page, and would find
    another one; the words themselves are excused from nothing.
    """
    decided = decisions.corrections_of([item.article_key for item in digest.items])
    overrides = [
        Override(
            sentence.text,
            f"said by {one.speaker}{f': {one.reason}' if one.reason else ''}",
            one.who,
            one.at,
            only="unsupported name",
        )
        for item in digest.items
        for sentence in item.sentences
        for one in decided.get(item.article_key, ())
        if one.speaker and _rests_on(sentence, one)
    ]
    return replace(digest, overrides=(*digest.overrides, *overrides)) if overrides else digest


def _rests_on(sentence: Sentence, correction: Correction) -> bool:
    return sentence.kind == "quotation" and any(
        support.relation == "verbatim"
        and support.part == "text"
        and support.span is not None
        and support.span.overlaps(correction.span)
        for support in sentence.supports
    )
