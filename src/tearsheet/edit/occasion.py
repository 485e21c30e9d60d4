"""As what must an article be introduced: news, opinion, a release that somebody carried?

The phrase files have a table for each. Draft and gate ask here, so that an opinion cannot stand
under words that were written for news.
"""

from typing import Literal

from tearsheet.model import Article, Credit

Occasion = Literal["news", "opinion", "interview", "release", "carried", "translated", "sponsored"]


def originator(article: Article) -> Credit | None:
    """Who wrote the text, where that is not who printed it."""
    named = article.provenance.credited("originator")
    return named[0] if named else None


def distributor(article: Article) -> Credit | None:
    """Who sent the text round."""
    named = article.provenance.credited("distributor")
    return named[0] if named else None


def occasion_of(article: Article) -> Occasion:
    """What the article is, as far as its introduction must say it."""
    origin = article.provenance.kind
    if "press release" in (article.kind, origin):
        return "release"
    if article.kind == "sponsored":
        return "sponsored"
    if article.kind == "opinion":
        return "opinion"
    if article.kind == "interview":
        return "interview"
    if originator(article) is not None:
        if origin == "translated copy":
            return "translated"
        if origin in ("agency copy", "edited copy"):
            return "carried"
    return "news"
