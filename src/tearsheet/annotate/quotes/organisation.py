"""For which body does someone speak? It stands in the role: the director *of the Institute*."""

from functools import lru_cache

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.words import Word, words_of

_SHORTEST_ACRONYM = 2


@lru_cache(maxsize=2_000)
def organisation_in(role: str, lexicon: Lexicon) -> str | None:
    """The body that a role as printed names, None where it names none or only a place.

    Behind the head with a preposition or in its genitive (*директор Института морей*), or
    before it (*State Department* spokesman, *外交部*发言人).
    """
    if lexicon.script in {"han", "japanese"}:
        bodies = list(lexicon.bodies.find(role, 0, len(role)))
        return role[: bodies[-1].end] if bodies and bodies[-1].end < len(role) else None
    words = words_of(role, 0, len(role), lexicon)
    heads = [index for index, word in enumerate(words) if word.base in lexicon.roles]
    if not heads:
        return None
    behind = words[heads[0] + 1 :]
    bound = bool(behind) and behind[0].base in lexicon.prepositions
    while behind and (behind[0].base in lexicon.prepositions or _is_small(behind[0], lexicon)):
        behind = behind[1:]
    if _names_body(role, behind, lexicon, by_capital=bound):
        return role[behind[0].start : behind[-1].end]
    before = words[: heads[0]]
    while before and _is_small(before[0], lexicon):
        before = before[1:]
    if _names_body(role, before, lexicon, by_capital=False):
        return role[before[0].start : before[-1].end]
    return None


def _is_small(word: Word, lexicon: Lexicon) -> bool:
    modifier = word.base in lexicon.modifiers and not word.capital
    return modifier or word.base in lexicon.determiners


def _is_body(base: str, lexicon: Lexicon) -> bool:
    """Whether a word is one for a body, in another case too: *des Ministeriums*."""
    endings = (ending for ending in lexicon.inflections if base.endswith(ending))
    return base in lexicon.bodies or any(base[: -len(end)] in lexicon.bodies for end in endings)


def _names_body(role: str, words: list[Word], lexicon: Lexicon, *, by_capital: bool) -> bool:
    """Whether words hold one for a body, an acronym or, where a name must follow, a capital."""
    for word in words:
        printed = role[word.start : word.end]
        acronym = printed.isupper() and printed.isalpha() and len(printed) >= _SHORTEST_ACRONYM
        if acronym or _is_body(word.base, lexicon):
            return True
    names = [word for word in words if word.capital and word.base not in lexicon.places]
    nouns = lexicon.script == "german"
    return by_capital and len(names) > 1 + nouns
