"""When an article was out, as far as its page says."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tearsheet.model import Article, Dated, ExtractionReport
from tearsheet.relate.dates import out_by, time_of

NOON = datetime(2025, 6, 16, 12, tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=timezone(timedelta(hours=12)))


def _article(at, precision):
    published = None if at is None else Dated(at, precision, "page", "")
    return Article("a", "", "", "", "en", ExtractionReport("1"), published=published)


def test_a_bare_day_ends_a_day_later():
    assert out_by(_article(NOON, "minute")) == NOON
    assert out_by(_article(NOON, "day")) == NOON + timedelta(days=1)


@pytest.mark.parametrize("precision", ["second", "day"])
@pytest.mark.parametrize("at", [None, LAST, LAST - timedelta(days=1)])
def test_no_day_is_too_late_to_be_compared(at, precision):
    assert out_by(_article(at, precision)) >= time_of(_article(NOON, "day"))
