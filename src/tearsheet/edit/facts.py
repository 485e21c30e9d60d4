"""How does an edition word what it knows of an outlet, a date or a number?

Each function returns the one wording that the edition's language has for a fact, or None where
the fact is not known. The draft fills its slots with them and the gate derives them anew.
"""

from collections.abc import Iterable
from datetime import date

from babel import Locale

from tearsheet.edit.phrasing import Phrases
from tearsheet.model import Article, Outlet, Watch

_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]


def outlet_name(outlet: Outlet, phrases: Phrases) -> str:
    """The outlet's name in the edition's language where it has one, else how it calls itself."""
    for name in outlet.names:
        if _primary(name.language) == phrases.language:
            return name.text
    return outlet.name


def country(outlet: Outlet, phrases: Phrases) -> str | None:
    """The outlet's country as it stands beside the name: "Japan’s", or "(Япония)" without marks."""
    if outlet.country is None:
        return None
    code = outlet.country.upper()
    own = phrases.word("country", "own", code)
    if own is not None:
        return own
    # CLDR names codes for tests and for groups of countries too; ours are real ones.
    name = None if code in _NO_COUNTRY else Locale(phrases.language).territories.get(code)
    form = phrases.word("country", "form")
    return form.replace("{name}", name) if name and form else None


def kind(outlet: Outlet, phrases: Phrases) -> str | None:
    """What the outlet is: "news agency"."""
    return phrases.word("kind", outlet.kind)


def ownership(outlet: Outlet, phrases: Phrases) -> str | None:
    """Whose the outlet is, where a reader must know: "state-owned"."""
    return phrases.word("ownership", outlet.ownership.kind)


def plain_year(first: date, last: date) -> int:
    """The year that an edition need not print with its dates; 0 if it covers more than one."""
    return last.year if first.year == last.year else 0


def published(article: Article, phrases: Phrases, year: int) -> str | None:
    """The day of publication, with its year unless that is ``year`` (see `plain_year`).

    None where the page does not say the day.
    """
    day = _day_of(article)
    form = day and phrases.word("date", "day" if day.year == year else "day_with_year")
    return _dated(form, day, phrases) if form and day else None


def published_forms(article: Article, phrases: Phrases, year: int) -> tuple[str, ...]:
    """Every way to write the day of publication, the house's own (see `published`) first."""
    day = _day_of(article)
    if day is None:
        return ()
    names = ("day", "day_with_year") if day.year == year else ("day_with_year",)
    forms = [form for name in names if (form := phrases.word("date", name))]
    also = phrases.lists.get("date/also", ())
    forms += [form for form in also if day.year == year or "{year}" in form]
    return tuple(dict.fromkeys(_dated(form, day, phrases) for form in forms))


def _day_of(article: Article) -> date | None:
    published = article.published
    if published is None or published.precision in ("month", "year"):
        return None
    return published.at.date()


def _dated(form: str, day: date, phrases: Phrases) -> str:
    month = phrases.lists["date/months"][day.month - 1]
    full = Locale(phrases.language).months["format"]["wide"][day.month]
    return _with(form, month=month, full=full, day=str(day.day), year=str(day.year))


def period(first: date, last: date, phrases: Phrases) -> str:
    """The days an edition covers: "June 9–20, 2025"."""
    if first == last:
        name = "one_day"
    elif first.year != last.year:
        name = "two_years"
    else:
        name = "one_month" if first.month == last.month else "two_months"
    months = phrases.lists["period/months"]
    return _with(
        phrases.words[f"period/{name}"],
        month=months[first.month - 1],
        day=str(first.day),
        year=str(first.year),
        last_month=months[last.month - 1],
        last_day=str(last.day),
        last_year=str(last.year),
    )


def language_name(article: Article, phrases: Phrases) -> str | None:
    """The language an article is written in, as the edition's language calls it."""
    return Locale(phrases.language).languages.get(_primary(article.language))


def counted(what: str, number: int, phrases: Phrases) -> str:
    """A number of ``items``, ``countries`` or ``copies`` with its noun; in words up to ten."""
    numbers = phrases.lists[f"numbers/{what}"]
    figure = numbers[number - 1] if 0 < number <= len(numbers) else str(number)
    form = phrases.word("counted", what, str(Locale(phrases.language).plural_form(number)))
    return _with(form or phrases.words[f"counted/{what}/other"], n=figure)


def countries_of(outlets: Iterable[Outlet]) -> int:
    """From how many known countries these outlets are."""
    return len({outlet.country for outlet in outlets if outlet.country})


def watch_name(watch: Watch, phrases: Phrases) -> str:
    """How the edition's language calls the subject inside a sentence."""
    own = phrases.word("watch", (watch.country or "").upper()) if watch.kind == "country" else None
    if own is not None:
        return own
    if _primary(watch.language) == phrases.language:
        return watch.title
    for name in watch.names:
        if name.kind == "name" and _primary(name.language) == phrases.language:
            return name.text
    return watch.title


def place(watch: Watch, phrases: Phrases) -> str | None:
    """Where the edition is dated from: the first place of the watch, in capitals."""
    for name in watch.names:
        if name.kind == "place" and _primary(name.language) in (phrases.language, "und"):
            return name.text.upper()
    return None


def _with(form: str, **values: str) -> str:
    for name, value in values.items():
        form = form.replace(f"{{{name}}}", value)
    return form
