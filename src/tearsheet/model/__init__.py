"""The nouns of the house: frozen dataclasses on the standard library alone.

Offsets are code points, spans half-open, times aware, languages BCP 47, countries ISO 3166-1.
"""

from tearsheet.model.annotation import Annotations, Quote, QuoteForm, ReviewItem, Speaker
from tearsheet.model.article import (
    Article,
    ArticleKind,
    DateBasis,
    Dated,
    ExtractionReport,
    ExtractionStep,
    Filed,
    Part,
    Precision,
    article_key,
)
from tearsheet.model.capture import Arrival, Capture, Headers, Location, capture_key
from tearsheet.model.digest import (
    Decision,
    Digest,
    Fact,
    Feature,
    Item,
    Override,
    Relation,
    Sentence,
    SentenceKind,
    State,
    Suggestion,
    Support,
)
from tearsheet.model.evidence import Evidence, Finding, Problem, Verdict
from tearsheet.model.outcome import Failed, Kept, Outcome, Skipped, Tally
from tearsheet.model.outlet import Outlet, OutletKind, OutletName, Ownership, OwnershipKind
from tearsheet.model.provenance import Credit, Dateline, Origin, Provenance, Role
from tearsheet.model.span import Span
from tearsheet.model.story import Copy, CopyGroup, CopyRelation, Story
from tearsheet.model.watch import NameKind, SubjectKind, Watch, WatchName

__all__ = [
    "Annotations",
    "Arrival",
    "Article",
    "ArticleKind",
    "Capture",
    "Copy",
    "CopyGroup",
    "CopyRelation",
    "Credit",
    "DateBasis",
    "Dated",
    "Dateline",
    "Decision",
    "Digest",
    "Evidence",
    "ExtractionReport",
    "ExtractionStep",
    "Fact",
    "Failed",
    "Feature",
    "Filed",
    "Finding",
    "Headers",
    "Item",
    "Kept",
    "Location",
    "NameKind",
    "Origin",
    "Outcome",
    "Outlet",
    "OutletKind",
    "OutletName",
    "Override",
    "Ownership",
    "OwnershipKind",
    "Part",
    "Precision",
    "Problem",
    "Provenance",
    "Quote",
    "QuoteForm",
    "Relation",
    "ReviewItem",
    "Role",
    "Sentence",
    "SentenceKind",
    "Skipped",
    "Span",
    "Speaker",
    "State",
    "Story",
    "SubjectKind",
    "Suggestion",
    "Support",
    "Tally",
    "Verdict",
    "Watch",
    "WatchName",
    "article_key",
    "capture_key",
]
