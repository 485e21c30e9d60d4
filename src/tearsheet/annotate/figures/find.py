"""Where does a text print a figure, and what does it say?"""

from collections.abc import Iterator
from itertools import islice

from tearsheet.annotate.figures.amounts import Amount, amount_at, joined
from tearsheet.annotate.figures.context import Context
from tearsheet.annotate.figures.language import Numerals, numerals_for
from tearsheet.annotate.figures.numbers import (
    HAN_NUMBER,
    LONGEST,
    PRINTED,
    Number,
    digits_at,
    han_value,
    words_at,
)
from tearsheet.annotate.figures.reject import is_figure
from tearsheet.annotate.times.template import is_within_word
from tearsheet.model import Figure, Moment, Quote, Span

_MOST = 3000  # numbers of a text that are read


def figures_in(
    text: str,
    language: str,
    quotes: tuple[Quote, ...],
    moments: tuple[Moment, ...],
    times: tuple[Span, ...] = (),
) -> tuple[Figure, ...]:
    """The amounts, shares, counts and measures of a text, in order, none overlapping another.

    No dates or years (what ``moments`` or ``times`` cover, each in order), clock times, scores,
    ordinals, nor numbers that name something ("Article 5"). ``quotes`` and ``moments`` tell
    whose claim a figure is and for when it holds. Linear in the text's length; a text with
    thousands of numbers is a table, and only the first of them are read.
    """
    numerals = numerals_for(language)
    if numerals is None:
        return ()
    context = Context(text, language, numerals, quotes, moments)
    found, before = list[Figure](), 0
    dates = times or tuple(moment.span for moment in moments)
    for amount in _amounts(text, numerals, dates):
        if not is_figure(text, amount, numerals):
            continue
        found.append(context.figure(amount, before))
        before = amount.end
    return tuple(found)


def _amounts(text: str, numerals: Numerals, dates: tuple[Span, ...]) -> Iterator[Amount]:
    """Every number with its unit, ranges as one, those within a date left out."""
    end, taken, held, dated = 0, 0, None, 0
    for number in islice(_numbers(text, numerals), _MOST):
        if number.start < end:
            continue
        while dated < len(dates) and dates[dated].end <= number.start:
            dated += 1
        if dated < len(dates) and dates[dated].start < number.end:
            continue
        amount = amount_at(text, number, numerals, taken)
        if amount.unit or not number.worded:
            taken = amount.end  # 百 in 百分之三十 is no number yet
        end = amount.end
        if held is not None:
            range_ = joined(text, held, amount, numerals)
            if range_ is not None:
                yield range_
                held = None
                continue
            yield held
        held = amount
    if held is not None:
        yield held


def _numbers(text: str, numerals: Numerals) -> Iterator[Number]:
    """All numbers of a text, in digits and in words, in order."""
    end = 0
    for start, kind in _places(text, numerals):
        if start < end:
            continue
        if kind == "digits":
            run = PRINTED.match(text, start)
            if run is None or len(run[0]) > LONGEST:
                end = run.end() if run else start + 1
                continue
            at = start
            while at < run.end():
                number = digits_at(text, at, numerals)
                if number is None:
                    break
                yield number
                at = number.end + 1
            end = run.end()
        elif kind == "han":
            numeral = HAN_NUMBER.match(text, start)
            if numeral and len(numeral[0]) < LONGEST:
                value = han_value(numeral[0])
                yield Number(start, numeral.end(), value, worded=True)
            end = numeral.end() if numeral else start + 1
        else:
            number = words_at(text, start, numerals)
            if number is not None:
                yield number
                end = number.end


def _places(text: str, numerals: Numerals) -> list[tuple[int, str]]:
    """Where a number may begin, in order."""
    places = [(run.start(), "digits") for run in islice(PRINTED.finditer(text), _MOST)]
    if numerals.counters is not None:
        places += [(han.start(), "han") for han in islice(HAN_NUMBER.finditer(text), _MOST)]
    if numerals.starts is not None:
        found = numerals.starts.find_matches_as_indexes(text, overlapping=True)
        places += [
            (start, "words")
            for _, start, _ in found
            if not (numerals.spaced and is_within_word(text, start))
        ]
    return sorted(set(places))
