"""Names across spellings and scripts: do two printed forms mean one?"""

from tearsheet.text.names.keys import name_keys
from tearsheet.text.names.latin import latin
from tearsheet.text.names.likeness import likeness

__all__ = ["latin", "likeness", "name_keys"]
