"""Words that are signed: a pull quote or block quote with a dash and a name, an embedded post."""

import re

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.attribution import Attribution
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import first_mention
from tearsheet.model import Span

BASIS = "signed"
_SURE = 0.85
_DASHES = re.compile(r"\s*(?:[—–―]|--?)\s*(?=[^\W\d_])")
_LONGEST = 90
_CLOSING = "\"”“»’'」』.) \u00a0"


def signature_of(
    text: str, segment: Segment, lines: list[Span], lexicon: Lexicon
) -> Attribution | None:
    """Who signs words that fill their paragraph, there or in the next one; None if nobody."""
    if not segment.leads or segment.answers:
        return None
    line = lines[segment.paragraph]
    dash = _DASHES.match(text, segment.whole.end, line.end)
    if dash:
        return _signed(text, Span(dash.end(), line.end), lexicon)
    if not segment.ends or segment.paragraph + 1 >= len(lines):
        return None
    following = lines[segment.paragraph + 1]
    dash = _DASHES.match(text, following.start, following.end)
    if dash:
        return _signed(text, Span(dash.end(), following.end), lexicon)
    # A pull quote whose closing mark stands behind the name.
    closed = text[segment.whole.end - 1] in _CLOSING and segment.whole.end > segment.words.end
    last = text[following.end - 1]
    if closed or last not in _CLOSING[:-4] or text.count(last, following.start, following.end) > 1:
        return None
    return _signed(text, following, lexicon)


def _signed(text: str, stretch: Span, lexicon: Lexicon) -> Attribution | None:
    """A short line that opens with a name (or a role and a name) and says nothing."""
    if not 0 < len(stretch) <= _LONGEST or text[stretch.end - 1] in "?!":
        return None
    if any(cue.kind == "say" for cue in lexicon.cues.find(text, stretch.start, stretch.end)):
        return None
    mention = first_mention(text, stretch.start, stretch.end, lexicon)
    if mention is None or mention.name is None or mention.span.start > stretch.start:
        return None
    return Attribution(stretch, None, mention, "", firm=True, basis=BASIS, confidence=_SURE)
