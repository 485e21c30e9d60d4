"""What the press printed about a watch over a time, counted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tearsheet.model.utterance import Utterance

Pace = Literal["day", "week", "month"]
CoverageOf = Literal["time", "country", "language", "outlet", "ownership"]


@dataclass(frozen=True, slots=True)
class Count:
    """How often something of one kind printed: all its articles, and its own texts.

    ``of`` is a day (the first of the period, ISO 8601), a country, a language (primary subtag),
    the key of an outlet or a kind of ownership; ``name`` is that in words where it has any.
    ``texts`` leaves out what only copies a text that another printed before; where the counts of
    several are added up, each text is counted for who printed it first.
    """

    of: str
    articles: int
    texts: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles about a watch in a period (days included), by all that they are counted by.

    ``over_time`` holds every period from first to last, empty ones too; the others come the
    largest first.
    """

    watch_key: str
    first: date
    last: date
    rhythm: Pace
    articles: int
    texts: int
    over_time: tuple[Count, ...]
    countries: tuple[Count, ...]
    languages: tuple[Count, ...]
    outlets: tuple[Count, ...]
    ownership: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A person, under the name shown, in how many articles they are quoted, and by how many
    outlets; ``printed`` are the forms that were counted."""

    key: str
    name: str
    articles: int
    outlets: int
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A printing of a quotation on its way; ``step`` counts from 0, the first printing."""

    step: int
    outlet_key: str
    outlet: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Journey:
    """Where a quotation travelled: its printings in time order, and who printed each."""

    utterance: Utterance
    stops: tuple[Stop, ...]

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it reached, in the order in which it did."""
        return tuple(dict.fromkeys(stop.country for stop in self.stops if stop.country))
