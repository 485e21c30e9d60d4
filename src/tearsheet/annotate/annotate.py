"""Everything that is found in one article, part by part."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from tearsheet.annotate.figures import figures_in
from tearsheet.annotate.indirect import indirect_in
from tearsheet.annotate.names import names_in
from tearsheet.annotate.quotes import headline_quotes, quotes_and_speakers
from tearsheet.annotate.quotes.speakers import Speakers
from tearsheet.annotate.review import review_items
from tearsheet.annotate.times import Times, times_of
from tearsheet.model import Annotations, Article, Figure, Name, Quote, ReviewItem
from tearsheet.press import Register

Part = Literal["quotations", "retold speech", "headline", "times", "review", "names", "figures"]
T = TypeVar("T")
# What a fault of ours raises. Running out of memory is not among them: that ends the page.
_FAULTS = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of an article that could not be annotated, and what it raised."""

    part: Part
    error: Exception

    @property
    def reason(self) -> str:
        """One of a small set of plain phrases, so that it can be counted."""
        return f"{self.part} not read"

    @property
    def detail(self) -> str:
        """What the fault was."""
        return f"{type(self.error).__name__}: {self.error}"


@dataclass(slots=True)
class _Attempts:
    """Tries one part after the other and notes those that fail."""

    faults: list[Fault] = field(default_factory=list)

    def at(self, part: Part, find: Callable[[], T], otherwise: T) -> T:
        """What is found, or what stands for it if there is a fault."""
        try:
            return find()
        except _FAULTS as error:
            self.faults.append(Fault(part, error))
            return otherwise


def annotate(article: Article, register: Register) -> Annotations:
    """The quotations, names, figures and times of an article; its items if it is a press review.

    Every span lies in ``article.text``, which is never altered; those of quotations of the
    headline, which come last, lie in ``article.title``. A fault is raised: who has a page to save
    asks `annotate_what_can_be`.
    """
    annotations, faults = annotate_what_can_be(article, register)
    if faults:
        raise faults[0].error
    return annotations


def annotate_what_can_be(
    article: Article, register: Register
) -> tuple[Annotations, tuple[Fault, ...]]:
    """As `annotate`; a part with a fault is empty and leaves the others as they are without it.

    The faults come in the order of the parts; nothing is raised for them.
    """
    text, language = article.text, article.language
    attempts, none = _Attempts(), tuple[Quote, ...]()
    silent: tuple[tuple[Quote, ...], Speakers | None] = none, None
    printed, speakers = attempts.at(
        "quotations",
        lambda: quotes_and_speakers(text, language, lambda name: register.named(name) is not None),
        silent,
    )
    retold = attempts.at(
        "retold speech", lambda: indirect_in(text, language, printed, speakers), none
    )
    found = (*printed, *retold)
    quotes = tuple(sorted(found, key=lambda quote: (quote.spans[0].start, quote.form)))
    title = attempts.at(
        "headline", lambda: headline_quotes(article.title, text, language, quotes), none
    )
    times = attempts.at("times", lambda: times_of(article), Times((), ()))
    annotations = Annotations(
        article.key,
        (*quotes, *title),
        attempts.at(
            "review",
            lambda: review_items(text, language, printed, register),
            tuple[ReviewItem, ...](),
        ),
        names=attempts.at("names", lambda: names_in(text, language, quotes), tuple[Name, ...]()),
        figures=attempts.at(
            "figures",
            lambda: figures_in(text, language, quotes, times.moments, times.spans),
            tuple[Figure, ...](),
        ),
        moments=times.moments,
    )
    return annotations, tuple(attempts.faults)
