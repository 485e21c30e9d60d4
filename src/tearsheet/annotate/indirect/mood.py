"""Retold speech that goes on without a verb of saying: *Er habe nichts gewusst.*

Only in languages whose verbs have a mood for it (the lexicon's ``reporting``).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tearsheet.annotate.indirect.retold import Retold
from tearsheet.annotate.lexicon import Lexicon
from tearsheet.model import Span

_WORD = re.compile(r"[^\W\d_]+")
# How much less sure each further sentence is than the one it goes on from; set by hand.
_FURTHER, _MOST_FURTHER = 0.85, 5
# The verb stands early in a main clause.
_FIRST_WORDS = 8


def continued(
    text: str, sentences: Sequence[Span], found: Sequence[Retold], lexicon: Lexicon
) -> Iterator[Retold]:
    """What is found, and after each the sentences in the mood of reported speech that follow it.

    No sentence of another paragraph is taken, and none that has something found in it.
    """
    starts = [sentence.start for sentence in sentences]
    places = [bisect_right(starts, retold.cue.start) - 1 for retold in found]
    taken = set(places)
    for retold, place in zip(found, places, strict=True):
        yield retold
        last, at = retold, place + 1
        limit = min(len(sentences), place + 1 + _MOST_FURTHER)
        while at < limit and at not in taken and retold.mention:
            sentence = sentences[at]
            verb = _verb(text, sentence, lexicon)
            if verb is None or "\n" in text[sentences[at - 1].end : sentence.start]:
                break
            taken.add(at)
            last = replace(
                last,
                spans=(_without_stop(text, sentence),),
                cue=verb,
                basis="goes on in the mood of reported speech",
                confidence=last.confidence * _FURTHER,
                attribution=verb,
            )
            yield last
            at += 1


def _verb(text: str, sentence: Span, lexicon: Lexicon) -> Span | None:
    """The verb in that mood among the first words of a sentence."""
    for number, match in enumerate(_WORD.finditer(text, sentence.start, sentence.end)):
        if number >= _FIRST_WORDS:
            return None
        if match[0].casefold() in lexicon.reporting:
            return Span(*match.span())
    return None


def _without_stop(text: str, sentence: Span) -> Span:
    end = sentence.end
    while end > sentence.start and text[end - 1] in " .!?…\u00a0":
        end -= 1
    return Span(sentence.start, end)
