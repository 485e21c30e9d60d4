"""What people decided of quotations, laid over what was found."""

from collections.abc import Sequence
from dataclasses import replace

from tearsheet.model import Annotations, Correction, Quote, Speaker

BASIS = "an editor said so"


def corrected(annotations: Annotations, corrections: Sequence[Correction]) -> Annotations:
    """The annotations as people decided; of two decisions on one quotation the later holds.

    A decision holds for the quotation that it overlaps, so that it outlives a version of
    ``annotate`` that draws the quotation's edges elsewhere. One that overlaps none is left over.
    """
    if not corrections:
        return annotations
    ordered = sorted(corrections, key=lambda one: one.at)
    kept, places = list[Quote](), dict[int, int]()
    for number, quote in enumerate(annotations.quotes):
        decided = next((one for one in reversed(ordered) if _is_about(one, quote)), None)
        if decided is None or decided.speaker:
            places[number] = len(kept)
            kept.append(_said(quote, annotations, decided) if decided else quote)
    figures = tuple(
        figure if figure.quote is None else replace(figure, quote=places.get(figure.quote))
        for figure in annotations.figures
    )
    return replace(annotations, quotes=tuple(kept), figures=figures)


def _is_about(correction: Correction, quote: Quote) -> bool:
    return quote.part == "text" and any(span.overlaps(correction.span) for span in quote.spans)


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
