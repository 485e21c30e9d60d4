"""Everything that is found in one article."""

from tearsheet.annotate.quotes import quotes_in
from tearsheet.annotate.review import review_items
from tearsheet.model import Annotations, Article
from tearsheet.press import Register


def annotate(article: Article, register: Register) -> Annotations:
    """The quotations of an article, and its items if it is a press review.

    Every span lies in ``article.text``, which is never altered.
    """
    quotes = quotes_in(
        article.text, article.language, lambda name: register.named(name) is not None
    )
    return Annotations(
        article.key, quotes, review_items(article.text, article.language, quotes, register)
    )
