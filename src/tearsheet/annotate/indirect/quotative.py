"""Retold clauses that a particle closes, the verb of saying behind: …と述べた, …다고 밝혔다."""

import re

from tearsheet.annotate.indirect.retold import Retold, retold
from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.subject import first_mention, subject_before
from tearsheet.model import Span

# How often the source is right; set by hand.
_NAMED, _FROM_BEFORE = 0.75, 0.6
_REACH = 40
_EDGES = " \t\u00a0,，、·"
# 「…」としつつ、 and "…"라며: what is retold begins behind a quotation that leaves its verb out.
_QUOTED = re.compile(
    '[」』”](?:と|など)[^、。「」]{0,15}、|["”](?:이?라)?(?:면서도|면서|며|고)(?:[ ,]|$)'
)
# は21日、 and 는 28일: topic and time stand before what is retold.
_LEAD = re.compile(
    r"(?:측은|은|는|이|가|도)[ ]|[はもが]?(?:[^、。「」]{0,14}(?:[日で中し]|に対し)、|、)?"
)
# The topic of a Japanese sentence says it; who has another particle acts in the clause.
_TOPIC = re.compile("は|も|では")


def closed_clause(
    text: str,
    sentence: Span,
    earlier: Span | None,
    cue: Found,
    particle: re.Pattern[str],
    lexicon: Lexicon,
) -> Retold | None:
    """X は…と述べた; without a topic whoever the sentence before (``earlier``) is about says it.

    ``particle`` matches what stands between the clause and the verb, or the verb's first letter.
    """
    low = max(sentence.start, cue.start - _REACH)
    match = particle.search(text[low : cue.start]) or particle.search(text[low : cue.start + 1])
    if match is None:
        return None
    end = low + match.start()
    mention, sure = _source(text, sentence, earlier, Span(end, cue.start), lexicon)
    if mention is None:
        return None
    start = sentence.start
    if sentence.start <= mention.span.start < end:
        start = mention.span.end
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead else start
    for quoted in _QUOTED.finditer(text, start, end):
        start = quoted.end()
    while start < end and text[start] in _EDGES:
        start += 1
    if start >= end:
        return None
    at = Span(cue.start, cue.end)
    return retold((Span(start, end),), at, mention, "clause and verb of saying", sure)


def _source(
    text: str, sentence: Span, earlier: Span | None, between: Span, lexicon: Lexicon
) -> tuple[Mention | None, float]:
    """Who says it: between clause and verb, else the topic, else the topic of the one before."""
    behind = subject_before(text, between.start, between.end, lexicon) if len(between) > 2 else None
    if behind and not behind.plain and (behind.name or behind.role):
        return behind, _NAMED
    found = first_mention(text, sentence.start, between.start, lexicon)
    topical = lexicon.script != "japanese" or (
        found is not None and _TOPIC.match(text, found.span.end) is not None
    )
    if found and not found.plain and topical:
        return found, _NAMED
    before = first_mention(text, earlier.start, earlier.end, lexicon) if earlier else None
    return (before, _FROM_BEFORE) if before and not before.plain else (None, 0.0)
