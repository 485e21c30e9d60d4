"""What a file that is not a web page says, before it becomes an Article.

Each module reads one format: ``read_<format>(capture, payload) -> Outcome[Material]``.
"""

from tearsheet.read.formats.docx import read_docx
from tearsheet.read.formats.mail import read_mail
from tearsheet.read.formats.markdown import read_markdown
from tearsheet.read.formats.material import Material
from tearsheet.read.formats.pdf import read_pdf
from tearsheet.read.formats.plain import read_plain

__all__ = [
    "Material",
    "read_docx",
    "read_mail",
    "read_markdown",
    "read_pdf",
    "read_plain",
]
