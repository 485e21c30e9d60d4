"""Which articles are translations of which?"""

from tearsheet.relate.translations.bulk import links
from tearsheet.relate.translations.judgement import link_of
from tearsheet.relate.translations.side import Side, passages_of, side_of
from tearsheet.relate.translations.window import Head, Window, facts_fit, head_of

__all__ = [
    "Head",
    "Side",
    "Window",
    "facts_fit",
    "head_of",
    "link_of",
    "links",
    "passages_of",
    "side_of",
]
