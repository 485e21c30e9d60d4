"""What the edition pages call things: states, kinds of sentences, problems, what was done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tearsheet.desk.templatetags.tongue import comma
from tearsheet.model import (
    LEAD,
    TITLE,
    AddItem,
    AddSentence,
    EditionChange,
    Fact,
    LetStand,
    MoveItem,
    Problem,
    RemoveItem,
    RemoveSentence,
    SentenceKind,
    SetText,
    State,
    WithdrawLetStand,
)

STATES: Mapping[State, Promise] = {
    "draft": pgettext_lazy("state of an edition", "Draft"),
    "review": pgettext_lazy("state of an edition", "In review"),
    "approved": pgettext_lazy("state of an edition", "Approved"),
    "published": pgettext_lazy("state of an edition", "Published"),
    "corrected": pgettext_lazy("state of an edition", "Corrected"),
}
KINDS: Mapping[SentenceKind, Promise] = {
    "lead": gettext_lazy("Lead"),
    "headline": gettext_lazy("Headline"),
    "attribution": gettext_lazy("Attribution"),
    "substance": gettext_lazy("Gist"),
    "quotation": gettext_lazy("Quotation"),
    "note": gettext_lazy("Note"),
}
PLACES: Mapping[str, Promise] = {TITLE: gettext_lazy("Title"), LEAD: gettext_lazy("Lead")}
LANGUAGES = ("en", "ru", "kk")
"""Those that the phrases of an edition are written in."""
FORMS: Mapping[str, Promise] = {
    "astana": gettext_lazy("Weekly digest: headline, attribution, quotation"),
    "list": gettext_lazy("List: outlet, headline, passage"),
    "brief": gettext_lazy("Morning brief: one line each"),
}
PROBLEMS: Mapping[Problem, Promise] = {
    "words differ": gettext_lazy("The words in quotation marks are not what the page says."),
    "not in the archived page": gettext_lazy("The archived page does not show these words."),
    "unsupported number": gettext_lazy("No source of this sentence gives this number."),
    "unsupported date": gettext_lazy("No source of this sentence gives this date."),
    "unsupported name": gettext_lazy("No source of this sentence gives this name."),
    "unsupported words": gettext_lazy("No source of this sentence says this."),
    "broken support": gettext_lazy("The sentence no longer rests on a page of this item."),
    "broken chain": gettext_lazy("The archived page behind this is missing or was altered."),
    "qualifier dropped": gettext_lazy("The cut leaves out a word that changes the meaning."),
    "edition altered": gettext_lazy("The edition is not the one that was signed."),
}
FACTS: Mapping[Fact, Promise] = {
    "published": gettext_lazy("day of publication"),
    "outlet": gettext_lazy("name of the outlet"),
    "outlet country": gettext_lazy("country of the outlet"),
    "outlet kind": gettext_lazy("kind of outlet"),
    "ownership": gettext_lazy("owner of the outlet"),
    "author": gettext_lazy("author"),
    "originator": gettext_lazy("who wrote it"),
    "distributor": gettext_lazy("distributor"),
    "language": gettext_lazy("language"),
    "copies": gettext_lazy("number of other printings"),
    "watch": gettext_lazy("subject of the edition"),
    "period": gettext_lazy("days of the edition"),
    "items": gettext_lazy("number of articles"),
    "countries": gettext_lazy("number of countries"),
}
BEGUN: Mapping[str, Promise] = {
    "drafted": gettext_lazy("drafted"),
    "composed": gettext_lazy("composed from taken stories"),
}
HAPPENED: Mapping[str, Promise] = {
    "changed": gettext_lazy("changed"),
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "moved": gettext_lazy("moved"),
    "let stand": gettext_lazy("let stand"),
    "withdrawn": gettext_lazy("held to the gate again"),
}
MOVES: Mapping[tuple[State, State], Promise] = {
    ("draft", "review"): gettext_lazy("Send to review"),
    ("review", "draft"): gettext_lazy("Back to draft"),
    ("review", "approved"): gettext_lazy("Approve"),
    ("approved", "draft"): gettext_lazy("Back to draft"),
    ("approved", "published"): gettext_lazy("Publish"),
}


def move_name(before: State, after: State) -> str:
    """What the button says that brings an edition from one state into the other."""
    return str(MOVES.get((before, after)) or STATES[after])


def item_name(number: int) -> str:
    """An item by its number."""
    return _("Item %(number)s") % {"number": number}


def done(change: EditionChange) -> str:
    """A change, said in the page's language."""
    match change:
        case SetText(item="title"):
            return _("changed the title")
        case SetText(item="lead"):
            return _("changed the lead")
        case SetText():
            return _("changed a sentence")
        case AddSentence():
            return _("added a sentence")
        case RemoveSentence():
            return _("removed a sentence")
        case MoveItem():
            return _("moved an item")
        case RemoveItem():
            return _("removed an item")
        case AddItem():
            return _("added an item")
        case LetStand():
            return _("let a sentence stand")
        case WithdrawLetStand():
            return _("held a sentence to the gate again")


def done_in_all(changes: tuple[EditionChange, ...]) -> str:
    """Several changes in one line, each kind once."""
    return comma().join(dict.fromkeys(done(change) for change in changes))


def for_script() -> dict[str, str]:
    """What the page's script says; ``{name}`` is filled in there."""
    return {
        "saved": _("Saved {clock}"),
        "saving": _("Saving…"),
        "writing": _("Not saved yet"),
        "unsaved": _(
            "Not saved: the desk does not answer. Your words are kept here, and it is tried again."
        ),
        "out": _(
            "Not saved: you are signed out, or may not write any more. Your words are kept here; "
            "sign in again in another window."
        ),
        "refused": _("Not saved"),
        "clash": _("Somebody else changed the same words. Choose what stands."),
        "anew": _("That could not be done. The page shows how the edition stands now."),
        "moved": _("Moved to place {at} of {of}"),
        "news": _("{who} has changed this edition."),
        "machine": _("The desk"),
        "shown": _("The page shows how the edition stands now."),
        "undone": _("Taken back."),
        "done": _("Saved."),
        "add": _("Sentence added."),
        "remove": _("Sentence removed."),
        "drop": _("Item removed."),
        "take": _("Item added."),
        "stand": _("It stands, with your reason beside it."),
        "withdraw": _("The sentence is held to the gate again."),
    }
