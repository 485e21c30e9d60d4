"""A static table distilled from e5: no model at run time, only rows that are added up."""

from tearsheet.relate.vectors.table.model import Table
from tearsheet.relate.vectors.table.rows import Progress

__all__ = ["Progress", "Table"]
