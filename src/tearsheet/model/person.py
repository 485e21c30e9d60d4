"""Someone the press names, in every spelling and script."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonName:
    """One printed form of a name; ``language`` is BCP 47 of the article that prints it."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person across articles, as the register of people keeps them.

    ``key`` is stable and readable (a slug of the Latin name); ``name`` is the form shown;
    ``names`` holds every printed form, that one included. ``roles`` are as printed, the latest
    first. ``confirmed`` means that an editor said so: no run takes it apart or changes its name.
    """

    key: str
    name: str
    names: tuple[PersonName, ...] = ()
    roles: tuple[str, ...] = ()
    confirmed: bool = False
