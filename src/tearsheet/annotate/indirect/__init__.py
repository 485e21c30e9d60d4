"""Speech and thought that are retold: who says, in no one's marks, what."""

from tearsheet.annotate.indirect.find import indirect_in

__all__ = ["indirect_in"]
