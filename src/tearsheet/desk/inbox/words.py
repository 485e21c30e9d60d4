"""What the inbox calls things: choices, flags, kinds of articles, reasons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tearsheet.model import Choice, Dimension, Flag, InboxOrder, TriageKind

TABS: Mapping[Choice, Promise] = {
    "new": pgettext_lazy("stories nobody has decided on", "New"),
    "taken": pgettext_lazy("stories", "Taken"),
    "later": pgettext_lazy("stories", "Later"),
    "dropped": pgettext_lazy("stories", "Dropped"),
    "not about us": pgettext_lazy("stories", "Not about us"),
}
VERBS: Mapping[Choice, Promise] = {
    "taken": pgettext_lazy("what to do with a story", "Take"),
    "later": pgettext_lazy("what to do with a story", "Later"),
    "dropped": pgettext_lazy("what to do with a story", "Drop"),
    "not about us": pgettext_lazy("what to do with a story", "Not about us"),
    "new": pgettext_lazy("what to do with a story", "Back to new"),
}
KEYS: Mapping[Choice, str] = {"taken": "t", "later": "l", "dropped": "d", "not about us": "n"}
DONE: Mapping[Choice, Promise] = {
    "taken": pgettext_lazy("a story was", "Taken"),
    "later": pgettext_lazy("a story was", "Put off for later"),
    "dropped": pgettext_lazy("a story was", "Dropped"),
    "not about us": pgettext_lazy("a story was", "Set aside as not about us"),
    "new": pgettext_lazy("a story was", "Back among the new ones"),
}
STEPS: Mapping[TriageKind, Promise] = {
    "decide": _("decided"),
    "merge": _("Made one story"),
    "split": _("Taken apart"),
    "undo": _("Undone"),
}
ORDERS: Mapping[InboxOrder, Promise] = {
    "suggested": _("What matters most"),
    "newest": _("Newest first"),
    "most outlets": _("Most outlets first"),
}
DIMENSIONS: Mapping[Dimension, Promise] = {
    "language": _("Language"),
    "country": _("Country"),
    "flag": _("Mark"),
    "kind": _("Kind of article"),
    "outlet": _("Outlet"),
}
FLAGS: Mapping[Flag, Promise] = {
    "press release": _("press release"),
    "agency copy": _("agency copy"),
    "translated copy": _("translated copy"),
    "opinion": _("opinion"),
    "state-owned outlet": _("state-owned outlet"),
    "doubtful date": _("doubtful date"),
    "changed since": _("changed since"),
    "used": _("used in an edition"),
}
WARNING: frozenset[Flag] = frozenset({"doubtful date", "changed since"})
REASONS: Mapping[str, Promise] = {
    "centrality": _("How much it is about the subject"),
    "quotation": _("People who are quoted"),
    "substance": _("Length"),
    "standing": _("Standing of the outlet"),
    "date": _("How sure the date is"),
    "original": _("Whose work it is"),
    "story": _("How widely it is told"),
    "informative": _("How much it tells"),
    "printings": _("How often it was printed"),
    "freshness": _("How fresh it is"),
    "form": _("Kind of article"),
    "edition's language": _("In the edition's language"),
    "section": _("Part of the edition"),
    "fit for an edition": _("Fit for an edition"),
}
"""For each feature of a suggestion what it weighs, in the page's language."""


def flag_name(flag: str) -> str:
    """A flag in words."""
    return str(next((name for one, name in FLAGS.items() if one == flag), flag))


def reason_name(feature: str) -> str:
    """What a feature weighs, in words; its own name where there are none."""
    return str(REASONS.get(feature, feature))
