"""The journal of decisions: what people decided, appended and never changed."""

from collections import defaultdict
from collections.abc import Collection

from tearsheet.model import Correction, Decision, Span
from tearsheet.store.records import beginning
from tearsheet.store.rows import DecisionRow

QUOTATION = "quotation of "
SAID_BY, NO_QUOTATION = "said by ", "no quotation"


def append_decision(decision: Decision) -> None:
    """Add a decision to the journal."""
    DecisionRow.objects.create(
        subject=decision.subject,
        verdict=decision.verdict,
        who=decision.who,
        at=decision.at,
        reason=decision.reason,
    )


def decisions_on(prefix: str) -> list[Decision]:
    """The decisions whose subject begins so, oldest first."""
    rows = DecisionRow.objects.filter(beginning("subject", prefix)).order_by("at", "pk")
    return [Decision(row.subject, row.verdict, row.who, row.at, row.reason) for row in rows]


def append_correction(article_key: str, correction: Correction) -> None:
    """Add what was decided of one quotation of an article."""
    place = f"{correction.span.start}-{correction.span.end}"
    verdict = f"{SAID_BY}{correction.speaker}" if correction.speaker else NO_QUOTATION
    append_decision(
        Decision(
            f"{QUOTATION}{article_key}",
            f"{place} {verdict}",
            correction.who,
            correction.at,
            correction.reason,
        )
    )


def corrections_of(article_keys: Collection[str]) -> dict[str, list[Correction]]:
    """What was decided of quotations of these articles, oldest first; empty for the others."""
    found = defaultdict[str, list[Correction]](list)
    subjects = [f"{QUOTATION}{key}" for key in article_keys]
    for row in DecisionRow.objects.filter(subject__in=subjects).order_by("at", "pk"):
        place, _, verdict = row.verdict.partition(" ")
        start, _, end = place.partition("-")
        found[row.subject.removeprefix(QUOTATION)].append(
            Correction(
                Span(int(start), int(end)),
                verdict.removeprefix(SAID_BY) if verdict.startswith(SAID_BY) else "",
                row.who,
                row.at,
                row.reason,
            )
        )
    return found
