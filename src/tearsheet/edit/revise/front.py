"""Title and lead count and name the items: what they say when the items are others."""

from collections.abc import Mapping
from dataclasses import replace

from tearsheet.edit.phrasing import Phrases, phrases
from tearsheet.edit.verify.rederive import Facts
from tearsheet.edit.verify.skeleton import skeleton
from tearsheet.model import Digest, Evidence, Sentence, Span, Support, Watch

_COUNTED = frozenset({"items", "countries"})


def recounted(digest: Digest, evidence: Mapping[str, Evidence], watch: Watch) -> Digest:
    """The digest whose title and lead give the numbers its items have now.

    Sentences that are no lines of the house stay as their writer put them.
    """
    facts, wording = Facts(digest, evidence, watch, phrases(digest.language)), phrases
    known = wording(digest.language)
    return replace(
        digest,
        title=_recounted(digest.title, facts, known),
        lead=tuple(_recounted(one, facts, known) for one in digest.lead),
    )


def _recounted(sentence: Sentence, facts: Facts, known: Phrases) -> Sentence:
    if skeleton(sentence) not in known.skeletons("title", "opening", "themes"):
        return sentence
    text, supports, at = "", list[Support](), 0
    for support in sorted(sentence.supports, key=lambda one: one.at):
        words = support.at.of(sentence.text)
        if support.fact in _COUNTED:
            wordings = facts.of(support, None).wordings
            words = wordings[0] if wordings else words
        text += sentence.text[at : support.at.start]
        supports.append(replace(support, at=Span(len(text), len(text) + len(words))))
        text += words
        at = support.at.end
    return replace(sentence, text=text + sentence.text[at:], supports=tuple(supports))
