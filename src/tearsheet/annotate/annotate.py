"""Everything that is found in one article."""

from tearsheet.annotate.figures import figures_in
from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.names import names_in
from tearsheet.annotate.quotes import headline_quotes, quotes_and_speakers
from tearsheet.annotate.review import review_items
from tearsheet.annotate.times import times_of
from tearsheet.model import Annotations, Article
from tearsheet.press import Register


def annotate(article: Article, register: Register) -> Annotations:
    """The quotations, names, figures and times of an article; its items if it is a press review.

    Every span lies in ``article.text``, which is never altered; those of quotations of the
    headline, which come last, lie in ``article.title``.
    """
    text, language = article.text, article.language
    printed, speakers = quotes_and_speakers(
        text, language, lambda name: register.named(name) is not None
    )
    found = (*printed, *indirect_in(text, language, printed, speakers))
    quotes = tuple(sorted(found, key=lambda quote: (quote.spans[0].start, quote.form)))
    title = headline_quotes(article.title, text, language, quotes)
    times = times_of(article)
    return Annotations(
        article.key,
        (*quotes, *title),
        review_items(text, language, printed, register),
        names=names_in(text, language, quotes),
        figures=figures_in(text, language, quotes, times.moments, times.spans),
        moments=times.moments,
    )
