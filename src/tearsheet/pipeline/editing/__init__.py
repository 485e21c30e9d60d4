"""An edition on the desk: opened, changed by several, held to the gate, brought to print."""

from tearsheet.edit.revise.changing import ImpossibleChangeError
from tearsheet.edit.revise.differences import difference, words_between
from tearsheet.pipeline.editing.adding import Upload, add_article
from tearsheet.pipeline.editing.changing import change, restore
from tearsheet.pipeline.editing.composing import Composed, compose
from tearsheet.pipeline.editing.errors import (
    ArticleNotReadError,
    FrozenError,
    NoSuchEditionError,
    NoSuchSentenceError,
    NotAllowedError,
    NotProvenError,
    StaleError,
)
from tearsheet.pipeline.editing.history import history, version
from tearsheet.pipeline.editing.opening import check_words, look, open_edition
from tearsheet.pipeline.editing.states import (
    TRANSITIONS,
    EditionLine,
    correct_published,
    editions,
    move,
    moves_open_to,
)
from tearsheet.store.versions import drop_proposal

__all__ = [
    "TRANSITIONS",
    "ArticleNotReadError",
    "Composed",
    "EditionLine",
    "FrozenError",
    "ImpossibleChangeError",
    "NoSuchEditionError",
    "NoSuchSentenceError",
    "NotAllowedError",
    "NotProvenError",
    "StaleError",
    "Upload",
    "add_article",
    "change",
    "check_words",
    "compose",
    "correct_published",
    "difference",
    "drop_proposal",
    "editions",
    "history",
    "look",
    "move",
    "moves_open_to",
    "open_edition",
    "restore",
    "version",
    "words_between",
]
