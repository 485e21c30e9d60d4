"""What does the card of a story say? From what is known of the story; nothing is asked here."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tearsheet.edit import Candidate, Match, select
from tearsheet.edit.lines import lines_of
from tearsheet.model import (
    Article,
    Card,
    CardOutlet,
    Change,
    CopyGroup,
    Dimension,
    Feature,
    Flag,
    Outlet,
    Relevance,
    Span,
    Suggestion,
    Telling,
    Watch,
)
from tearsheet.pipeline.telling import Shown
from tearsheet.relate.stories.telling import kind_of
from tearsheet.store.inbox import Filed
from tearsheet.store.queries import Known

_WEAK = frozenset({"dateline"})
_VAGUE = frozenset({"month", "year"})
_EARLY = timedelta(days=1)
"""A page cannot be captured longer than this before it is out, wherever its clock stands."""
_LINE_WORDS = (6, 60)
_LEAD_LINES = 3
_UNFIT = 4.0
"""What a story loses that no edition would take, so that it stands behind those that one would."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a card is made of: a story, what its articles have to do with the watch, what changed,
    and in which editions each article is used.
    """

    shown: Shown
    matches: Mapping[str, Match]
    changes: Sequence[Change]
    uses: Mapping[str, Collection[int]]
    withdrawn: Mapping[str, str]


def card_of(ground: Ground, watch: Watch, now: datetime) -> Filed | None:
    """The card of a story as it would come to the inbox now; None if it is not about the watch."""
    about = [
        one
        for one in ground.shown.articles
        if one.article.key in ground.matches and ground.matches[one.article.key].about
    ]
    if not about:
        return None
    shown = ground.shown
    telling = _told(ground, watch)
    reading = _read_first(telling, about)
    title = next(one for one in shown.articles if one.article.key == telling.title.article_key)
    suggestion, passed_over = _suggestion(ground, about, telling, watch)
    line = _line(reading.article, ground.matches[reading.article.key])
    articles = [one.article for one in shown.articles]
    used = sorted({number for one in articles for number in ground.uses.get(one.key, ())})
    seen = [one.out_at for one in shown.articles]
    kinds = [share.of for share in telling.kinds]
    card = Card(
        watch_key=watch.key,
        story_key=shown.story.key,
        article_key=title.article.key,
        headline=title.article.title,
        line=line.of(reading.article.text) if line else "",
        language=title.article.language,
        outlets=_outlets(shown.articles, shown.groups),
        articles=len(articles),
        independent=len(telling.outlets),
        copies=telling.copies,
        first_seen=min(seen),
        last_seen=max(seen),
        arrived_at=now,
        grown_at=now,
        flags=_flags(about, ground, used),
        used_in=tuple(used),
        kinds=tuple(kinds),
        features=_features(suggestion, passed_over),
        about=len(about),
        read_first=reading.article.key,
        line_language=reading.article.language,
        line_at=line,
        passed_over=passed_over,
    )
    days = [_day(one) for one in about]
    members = shown.story.article_keys
    return Filed(card, members, min(days), max(days), traits_of(card), now)


def traits_of(card: Card) -> tuple[str, ...]:
    """What a card is filtered and counted by: dimension, tab, value."""
    languages = {one.language.partition("-")[0].lower() for one in card.outlets}
    countries = {one.country or "unknown" for one in card.outlets}
    found: tuple[tuple[Dimension, Iterable[str]], ...] = (
        ("language", sorted(languages)),
        ("country", sorted(countries)),
        ("outlet", (one.key for one in card.outlets)),
        ("kind", sorted(set(card.kinds))),
        ("flag", card.flags),
    )
    return tuple(f"{dimension}\t{value}" for dimension, values in found for value in values)


def _day(known: Known) -> date:
    """The day it was out, in its own zone."""
    published = known.article.published
    return published.at.date() if published else known.out_at.astimezone(UTC).date()


def _told(ground: Ground, watch: Watch) -> Telling:
    """What the story shows, with the articles about the watch first."""
    about = {
        key: Relevance(found.centrality if found.about else 0.0, "; ".join(found.reasons))
        for key, found in ground.matches.items()
    }
    shown = ground.shown
    return Shown(shown.story, shown.articles, shown.groups, shown.outlets, about).told(
        watch.language
    )


def _read_first(telling: Telling, about: Sequence[Known]) -> Known:
    by_key = {one.article.key: one for one in about}
    ranked = (one.article_key for one in telling.informative if one.article_key in by_key)
    return by_key[next(ranked, about[0].article.key)]


# The suggestion: what the choice of articles for an edition says of the story's best.


def _suggestion(
    ground: Ground, about: Sequence[Known], telling: Telling, watch: Watch
) -> tuple[Suggestion, str]:
    """The story's strongest article with its features; why no edition would take it, if so."""
    groups = {copy.article_key: group for group in ground.shown.groups for copy in group.copies}
    candidates = [
        Candidate(
            article=one.article,
            outlet=one.outlet,
            annotations=one.annotations,
            match=ground.matches[one.article.key],
            group=groups.get(one.article.key),
            story=ground.shown.story,
            telling=telling if len(ground.shown.articles) > 1 else None,
        )
        for one in about
    ]
    standing = [one for one in candidates if one.key not in ground.withdrawn]
    days = [one.printed for one in standing if one.printed]
    fallback = _day(about[0])
    first, last = min(days, default=fallback), max(days, default=fallback)
    made = select(standing or candidates, watch, first, last, size=(1, 1))
    if standing and made.chosen:
        return made.chosen[0], ""
    best = max((*made.chosen, *made.passed_over), key=lambda one: (one.score, one.article_key))
    return best, best.passed_over or f"taken back ({ground.withdrawn.get(best.article_key, '')})"


