"""How do a passage's words stand in a sentence, and whose are they said to be?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tearsheet.edit.cues import cues
from tearsheet.edit.marks import marks_around
from tearsheet.edit.passage import Passage
from tearsheet.edit.phrasing import Filling, Phrases, Template
from tearsheet.model import Article, Part, Sentence, Span, Speaker, Support

_STOPPED = ("?", "!", "…", "...", "？", "！", "؟")
_LONGEST_ROLE = 12
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}\Z")
# A phrase that sets a point or a comma at its closing mark takes the passage without its own.
_SETS_STOP = re.compile("[,.][”»]|[”»][,.]")


def words(article: Article, span: Span, part: Part = "text") -> Filling:
    """Archived words as a filling: exactly the characters of the span."""
    text = span.of(article.part(part))
    return Filling(text, (Support(Span(0, len(text)), "verbatim", article.key, part, span),))


def running(article: Article, spans: Sequence[Span], opening: str) -> Filling:
    """A passage over paragraphs: an opening mark before each after the first."""
    pieces, supports, length = list[str](), list[Support](), 0
    for number, span in enumerate(spans):
        before = f"\n{opening}" if number else ""
        one = words(article, span)
        supports += one.shifted(length + len(before))
        pieces += (before, one.text)
        length += len(before) + len(one.text)
    return Filling("".join(pieces), tuple(supports))


def original(article: Article, passage: Passage) -> Sentence:
    """The passage alone, in the language and with the marks it was printed in."""
    printed = "".join(span.of(article.text) for span in passage.spans)
    opening, closing = marks_around(printed, article.language)
    filled = Template(f"{opening}{{passage}}{closing}").filled(
        {"passage": [running(article, passage.spans, opening)]}
    )
    return Sentence("quotation", filled.text, article.language, filled.supports)


class Quotations:
    """The quotation sentences of one edition; it takes turns among the phrases."""

    def __init__(self, phrases: Phrases, tables: str) -> None:
        """``tables`` is ``quotation`` or ``list``: where the form has its phrases."""
        self.phrases = phrases
        self.tables = tables
        self._used = Counter[str]()

    def sentence(
        self, article: Article, passage: Passage, more: dict[str, Sequence[Filling]]
    ) -> Sentence | None:
        """The passage with the words that say whose it is; None if no phrase fits it."""
        fitting = list(self._fitting(article, passage, more))
        if not fitting:
            return None
        template, filled = min(fitting, key=lambda one: (-_worth(one[0]), self._used[one[0].text]))
        self._used[template.text] += 1
        return Sentence("quotation", filled.text, self.phrases.language, filled.supports)

    def _fitting(
        self, article: Article, passage: Passage, more: dict[str, Sequence[Filling]]
    ) -> Iterator[tuple[Template, Filling]]:
        slots = dict(more)
        if passage.quote and passage.quote.speaker:
            slots |= speaker_fillings(article, passage.quote.speaker, passage.spans[0])
            if "speaker" not in slots:
                return
        groups = [[span] for span in passage.spans] if passage.split else [list(passage.spans)]
        stopped = groups[0][-1].of(article.text).endswith(_STOPPED)
        table = f"{self.tables}.{passage.manner}{'_stopped' if stopped else ''}"
        for template in self.phrases.templates(table):
            if template.slots.count("passage") != len(groups) or not all(
                slot == "passage" or slot in slots for slot in template.slots
            ):
                continue
            opening = template.text[template.text.index("{passage}") - 1]
            fillings = [
                running(article, self._pointed(article, group, template, number), opening)
                for number, group in enumerate(groups)
            ]
            yield template, template.filled({**slots, "passage": fillings})

    def _pointed(
        self, article: Article, group: Sequence[Span], template: Template, number: int
    ) -> list[Span]:
        """The spans without the full stop or comma that the phrase sets itself."""
        pieces = template.text.split("{passage}")
        follows = pieces[number + 1]
        if _SETS_STOP.match(follows):
            return [*group[:-1], without_stop(article.text, group[-1])]
        return list(group)


def _worth(template: Template) -> int:
    """A phrase that says more of the speaker goes first."""
    return ("role" in template.slots) + ("office" in template.slots) + ("teller" in template.slots)


def without_stop(text: str, span: Span) -> Span:
    """The span without a closing point, unless the point belongs to initials ("the U.S.")."""
    end = span.end
    if _INITIALS.search(text[span.start : end]):
        return span
    while end > span.start and (text[end - 1] in ".,;。，" or text[end - 1].isspace()):
        end -= 1
    return Span(span.start, end)


def speaker_fillings(
    article: Article, speaker: Speaker, near: Span
) -> dict[str, Sequence[Filling]]:
    """``speaker`` and, where the article prints it, ``role``; nothing if the name is not found."""
    name = nearest(article.text, speaker.name, near)
    if name is None:
        return {}
    honorifics = cues(article.language).honorifics
    is_bare = (speaker.role or "").lower().rstrip(".") in honorifics
    role = nearest(article.text, speaker.role, name) if speaker.role and not is_bare else None
    if role and (
        len(speaker.role or "") > 120 or len((speaker.role or "").split()) > _LONGEST_ROLE
    ):
        role = None
    if role and (role.overlaps(name) or article.text[role.end : name.start] == " "):
        # "President Kassym-Jomart Tokayev": the office stands before the name as a title.
        return {"speaker": [words(article, Span(min(role.start, name.start), name.end))]}
    found: dict[str, Sequence[Filling]] = {"speaker": [words(article, name)]}
    if role:
        slot = "office" if _is_office(role.of(article.text), article.language) else "role"
        found[slot] = [words(article, role)]
    return found


def _is_office(role: str, language: str) -> bool:
    """Whether a role is a title that stands before the name: "Prime Minister"."""
    parts = role.split()
    return language.startswith("en") and len(parts) < 3 and all(one[0].isupper() for one in parts)


def nearest(text: str, wanted: str, near: Span) -> Span | None:
    """The occurrence of ``wanted`` as whole words that lies nearest to a span."""
    if not wanted:
        return None
    pattern = rf"(?<!\w){re.escape(wanted)}(?!\w)" if wanted.isascii() else re.escape(wanted)
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    return min(
        found,
        key=lambda span: max(span.start - near.end, near.start - span.end, 0),
        default=None,
    )
