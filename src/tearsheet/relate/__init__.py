"""Which texts are copies or translations, which tell one event? Pure and deterministic."""

from tearsheet.relate.copies import copy_groups
from tearsheet.relate.stories import Stream, stories_of
from tearsheet.relate.translations import links as translations_among

__all__ = ["Stream", "copy_groups", "stories_of", "translations_among"]
