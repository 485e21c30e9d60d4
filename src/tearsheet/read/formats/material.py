"""The common ground of all formats: what `read` needs to make an Article."""

from dataclasses import dataclass

from tearsheet.model import ArticleKind, Dated, ExtractionStep


@dataclass(frozen=True, slots=True)
class Material:
    """A document read, whatever its format.

    ``title`` is one line, empty if the document names none. ``text`` has the form of
    `Article.text`: paragraphs parted by one line feed. ``language`` is what the document says of
    itself (BCP 47) or None. ``url`` is the address the document gives for its original, or None.
    ``tail`` holds the lines cut from below the text, ``above`` those from above it (credit lines
    and bylines live there), one a line.
    ``markup`` is set instead of a text where the document is a web page in an envelope (a letter
    with an HTML part): read it the way of every page. ``steps`` say what was tried.
    """

    title: str
    text: str
    published: Dated | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    site_name: str | None = None
    tail: str = ""
    above: str = ""
    kind: ArticleKind = "news"
    markup: str | None = None
    steps: tuple[ExtractionStep, ...] = ()
