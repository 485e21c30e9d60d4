"""What speaks for an article, and how strongly? Named features with their weights.

The weights are set by hand and were looked at in editions of the demo press and of real pages
for US, CN and UA (2026-11-22), not fitted: how central the subject is comes first, then what
there is to quote and how far the event was noticed; freshness only breaks ties.
"""

import math
from datetime import date

from tearsheet.edit.candidate import Candidate
from tearsheet.edit.known import is_known
from tearsheet.edit.lines import word_count
from tearsheet.edit.passage import SURE
from tearsheet.model import DateBasis, Feature, Origin

_BASIS: dict[DateBasis, tuple[float, str]] = {
    "page": (1.0, "the page gives its date"),
    "header": (1.0, "the letter's head gives its date"),
    "feed": (0.8, "the feed gives its date"),
    "url": (0.8, "the URL gives its date"),
    "dateline": (0.6, "only the dateline gives its date"),
}
_ORIGIN: dict[Origin, tuple[float, str]] = {
    "original": (1.0, "the outlet's own work"),
    "agency copy": (0.5, "copy of an agency"),
    "edited copy": (0.4, "edited from a copy"),
    "translated copy": (0.3, "a translated copy"),
    "press release": (0.1, "a press release"),
    "aggregator page": (0.0, "an aggregator's page"),
}
_FULL_LENGTH = 500
_UNSAID = 0.3


def features_of(candidate: Candidate, first: date, last: date) -> tuple[Feature, ...]:
    """Every reason for or against one article, whatever else is chosen."""
    return (
        _centrality(candidate),
        _quotation(candidate),
        _substance(candidate),
        _standing(candidate),
        _dated(candidate),
        _originality(candidate),
        _noticed(candidate),
        _informative(candidate),
        _printings(candidate),
        _freshness(candidate, first, last),
        _form(candidate),
    )


def _centrality(candidate: Candidate) -> Feature:
    why = "; ".join(candidate.match.reasons) or "how much of it is about the subject"
    return Feature("centrality", candidate.match.centrality, 3.0, why)


def _quotation(candidate: Candidate) -> Feature:
    said = {
        quote.speaker.person
        for quote in candidate.annotations.printed_quotes
        if quote.form == "direct" and quote.speaker and quote.speaker.confidence >= SURE
    }
    why = f"{len(said)} named speakers" if len(said) != 1 else "one named speaker"
    return Feature("quotation", min(1.0, len(said) / 2), 0.8, why)


def _substance(candidate: Candidate) -> Feature:
    words = word_count(candidate.article.text)
    return Feature("substance", min(1.0, words / _FULL_LENGTH), 1.0, f"{words} words")


def _standing(candidate: Candidate) -> Feature:
    outlet = candidate.outlet
    if outlet.ownership.kind == "state":
        value = -1.0 if outlet.kind == "agency" else -0.5
        return Feature("standing", value, 0.8, f"{outlet.name} belongs to a state")
    if is_known(outlet):
        return Feature("standing", 1.0, 0.8, f"{outlet.name} is known everywhere")
    if outlet.kind in ("aggregator", "wire distributor"):
        return Feature("standing", 0.0, 0.8, f"{outlet.name} prints what others write")
    if outlet.confirmed:
        return Feature("standing", 0.6, 0.8, f"{outlet.name} is in the register")
    return Feature("standing", 0.0, 0.8, f"only its own pages vouch for {outlet.name}")


def _dated(candidate: Candidate) -> Feature:
    published = candidate.article.published
    if published is None:
        return Feature("date", 0.0, 0.4, "no date")
    value, why = _BASIS[published.basis]
    return Feature("date", value, 0.4, why)


def _originality(candidate: Candidate) -> Feature:
    value, why = _ORIGIN[candidate.article.provenance.kind]
    if candidate.relation != "original" and value > _UNSAID:
        # It does not say whose text it prints; the other printings do.
        writer = candidate.group.written_by if candidate.group else None
        of = f" of {writer.name}'s text" if writer else ""
        value, why = _UNSAID, f"a copy{of} ({candidate.relation}) that does not say so"
    return Feature("original", value, 1.0, why)


def _noticed(candidate: Candidate) -> Feature:
    outlets = candidate.independent_outlets
    return Feature(
        "story", min(1.0, (outlets - 1) / 3), 1.2, f"{outlets} independent outlets tell the event"
    )


def _informative(candidate: Candidate) -> Feature:
    """How much of what its story tells it tells itself, beside the other articles."""
    rated = candidate.telling.informative if candidate.telling else ()
    place = next((at for at, one in enumerate(rated, 1) if one.article_key == candidate.key), 0)
    if not place or len(rated) == 1:
        return Feature("informative", 0.0, 0.8, "")
    most, least = rated[0].score, rated[-1].score
    value = (rated[place - 1].score - least) / (most - least) if most > least else 1.0
    said = "tells most" if place == 1 else f"number {place} in what it tells"
    return Feature("informative", value, 0.8, f"{said} of {len(rated)} articles on the event")


def _printings(candidate: Candidate) -> Feature:
    copies = len(candidate.group.copies) if candidate.group else 1
    told = len(candidate.story.article_keys) if candidate.story else 1
    printings = max(copies, told)
    return Feature(
        "printings", min(1.0, math.log2(printings) / 4), 0.8, f"printed or told {printings} times"
    )


def _freshness(candidate: Candidate, first: date, last: date) -> Feature:
    printed = candidate.printed or first
    days = max(1, (last - first).days)
    return Feature("freshness", (printed - first).days / days, 0.2, f"published {printed}")


def _form(candidate: Candidate) -> Feature:
    kind = candidate.article.kind
    if kind in ("opinion", "interview"):
        return Feature("form", 1.0, 0.4, f"{kind}: a view, not only news")
    if kind == "sponsored":
        return Feature("form", -1.0, 2.0, "somebody paid for it")
    return Feature("form", 0.0, 0.4, "")
