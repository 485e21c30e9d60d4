"""What each outlet prints whatever an article is about, as its articles come."""

from dataclasses import dataclass, field

from tearsheet.model import Span
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.relate.copies.boilerplate import SAMPLE, boilerplate_in, boilerplate_of
from tearsheet.store import relations
from tearsheet.store.queries import Known

OUTLETS = 200
"""Outlets kept at hand, each with the texts of its sample."""


@dataclass(slots=True)
class _Outlet:
    """The articles of an outlet that are looked at, texts by key, and what stands in them all."""

    sample: dict[str, str]
    boilerplate: frozenset[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Boilerplate by outlet; a function of the articles that have been related."""

    version: str
    desk: Desk
    _outlets: dict[str, _Outlet] = field(default_factory=dict)

    def add(self, known: Known) -> list[str]:
        """Look at an article too; the keys of those that are to be compared anew because of it."""
        outlet = self._outlet(known.outlet.key)
        sample = {**outlet.sample, known.article.key: known.article.text}
        outlet.sample = {key: sample[key] for key in sorted(sample)[:SAMPLE]}
        if known.article.key not in outlet.sample:
            return []
        before, outlet.boilerplate = outlet.boilerplate, boilerplate_of(outlet.sample)
        changed = before ^ outlet.boilerplate
        return self._holding(known.outlet.key, changed) if changed else []

    def left_out(self, known: Known) -> tuple[Span, ...]:
        """What of an article is not compared."""
        return boilerplate_in(known.article.text, self._outlet(known.outlet.key).boilerplate)

    def tidy(self) -> None:
        """Let go of outlets looked at first; between batches."""
        while len(self._outlets) > OUTLETS:
            del self._outlets[next(iter(self._outlets))]

    def _outlet(self, key: str) -> _Outlet:
        if key not in self._outlets:
            known = self.desk.all_of(relations.printed_by(self.version, key, SAMPLE))
            sample = {one.article.key: one.article.text for one in known}
            self._outlets[key] = _Outlet(sample, boilerplate_of(sample))
        return self._outlets[key]

    def _holding(self, outlet: str, paragraphs: frozenset[int]) -> list[str]:
        known = self.desk.all_of(relations.printed_by(self.version, outlet))
        return [one.article.key for one in known if boilerplate_in(one.article.text, paragraphs)]
