"""Which articles tell one event?"""

from tearsheet.relate.stories.bulk import stories
from tearsheet.relate.stories.chapters import chapters_of, moment_of
from tearsheet.relate.stories.decided import decided
from tearsheet.relate.stories.stream import Stream

__all__ = [
    "Stream",
    "chapters_of",
    "decided",
    "moment_of",
    "stories",
]
