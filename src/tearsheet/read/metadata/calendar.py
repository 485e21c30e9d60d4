"""What months are called and how far zones stand from UTC."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

# Abbreviated zones that mean one offset wherever the press prints them, in hours. IST and CST
# (India or Israel, China or Chicago) are left out, since a guess would move the day.
ZONE_HOURS: Mapping[str, float] = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "sast": 2, "cat": 2, "eat": 3,
    "wib": 7, "wita": 8, "hkt": 8, "sgt": 8, "pht": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3, "pkt": 5, "npt": 5.75,
}  # fmt: skip
_SIGNED = re.compile(r"(?:GMT|UTC)?\s?([+\-\u2212])(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_WIDEST = timedelta(hours=14)

# Names that CLDR does not give: the Levant's and the Maghreb's months, Austria's.
_FURTHER_NAMES: Mapping[str, Mapping[str, int]] = {
    "ar": {
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7,
        "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
        "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8,
    },
    "de": {"jänner": 1, "feber": 2},
    "en": {"sept": 9},
}  # fmt: skip


def zone_of(text: str | None) -> tzinfo | None:
    """The zone that ``+02:00``, ``GMT+3`` or ``CEST`` names, None if it names none."""
    if not text:
        return None
    signed = _SIGNED.fullmatch(text)
    if signed:
        shift = timedelta(hours=int(signed[2]), minutes=int(signed[3] or 0))
        if shift > _WIDEST:
            return None
        return timezone(shift if signed[1] == "+" else -shift) if shift else UTC
    hours = ZONE_HOURS.get(text.lower())
    if hours is None:
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC


@lru_cache(maxsize=128)
def month_names(language: str) -> Mapping[str, int]:
    """Month names, long and short, of ``language`` and of English, by their folded form."""
    names: dict[str, int] = {}
    for locale in dict.fromkeys((*_locales(language), "en")):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in get_month_names(width, context, locale).items():
                    if len(name) > 1 and not name[0].isdigit():
                        names.setdefault(folded(name), month)
        names.update(_FURTHER_NAMES.get(locale, {}))
    return names


def folded(name: str) -> str:
    """A month's name without case and closing full stop, as `month_names` keys it."""
    return name.casefold().rstrip(".").strip()


def _locales(language: str) -> tuple[str, ...]:
    primary = language.replace("_", "-").split("-")[0].lower()
    primary = {"no": "nb", "iw": "he", "in": "id", "sh": "sr"}.get(primary, primary)
    try:
        Locale.parse(primary)
    except (UnknownLocaleError, ValueError):
        return ()
    return (primary, "sr_Latn") if primary == "sr" else (primary,)
