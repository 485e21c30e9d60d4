"""Which articles' cards have to be looked at anew: noted with whatever changed, in one write."""

from collections.abc import Collection, Iterable

from django.db.models import Max, Min, Q

from tearsheet.store.rows import StoryMemberRow, StoryRow, TouchedRow

_AT_ONCE = 400


def touch(article_keys: Iterable[str], watch_key: str = "") -> None:
    """Put down that something changed about these articles (for one watch, or for all)."""
    TouchedRow.objects.bulk_create(
        [
            TouchedRow(article_key=key, watch_key=watch_key)
            for key in dict.fromkeys(article_keys)
            if key
        ],
        batch_size=_AT_ONCE,
    )


def touch_all(watch_key: str = "") -> None:
    """The same of every story on file."""
    touch(StoryRow.objects.order_by("key").values_list("key", flat=True).iterator(), watch_key)


def touched(most: int) -> tuple[str, list[str], list[int]]:
    """A watch (empty for all), articles to be looked at next for it, and the rows that say so.

    One watch at a time, so that a new one does not have the cards of the others made again; and
    with an article all that were touched in its story. Whoever looks at the articles after this
    answer sees what the rows were written for.
    """
    which = TouchedRow.objects.aggregate(one=Min("watch_key"))["one"]
    if which is None:
        return "", [], []
    rows = TouchedRow.objects.filter(watch_key=which)
    keys = set(rows.order_by("pk").values_list("article_key", flat=True)[:most])
    stories = StoryMemberRow.objects.filter(article_key__in=keys).values("story_key")
    inside = StoryMemberRow.objects.filter(story_key__in=stories)
    beside = Q(article_key__in=keys) | Q(article_key__in=inside.values("article_key"))
    found = list(rows.filter(beside).values_list("article_key", "pk"))
    return which, sorted({key for key, _ in found}), [row for _, row in found]


def newest_touch() -> int:
    """The number of the last row that says of an article that it was touched; 0 without any."""
    return TouchedRow.objects.aggregate(last=Max("pk"))["last"] or 0


def touched_since(article_keys: Collection[str], newest: int) -> bool:
    """Whether any of these articles was touched after the row of that number."""
    keys = list(article_keys)
    return any(
        TouchedRow.objects.filter(
            pk__gt=newest, article_key__in=keys[start : start + _AT_ONCE]
        ).exists()
        for start in range(0, len(keys), _AT_ONCE)
    )


def settle(rows: Collection[int]) -> None:
    """These have been looked at."""
    TouchedRow.objects.filter(pk__in=list(rows)).delete()


def count_touched() -> int:
    """How many are to be looked at."""
    return TouchedRow.objects.count()
