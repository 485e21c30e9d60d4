"""Which articles tell one event, in whatever language?"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from tearsheet.model import Article, CopyGroup, Story
from tearsheet.press.hosts import host_of, registrable
from tearsheet.relate.dates import time_of
from tearsheet.relate.stories.clusters import clustered
from tearsheet.relate.translations.traits import any_names, figures, names
from tearsheet.relate.vectors.tfidf import similar, weighted
from tearsheet.text import search_terms

_ALIKE = 0.15
"""Least average cosine of two parts of a story in one language. Chosen on
corpora/stories/og2021-half (headlines) and ecbplus (texts), 2026-11-22, where .13 to .18 do about
equally well: B3 F1 .76 on English headlines, .64 on nine languages together, .88 on ecbplus."""
_CAUTION = 0.3
"""Added for a collection, divided by its size: a few texts cannot tell what is common."""
_ALIKE_ABROAD = 0.35
"""The same between languages, over names and figures. On og2021-half (2026-11-22) .24 finds a
little more (B3 F1 .636, not .631), but joins events that share their people and places."""
_SHARED_ABROAD = 3
_RARE, _RARE_SHARE = 6, 0.1
"""A name or figure is rare in at most so many parts of stories, or in that share of them."""
_SAME_DAY = timedelta(hours=30)
_FACTS = ((3, 0.2), (4, 0.08))
_AGREE = 1 / 3
"""Two texts of about one day that share so many rare names and figures, and are so much alike, tell
one event in two languages; of two clusters a third of the pairs must. On og2021-half (2026-11-22)
this raises B3 F1 from .635 to .642."""
_WITHIN = timedelta(days=7)
_TITLE = 2
"""How many times a word of the title counts."""
_LEAD = 100
"""Words of the text that tell what happened; what follows is background, shared by many."""
_ALPHABETS = "\u0dff"
"""The scripts up to here write words of several letters; what lies beyond comes in pairs."""
_STEM = 6
"""Letters that a word is known by: endings fall away in every language without a table."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One copy group, seen through its original."""

    articles: tuple[Article, ...]
    original: Article

    @property
    def language(self) -> str:
        return self.original.language.partition("-")[0]

    @property
    def at(self) -> datetime | None:
        return self.original.published.at if self.original.published else None


def stories(articles: Sequence[Article], groups: Sequence[CopyGroup]) -> tuple[Story, ...]:
    """Every copy group in exactly one story; stories by the time of their first article.

    Texts of one language are compared by their words, of several by names and figures. No story
    reaches over more than seven days; articles without a date fit any. The result does not depend
    on the order of ``articles`` or ``groups``.
    """
    events = _events(articles, groups)
    parts = [part for language in _by_language(events) for part in _in_one_language(language)]
    told = [_story(story) for story in _between_languages(parts)]
    first = {article.key: time_of(article) for article in articles}
    return tuple(sorted(told, key=lambda story: (first[story.article_keys[0]], story.key)))


def _events(articles: Sequence[Article], groups: Sequence[CopyGroup]) -> list[_Event]:
    by_key = {article.key: article for article in articles}
    events = [
        _Event(
            tuple(by_key[copy.article_key] for copy in group.copies if copy.article_key in by_key),
            by_key[group.original],
        )
        for group in groups
        if group.original in by_key
    ]
    return sorted(events, key=lambda event: (time_of(event.original), event.original.key))


def _by_language(events: Sequence[_Event]) -> list[list[_Event]]:
    found = defaultdict[str, list[_Event]](list)
    for event in events:
        found[event.language].append(event)
    return [found[language] for language in sorted(found)]


def _in_one_language(events: Sequence[_Event]) -> list[list[_Event]]:
    vectors = weighted([_words(event.original) for event in events])
    least = _ALIKE + _CAUTION / len(events)
    times = [event.at for event in events]
    clusters = clustered(
        vectors,
        (pair for pair in similar(vectors, least) if _close([times[pair[1]], times[pair[2]]])),
        least,
        lambda one, other: _close([times[at] for at in (*one, *other)]),
    )
    return [[events[at] for at in cluster] for cluster in clusters]


