"""Language tools with exact offsets: paragraphs, sentences, the gate's ladder, search terms."""

from tearsheet.text.folding import LADDER, Folded, folded
from tearsheet.text.marks import Quoted, quoted
from tearsheet.text.paragraphs import is_heading, paragraphs
from tearsheet.text.scripts import direction_of, script_of
from tearsheet.text.search import search_terms
from tearsheet.text.sentences import sentences

__all__ = [
    "LADDER",
    "Folded",
    "Quoted",
    "direction_of",
    "folded",
    "is_heading",
    "paragraphs",
    "quoted",
    "script_of",
    "search_terms",
    "sentences",
]
