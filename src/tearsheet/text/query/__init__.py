"""The language of searches: what a person means, and where a text says it."""

from tearsheet.text.query.hits import excerpt, hits
from tearsheet.text.query.reading import (
    All,
    AnyOf,
    Node,
    Not,
    Query,
    Trait,
    Words,
    in_titles,
    index_terms,
    parse,
)

__all__ = [
    "All",
    "AnyOf",
    "Node",
    "Not",
    "Query",
    "Trait",
    "Words",
    "excerpt",
    "hits",
    "in_titles",
    "index_terms",
    "parse",
]
