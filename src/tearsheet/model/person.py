"""Someone the press names, in every spelling and script."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """One printed form of a name, and in how many articles it stands or is quoted.

    ``language`` is the primary subtag of the articles that print it; ``roles`` are as printed
    beside it, the most frequent first.
    """

    text: str
    language: str
    articles: int = 0
    quoted: int = 0
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One person across articles, as the register of people keeps them.

    ``key`` is readable (a slug of the Latin name); ``name`` is the form shown; ``names`` holds
    every printed form, the most frequent first, and why each was joined stands in ``why`` at
    the same place. ``confirmed`` means that an editor decided on one of them.
    """

    key: str
    name: str
    names: tuple[PersonName, ...] = ()
    why: tuple[str, ...] = ()
    confirmed: bool = False

    @property
    def articles(self) -> int:
        """In how many articles a form of the name stands; one with two forms counts twice."""
        return sum(name.articles for name in self.names)

    @property
    def quoted(self) -> int:
        """In how many the person is quoted, counted the same way."""
        return sum(name.quoted for name in self.names)
