"""What an article or a story says, in the words of the page's language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tearsheet.desk.wording import worded
from tearsheet.model import Figure, Moment, Precision

register = template.Library()

_SHOWN: dict[Precision, tuple[str, str]] = {
    "year": ("y", "%Y"),
    "month": ("yMMMM", "%Y-%m"),
    "day": ("yMMMd", "%Y-%m-%d"),
    "minute": ("yMMMd", "%Y-%m-%dT%H:%MZ"),
    "second": ("yMMMd", "%Y-%m-%dT%H:%M:%SZ"),
}


@register.filter
def worded_as(value: str) -> str:
    """One of the house's own words (`desk.wording`) in the page's language."""
    return worded(value)


@register.simple_tag
def printed_at(at: datetime | None, precision: Precision | None, zoned: bool = True) -> SafeString:
    """When something was out, no further than its page says; to the minute in UTC."""
    if at is None:
        return format_html('<span class="soft">{}</span>', gettext("undated"))
    return _printed_at(at, precision or "day", zoned, get_language() or "en")


@lru_cache(maxsize=4096)
def _printed_at(at: datetime, precision: Precision, zoned: bool, language: str) -> SafeString:
    exact = precision in ("second", "minute")
    when = at.astimezone(UTC) if exact else at
    skeleton, machine = _SHOWN[precision]
    shown = format_skeleton(skeleton, when, locale=_named(language))
    if exact:
        shown = f"{shown} · {format_skeleton('Hm', when, locale=_named(language))}"
    unzoned = "" if zoned or not exact else gettext("(the page names no time zone)")
    return format_html(
        '<time datetime="{}">{}</time>{}',
        when.strftime(machine),
        shown,
        format_html(' <span class="soft">{}</span>', unzoned) if unzoned else "",
    )


@register.filter
def article_address(article_key: str) -> str:
    """Where the page of an article lies: what `reverse` says, a hundred times as fast."""
    before, after = _around(get_script_prefix())
    return f"{before}{quote(article_key)}{after}"


@register.filter
def compare_address(one: str, other: str) -> str:
    """Where two articles are compared."""
    return str(reverse("compare", args=[one, other]))


@register.filter
def unlocalised(number: int) -> str:
    """A number as addresses have it, in whatever language the page is."""
    return str(number)


@lru_cache
def _around(prefix: str) -> tuple[str, str]:
    """What stands before and after the key in the address of an article."""
    before, _, after = reverse("article", args=["-"]).rpartition("-")
    return before, after


@register.filter
def exact_time(at: datetime) -> str:
    """A day and a time of day, in UTC: Sep 17, 2025 · 14:05."""
    when = at.astimezone(UTC)
    parts = (format_skeleton(wanted, when, locale=_locale()) for wanted in ("yMMMd", "Hm"))
    return " · ".join(parts)


@register.filter
def percent(share: float) -> str:
    """A probability as a whole percentage: 87%."""
    return str(format_percent(round(share, 2), locale=_locale()))


@register.filter
def decimal(value: Decimal) -> str:
    """A number with the separators of the page's language, all its digits."""
    return str(format_decimal(value, locale=_locale(), decimal_quantization=False))


@register.filter
def value_of(figure: Figure) -> str:
    """A figure's value with its unit, as a range where it is one."""
    return figure_value(figure.value, figure.upper, figure.unit)


def figure_value(value: Decimal, upper: Decimal | None, unit: str) -> str:
    """A value with its unit in the page's language."""
    ends = [decimal(value), *([decimal(upper)] if upper is not None else [])]
    return f"{' – '.join(ends)} {unit}".strip()


@register.filter
def period_of(moment: Moment) -> str:
    """The day or period that a moment means."""
    first, last = _day(moment.first), _day(moment.last)
    return first if moment.first == moment.last else f"{first} – {last}"


def _day(value: date) -> str:
    return str(format_skeleton("yMMMd", value, locale=_locale()))


def _locale() -> Locale:
    return _named(get_language() or "en")


@lru_cache
def _named(language: str) -> Locale:
    return Locale.parse(language, sep="-")
