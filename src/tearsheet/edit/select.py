"""Which articles make the edition, in which order, and why not the others?"""

from collections.abc import Iterable, Sequence
from datetime import date

from tearsheet.edit.candidate import Candidate, Selection
from tearsheet.edit.cues import cues
from tearsheet.edit.features import features_of
from tearsheet.edit.lines import word_count
from tearsheet.edit.sections import Section, section_of
from tearsheet.model import CopyRelation, Feature, Suggestion, Watch

SIZE = (4, 7)
_LEAST_WORDS = 40
# The part of an edition that is in its own language where there is enough.
_HOME_SHARE = 0.65
# Below this share an article names the subject among others (looked at on real editions for
# US, CN and UA, 2026-11-22): taken only where the edition would be too small without it.
_CENTRAL = 0.45
# How much more it counts for an item's place than for its choice how far the event was noticed.
_NEWS = 2.0
_VIEWS = frozenset({"opinion", "interview"})
_NEARNESS: dict[CopyRelation, int] = {
    "original": 0,
    "exact": 1,
    "edited": 2,
    "excerpt": 3,
    "translated": 4,
}


def select(
    candidates: Sequence[Candidate],
    watch: Watch,
    first: date,
    last: date,
    size: tuple[int, int] = SIZE,
    language: str = "",
) -> Selection:
    """The edition of the days ``first`` to ``last``: between ``size`` items if there are so many.

    Of each text one printing, of each event one report (a second only if it is a view), of each
    outlet one article (a second only if the edition would be too small). Most of it is in
    ``language``, the edition's (the watch's if empty), as far as there is enough that is good:
    without a translation the rest can only be quoted as printed. The same candidates give the
    same selection in whatever order they come.
    """
    at_home = (language or watch.language).lower().partition("-")[0]
    entries = sorted(
        (_Entry(candidate, first, last) for candidate in candidates),
        key=lambda entry: (-entry.score, entry.candidate.key),
    )
    passed, fit = list[Suggestion](), list[_Entry]()
    for entry in entries:
        reason = _unfit(entry.candidate, watch, first, last)
        if reason:
            passed.append(entry.suggestion(reason))
        else:
            fit.append(entry)
    fit, copies = _one_printing_each(fit)
    passed += copies
    chosen = _chosen(fit, size, at_home)
    kept = {entry.candidate.key for entry in chosen}
    for entry in fit:
        if entry.candidate.key not in kept:
            passed.append(entry.suggestion(_not_chosen(entry, chosen)))
    return Selection(
        tuple(entry.suggestion("") for entry in _ordered(chosen)),
        tuple(sorted(passed, key=lambda one: (-one.score, one.article_key))),
    )


class _Entry:
    """A candidate with its features, its part of the edition and what it adds to the others."""

    def __init__(self, candidate: Candidate, first: date, last: date) -> None:
        self.candidate = candidate
        self.features = features_of(candidate, first, last)
        self.score = sum(feature.share for feature in self.features)
        self.strength = sum(
            feature.share * (_NEWS if feature.name in ("story", "printings") else 1.0)
            for feature in self.features
        )
        self.section: Section = section_of(candidate.article, _names_in(candidate))

    def suggestion(self, passed_over: str) -> Suggestion:
        named = ", ".join(self.section.words)
        part = Feature("section", 1.0, 0.0, f"{self.section.name}{named and f' ({named})'}")
        return Suggestion(self.candidate.key, (*self.features, part), passed_over)

    def with_variety(self, chosen: Sequence["_Entry"], at_home: str, most: int) -> "_Entry":
        """The same entry, weighed beside what is chosen already."""
        new = object.__new__(_Entry)
        new.candidate, new.section, new.strength = self.candidate, self.section, self.strength
        new.features = (*self.features, *_variety(self, chosen, at_home, most))
        new.score = sum(feature.share for feature in new.features)
        return new


def _names_in(candidate: Candidate) -> frozenset[str]:
    """How the article names the subject."""
    article = candidate.article
    return frozenset(
        mention.span.of(article.part(mention.part)) for mention in candidate.match.mentions
    )


def _variety(
    entry: _Entry, chosen: Sequence[_Entry], at_home: str, most: int
) -> tuple[Feature, ...]:
    """What the article adds to the others: another language, country, part of the edition."""
    language, country = _primary(entry.candidate), entry.candidate.outlet.country
    home_items = sum(_primary(one.candidate) == at_home for one in chosen)
    readable = Feature(
        "edition's language",
        float(language == at_home and home_items < _HOME_SHARE * most),
        1.8,
        "readers can read it without a translation",
    )
    if not chosen:
        return (readable,)
    languages = {_primary(one.candidate) for one in chosen}
    countries = {one.candidate.outlet.country for one in chosen}
    alike = sum(one.section.name == entry.section.name for one in chosen)
    return (
        readable,
        Feature("new language", float(language not in languages), 0.4, f"first in {language}"),
        Feature(
            "new country",
            float(country is not None and country not in countries),
            0.4,
            f"first from {country}",
        ),
        Feature("new section", float(alike == 0), 0.7, f"first on {entry.section.name}"),
        Feature(
            "much of one kind",
            float(max(0, alike - 1)),
            -0.5,
            f"{alike} others on {entry.section.name}",
        ),
    )


def _primary(candidate: Candidate) -> str:
    return candidate.article.language.partition("-")[0]


# Who may not stand.


