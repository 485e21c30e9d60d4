"""What does a story show: title, time line, who tells it on their own, what to read first?"""

from tearsheet.relate.stories.telling.independence import counted, independent_outlets
from tearsheet.relate.stories.telling.tell import kind_of, tell

__all__ = ["counted", "independent_outlets", "kind_of", "tell"]