def _features(suggestion: Suggestion, passed_over: str) -> tuple[Feature, ...]:
    """The reasons that say anything."""
    said = tuple(one for one in suggestion.features if one.share or one.name == "section")
    if passed_over:
        why = f"no edition would take it: {passed_over}"
        return (*said, Feature("fit for an edition", -1.0, _UNFIT, why))
    return said


def _outlets(articles: Sequence[Known], groups: Iterable[CopyGroup]) -> tuple[CardOutlet, ...]:
    """Who prints the story, in the order in which they were heard."""
    relation = {copy.article_key: copy.relation for group in groups for copy in group.copies}
    printed: dict[str, tuple[Outlet, Article]] = {}
    copies = Counter[str]()
    for one in articles:
        printed.setdefault(one.outlet.key, (one.outlet, one.article))
        copies[one.outlet.key] += relation.get(one.article.key, "original") != "original"
    return tuple(
        CardOutlet(
            key, outlet.name, outlet.country, article.language, outlet.ownership.kind, copies[key]
        )
        for key, (outlet, article) in printed.items()
    )


def _flags(about: Sequence[Known], ground: Ground, used: Collection[int]) -> tuple[Flag, ...]:
    groups = {copy.article_key: group for group in ground.shown.groups for copy in group.copies}
    kinds = {kind_of(one.article, groups.get(one.article.key)) for one in about}
    flags: dict[Flag, bool] = {
        "press release": "press release" in kinds,
        "agency copy": "agency copy" in kinds,
        "translated copy": "translated copy" in kinds,
        "opinion": "opinion" in kinds,
        "state-owned outlet": any(one.outlet.ownership.kind == "state" for one in about),
        "doubtful date": any(map(_doubtful, about)),
        "changed since": bool(ground.changes),
        "used": bool(used),
    }
    return tuple(flag for flag, holds in flags.items() if holds)


def _doubtful(known: Known) -> bool:
    """Whether its date is missing, vague, known from a dateline alone, or not out yet when it was
    captured.
    """
    published = known.article.published
    return (
        published is None
        or published.precision in _VAGUE
        or published.basis in _WEAK
        or published.at - known.capture.captured_at > _EARLY
    )


# The line: of the article to read first, the sentence that says most about the watch.


def _line(article: Article, match: Match) -> Span | None:
    """Where that sentence lies: the one that names most of it, an early one before a late one."""
    lines = lines_of(article)
    if not lines:
        return None
    starts = [one.span.start for one in match.mentions if one.part == "text"]
    named = [sum(line.span.start <= start < line.span.end for start in starts) for line in lines]

    def worth(at: int) -> tuple[bool, float]:
        least, most = _LINE_WORDS
        early = 1.0 if at < _LEAD_LINES else 0.0
        return least <= lines[at].words <= most, min(named[at], 2) + early - at / len(lines)

    return lines[max(range(len(lines)), key=worth)].span
