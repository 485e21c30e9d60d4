"""What the gate finds in a sentence, as the page says it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tearsheet.desk.edition import words
from tearsheet.model import Finding, Hint, Override, Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding: in plain words, about which words, what may stand instead.

    ``excused``: an editor let it stand, which is said beside it.
    """

    finding: Finding
    plain: str
    hint: Hint | None = None
    excused: bool = False

    @property
    def said(self) -> tuple[Span, ...]:
        """The stretches of the sentence it is about."""
        return self.hint.said if self.hint else ()

    @property
    def instead(self) -> bool:
        """Whether the page has other words for these."""
        return bool(self.hint and self.hint.printed)


def remarks(
    findings: Iterable[Finding],
    overrides: Sequence[Override] = (),
    text: str = "",
    hints: Sequence[Hint] = (),
) -> tuple[Remark, ...]:
    """The findings on a sentence of these words, each with its hint if there is one."""
    by_finding = {hint.finding: hint for hint in hints}
    return tuple(
        Remark(
            one,
            str(words.PROBLEMS[one.problem]),
            by_finding.get(one),
            any(override.excuses(text, one.problem) for override in overrides),
        )
        for one in findings
    )
