"""When was an article out?"""

from datetime import UTC, datetime, timedelta

from tearsheet.model import Article

_LAST = datetime.max.replace(tzinfo=UTC)
_DAY = timedelta(days=1)


def time_of(article: Article) -> datetime:
    """When it was published; undated articles come last."""
    return article.published.at if article.published else _LAST


def out_by(article: Article) -> datetime:
    """When it was out at the latest: a bare day cannot come before a time within that day."""
    published = article.published
    if published is None:
        return _LAST
    return published.at if published.precision in ("second", "minute") else published.at + _DAY
