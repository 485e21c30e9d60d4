"""All direct and mixed quotations of a text with their speakers."""

from collections.abc import Callable
from dataclasses import replace

from tearsheet.annotate.lexicon import Lexicon, lexicon_for
from tearsheet.annotate.quotes.confidence import Tie
from tearsheet.annotate.quotes.continued import Utterance, utterances
from tearsheet.annotate.quotes.relay import relay_in
from tearsheet.annotate.quotes.segments import segments
from tearsheet.annotate.quotes.speakers import Speakers
from tearsheet.model import Quote, Span, Speaker

# A text with more marks than this is no article; a whole book of dialogue has fewer.
_MARKS, _MOST_MARKS = "\"'“”„«»‘’「」—–", 20_000

_ENDS = frozenset(".!?…,。！？؟，—–-")

IsOutlet = Callable[[str], bool]


def quotes_in(text: str, language: str, is_outlet: IsOutlet) -> tuple[Quote, ...]:
    """The quotations of a text in reading order; none in a language without a lexicon.

    ``is_outlet`` tells whether a printed name is that of a known outlet: who may carry words.
    """
    return quotes_and_speakers(text, language, is_outlet)[0]


def quotes_and_speakers(
    text: str, language: str, is_outlet: IsOutlet
) -> tuple[tuple[Quote, ...], Speakers | None]:
    """As `quotes_in`, and who speaks in the text, to be asked further; None if nobody does."""
    lexicon = lexicon_for(language)
    if lexicon is None or sum(map(text.count, _MARKS)) > _MOST_MARKS:
        return (), None
    found = utterances(text, segments(text, language, lexicon), lexicon)
    if not found:
        return (), None
    marked = sorted(segment.whole for utterance in found for segment in utterance.segments)
    speakers = Speakers(text, lexicon, marked)
    said = dict[int, Speaker | None]()
    for utterance in found:
        attribution = utterance.attribution
        if attribution and attribution.mention:
            basis = utterance.basis or attribution.basis
            verb = attribution.cue.of(text) if attribution.cue else ""
            tie = Tie(basis, utterance.form, verb)
            said[id(utterance)] = speakers.speaker(attribution.mention, tie)
    made = (_quote(text, u, _speaker_of(u, said), lexicon, is_outlet) for u in found)
    # Words inside a sentence that nobody says are scare quotes.
    quotes = tuple(quote for quote in made if quote.speaker or _stands_by_itself(text, quote))
    return quotes, speakers


def _stands_by_itself(text: str, quote: Quote) -> bool:
    """Whether words that nobody is found for are speech all the same: a whole sentence in marks."""
    last = quote.spans[-1]
    after = text[last.end : last.end + 3].lstrip('"”»“’」』 \u00a0\u202f')[:1]
    return quote.form == "direct" and (text[last.end - 1] in _ENDS or after in ("", "\n", "."))


def _speaker_of(utterance: Utterance, said: dict[int, Speaker | None]) -> Speaker | None:
    """The utterance's own speaker, or the one whose speech goes on in it."""
    sure, at = 1.0, utterance
    while id(at) not in said and at.follows is not None and sure > 0.1:
        sure, at = sure * Tie(at.basis, at.form).share_right(), at.follows
    speaker = said.get(id(at))
    if speaker is None or at is utterance:
        return speaker
    return replace(
        speaker,
        mention=None,
        basis=utterance.basis,
        confidence=round(min(speaker.confidence, sure), 2),
    )


def _quote(
    text: str,
    utterance: Utterance,
    speaker: Speaker | None,
    lexicon: Lexicon,
    is_outlet: IsOutlet,
) -> Quote:
    spans = tuple(segment.words for segment in utterance.segments)
    attribution = utterance.attribution
    if attribution is None:
        return Quote(spans, utterance.form, speaker=speaker)
    relay = relay_in(text, attribution.span, lexicon, is_outlet)
    shown = speaker.name if speaker else ""
    return Quote(
        spans,
        utterance.form,
        attribution.cue,
        speaker,
        _trimmed(text, attribution.span),
        None if relay == shown else relay,
    )


def _trimmed(text: str, span: Span) -> Span:
    """The span without the punctuation and spaces at its edges."""
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)
