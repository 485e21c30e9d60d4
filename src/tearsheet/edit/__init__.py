"""Stories become an edition: match, select, draft, and the gate that verifies it."""

from tearsheet.edit.candidate import Candidate, Selection
from tearsheet.edit.draft import FORMS, draft
from tearsheet.edit.match import Match, Mention, match
from tearsheet.edit.phrasing import PhraseError, phrases
from tearsheet.edit.select import select
from tearsheet.edit.subject import country_watch, organisation_watch, person_watch
from tearsheet.edit.verify import verify

__all__ = [
    "FORMS",
    "Candidate",
    "Match",
    "Mention",
    "PhraseError",
    "Selection",
    "country_watch",
    "draft",
    "match",
    "organisation_watch",
    "person_watch",
    "phrases",
    "select",
    "verify",
]
