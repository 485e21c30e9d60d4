"""Is this article about the watch, how centrally, and does its outlet see it from abroad?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tearsheet.edit.subjects.forms import Form, Phrases, form_of, levelled
from tearsheet.model import Article, NameKind, Outlet, Part, Span, Watch, WatchName

_STRENGTH: dict[NameKind, float] = {"name": 1.0, "adjective": 1.0, "person": 0.7, "place": 0.5}
"""How strongly each kind of name speaks for the subject. What a head of state does is news of the
country even where it is not named; what happens in the capital need not be."""

_LEAD = 500
"""Characters in which a news text says what it is about."""
_REACH = 400
"""Characters that one mention speaks for at most: a paragraph, or a part of a longer one."""
_DENSE = 0.4
"""A text in Han, kana or Hangul says as much in this part of the characters."""
_FULL = 8.0
"""Mentions beyond which more of them make an article no more central."""

_TITLE_SHARE, _LEAD_SHARE, _TEXT_SHARE = 0.4, 0.25, 0.35


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article names the subject: ``span`` of its ``part``, and by which name."""

    part: Part
    span: Span
    name: WatchName


@dataclass(frozen=True, slots=True)
class Match:
    """What an article has to do with a watch.

    ``centrality`` runs from 0 (never named) to 1; ``about`` says whether the article is on the
    subject rather than in passing; ``foreign`` whether its outlet is not the subject's own
    press; ``reasons`` say why, for an editor. Mentions are in reading order, the title's first.
    """

    about: bool
    centrality: float
    mentions: tuple[Mention, ...]
    foreign: bool
    reasons: tuple[str, ...]


def match(article: Article, outlet: Outlet, watch: Watch) -> Match:
    """How ``article``, printed by ``outlet``, bears on ``watch``."""
    finder = _finder(watch)
    title, title_out = finder.search(article.title, article.language)
    text, text_out = finder.search(article.text, article.language)
    mentions = [Mention("title", span, name) for span, name in title]
    mentions += [Mention("text", span, name) for span, name in text]
    weighed = _weigh(article, mentions, watch)
    about, reasons = _about(weighed, title_out + text_out)
    foreign, standing = _foreign(outlet, watch)
    return Match(
        about=about,
        centrality=round(weighed.centrality, 4),
        mentions=tuple(mentions),
        foreign=foreign,
        reasons=(*reasons, standing),
    )


@dataclass(frozen=True, slots=True)
class _Weight:
    """The mentions as numbers: strength in the title, the lead, all the text, and its spread."""

    title: float
    lead: float
    count: float
    named: int
    person: bool
    times: int
    spread: float
    empty: bool

    @property
    def often(self) -> bool:
        """Often enough for its length: three times in a long text, once in a short notice."""
        return any(
            self.count >= count and self.spread >= spread
            for count, spread in ((3.0, 0.1), (2.0, 0.2), (1.5, 0.3), (1.0, 0.8))
        )

    @property
    def centrality(self) -> float:
        text = 0.5 * self.spread + 0.5 * min(1.0, self.count / _FULL)
        return _TITLE_SHARE * self.title + _LEAD_SHARE * self.lead + _TEXT_SHARE * text


def _weigh(article: Article, mentions: Sequence[Mention], watch: Watch) -> _Weight:
    def strength(mention: Mention) -> float:
        own = watch.kind == "person" and mention.name.kind == "person"
        return 1.0 if own else _STRENGTH[mention.name.kind]

    text = [mention for mention in mentions if mention.part == "text"]
    lead = _lead_end(article.text)
    return _Weight(
        title=max((strength(one) for one in mentions if one.part == "title"), default=0.0),
        lead=max((strength(one) for one in text if one.span.start < lead), default=0.0),
        count=sum(strength(one) for one in text),
        named=sum(strength(one) == 1.0 for one in mentions),
        person=any(one.name.kind == "person" for one in mentions if one.part == "title"),
        times=len(mentions),
        spread=_spread(article.text, [one.span.start for one in text]),
        empty=not article.text,
    )


def _density(text: str) -> float:
    return _DENSE if text and ord(max(text[:40])) >= 0x3040 else 1.0


def _lead_end(text: str) -> int:
    """Where the lead ends: with the first paragraph, or later if that is short."""
    first = text.find("\n")
    least = min(int(_LEAD * _density(text)), len(text))
    return max(min(first, 2 * least) if first >= 0 else 0, least)


