"""The words of the pages, gathered from the code into catalogues, and these compiled.

``make messages`` runs it; it needs no tools but babel. A translator fills in the ``.po`` files,
and runs it once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
LOCALE = HERE / "locale"
STORE = (HERE.parent / "store" / "accounts.py",)
"""What else speaks to people, outside the desk."""
LANGUAGES = ("ru", "kk", "ar")
DOMAIN = "django"
WIDTH = 100
BEGUN = datetime(2026, 11, 22, tzinfo=UTC)
"""Stands in every catalogue, so that one that says the same is the same."""

# Which arguments of a call are messages, by how Django's functions are called (babel's own form).
_CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A message where it stands: singular, or singular and plural; its context, if any."""

    id: str | tuple[str, ...]
    context: str | None
    place: str


def found() -> Iterator[Found]:
    """Every message of the desk's code and templates, in the order of their files."""
    files = [*HERE.rglob("*.py"), *(HERE / "templates").rglob("*.html"), *STORE]
    for file in sorted(files):
        text = file.read_text("utf-8")
        code = _as_code(text) if file.suffix == ".html" else text
        place = file.relative_to(HERE if HERE in file.parents else HERE.parent).as_posix()
        calls = extract("python", BytesIO(code.encode()), _CALLS, (), {"encoding": "utf-8"})
        for _, message, _, context in calls:
            yield Found(message, context, place)


def _as_code(template: str) -> str:
    """A template's messages as calls, the rest blanked out; indents mean nothing in brackets."""
    from django.utils.translation.template import templatize

    return f"({templatize(template)})"


def gathered() -> Catalog:
    """All messages, untranslated, each with the files it stands in."""
    catalog = Catalog(project="Tearsheet", charset="utf-8")
    for one in found():
        catalog.add(one.id, context=one.context, locations=[(one.place, 0)])
    return catalog


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it is on file; an empty one where there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, project="Tearsheet", charset="utf-8", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8", abort_invalid=True)


def renew(language: str, messages: Catalog) -> Catalog:
    """The language's catalogue with exactly those messages; what was translated stays.

    Nothing is guessed from a likeness of messages: a changed message is translated anew.
    """
    catalog = read(language)
    catalog.update(messages, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = f"# The desk's words in {Locale(language).english_name}."
    catalog.creation_date = catalog.revision_date = BEGUN
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        write_po(stream, catalog, width=WIDTH, sort_output=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalog))
    return catalog


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as the bytes that gettext reads."""
    stream = BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> None:
    """Renew every catalogue and say what is left to translate."""
    messages = gathered()
    for language in LANGUAGES:
        catalog = renew(language, messages)
        left = len(untranslated(catalog))
        print(f"{language}: {len(catalog)} messages, {left} to translate")  # noqa: T201 - its result


def untranslated(catalog: Catalog) -> list[Message]:
    """The messages that lack their words, or one of their plural forms."""
    return [one for one in catalog if one.id and not _is_translated(one)]


def _is_translated(message: Message) -> bool:
    words = message.string
    return all(words) if isinstance(words, tuple | list) else bool(words)


if __name__ == "__main__":
    from tearsheet.desk.site import prepare

    prepare()
    main()
