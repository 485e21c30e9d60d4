"""The gate: is every sentence of an edition proven by what the archive holds?"""

from tearsheet.edit.verify.gate import verify

__all__ = ["verify"]
