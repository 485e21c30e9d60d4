"""When was an article out?"""

from datetime import UTC, datetime, timedelta

from tearsheet.model import Article

_LAST = datetime.max.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
_END = _LAST - 3 * _DAY
"""From here on no day can be added in every zone."""


def time_of(article: Article) -> datetime:
    """When it was published; undated articles come last."""
    return article.published.at if article.published else _LAST


def out_by(article: Article) -> datetime:
    """When it was out at the latest: a bare day cannot come before a time within that day."""
    published = article.published
    if published is None:
        return _LAST
    exact = published.precision in ("second", "minute") or published.at > _END
    return published.at if exact else published.at + _DAY
