"""What an edition says besides its sentences: labels, dates, names of countries.

One TOML file a language, so that whoever reads a language can add it. An edition in a language
without a file gets English labels around its own sentences.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from tearsheet.model import Article, Dated, Outlet
from tearsheet.text.scripts import script_of

FALLBACK = "en"


@dataclass(frozen=True)
class Wording:
    """The labels of one language (BCP 47)."""

    language: str
    locale: Locale
    phrases: dict[str, str]

    def say(self, phrase: str, **values: object) -> str:
        """A phrase with its blanks filled; KeyError for one the language's file lacks."""
        return self.phrases[phrase].format(**values)

    def day(self, when: date) -> str:
        """A date in full: June 12, 2025."""
        return format_date(when, "long", self.locale)

    def period(self, first: date, last: date) -> str:
        """A stretch of days, nothing said twice: June 9 – 15, 2025."""
        if first == last:
            return self.day(first)
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        # CLDR has intervals with short months only; in full they take the same places.
        halves = self.locale.interval_formats["yMMMd"][differs]
        return "".join(
            format_date(when, half.replace("MMM", "MMMM"), self.locale)
            for when, half in zip((first, last), halves, strict=True)
        )

    def moment(self, when: datetime) -> str:
        """A time to the second, in UTC."""
        moment = when.astimezone(UTC)
        return f"{self.day(moment.date())}, {moment:%H:%M:%S} UTC"

    def dated(self, when: Dated) -> str:
        """A page's date as far as its precision goes, in the zone it was given in."""
        if when.precision == "year":
            return f"{when.at.year}"
        if when.precision == "month":
            return format_date(when.at, "LLLL y", self.locale)
        if when.precision == "day":
            return self.day(when.at.date())
        clock = f"{when.at:%H:%M}" if when.precision == "minute" else f"{when.at:%H:%M:%S}"
        zone = f" {_offset(when.at)}" if when.zoned else f" ({self.say('no_zone')})"
        return f"{self.day(when.at.date())}, {clock}{zone}"

    def country(self, code: str) -> str:
        """The country's name; empty for a code that names none."""
        return str(self.locale.territories.get(code, ""))

    def outlet_facts(self, outlet: Outlet) -> Iterator[str]:
        """Country, kind and ownership, as far as known; ownership of a state is always said."""
        if outlet.country and self.country(outlet.country):
            yield self.country(outlet.country)
        if outlet.kind != "unknown":
            yield self.say(outlet.kind)
        if outlet.ownership.kind != "unknown":
            yield self.say(f"owned_{outlet.ownership.kind}")
        if not outlet.confirmed:
            yield self.say("unconfirmed")

    def local_name(self, outlet: Outlet) -> str:
        """What readers of this language call an outlet whose own name is in another script."""
        script = script_of(outlet.name)
        names = (name.text for name in outlet.names if name.language == self.language)
        return next((name for name in names if script_of(name) != script), "")

    def article_facts(self, article: Article) -> Iterator[str]:
        """What kind of article it is and through whose hands it came, where out of the common."""
        if article.kind != "news":
            yield self.say(article.kind)
        language = article.language.partition("-")[0].lower()
        if language != self.language and language in self.locale.languages:
            yield self.say("in_language", language=self.locale.languages[language])
        if article.provenance.kind not in ("original", article.kind):
            yield self.say(article.provenance.kind)


def _offset(when: datetime) -> str:
    """``UTC`` or ``UTC+05:00``."""
    written = f"{when:%z}"
    if not when.utcoffset():
        return "UTC"
    return f"UTC{written[:3]}:{written[3:5]}"


@cache
def wording(language: str) -> Wording:
    """The labels for an edition in ``language``: its own, its base language's or English."""
    for name in (language.lower(), language.lower().partition("-")[0], FALLBACK):
        file = files(__name__).joinpath(f"{name}.toml")
        if name.replace("-", "").isalpha() and file.is_file():
            phrases = tomllib.loads(file.read_text("utf-8"))
            return Wording(name, _locale(language, name), phrases)
    raise FileNotFoundError(f"{FALLBACK}.toml")


def _locale(language: str, labels: str) -> Locale:
    """The locale of the edition if its labels are of that language, else of the labels."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(labels)
    return locale if locale.language == labels.partition("-")[0] else Locale.parse(labels)
