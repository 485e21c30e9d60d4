"""Which texts are copies, which tell one event? Pure, deterministic, blind to order."""

from tearsheet.relate.copies import copy_groups
from tearsheet.relate.stories import stories

__all__ = ["copy_groups", "stories"]
