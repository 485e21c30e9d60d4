"""How each kind of work is called on a page."""

from django.utils.translation import gettext_lazy as _

TITLES = {
    "collect": _("Collecting the press"),
    "relate": _("Comparing articles"),
    "look": _("Looking for feeds"),
    "test source": _("Testing a source"),
    "compose": _("Composing an edition"),
    "publish": _("Publishing an edition"),
    "add article": _("Adding an article"),
    "first round": _("The first round"),
    "demo press": _("Collecting the demo press"),
}


def title(kind: str) -> str:
    """The work in words; a kind without any by its own name."""
    return str(TITLES.get(kind, kind))
