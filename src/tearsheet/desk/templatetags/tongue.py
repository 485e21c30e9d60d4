"""Foreign words and the world's names, days and figures as a page says them in its language."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_interval, format_skeleton
from babel.numbers import format_decimal
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext

from tearsheet.desk.lit import Piece
from tearsheet.publish.tongue import direction, html_language

register = template.Library()


@register.simple_tag
def set_in(language: str, text: str) -> SafeString:
    """The attributes ``lang`` and ``dir`` for a text of that language (BCP 47)."""
    return format_html(
        'lang="{}" dir="{}"', html_language(language), direction(str(text), language)
    )


@register.simple_tag
def lit(pieces: Iterable[Piece]) -> SafeString:
    """A text with the hits of a search marked."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", one.text) if one.hit else one.text,) for one in pieces),
    )


@register.filter
def country(code: str | None) -> str:
    """The name of a country (ISO 3166-1) in the page's language; the code if it has none."""
    if not code or code == "unknown":
        return gettext("country unknown")
    return str(_locale().territories.get(code.upper(), code))


@register.filter
def tongue(language: str) -> str:
    """The name of a language (BCP 47) in the page's language; the tag itself if it has none."""
    if not html_language(language):
        return gettext("language unknown")
    subtags = language.replace("_", "-").split("-")
    names = _locale().languages
    return str(names.get("_".join(subtags)) or names.get(subtags[0].lower()) or language)


@register.filter
def day(when: date | datetime) -> str:
    """A day without its year: Wed, Sep 17."""
    return str(format_skeleton("MMMEd", when, locale=_locale()))


@register.filter
def moment(when: datetime) -> str:
    """A day and a time of day without the year: Sep 17, 14:05 (UTC)."""
    day, time = (format_skeleton(wanted, when, locale=_locale()) for wanted in ("MMMd", "Hm"))
    return str(_locale().datetime_formats["short"]).format(time, day)


@register.simple_tag
def days(first: date, last: date) -> str:
    """A period, both days included: Sep 15 – 21, 2025."""
    return str(format_interval(first, last, "yMMMMd", locale=_locale()))


@register.simple_tag
def comma() -> str:
    """What parts the things of a list in the page's language, with its space."""
    return "، " if get_language_bidi() else ", "


@register.filter
def number(value: int) -> str:
    """A whole number with the separators of the page's language."""
    return str(format_decimal(value, locale=_locale()))


def _locale() -> Locale:
    return _named(get_language() or "en")


@lru_cache
def _named(language: str) -> Locale:
    return Locale.parse(language, sep="-")
