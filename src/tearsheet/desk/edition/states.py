"""Where an edition stands on its way to the readers, and who may take it a step further."""

from dataclasses import dataclass

from tearsheet.desk.edition import words
from tearsheet.model import Account, OnDesk, State, Step
from tearsheet.pipeline import editing

WAY: tuple[State, ...] = ("draft", "review", "approved", "published")


@dataclass(frozen=True, slots=True)
class StepOpen:
    """A button: into which state, what it says, whether it goes forward."""

    state: State
    says: str
    forward: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One state on the way, and where the edition is."""

    state: State
    name: str
    reached: bool
    here: bool


def steps_open(state: State, person: Account) -> tuple[StepOpen, ...]:
    """The steps this person may take now, forward ones first."""
    moves = editing.moves_open_to(state, person)
    steps = [StepOpen(to, words.move_name(state, to), _rank(to) > _rank(state)) for to in moves]
    return tuple(sorted(steps, key=lambda one: not one.forward))


def stages(state: State) -> tuple[Stage, ...]:
    """The way of an edition with its place on it marked."""
    way = (*WAY, "corrected") if state == "corrected" else WAY
    at = _rank(state)
    return tuple(Stage(one, str(words.STATES[one]), _rank(one) <= at, one == state) for one in way)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step with the name of the state it led to."""

    name: str
    step: Step


def way_of(on: OnDesk) -> tuple[StepTaken, ...]:
    """The steps an edition has taken, the latest first."""
    return tuple(StepTaken(str(words.STATES[one.state]), one) for one in reversed(on.steps))


def _rank(state: State) -> int:
    return (*WAY, "corrected").index(state)
