"""From which day does an article speak?"""

from datetime import date

from tearsheet.annotate.times.find import moments_in
from tearsheet.model import Article, Moment


def moments_of(article: Article) -> tuple[Moment, ...]:
    """The moments of an article's text, from its dateline's day or that of its publication."""
    published = article.published
    day = None
    if published and published.precision not in ("month", "year"):
        day = published.at.date()
    return moments_in(article.text, article.language, day, _dateline_day(article, day))


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
