"""Everything that is found in one article."""

from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.quotes import quotes_in
from tearsheet.annotate.review import review_items
from tearsheet.model import Annotations, Article
from tearsheet.press import Register


def annotate(article: Article, register: Register) -> Annotations:
    """The quotations of an article, and its items if it is a press review.

    Every span lies in ``article.text``, which is never altered.
    """
    text, language = article.text, article.language
    printed = quotes_in(text, language, lambda name: register.named(name) is not None)
    quotes = (*printed, *indirect_in(text, language, printed))
    return Annotations(
        article.key,
        tuple(sorted(quotes, key=lambda quote: (quote.spans[0].start, quote.form))),
        review_items(text, language, printed, register),
    )
