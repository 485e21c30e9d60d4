"""The first watch: a subject is named, its names are proposed by language, then it is made."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from babel import Locale
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tearsheet.desk.templatetags.tongue import tongue
from tearsheet.edit import PhraseError, country_watch, organisation_watch, person_watch, phrases
from tearsheet.model import Watch, WatchName
from tearsheet.store import queries
from tearsheet.text.names import latin

LANGUAGES = ("en", "ru", "kk")
"""Editions are written in these."""
FIRST = ("en", "ru", "kk", "ar", "zh", "fr", "de", "es", "tr")
"""Languages whose names are shown at once; the others are behind a line that opens."""
_LONGEST_NAME = 120
_MOST_NAMES = 60
_NAMES = "names-"


class UnclearError(ValueError):
    """What was asked for cannot be a watch; the message says why, in plain words."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one language calls the subject: a name a line."""

    language: str
    called: str
    lines: str
    rows: int

    @property
    def field(self) -> str:
        """The form field they stand in."""
        return f"{_NAMES}{self.language}"


def countries() -> list[tuple[str, str]]:
    """Every country's code and name in the page's language, in its order."""
    names = Locale.parse(get_language() or "en", sep="-").territories
    found = ((code, str(name)) for code, name in names.items() if _is_country(code))
    return sorted(found, key=lambda one: one[1].casefold())


def _is_country(code: str) -> bool:
    """Whether ISO 3166-1 knows it as a country: CLDR also names regions and outlying seas."""
    return len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES


_NO_COUNTRIES = frozenset(
    ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA")
)


def proposed(form: QueryDict) -> Watch:
    """The watch that the choice means, with the names we know. Raises `UnclearError`."""
    kind, language = form.get("kind", ""), form.get("language", "en")
    name = " ".join(form.get("name", "").split())[:_LONGEST_NAME]
    try:
        phrases(language)
        if kind == "country":
            code = form.get("country", "").upper()
            english = str(Locale("en").territories.get(code, code))
            return country_watch(code, free_key(english), language)
        if kind not in ("organisation", "person"):
            raise UnclearError(
                _("Say first what to follow: a country, an organisation or a person.")
            )
        if len(name) < 2:
            raise UnclearError(_("Please write the name."))
        make = organisation_watch if kind == "organisation" else person_watch
        home = form.get("home", "").upper() or None
        return make(name, free_key(latin(name, language)), language, home)
    except (PhraseError, ValueError) as error:
        if isinstance(error, UnclearError):
            raise
        raise UnclearError(_("Please choose a country from the list.")) from error


def as_written(watch: Watch, form: QueryDict) -> Watch:
    """The watch with the names that the form holds: kept, changed and added. Raises `UnclearError`.

    A name that was proposed keeps its kind (a capital, a head of state); a new one is a name.
    """
    kinds = {(one.language, one.text): one.kind for one in watch.names}
    names = tuple(
        WatchName(text, language, kinds.get((language, text), "name"))
        for language, text in _lines(form)
    )
    if not any(one.kind == "name" for one in names):
        raise UnclearError(_("A watch needs at least one name to look for."))
    title = " ".join(form.get("title", "").split())[:_LONGEST_NAME] or watch.title
    return replace(watch, title=title, names=names)


def _lines(form: QueryDict) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for field in form:
        if field.startswith(_NAMES):
            language = field.removeprefix(_NAMES)
            if not re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*", language):
                continue
            for line in form[field].splitlines()[:_MOST_NAMES]:
                one = (language, " ".join(line.split())[:_LONGEST_NAME])
                if one[1] and one not in seen:
                    seen.add(one)
                    yield one


def by_language(names: Iterable[WatchName]) -> tuple[list[Named], list[Named]]:
    """The names as lines: of the languages shown at once, and of all the others."""
    lines: dict[str, list[str]] = {}
    for one in names:
        lines.setdefault(one.language, []).append(one.text)
    shown = [_named(tag, lines.pop(tag)) for tag in ("und", *FIRST) if tag in lines]
    return shown, sorted((_named(tag, texts) for tag, texts in lines.items()), key=_called)


def _called(one: Named) -> str:
    return one.called.casefold()


def _named(language: str, texts: list[str]) -> Named:
    called = _("in any language") if language == "und" else tongue(language)
    return Named(language, called, "\n".join(texts), max(2, len(texts)))


def free_key(name: str) -> str:
    """A short name for the watch's addresses and files that no other watch has."""
    stem = re.sub(r"[^a-z0-9]+", "-", latin(name).casefold()).strip("-")[:40] or "watch"
    taken = {one.key for one in queries.watches()}
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def sites_of(form: QueryDict) -> tuple[str, ...]:
    """The sites to follow: those ticked, and those written, as addresses. Raises `UnclearError`."""
    written = form.get("further", "").split()
    sites = [*form.getlist("site"), *written]
    for one in sites:
        if not re.fullmatch(r"(https?://)?[^\s/:@?#]+\.[^\s/:@?#]+(:\d+)?(/\S*)?", one):
            raise UnclearError(_("This is no address of a site: %(site)s") % {"site": one})
    whole = (one if "://" in one else f"https://{one}/" for one in sites)
    return tuple(dict.fromkeys(whole))