def _spread(text: str, starts: Sequence[int]) -> float:
    """The share of the text near a mention: in its paragraph, and not far off in a long one."""
    reach = int(_REACH * _density(text)) // 2
    covered, upto = 0, 0
    for start in starts:
        first = max(text.rfind("\n", 0, start) + 1, start - reach, upto)
        end = text.find("\n", start)
        last = min(end if end >= 0 else len(text), start + reach)
        covered += max(0, last - first)
        upto = max(upto, last)
    return min(1.0, covered / len(text)) if text else 0.0


def _about(weight: _Weight, others: int) -> tuple[bool, tuple[str, ...]]:
    """Whether that makes it the article's subject, and why."""
    if not weight.times:
        return False, ("not named",)
    if others and others >= weight.named:
        return False, (f"means something else here ({others} times)",)
    placed = [
        where
        for where, strength in (("title", weight.title), ("lead", weight.lead))
        if strength > 0
    ]
    enough = weight.often or (weight.title > 0 and (weight.count > 0 or weight.empty))
    reasons = tuple(f"named in the {where}" for where in placed)
    counted = "once" if weight.times == 1 else f"{weight.times} times"
    tally = f"named {counted}, in {weight.spread:.0%} of the text"
    if not weight.named and not (weight.person and weight.title and weight.count > 1):
        return False, (*reasons, tally, "only a place or a person of it is named")
    if placed and enough:
        return True, (*reasons, tally)
    return False, (*reasons, tally, "in passing")


def _foreign(outlet: Outlet, watch: Watch) -> tuple[bool, str]:
    """Whether the outlet is foreign to the watch, and why.

    A government's or agency's edition for readers abroad is filed under its own country in the
    register, so that it is domestic like its parent.
    """
    if watch.kind != "country" and _is_subject(outlet, watch):
        return False, f"{outlet.name} is the subject itself"
    if watch.country is None:
        return True, "every outlet is foreign to this watch"
    if outlet.country is None:
        return True, f"country of {outlet.name} unknown, taken as foreign"
    if outlet.country == watch.country:
        return False, f"domestic: {outlet.name} is of {watch.country}"
    return True, f"foreign: {outlet.name} is of {outlet.country}"


def _is_subject(outlet: Outlet, watch: Watch) -> bool:
    own = {name.text.casefold() for name in watch.names if name.kind == "name"}
    return any(name.text.casefold() in own for name in outlet.names)


class _Finder:
    """A watch made ready to look for."""

    def __init__(self, watch: Watch) -> None:
        self._forms = tuple(form_of(name) for name in watch.names)
        self._known = {name.language.partition("-")[0] for name in watch.names}
        self._others = Phrases(watch.leave_out)
        self._by_language: dict[str, tuple[Form, ...]] = {}

    def search(self, text: str, language: str) -> tuple[list[tuple[Span, WatchName]], int]:
        """The mentions in ``text``, and how often it says what the watch leaves out."""
        level = levelled(text)
        found = [
            (start, -end, form.name)
            for form in self._of(language)
            for start, end in form.found_in(level)
        ]
        if not found:
            return [], 0
        others = self._others.found_in(level)
        mentions: list[tuple[Span, WatchName]] = []
        reach = 0
        for start, minus_end, name in sorted(found, key=lambda one: one[:2]):
            if start < reach:
                continue
            reach = -minus_end
            if not any(other.overlaps(Span(start, reach)) for other in others):
                mentions.append((Span(start, reach), name))
        return mentions, len(others)

    def _of(self, language: str) -> tuple[Form, ...]:
        base = language.partition("-")[0]
        if base not in self._by_language:
            self._by_language[base] = tuple(self._fitting(base))
        return self._by_language[base]

    def _fitting(self, base: str) -> Iterator[Form]:
        """The names to look for in a text of language ``base``.

        Its own; English ones, which foreign papers print too (but not as adjectives, which are
        words of their own elsewhere: Spanish German is a name); and all that are written in
        other scripts than Latin, since related languages are easily taken for one another.
        """
        for form in self._forms:
            of = form.name.language.partition("-")[0]
            if (
                base not in self._known
                or of in {base, "und"}
                or (of == "en" and form.name.kind != "adjective")
                or form.name.text[:1] > "\u024f"
            ):
                yield form


@lru_cache(maxsize=32)
def _finder(watch: Watch) -> _Finder:
    return _Finder(watch)
