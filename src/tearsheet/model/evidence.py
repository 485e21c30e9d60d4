"""What the gate holds a sentence against."""

from dataclasses import dataclass
from typing import Literal

from tearsheet.model.article import Article
from tearsheet.model.capture import Capture
from tearsheet.model.outlet import Outlet


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's whole chain, as it was read back from the archive.

    ``article.title`` and ``article.text`` come from the ``conversion`` record ``record``, not
    from the database. ``payload`` are the archived bytes of ``capture``.
    """

    article: Article
    record: str
    capture: Capture
    payload: bytes
    outlet: Outlet


Problem = Literal[
    "words differ",
    "not in the archived page",
    "unsupported number",
    "unsupported date",
    "unsupported name",
    "unsupported words",
    "broken support",
    "broken chain",
    "qualifier dropped",
    "edition altered",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the gate would not pass, in words an editor understands.

    ``where`` is a path into the edition (``title``, ``lead 1``, ``item 2 sentence 3``).
    ``warning`` marks what is only flagged and does not stop publication.
    """

    where: str
    problem: Problem
    message: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's word on an edition: how many sentences it held up, and what it found."""

    sentences: int
    findings: tuple[Finding, ...]

    @property
    def proven(self) -> bool:
        """Whether everything may publish."""
        return all(finding.warning for finding in self.findings)
