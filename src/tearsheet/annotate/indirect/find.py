"""All indirect speech of a text, with its speakers."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, islice

from tearsheet.annotate.indirect.clauses import clauses_in
from tearsheet.annotate.indirect.retold import Retold
from tearsheet.annotate.indirect.weighed import retold_in
from tearsheet.annotate.indirect.weights import weights_for
from tearsheet.annotate.lexicon import Lexicon, lexicon_for
from tearsheet.annotate.quotes.confidence import Tie
from tearsheet.annotate.quotes.speakers import Speakers
from tearsheet.model import Quote, Speaker

# A retold passage of which more stands in marks than this is a quotation, not its frame.
_MOST_IN_MARKS = 0.8
# No article has more; what follows is not looked for.
_MOST = 5_000
# A clause with fewer characters outside the marks is all quotation: that «the door is open».
_MARKS_AND_CUE = 6
# Bases of clauses that a word, a particle or a comma brings in.
_CLAUSAL = frozenset(
    {"verb of saying and that", "verb of saying and comma", "clause and verb of saying"}
)
_TIE = Tie("reported speech", "indirect")


def indirect_in(
    text: str, language: str, quotes: tuple[Quote, ...], speakers: Speakers | None = None
) -> tuple[Quote, ...]:
    """Retold speech and thought in reading order; none in a language without a lexicon.

    ``quotes`` are the direct and mixed quotations of the same text. What stands in their marks is
    not searched; the retold frame of a mixed one is an indirect quotation around it. ``speakers``
    are those found with them, which saves finding them again.
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return ()
    marks = _Marks(quotes)
    each = (item for item in _retold(text, language, lexicon, quotes) if marks.leave(item))
    found = list(islice(each, _MOST))
    if not found:
        return ()
    known = speakers or Speakers(text, lexicon, marks.spans)
    made = (_quote(text, retold, known) for retold in found)
    return tuple(marks.agreed(quote) for quote in made)


def _retold(
    text: str, language: str, lexicon: Lexicon, quotes: tuple[Quote, ...]
) -> Iterator[Retold]:
    if weights_for(lexicon.language) is None:
        return clauses_in(text, language, lexicon)
    return retold_in(text, language, lexicon, quotes)


class _Marks:
    """What stands in marks of speech."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        self.spans = sorted(span for quote in quotes for span in quote.spans)
        self._cues = {quote.cue: quote for quote in quotes if quote.cue}
        self._cue_of = {quote.spans[0]: quote.cue for quote in quotes}
        self._starts = [span.start for span in self.spans]
        self._sizes = [0, *accumulate(map(len, self.spans))]

    def leave(self, retold: Retold) -> bool:
        """Whether the passage and its verb are mostly the article's own words."""
        if self._covered(retold.cue.end) > self._covered(retold.cue.start):
            return False
        if retold.basis == "according to" and self._quotes_another(retold):
            return False
        inside = sum(self._covered(s.end) - self._covered(s.start) for s in retold.spans)
        size = sum(map(len, retold.spans))
        quote = self._cues.get(retold.cue)
        # A mixed quotation may stand in a retold clause that its verb brings in, not before it;
        # a direct one may follow it: X said that it works. “It really does.”
        follows = quote is None or retold.spans[0].start > retold.cue.start
        apart = quote is not None and quote.spans[0].start >= retold.spans[-1].end
        across = apart and quote is not None and quote.spans[0].start >= retold.cue.end
        frame = quote is None or across or (follows and (quote.form == "mixed" or apart))
        frame = frame or (quote is not None and _goes_on(retold, quote, inside))
        return frame and inside <= _MOST_IN_MARKS * size

    def _quotes_another(self, retold: Retold) -> bool:
        """According to X, *Y said “…”*: X only carries what Y said."""
        first, last = retold.spans[0], retold.spans[-1]
        index = bisect_right(self._starts, first.start)
        if index == len(self.spans) or self.spans[index].end > last.end:
            return False
        cue = self._cue_of.get(self.spans[index])
        return cue is not None and first.start <= cue.start and cue.end <= last.end

    def agreed(self, retold: Quote) -> Quote:
        """Retold speech with the speaker of the marks that share its cue, if they are surer."""
        printed = self._cues.get(retold.cue) if retold.cue else None
        if printed is None or printed.speaker is None:
            return retold
        if retold.speaker and retold.speaker.confidence >= printed.speaker.confidence:
            return retold
        return replace(retold, speaker=printed.speaker, relay=retold.relay or printed.relay)

    def _covered(self, at: int) -> int:
        """How many characters before a place stand in marks."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        return self._sizes[index] + min(at, self.spans[index].end) - self._starts[index]


def _goes_on(retold: Retold, quote: Quote, inside: int) -> bool:
    """Whether a clause is retold beside or around the marks that share its verb.

    X said that it “works” around them; 「…」としつつ…と述べた behind them, the verb last.
    """
    first, last = retold.spans[0], retold.spans[-1]
    before = quote.spans[-1].end <= first.start
    if last.end <= retold.cue.start:
        return before and inside == 0
    outside = sum(map(len, retold.spans)) - inside
    if retold.basis not in _CLAUSAL or outside <= _MARKS_AND_CUE:
        return False
    within = first.start <= quote.spans[0].start and quote.spans[-1].end <= last.end
    return first.start > retold.cue.start and (within or quote.spans[-1].end <= retold.cue.start)


def _quote(text: str, retold: Retold, speakers: Speakers) -> Quote:
    speaker = _speaker(retold, speakers)
    relay = retold.relay.of(text) if retold.relay else None
    return Quote(retold.spans, "indirect", retold.cue, speaker, retold.attribution, relay)


def _speaker(retold: Retold, speakers: Speakers) -> Speaker | None:
    if retold.mention is None:
        return None
    made = speakers.speaker(retold.mention, _TIE)
    how, _, _ = made.basis.partition(":")
    plain = _TIE.share_right(as_printed=how == "as printed")
    sure = min(1.0, made.confidence / plain) * retold.confidence
    return replace(made, basis=f"{how}: {retold.basis}", confidence=round(sure, 2))
