"""Who is this outlet? The register, its data and its lookup."""

from tearsheet.press.outlets import OutletFileError, load
from tearsheet.press.register import Register, register

__all__ = ["OutletFileError", "Register", "load", "register"]
