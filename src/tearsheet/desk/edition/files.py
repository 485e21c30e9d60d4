"""The files of a published edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tearsheet.model import OnDesk
from tearsheet.pipeline.editions import name_of
from tearsheet.pipeline.proof import BUNDLE
from tearsheet.store.versions import Standing

ENDINGS: Mapping[str, tuple[str, Promise]] = {
    "page": (".html", _("Web page")),
    "markdown": (".md", _("Markdown")),
    "json": (".json", _("JSON")),
    "evidence": (BUNDLE, _("Evidence bundle (WARC)")),
}


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file to download: ``form`` is its name in the address."""

    form: str
    name: str
    called: str
    kilobytes: int


def file_of(on: OnDesk | Standing, form: str, folder: Path) -> Path | None:
    """Where a published edition's file lies; None for a form that there is none of."""
    if form not in ENDINGS or on.state not in ("published", "corrected"):
        return None
    path = folder / f"{name_of(on.digest)}{ENDINGS[form][0]}"
    return path if path.is_file() else None


def files_of(on: OnDesk | Standing, folder: Path) -> tuple[EditionFile, ...]:
    """All files of an edition; none before it is published."""
    found = ((form, file_of(on, form, folder)) for form in ENDINGS)
    return tuple(
        EditionFile(form, str(ENDINGS[form][1]), path.name, max(1, path.stat().st_size // 1024))
        for form, path in found
        if path
    )
