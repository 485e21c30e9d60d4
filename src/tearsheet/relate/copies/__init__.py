"""Which articles are printings of one text?"""

from tearsheet.relate.copies.groups import copy_groups

__all__ = ["copy_groups"]