def _unfit(candidate: Candidate, watch: Watch, first: date, last: date) -> str:
    """Why an article cannot stand in this edition at all, in plain words; empty if it can."""
    article = candidate.article
    reason = ""
    if not candidate.match.about:
        reason = "not about the subject"
    elif not candidate.match.foreign:
        reason = "domestic press"
    elif candidate.printed is None:
        reason = "no date of publication"
    elif not first <= candidate.printed <= last:
        reason = "published outside these days"
    elif article.provenance.kind == "aggregator page":
        reason = "an aggregator's page, not an article"
    elif article.kind == "correction" or cues(article.language).corrects(article.title):
        reason = "a correction"
    elif article.kind == "press review":
        reason = "a press review, not an article"
    elif word_count(article.text) < _LEAST_WORDS or not article.title:
        reason = "too short to quote from"
    elif _is_own_release(candidate, watch):
        reason = "a press release of the subject's own government"
    return reason


def _is_own_release(candidate: Candidate, watch: Watch) -> bool:
    """Whether the subject's own authorities wrote it, whoever distributed it."""
    article, group = candidate.article, candidate.group
    is_release = "press release" in (article.kind, article.provenance.kind)
    # A copy that does not say whose text it is has it from those that do.
    if not watch.country or not (is_release or candidate.relation != "original"):
        return False
    names = [name.text.lower() for name in watch.names if name.kind in ("name", "adjective")]
    known = cues(article.language)
    written_by = (group.written_by,) if group and group.written_by else ()
    for credit in (*article.provenance.credited("originator"), *written_by):
        name = credit.name.lower()
        if (credit.outlet or "").endswith(f".{watch.country.lower()}"):
            return True
        if any(word in name for word in known.official) and any(own in name for own in names):
            return True
    return False


def _one_printing_each(fit: list[_Entry]) -> tuple[list[_Entry], list[Suggestion]]:
    """Of each copy group its original, else the printing nearest to it; and the others."""
    best = dict[str, _Entry]()
    for entry in fit:
        group = entry.candidate.group
        if group and (
            group.key not in best or _printing_rank(entry) < _printing_rank(best[group.key])
        ):
            best[group.key] = entry
    kept, passed = list[_Entry](), list[Suggestion]()
    for entry in fit:
        group = entry.candidate.group
        taken = best[group.key] if group else entry
        if taken is entry:
            kept.append(entry)
        else:
            passed.append(
                entry.suggestion(f"another printing of a text: see {taken.candidate.outlet.name}")
            )
    return kept, passed


def _printing_rank(entry: _Entry) -> tuple[int, float, str]:
    return _NEARNESS[entry.candidate.relation], -entry.score, entry.candidate.key


# Who stands.


def _chosen(fit: Sequence[_Entry], size: tuple[int, int], at_home: str) -> list[_Entry]:
    """The strongest that go together, at most ``size[1]``.

    Below ``size[0]`` outlets may repeat, then come articles that only touch on the subject.
    """
    least, most = min(size), size[1]
    central = [entry for entry in fit if entry.candidate.match.centrality >= _CENTRAL]
    chosen = _filled([], central, most, True, at_home)
    for entries, outlets_once in ((central, False), (fit, True), (fit, False)):
        if len(chosen) < least:
            chosen = _filled(chosen, entries, least, outlets_once, at_home)
    return chosen


def _filled(
    chosen: list[_Entry], fit: Sequence[_Entry], most: int, outlets_once: bool, at_home: str
) -> list[_Entry]:
    chosen = list(chosen)
    left = [entry for entry in fit if all(entry.candidate is not one.candidate for one in chosen)]
    while left and len(chosen) < most:
        left = [entry for entry in left if not _clash(entry, chosen, outlets_once)]
        if not left:
            break
        weighed = [entry.with_variety(chosen, at_home, most) for entry in left]
        best = min(weighed, key=lambda entry: (-round(entry.score, 9), entry.candidate.key))
        chosen.append(best)
        left = [entry for entry in left if entry.candidate is not best.candidate]
    return chosen


def _clash(entry: _Entry, chosen: Iterable[_Entry], outlets_once: bool) -> str:
    """Why an article cannot stand beside those chosen; empty if it can."""
    candidate = entry.candidate
    told = 0
    for one in chosen:
        other = one.candidate
        if outlets_once and other.outlet.key == candidate.outlet.key:
            return f"one article from each outlet: {other.outlet.name} has one"
        if candidate.story and other.story and candidate.story.key == other.story.key:
            told += 1
            views = {candidate.article.kind, other.article.kind} & _VIEWS
            if told > 1 or not views or candidate.article.kind == other.article.kind:
                return f"the same event: see {other.outlet.name}"
    return ""


def _not_chosen(entry: _Entry, chosen: Sequence[_Entry]) -> str:
    clash = _clash(entry, chosen, outlets_once=True)
    if clash:
        return clash
    if entry.candidate.match.centrality < _CENTRAL:
        return "names the subject among others"
    return "others were stronger"


def _ordered(chosen: Sequence[_Entry]) -> list[_Entry]:
    """Edition order: by section, in it the week's strongest first (whatever it adds to the
    others); one event's items stand together."""
    ranked = sorted(
        chosen,
        key=lambda entry: (entry.section.rank, -entry.strength, entry.candidate.key),
    )
    ordered = list[_Entry]()
    for entry in ranked:
        story = entry.candidate.story
        beside = [
            number
            for number, one in enumerate(ordered)
            if story and one.candidate.story and one.candidate.story.key == story.key
        ]
        ordered.insert(beside[-1] + 1 if beside else len(ordered), entry)
    return ordered
