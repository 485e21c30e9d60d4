"""Which articles tell one event?"""

from tearsheet.relate.stories.bulk import stories_of
from tearsheet.relate.stories.chapters import chapters_of, moment_of
from tearsheet.relate.stories.decided import decided
from tearsheet.relate.stories.likeness import likeness
from tearsheet.relate.stories.report import Report, report_from_text, report_of
from tearsheet.relate.stories.stream import Stream

__all__ = [
    "Report",
    "Stream",
    "chapters_of",
    "decided",
    "likeness",
    "moment_of",
    "report_from_text",
    "report_of",
    "stories_of",
]
