"""From which day does an article speak?"""

from dataclasses import dataclass
from datetime import date

from tearsheet.annotate.times.find import moments_in
from tearsheet.model import Article, Moment, Span

# Any day will do to see where an undated text names one ("Feb. 12"), though not which.
_ANY_DAY = date(2000, 6, 15)


@dataclass(frozen=True, slots=True)
class Times:
    """What a text says of time: ``moments`` are the days and periods it means, ``spans`` all
    places where it names one, in order, also those of which nobody can tell the year.
    """

    moments: tuple[Moment, ...]
    spans: tuple[Span, ...]


def times_of(article: Article) -> Times:
    """The times of an article's text, from its dateline's day or that of its publication."""
    published = article.published
    day = None
    if published and published.precision not in ("month", "year"):
        day = published.at.date()
    written = _dateline_day(article, day)
    found = moments_in(article.text, article.language, day or _ANY_DAY, written)
    spans = tuple(moment.span for moment in found)
    if day is None and written is None:
        found = tuple(moment for moment in found if moment.basis == "printed")
    return Times(found, spans)


def _dateline_day(article: Article, published: date | None) -> date | None:
    """The day in the dateline, if it is a whole date or publication gives its year."""
    dateline = article.provenance.dateline
    if dateline is None or not dateline.date:
        return None
    found = moments_in(dateline.date, article.language, published, None)
    days = [moment.first for moment in found if moment.first == moment.last]
    if len(days) != 1:
        return None
    if published and abs((days[0] - published).days) > _FAR:
        return None
    return days[0]


_FAR = 400  # days between a dateline and publication beyond which one of them is misread
