"""Which articles tell one event?"""

from tearsheet.relate.stories.bulk import stories

__all__ = ["stories"]
