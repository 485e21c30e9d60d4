"""An edition as one HTML file that asks nothing of anyone, and read back from it."""

from tearsheet.publish.html.again import differences
from tearsheet.publish.html.page import render
from tearsheet.publish.html.parse import parse

__all__ = ["differences", "parse", "render"]
