"""Words and phrases that stand for a value: "jan" for 1, "last week" for a week back."""

import re
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from tearsheet.annotate.times.template import GAP, one_of

T = TypeVar("T")
_GAPS = re.compile(GAP)


class Forms(Generic[T]):
    """Forms in lower case, ``*`` for any letters, and what each means."""

    def __init__(self, values: Mapping[str, T], *, capital: bool = False) -> None:
        self.pattern = one_of(values, capital=capital)
        self._values = {form.casefold(): value for form, value in values.items()}
        self._inflected = [
            (re.compile(one_of([form.casefold()])), value)
            for form, value in sorted(values.items(), key=lambda item: -len(item[0]))
            if "*" in form
        ]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def value(self, words: str | None) -> T | None:
        """What words that the pattern matched mean, None for no words."""
        if words is None:
            return None
        plain = _GAPS.sub(" ", words.strip()).casefold().replace("i̇", "i")
        found = self._values.get(plain)
        if found is not None:
            return found
        for pattern, value in self._inflected:
            if pattern.fullmatch(plain):
                return value
        return None
