"""Whose words stand in a headline?

A headline quotes who speaks below it: words in marks that a quotation of the text holds are its
speaker's; a name before a colon, after a dash or beside a verb of saying is that of someone who
speaks in the text. Without marks words are retold (`indirect`) unless a quotation holds them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tearsheet.annotate.lexicon import Lexicon, lexicon_for
from tearsheet.annotate.quotes.attribute import attribution_of
from tearsheet.annotate.quotes.classify import form_of
from tearsheet.annotate.quotes.mentions import Mention
from tearsheet.annotate.quotes.persons import WORD, Person, Persons
from tearsheet.annotate.quotes.segments import Segment, segments
from tearsheet.annotate.quotes.subject import subject_after, subject_before
from tearsheet.model import Quote, QuoteForm, Span, Speaker

# A headline is a line; what is longer is no headline, and is not searched.
_LONGEST_TITLE = 400
# Fewer words in marks may be a name that a quotation has too; two Han characters are one word.
_FEWEST_WORDS, _FEWEST_HAN = 2, 4
_FEWEST_APART = 4
_LONGEST_NAMING, _MOST_OF_IT = 60, 0.7
# How sure the ways are, set by hand.
_HELD, _NAMED, _STRANGER = 0.9, 0.85, 0.7
_COLON = re.compile(r"\s?[:：]\s*(?=\S)")
_DASH = re.compile(r"\s[—–-]\s")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Held:
    """A quotation of the text as words to compare."""

    words: tuple[str, ...]
    joined: str
    quote: Quote


def headline_quotes(
    title: str, text: str, language: str, quotes: tuple[Quote, ...]
) -> tuple[Quote, ...]:
    """The quotations of a headline, in order; their spans lie in ``title``.

    ``quotes`` are those of the text below it. A speaker there keeps name and person, and has no
    mention: the title is no part of the text. None in a language without a lexicon.
    """
    lexicon = lexicon_for(language)
    if lexicon is None or len(title) > _LONGEST_TITLE or not title.strip():
        return ()
    cast = _Cast(quotes, lexicon)
    marked = segments(title, language, lexicon)
    bare = None if marked else _bare(title, cast, lexicon)
    if not marked and bare is None:
        return ()
    held = [_held(text, quote) for quote in quotes if quote.part == "text" and quote.speaker]
    if marked:
        made = (_in_marks(title, segment, held, cast, lexicon) for segment in marked)
        return tuple(quote for quote in made if quote)
    assert bare is not None
    words, speaker = bare
    said = _holder(words.of(title), held)
    printed = said is not None and said.quote.is_printed
    return (Quote((words,), "direct" if printed else "indirect", speaker=speaker, part="title"),)


class _Cast:
    """Who speaks in the text."""

    def __init__(self, quotes: tuple[Quote, ...], lexicon: Lexicon) -> None:
        self._quotes = quotes
        self._lexicon = lexicon

    @cached_property
    def _known(self) -> tuple[Persons, dict[Person, Speaker]]:
        """The persons and what they are as speakers; most headlines never ask."""
        persons, speakers = Persons(self._lexicon), dict[Person, Speaker]()
        for at, quote in enumerate(self._quotes):
            if quote.speaker and quote.speaker.kind in {"person", "body"}:
                named = persons.named(quote.speaker.name, quote.speaker.role, at)
                speakers.setdefault(named, quote.speaker)
        return persons, speakers

    def meant(self, title: str, mention: Mention) -> Speaker | None:
        """The speaker of the text that a mention in the headline means."""
        printed = mention.span.of(title)
        persons, speakers = self._known
        if mention.name:
            name = mention.name.of(title)
            if not persons.knows(name):
                return None
            return speakers.get(persons.named(name, None, len(speakers)))
        if mention.pronoun:
            return None
        words = {w for w in persons.role_words(printed) if w in self._lexicon.roles}
        person = persons.with_role(words, len(title) + len(speakers))
        bodies = (s for s in speakers.values() if s.name.casefold() == printed.casefold())
        return speakers[person] if person else next(bodies, None)


def _in_marks(
    title: str, segment: Segment, held: list[_Held], cast: _Cast, lexicon: Lexicon
) -> Quote | None:
    """The quotation of one passage in marks, None for a name or scare quotes."""
    words = segment.words.of(title)
    attribution = attribution_of(title, segment, lexicon)
    mention = attribution.mention if attribution else None
    cue = attribution.cue if attribution else None
    firm = attribution is not None and attribution.firm
    form: QuoteForm = "direct" if _is_alone(title, segment) else "mixed"
    form = form_of(title, segment, attribution, lexicon) or form
    said = _holder(words, held)
    if said and said.quote.speaker:
        speaker = replace(
            said.quote.speaker,
            mention=None,
            basis="its words stand in a quotation of the text",
            confidence=min(_HELD, said.quote.speaker.confidence),
        )
        return Quote((segment.words,), form, cue, speaker, part="title")
    if mention is None or mention.plain or mention.pronoun or not firm:
        return None
    known = cast.meant(title, mention)
    if known is None and mention.name is None:
        return None
    speaker = _named(known) if known else _stranger(title, mention)
    return Quote((segment.words,), form, cue, speaker, part="title")


def _is_alone(title: str, segment: Segment) -> bool:
    """Whether the marks hold all of the headline, or a colon or comma parts them from the rest."""
    before = title[: segment.whole.start].rstrip()
    after = title[segment.whole.end :].lstrip()
    return (not before or before[-1] in ":：,—–-") and (not after or after[0] in ":：,，—–-")


def _bare(title: str, cast: _Cast, lexicon: Lexicon) -> tuple[Span, Speaker] | None:
    """Words without marks and whose they are: NAME: words / words, says NAME / words — NAME."""
    for naming, words, told in _partings(title, lexicon):
        if not 0 < len(naming.of(title).strip()) <= _LONGEST_NAMING or not words.of(title).strip():
            continue
        mention = subject_before(title, naming.start, naming.end, lexicon) or subject_after(
            title, naming.start, naming.end, lexicon
        )
        if mention is None or mention.plain or mention.pronoun:
            continue
        if not told and len(mention.span) < _MOST_OF_IT * len(naming.of(title).strip()):
            continue
        known = cast.meant(title, mention)
        if known:
            return _stripped(title, words), _named(known)
    return None


def _partings(title: str, lexicon: Lexicon) -> Iterator[tuple[Span, Span, bool]]:
    """Where a headline may be parted into who speaks and what they say; with a verb of saying?"""
    end = len(title)
    colon = _COLON.search(title)
    if colon:
        yield Span(0, colon.start()), Span(colon.end(), end), False
    for cue in lexicon.cues.find(title, 0, end):
        comma = max(title.rfind(",", 0, cue.start), title.rfind("،", 0, cue.start))
        if cue.kind == "say" and comma > 0:
            before = title[comma + 1 : cue.start].strip()
            naming = Span(comma + 1, cue.start) if before else Span(cue.end, end)
            yield naming, Span(0, comma), True
    for dash in _DASH.finditer(title):
        yield Span(dash.end(), end), Span(0, dash.start()), False
    if colon:
        yield Span(colon.end(), end), Span(0, colon.start()), False


def _stripped(title: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and title[start].isspace():
        start += 1
    while end > start and title[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _named(speaker: Speaker) -> Speaker:
    sure = min(_NAMED, speaker.confidence)
    return replace(speaker, mention=None, basis="named in the headline", confidence=sure)


def _stranger(title: str, mention: Mention) -> Speaker:
    """Someone whom the text does not quote."""
    name = (mention.name or mention.span).of(title)
    role = mention.role.of(title) if mention.role else None
    return Speaker(name, role, None, name.casefold(), "named in the headline only", _STRANGER)


def _held(text: str, quote: Quote) -> _Held:
    return _comparable(" ".join(span.of(text) for span in quote.spans), quote)


def _comparable(printed: str, quote: Quote) -> _Held:
    words = tuple(WORD.findall(printed.casefold()))
    return _Held(words, f" {' '.join(words)} ", quote)


def _holder(printed: str, held: list[_Held]) -> _Held | None:
    """The quotation of the text that holds the words, some left out at the most."""
    words = tuple(WORD.findall(printed.casefold()))
    han = len(_HAN.findall(printed))
    if (han and han < _FEWEST_HAN) or (not han and len(words) < _FEWEST_WORDS):
        return None
    joined = "".join(words) if han else f" {' '.join(words)} "
    for one in held:
        whole = "".join(one.words) if han else one.joined
        if joined in whole:
            return one
    if han or len(words) < _FEWEST_APART:
        return None
    return next((one for one in held if _in_order(words, one.words)), None)


def _in_order(words: tuple[str, ...], among: tuple[str, ...]) -> bool:
    """Whether all words come in the same order, others between them."""
    rest = iter(among)
    return all(word in rest for word in words)
