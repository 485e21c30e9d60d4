"""What does an outlet print in its articles whatever they are about?

Who to write to, what to subscribe to, whose picture it is: a paragraph that stands in several
articles of one outlet that are not copies of one another. It makes no two texts alike, so that it
is left out where they are compared.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from tearsheet.model import Span
from tearsheet.relate.copies.words import words_of
from tearsheet.text import paragraphs

SAMPLE = 100
"""Articles of an outlet that are looked at: those with the smallest keys. Keys are digests, so
that these are any articles, and a new one seldom changes which."""
_FEWEST = 3
_SHARE = 0.05
_COPIED = 0.5
"""Share of the other paragraphs of the shorter of two articles from which on they are copies."""


def boilerplate_of(texts: Mapping[str, str]) -> frozenset[int]:
    """The numbers of the paragraphs that one outlet's articles, given by key, all may print.

    A function of the set of articles. A paragraph stands, but for case, marks and punctuation, in
    three of those looked at and in one of twenty, no two of which are copies of one another.
    """
    printed = {key: frozenset(_numbers(texts[key])) for key in sorted(texts)[:SAMPLE]}
    fewest = max(_FEWEST, _SHARE * len(printed))
    counts = Counter(number for numbers in printed.values() for number in numbers)
    holders = defaultdict[int, list[frozenset[int]]](list)
    for numbers in printed.values():
        for number in numbers:
            if number and counts[number] >= fewest:
                holders[number].append(numbers - {number})
    return frozenset(number for number, rests in holders.items() if _differ(rests, fewest))


def boilerplate_in(text: str, boilerplate: frozenset[int]) -> tuple[Span, ...]:
    """Where the outlet's boilerplate stands in one of its articles: whole paragraphs, in order."""
    if not boilerplate:
        return ()
    return tuple(
        paragraph
        for paragraph, number in zip(paragraphs(text), _numbers(text), strict=True)
        if number in boilerplate
    )


def _numbers(text: str) -> list[int]:
    """A number for the words of each paragraph; 0 for one without words."""
    found: list[int] = (
        words_of([paragraph.of(text) for paragraph in paragraphs(text)]).whole().tolist()
    )
    return found


def _differ(rests: Sequence[frozenset[int]], fewest: float) -> bool:
    """Whether so many articles, but for one paragraph they share, are no copies of one another."""
    different = list[frozenset[int]]()
    for rest in rests:
        if rest and not any(_is_copy(rest, other) for other in different):
            different.append(rest)
            if len(different) >= fewest:
                return True
    return False


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= _COPIED * min(len(one), len(other))
