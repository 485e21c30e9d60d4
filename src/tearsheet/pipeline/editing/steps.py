"""An edition's way from draft to print, as the journal has it."""

from typing import get_args

from tearsheet.model import Decision, State, Step
from tearsheet.store import decisions

_STATES: tuple[State, ...] = get_args(State)
_TO = " to "


def subject_of(watch_key: str, number: int) -> str:
    """What the journal calls an edition."""
    return f"edition {number} of {watch_key}"


def decision_of(watch_key: str, number: int, step: Step) -> Decision:
    """A step as the journal keeps it."""
    verdict = f"{step.before}{_TO}{step.state}"
    return Decision(subject_of(watch_key, number), verdict, step.who, step.at, step.note)


def steps_of(watch_key: str, number: int) -> tuple[Step, ...]:
    """The steps an edition has taken, oldest first."""
    subject, steps = subject_of(watch_key, number), list[Step]()
    for one in decisions.decisions_on(subject):
        before, to, after = one.verdict.partition(_TO)
        for old in _STATES:
            for new in _STATES:
                if one.subject == subject and to and (old, new) == (before, after):
                    steps.append(Step(old, new, one.who, one.at, one.reason))
    return tuple(steps)
