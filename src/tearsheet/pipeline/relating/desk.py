"""Articles at hand while they are related: what belongs together mostly comes together."""

from collections.abc import Collection
from dataclasses import dataclass, field

from tearsheet.model import Span
from tearsheet.relate.copies import Printing, printing_of
from tearsheet.relate.translations.traits import Traits, traits_of
from tearsheet.store import queries
from tearsheet.store.queries import Known

REMEMBERED = 4_000
"""Articles kept at hand; about 100 MB."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Articles by key, fetched from the store once; the oldest leave when it is full."""

    _known: dict[str, Known] = field(default_factory=dict)
    _printings: dict[str, Printing] = field(default_factory=dict)
    _traits: dict[str, Traits] = field(default_factory=dict)

    def put(self, articles: Collection[Known]) -> None:
        """Lay articles on the desk."""
        self._known.update({one.article.key: one for one in articles})

    def fetch(self, keys: Collection[str]) -> None:
        """Lay the articles of these keys on the desk, as far as they are on file."""
        self.put(queries.articles(set(keys) - self._known.keys()).values())

    def has(self, key: str) -> bool:
        """Whether an article is on the desk."""
        return key in self._known

    def known(self, key: str) -> Known:
        """An article that is on the desk. Raises KeyError for one that is not."""
        return self._known[key]

    def all_of(self, keys: Collection[str]) -> list[Known]:
        """The articles of these keys, laid on the desk, as far as they are on file."""
        self.fetch(keys)
        return [self._known[key] for key in keys if key in self._known]

    def printing(self, key: str, left_out: tuple[Span, ...]) -> Printing:
        """An article on the desk, ready to be compared but for some spans of its text.

        Raises KeyError for one that is not there.
        """
        there = self._printings.get(key)
        if there is None or there.left_out != left_out:
            there = self._printings[key] = printing_of(self._known[key].article, left_out)
        return there

    def traits(self, key: str) -> Traits:
        """What a translation of an article on the desk keeps. Raises KeyError as `known` does."""
        if key not in self._traits:
            self._traits[key] = traits_of(self._known[key].article)
        return self._traits[key]

    def tidy(self) -> None:
        """Let go of what was laid down first; between batches, when nobody is looking at it."""
        while len(self._known) > REMEMBERED:
            key = next(iter(self._known))
            del self._known[key]
            self._printings.pop(key, None)
            self._traits.pop(key, None)
