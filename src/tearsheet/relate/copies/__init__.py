"""Which articles are printings of one text?"""

from tearsheet.relate.copies.alignment import shared_passages
from tearsheet.relate.copies.bulk import copy_groups
from tearsheet.relate.copies.groups import grouped
from tearsheet.relate.copies.judgement import judged
from tearsheet.relate.copies.originals import origins
from tearsheet.relate.copies.printing import Printing, printing_of

__all__ = [
    "Printing",
    "copy_groups",
    "grouped",
    "judged",
    "origins",
    "printing_of",
    "shared_passages",
]
