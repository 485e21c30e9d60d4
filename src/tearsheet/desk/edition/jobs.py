"""What the edition pages have done in the background: composing, adding an article."""

from datetime import date
from pathlib import Path
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tearsheet.desk.background import Done, Progress, WorkRefusedError, work
from tearsheet.model import Conflict
from tearsheet.pipeline import Newsroom, editing
from tearsheet.settings import Settings

COMPOSE, ADD = "compose", "add article"
_STEPS = {
    "fetching": gettext_lazy("Fetching the page"),
    "reading": gettext_lazy("Archiving and reading it"),
    "relating": gettext_lazy("Comparing it with the rest of the press"),
    "drafting": gettext_lazy("Drafting an item of it"),
}


@work(COMPOSE)
def compose(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Draft an edition of the stories in ``stories`` (keys, one a line), in that order."""
    progress(_("Choosing the article that tells each story best"))
    try:
        composed = editing.compose(
            room,
            words["watch"],
            date.fromisoformat(words["first"]),
            date.fromisoformat(words["last"]),
            words["form"],
            words["language"],
            words["stories"].split(),
            words["called"],
            timezone.now(),
        )
    except (editing.ImpossibleChangeError, editing.NoSuchEditionError) as error:
        raise WorkRefusedError(str(error)) from error
    number = composed.number
    told = [_("Edition %(number)s is drafted.") % {"number": number}]
    if composed.left_out:
        why = "; ".join(dict.fromkeys(reason for _key, reason in composed.left_out))
        told.append(
            _("%(n)d stories were left out: %(why)s.") % {"n": len(composed.left_out), "why": why}
        )
    if composed.refused:
        told.append(_("Some words are not proven yet: the page shows which."))
    return Done(" ".join(told), reverse("edition", args=(words["watch"], number)))


@work(ADD)
def add_article(room: Newsroom, words: dict[str, str], progress: Progress) -> Done:
    """Make an item of the page at ``url``, or of the file kept under ``file``."""
    watch_key, number = words["watch"], int(words["number"])
    kept = _incoming(room.settings) / words["file"] if words.get("file") else None
    try:
        upload = editing.Upload(words["name"], kept.read_bytes(), words["url"]) if kept else None
        saved = editing.add_article(
            room,
            watch_key,
            number,
            int(words["base"]),
            words["called"],
            timezone.now(),
            url=words["url"],
            upload=upload,
            progress=lambda step: progress(str(_STEPS[step])),
        )
    except (
        editing.ArticleNotReadError,
        editing.ImpossibleChangeError,
        editing.FrozenError,
        editing.NoSuchEditionError,
    ) as error:
        raise WorkRefusedError(str(error)) from error
    finally:
        if kept:
            kept.unlink(missing_ok=True)
    if isinstance(saved, Conflict):
        raise WorkRefusedError(_("Others have changed the edition meanwhile. Please add it again."))
    return Done(_("The article is in the edition."), reverse("edition", args=(watch_key, number)))


def keep(settings: Settings, payload: bytes) -> str:
    """Put an uploaded file aside until its job has read it; the name it is kept under."""
    folder = _incoming(settings)
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    (folder / name).write_bytes(payload)
    return name


def _incoming(settings: Settings) -> Path:
    return settings.home / "incoming"
