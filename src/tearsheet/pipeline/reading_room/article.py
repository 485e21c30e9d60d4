"""All that stands around an article: versions of its page, other printings, its story."""

from dataclasses import dataclass

from tearsheet.model import Copy, CopyGroup, Correction
from tearsheet.pipeline.changes import Version, history
from tearsheet.pipeline.telling import Shown, shown_with
from tearsheet.store import decisions, queries, relations
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class OtherPrinting:
    """Another printing of the article's text, and what it is to the original."""

    copy: Copy
    known: Known


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """An article with what stands around it.

    ``versions`` are the readings of its page, oldest first. ``copy`` says what it is itself in
    its copy ``group``, ``printings`` are the others of that group, the original first.
    ``corrections`` are what people decided of its quotations, oldest first.
    """

    known: Known
    versions: tuple[Version, ...]
    group: CopyGroup | None
    copy: Copy | None
    printings: tuple[OtherPrinting, ...]
    story: Shown | None
    corrections: tuple[Correction, ...]

    @property
    def told(self) -> bool:
        """Whether another page tells of a change of this one."""
        return any(one.told for one in self.versions)

    @property
    def latest(self) -> Known:
        """The newest reading of the page."""
        return self.versions[-1].known if self.versions else self.known


def known_as(article_key: str) -> Known | None:
    """The article of that key; None if it is not on file."""
    return queries.articles([article_key]).get(article_key)


def article_read(known: Known) -> ArticleRead:
    """The article with all that stands around it."""
    key = known.article.key
    group = relations.group_of(key)
    keys = [copy.article_key for copy in group.copies] if group else []
    printed = queries.articles(one for one in keys if one != key)
    return ArticleRead(
        known,
        tuple(history(known.article)),
        group,
        next((copy for copy in group.copies if copy.article_key == key), None) if group else None,
        tuple(
            OtherPrinting(copy, printed[copy.article_key])
            for copy in (group.copies if group else ())
            if copy.article_key in printed
        ),
        shown_with(key),
        tuple(decisions.corrections_of([key]).get(key, ())),
    )
