"""A query in the words of each database: FTS5's of SQLite, and a tsquery of PostgreSQL.

Both indexes hold the same terms (`text.query.index_terms`), parted by spaces, and for each
article its traits. In FTS5 these are the columns ``title``, ``body`` and ``traits``. In
PostgreSQL one tsvector without positions holds each term, each of the title once more behind
``=``, and the traits behind ``@``; it keeps no more than 256 places of a word and none beyond
16,383, so what says whether words follow one another are the terms themselves.
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256

from tearsheet.text.query import All, AnyOf, Node, Not, Trait, Words

TITLE, TRAIT = "=", "@"
EVERYTHING = "every"
"""The trait of every article in FTS5."""
_NOWHERE = '{traits} : "nowhere"'  # no trait is called so


def outlet_token(key: str) -> str:
    """The trait of what an outlet (its key) printed."""
    return f"o{sha256(key.encode(errors='replace')).hexdigest()[:16]}"


def language_token(language: str) -> str:
    """The trait of what is in a language, whatever its region and script."""
    primary = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return f"l{re.sub('[^0-9a-z]', '', primary)}"


Tokens = Callable[[Trait], Sequence[str]]
"""What an index holds of a trait; an article that has one of these has the trait."""


def fts5(node: Node, tokens: Tokens) -> str:
    """A MATCH expression.

    FTS5 can only take away from something: what is left out is gathered by de Morgan's laws, and
    in the end taken away from everything, which has a trait of its own.
    """
    expression, is_left_out = _fts5(node, tokens)
    return f"({{traits}} : {EVERYTHING}) NOT ({expression})" if is_left_out else expression


def _fts5(node: Node, tokens: Tokens) -> tuple[str, bool]:
    """A MATCH expression, and whether what does *not* match it is meant."""
    match node:
        case Words():
            columns = "title" if node.in_title else "title body"
            more = " *" if node.is_prefix else ""
            return f'{{{columns}}} : "{" ".join(node.terms)}"{more}', False
        case Trait():
            known = tokens(node)
            return (f"{{traits}} : ({' OR '.join(known)})" if known else _NOWHERE), False
        case Not(part):
            expression, left_out = _fts5(part, tokens)
            return expression, not left_out
        case All(parts):
            return _gathered([_fts5(part, tokens) for part in parts], "AND", "OR", False)
        case AnyOf(parts):
            return _gathered([_fts5(part, tokens) for part in parts], "OR", "AND", True)
    raise TypeError(node)


def _gathered(
    parts: list[tuple[str, bool]], joined: str, else_joined: str, is_any: bool
) -> tuple[str, bool]:
    wanted = [f"({expression})" for expression, left_out in parts if not left_out]
    unwanted = [f"({expression})" for expression, left_out in parts if left_out]
    if not parts:
        return _NOWHERE, False
    if not unwanted:
        return f" {joined} ".join(wanted), False
    if not wanted:
        return f" {else_joined} ".join(unwanted), True
    base, taken = (unwanted, wanted) if is_any else (wanted, unwanted)
    # All: (w and w) not (u or u). Any: everything but (u and u) not (w or w).
    return f"({' AND '.join(base)}) NOT ({' OR '.join(taken)})", is_any


def tsquery(node: Node, tokens: Tokens, *, generous: bool = True) -> str | bool:
    """A tsquery that whatever matches ``node`` matches, or True where there is none.

    Exact but for phrases, whose words may stand anywhere (`recheck` looks again). Not
    ``generous``: whatever matches it matches ``node``; False where nothing is sure to.
    """
    match node:
        case Words():
            if len(node.terms) > 1 and not generous:
                return False
            return " & ".join(_lexemes(node))
        case Trait():
            return " | ".join(f"'{TRAIT}{token}'" for token in tokens(node)) or False
        case Not(part):
            inner = tsquery(part, tokens, generous=not generous)
            return not inner if isinstance(inner, bool) else f"!({inner})"
        case All(parts):
            return _joined([tsquery(part, tokens, generous=generous) for part in parts], "&", True)
        case AnyOf(parts):
            return _joined([tsquery(part, tokens, generous=generous) for part in parts], "|", False)
    raise TypeError(node)


def _lexemes(words: Words) -> list[str]:
    where = TITLE if words.in_title else ""
    found = [f"'{where}{term}'" for term in words.terms]
    if words.is_prefix:
        found[-1] += ":*"
    return found


def _joined(parts: list[str | bool], operator: str, idle: bool) -> str | bool:
    """Parts joined; one that is ``idle`` changes nothing, its contrary decides."""
    if any(part is (not idle) for part in parts):
        return not idle
    said = [f"({part})" for part in parts if not isinstance(part, bool)]
    return f" {operator} ".join(said) if said else idle


def has_phrase(node: Node) -> bool:
    """Whether it matters which word follows which."""
    match node:
        case Words(terms):
            return len(terms) > 1
        case Not(part):
            return has_phrase(part)
        case All(parts) | AnyOf(parts):
            return any(has_phrase(part) for part in parts)
    return False


def recheck(node: Node, tokens: Tokens) -> tuple[str, list[str]]:
    """A condition of PostgreSQL that is exact, and its parameters."""
    match node:
        case Words(terms) if len(terms) > 1:
            end = "%" if node.is_prefix else " %"
            like = f"% {' '.join(terms)}{end}"
            if node.in_title:
                return "title LIKE %s", [like]
            return "(title LIKE %s OR body LIKE %s)", [like, like]
        case Not(part):
            condition, values = recheck(part, tokens)
            return f"NOT {condition}", values
        case All(parts) | AnyOf(parts) if parts:
            joined = " AND " if isinstance(node, All) else " OR "
            conditions = [recheck(part, tokens) for part in parts]
            values = [value for _, some in conditions for value in some]
            return f"({joined.join(condition for condition, _ in conditions)})", values
    exact = tsquery(node, tokens)
    if isinstance(exact, bool):
        return ("TRUE" if exact else "FALSE"), []
    return "words @@ %s::tsquery", [exact]
