"""A story as a page shows it: its texts in time order with their copies, and what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from tearsheet.model import (
    Assignment,
    Copy,
    CopyGroup,
    Credit,
    Decision,
    IndependentOutlet,
    Printing,
    Telling,
    Watch,
)
from tearsheet.pipeline.reading_room.figures import FigureTold, figures_of
from tearsheet.pipeline.reading_room.names import Named, names_of
from tearsheet.pipeline.reading_room.quotations import Quoted, quotations_of
from tearsheet.pipeline.telling import Shown, reasons_of, shown_with
from tearsheet.store import decisions, queries
from tearsheet.store.queries import Known


@dataclass(frozen=True, slots=True)
class Printed:
    """One article of a story: its place on the time line, and what it is to the text it prints.

    ``copy`` is None for a text that is printed once.
    """

    printing: Printing
    known: Known
    copy: Copy | None


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a story: the printing that stands for it, and its copies in time order.

    ``voice`` is the outlet that tells the story on its own with it; several texts of one owner
    share one. ``written_by`` is who wrote it, by its credits, where those name anyone.
    """

    head: Printed
    copies: tuple[Printed, ...]
    voice: IndependentOutlet | None
    written_by: Credit | None

    @property
    def copied_from(self) -> Credit | None:
        """Who wrote it where that is another than who prints it."""
        written = self.written_by
        return written if written and written.outlet != self.head.known.outlet.key else None


@dataclass(frozen=True, slots=True)
class StoryRead:
    """A story with all that its page shows.

    ``reasons`` say why each article is in it, in the machine's words, by article key;
    ``decided`` is what people decided on its articles belonging together, oldest first.
    """

    shown: Shown
    telling: Telling
    texts: tuple[Text, ...]
    quotations: tuple[Quoted, ...]
    figures: tuple[FigureTold, ...]
    names: tuple[Named, ...]
    reasons: Mapping[str, Assignment]
    decided: tuple[Decision, ...]

    @property
    def key(self) -> str:
        """The story's."""
        return self.shown.story.key


def story_read(story_key: str, watch: Watch | None, language: str = "") -> StoryRead | None:
    """The story of that key, or that the article of that key is in now; None if there is none.

    ``language`` is the one that its headline should be in, where there is a choice.
    """
    shown = shown_with(story_key, watch)
    if shown is None:
        return None
    telling = shown.told(language or (watch.language if watch else ""), queries.last_look())
    return StoryRead(
        shown,
        telling,
        texts_of(shown, telling),
        quotations_of(shown.articles, shown.groups),
        figures_of(shown.articles),
        names_of(shown.articles),
        {one.article_key: one for one in reasons_of(shown.story)},
        _decided(set(shown.story.article_keys)),
    )


def texts_of(shown: Shown, telling: Telling) -> tuple[Text, ...]:
    """The texts of a story in the order in which each was first printed, copies under theirs."""
    known = {one.article.key: one for one in shown.articles}
    group_of = {copy.article_key: group for group in shown.groups for copy in group.copies}
    voices = {key: voice for voice in telling.outlets for key in voice.article_keys}
    printings = dict[str, list[Printed]]()
    for one in telling.printings:
        group = group_of.get(one.article_key)
        place = group.key if group else one.article_key
        printed = Printed(one, known[one.article_key], _copy(one.article_key, group))
        printings.setdefault(place, []).append(printed)
    texts = list[Text]()
    for inside in printings.values():
        head = min(inside, key=lambda one: _rank(one, group_of))
        group = group_of.get(head.printing.article_key)
        texts.append(
            Text(
                head,
                tuple(one for one in inside if one is not head),
                voices.get(head.printing.article_key),
                group.written_by if group else _writer(head.known),
            )
        )
    return tuple(texts)


def _copy(article_key: str, group: CopyGroup | None) -> Copy | None:
    copies = group.copies if group else ()
    return next((copy for copy in copies if copy.article_key == article_key), None)


def _rank(printed: Printed, group_of: Mapping[str, CopyGroup]) -> int:
    """Its place in the order of its copy group: the original first."""
    group = group_of.get(printed.printing.article_key)
    if group is None or printed.copy is None:
        return 0
    return group.copies.index(printed.copy)


def _writer(known: Known) -> Credit | None:
    return next(iter(known.article.provenance.credited("originator")), None)


def _decided(inside: set[str]) -> tuple[Decision, ...]:
    """Decisions on two articles of which one is among these."""
    return tuple(
        one
        for kind in ("stories", "copies")
        for one in decisions.decisions_on(f"{kind}: ")
        if inside & set(one.subject.removeprefix(f"{kind}: ").split(" = "))
    )
