"""What people decided of quotations, laid over what was found."""

from collections.abc import Sequence
from dataclasses import replace

from tearsheet.model import Annotations, Correction, Quote, Span, Speaker

BASIS = "an editor said so"


def corrected(annotations: Annotations, corrections: Sequence[Correction]) -> Annotations:
    """The annotations as people decided; of two decisions on one quotation the later holds.

    A decision holds for the quotation that it overlaps the most, so that it outlives a version
    of ``annotate`` that draws the quotation's edges elsewhere, and leaves alone what is retold
    around it. One that overlaps none is left over.
    """
    if not corrections:
        return annotations
    decisions = _by_quotation(annotations.quotes, corrections)
    kept, places = list[Quote](), dict[int, int]()
    for number, quote in enumerate(annotations.quotes):
        decided = decisions.get(number)
        if decided is None or decided.speaker:
            places[number] = len(kept)
            kept.append(_said(quote, annotations, decided) if decided else quote)
    figures = tuple(
        figure if figure.quote is None else replace(figure, quote=places.get(figure.quote))
        for figure in annotations.figures
    )
    return replace(annotations, quotes=tuple(kept), figures=figures)


def _by_quotation(
    quotes: Sequence[Quote], corrections: Sequence[Correction]
) -> dict[int, Correction]:
    """The decision on each quotation, by its number; the later of two."""
    decided = dict[int, Correction]()
    for correction in sorted(corrections, key=lambda one: one.at):
        shares = {n: share for n, q in enumerate(quotes) if (share := _overlap(correction, q))}
        if shares:
            decided[max(shares, key=lambda n: (shares[n], -n))] = correction
    return decided


def _overlap(correction: Correction, quote: Quote) -> float:
    """Intersection over union of the decided span and the quotation's nearest one."""
    if quote.part != "text":
        return 0.0
    return max(_share(span, correction.span) for span in quote.spans)


def _share(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (len(one) + len(other) - shared) if shared > 0 else 0.0


def _said(quote: Quote, annotations: Annotations, decided: Correction) -> Quote:
    """The quotation with its decided speaker; what the article tells of that name is kept."""
    known = next(
        (
            one.speaker
            for one in annotations.quotes
            if one.speaker and decided.speaker in (one.speaker.name, one.speaker.person)
        ),
        None,
    )
    if known:
        speaker = replace(known, mention=None, basis=BASIS, confidence=1.0)
    else:
        speaker = Speaker(decided.speaker, None, None, decided.speaker, BASIS, 1.0)
    return replace(quote, speaker=speaker)