def _between_languages(parts: list[list[_Event]]) -> list[list[_Event]]:
    """Parts of stories in several languages put together by what translation keeps."""
    vectors = weighted([_kept(part) for part in parts])
    languages = [
        {article.language.partition("-")[0] for event in part for article in event.articles}
        for part in parts
    ]
    times = [[event.at for event in part] for part in parts]

    def may_join(one: list[int], other: list[int]) -> bool:
        if any(not languages[a].isdisjoint(languages[b]) for a in one for b in other):
            return False
        return _close([time for at in (*one, *other) for time in times[at]])

    pairs = [
        (cosine, one, other)
        for cosine, one, other in similar(vectors, min(least for _, least in _FACTS))
        if len(vectors[one].keys() & vectors[other].keys()) >= _SHARED_ABROAD
    ]
    clusters = clustered(
        vectors, (pair for pair in pairs if pair[0] >= _ALIKE_ABROAD), _ALIKE_ABROAD, may_join
    )
    told = _told(parts)
    facts = [pair for pair in pairs if _by_facts(pair, told, times)]
    joined = _joined_by_facts(clusters, facts, may_join)
    return [[event for at in cluster for event in parts[at]] for cluster in joined]


def _told(parts: Sequence[Sequence[_Event]]) -> list[frozenset[str]]:
    """The rare names and figures of each part, of title and whole text."""
    every = [
        frozenset(
            fact
            for event in part
            for article in event.articles
            for fact in any_names(article.title)
            | names(article.text)[0]
            | figures(article.title)
            | figures(article.text)
        )
        for part in parts
    ]
    counts = Counter(fact for facts in every for fact in facts)
    most = max(_RARE, _RARE_SHARE * len(parts))
    return [frozenset(fact for fact in facts if counts[fact] <= most) for facts in every]


def _by_facts(
    pair: tuple[float, int, int],
    told: Sequence[frozenset[str]],
    times: Sequence[Sequence[datetime | None]],
) -> bool:
    """Whether rare names and figures of one day say that two parts tell one event."""
    cosine, one, other = pair
    shared = len(told[one] & told[other])
    return any(shared >= fewest and cosine >= least for fewest, least in _FACTS) and any(
        a is not None and b is not None and abs(a - b) <= _SAME_DAY
        for a in times[one]
        for b in times[other]
    )


def _joined_by_facts(
    clusters: Sequence[list[int]],
    facts: Sequence[tuple[float, int, int]],
    may_join: Callable[[list[int], list[int]], bool],
) -> list[list[int]]:
    """Clusters put together where enough of the pairs between them agree in facts."""
    agreed = {frozenset(pair[1:]) for pair in facts}
    owner = {at: cluster for cluster in clusters for at in cluster}
    for _, one, other in sorted(facts, key=lambda pair: (-pair[0], *pair[1:])):
        first, second = owner[one], owner[other]
        if first is second or not may_join(first, second):
            continue
        between = [frozenset((a, b)) in agreed for a in first for b in second]
        if sum(between) >= _AGREE * len(between):
            whole = [*first, *second]
            owner |= dict.fromkeys(whole, whole)
    return list({id(cluster): cluster for cluster in owner.values()}.values())


def _words(article: Article) -> Counter[str]:
    title = search_terms(article.title, article.language).split()
    lead = search_terms(_lead(article.text), article.language).split()[:_LEAD]
    stop = _stopwords(article.language.partition("-")[0])
    return Counter(
        [
            word[:_STEM]
            for word in (*title * _TITLE, *lead)
            if word not in stop and (len(word) > 2 or not word.isalpha() or word[0] > _ALPHABETS)
        ]
    )


@cache
def _stopwords(language: str) -> frozenset[str]:
    listed = tomllib.loads(
        (files("tearsheet.relate.stories") / "stopwords.toml").read_text("utf-8")
    )
    return frozenset(search_terms(str(listed.get(language, "")), language).split())


def _lead(text: str) -> str:
    return text[: _LEAD * 12]


def _kept(part: Sequence[_Event]) -> Counter[str]:
    """What translation keeps of title and lead, by how many of the articles have it.

    A title may have capitals on every word or on its first alone, so that any word of it may be
    a name; of the lead, only those that look like names.
    """
    found = Counter[str]()
    for event in part:
        for article in event.articles:
            lead = _lead(article.text)
            found.update(
                any_names(article.title) | names(lead)[0] | figures(article.title) | figures(lead)
            )
    return found


def _close(times: Sequence[datetime | None]) -> bool:
    dated = [time for time in times if time is not None]
    return not dated or max(dated) - min(dated) <= _WITHIN


def _story(events: Sequence[_Event]) -> Story:
    ordered = sorted(
        (article for event in events for article in event.articles),
        key=lambda article: (time_of(article), article.key),
    )
    return Story(
        key=ordered[0].key,
        article_keys=tuple(article.key for article in ordered),
        independent_outlets=len({_publisher(event.original) for event in events}),
    )


def _publisher(article: Article) -> str:
    """Who printed it: the site, else what it calls itself, else nobody but itself."""
    host = host_of(article.url)
    return registrable(host) if host else article.site_name or article.key
