"""What the machine found in an article, as notes on its text: what lights up, and what it says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tearsheet.desk.templatetags.reading import percent, period_of, value_of
from tearsheet.desk.templatetags.tongue import comma
from tearsheet.desk.wording import worded
from tearsheet.model import Article, Figure, Moment, Name, Part, Quote, Span, Speaker
from tearsheet.pipeline.reading_room.segments import Layer, Mark, Segment, segments
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Note:
    """One thing found in the article's ``part``.

    ``words`` are as printed, ``means`` says in the page's language what they are taken for, and
    ``basis`` in the machine's words why (English). ``number`` counts within the layer, for
    quotations as everywhere else in the house.
    """

    layer: Layer
    number: int
    part: Part
    spans: tuple[Span, ...]
    words: str
    means: str
    basis: str = ""
    quote: Quote | None = None

    @property
    def at(self) -> str:
        """Its first span as the page's address writes it: ``120-180``."""
        return f"{self.spans[0].start}-{self.spans[0].end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph as it is lit: its characters, the layers, and what hovers over it.

    ``first`` marks the first piece of the passage that was asked for.
    """

    text: str
    start: int
    layers: str
    title: str
    first: bool = False


def notes_on(known: Known) -> list[Note]:
    """All notes on an article, by layer and in reading order."""
    article, found = known.article, known.annotations
    return [
        *_quotations(article, found.quotes),
        *_names(article, found.names),
        *_figures(article, found.figures, found.quotes),
        *_times(article, found.moments),
        *_credits(article),
    ]


def paragraphs_lit(
    text: str, part: Part, notes: Iterable[Note], passage: Span | None = None
) -> list[list[Piece]]:
    """The paragraphs of the text in pieces; joined, with line feeds between, they are the text."""
    there = [note for note in notes if note.part == part]
    marks = [mark for at, note in enumerate(there) for mark in _marks(note, at)]
    if passage:
        marks.append(Mark(passage, "passage", -1))
    paragraphs: list[list[Piece]] = [[]]
    lit = False
    for segment in segments(text, marks):
        start = segment.start
        for number, line in enumerate(segment.text.split("\n")):
            if number:
                paragraphs.append([])
            if line:
                first = not lit and "passage" in segment.layers
                lit = lit or first
                title = _title(segment, there)
                paragraphs[-1].append(Piece(line, start, " ".join(segment.layers), title, first))
            start += len(line) + 1
    return paragraphs


def _marks(note: Note, at: int) -> Iterator[Mark]:
    for span in note.spans:
        yield Mark(span, note.layer, at)
    speaker = note.quote.speaker if note.quote else None
    if speaker and speaker.mention:
        yield Mark(speaker.mention, "speaker", at)


def _title(segment: Segment, notes: list[Note]) -> str:
    """What hovers over it, from the widest note to the narrowest, each once."""
    told = dict.fromkeys(mark.note for mark in segment.marks if mark.note >= 0)
    return "\n".join(
        f"{worded(notes[at].layer)}: {notes[at].means}"
        + (f" ({notes[at].basis})" if notes[at].basis else "")
        for at in told
    )


def _quotations(article: Article, quotes: Iterable[Quote]) -> Iterator[Note]:
    for number, quote in enumerate(quotes, 1):
        words = " … ".join(span.of(article.part(quote.part)) for span in quote.spans)
        told = [said_by(quote.speaker), worded(quote.form)]
        if quote.relay:
            told.append(_("carried by %(relay)s") % {"relay": quote.relay})
        basis = quote.speaker.basis if quote.speaker else ""
        yield Note(
            "quotation", number, quote.part, quote.spans, words, "; ".join(told), basis, quote
        )


def said_by(speaker: Speaker | None) -> str:
    """Who says it, with office and how sure that is, in the page's language."""
    if speaker is None:
        return _("speaker unknown")
    of = speaker.organisation or ""
    office = comma().join(
        one for one in (speaker.role or "", "" if of in (speaker.role or "") else of) if one
    )
    who = f"{speaker.name} ({office})" if office else speaker.name
    kind = "" if speaker.kind == "person" else f"{comma()}{worded(speaker.kind)}"
    return f"{who}{kind}{comma()}{percent(speaker.confidence)}"


def _names(article: Article, names: Iterable[Name]) -> Iterator[Note]:
    for number, name in enumerate(names, 1):
        if not name.mentions:
            continue
        office = comma().join(filter(None, (name.role, name.organisation, name.country)))
        means = f"{name.text}{comma()}{worded(name.kind)}" + (f" ({office})" if office else "")
        means = f"{means}, {percent(name.confidence)}"
        yield Note("name", number, "text", name.mentions, name.text, means, name.basis)


def _figures(
    article: Article, figures: Iterable[Figure], quotes: tuple[Quote, ...]
) -> Iterator[Note]:
    for number, figure in enumerate(figures, 1):
        told = [f"{worded(figure.kind)}: {value_of(figure)}"]
        told += [worded(one) for one in figure.comparisons]
        if figure.counts:
            told.append(_("of “%(counted)s”") % {"counted": figure.counts.of(article.text)})
        if figure.when:
            told.append(period_of(figure.when))
        if figure.quote is not None:
            speaker = quotes[figure.quote].speaker
            told.append(
                _("claimed by %(name)s") % {"name": speaker.name}
                if speaker
                else _("claimed by somebody the article does not name")
            )
        words = figure.span.of(article.text)
        yield Note("figure", number, "text", (figure.span,), words, "; ".join(told))


def _times(article: Article, moments: Iterable[Moment]) -> Iterator[Note]:
    for number, moment in enumerate(moments, 1):
        means = f"{period_of(moment)} ({worded(moment.basis)})"
        yield Note("time", number, "text", (moment.span,), moment.span.of(article.text), means)


def _credits(article: Article) -> Iterator[Note]:
    """What the text itself says of how it came."""
    provenance = article.provenance
    found = [
        (credit.span, f"{worded(credit.role)}: {credit.name}", credit.basis)
        for credit in provenance.credits
    ]
    found += [(label.span, worded(label.kind), label.basis) for label in provenance.labels]
    if provenance.dateline:
        found.append((provenance.dateline.span, _("dateline"), ""))
    told = [one for one in found if one[0] is not None and one[0].end <= len(article.text)]
    for number, (span, means, basis) in enumerate(told, 1):
        if span is not None:
            yield Note("credit", number, "text", (span,), span.of(article.text), means, basis)
