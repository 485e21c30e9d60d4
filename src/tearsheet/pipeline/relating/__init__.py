"""Articles on file are related to one another: copies, translations, stories."""

from tearsheet.pipeline.relating.copying import regroup
from tearsheet.pipeline.relating.run import relate_new

__all__ = ["regroup", "relate_new"]
