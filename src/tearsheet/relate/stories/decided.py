"""Stories as editors decided: what they joined stays together, what they parted stays apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tearsheet.model import Chapter, Pairing, Story
from tearsheet.relate.stories.chapters import chapters_of, in_order, moment_of
from tearsheet.relate.stories.report import Report


def decided(
    stories: Sequence[Story],
    pairings: Sequence[Pairing],
    reports: Mapping[str, Report] | None = None,
) -> tuple[Story, ...]:
    """The stories with every decision laid over them, whatever the machine merged since.

    ``pairings`` are in the order they were taken: where two contradict each other the later one
    holds. Articles joined bring their stories along; of two parted the one leaves that was said
    to, else the later one, with those that were joined to it. A story keeps its key where its
    first article is. With ``reports`` (by article key) the time order, outlets and chapters of a
    changed story are exact; without, its articles stand story by story and an outlet may be
    counted in both.
    """
    constraints = _Constraints(pairings)
    if not constraints.groups:
        return tuple(stories)
    home = {key: at for at, story in enumerate(stories) for key in story.article_keys}
    parts = _Parts(constraints)
    for at, story in enumerate(stories):
        for key in sorted(story.article_keys, key=constraints.leaves):
            parts.join(("story", at), constraints.node(key, at), constraints)
    found = defaultdict[object, list[str]](list)
    for key, at in home.items():
        found[parts.root(constraints.node(key, at))].append(key)
    return tuple(_story(keys, stories, home, reports) for keys in found.values())


Node = tuple[str, int]
"""A group of decided articles, or the undecided rest of a story."""


class _Constraints:
    """Decisions made consistent, the latest first."""

    def __init__(self, pairings: Sequence[Pairing]) -> None:
        self.groups: dict[str, int] = {}
        self._members: dict[int, list[str]] = {}
        self.apart: dict[int, set[int]] = defaultdict(set)
        for pairing in reversed(pairings):
            one, other = self._group(pairing.one), self._group(pairing.other)
            if pairing.together and one != other and other not in self.apart[one]:
                self._unite(one, other)
            elif not pairing.together and one != other:
                self.apart[one].add(other)
                self.apart[other].add(one)
        self._leaving = {self.groups[one.leaves] for one in pairings if one.leaves in self.groups}

    def leaves(self, key: str) -> bool:
        """Whether it was said to leave a story, or is joined to one that was."""
        return self.groups.get(key) in self._leaving

    def node(self, key: str, story: int) -> Node:
        """Where an article stands: in its group, or in the rest of its story."""
        return ("group", self.groups[key]) if key in self.groups else ("story", story)

    def _group(self, key: str) -> int:
        if key not in self.groups:
            self.groups[key] = len(self.groups)
            self._members[self.groups[key]] = [key]
        return self.groups[key]

    def _unite(self, one: int, other: int) -> None:
        for key in self._members[other]:
            self.groups[key] = one
        self._members[one] += self._members.pop(other)
        for parted in self.apart.pop(other, set()):
            self.apart[parted].discard(other)
            self.apart[parted].add(one)
            self.apart[one].add(parted)


class _Parts:
    """Nodes being joined, unless a decision parts them."""

    def __init__(self, constraints: _Constraints) -> None:
        self._over: dict[Node, Node] = {}
        self._groups: dict[Node, set[int]] = {
            ("group", group): {group} for group in constraints.groups.values()
        }

    def root(self, node: Node) -> Node:
        while node in self._over:
            node = self._over[node]
        return node

    def join(self, one: Node, other: Node, constraints: _Constraints) -> None:
        a, b = self.root(one), self.root(other)
        mine, theirs = self._groups.get(a, set()), self._groups.get(b, set())
        if a == b or any(constraints.apart[group] & theirs for group in sorted(mine)):
            return
        self._over[b] = a
        self._groups[a] = mine | theirs


def _story(
    keys: Sequence[str],
    stories: Sequence[Story],
    home: Mapping[str, int],
    reports: Mapping[str, Report] | None,
) -> Story:
    sources = [stories[at] for at in sorted({home[key] for key in keys})]
    if len(sources) == 1 and len(keys) == len(sources[0].article_keys):
        return sources[0]
    holds = set(keys)
    key = next((source.key for source in sources if source.key in holds), keys[0])
    outlets = min(sum(source.independent_outlets for source in sources), len(keys))
    if reports is not None and all(one in reports for one in keys):
        return _from_reports(key, [reports[one] for one in keys], outlets)
    chapters = tuple(
        Chapter(kept)
        for source in sources
        for chapter in source.chapters
        if (kept := tuple(one for one in chapter.article_keys if one in holds))
    )
    return Story(key, tuple(keys), outlets, chapters)


def _from_reports(key: str, reports: Sequence[Report], most: int) -> Story:
    moments = in_order(moment_of(report) for report in reports)
    outlets = {report.outlet or report.key for report in reports}
    return Story(
        key,
        tuple(moment.key for moment in moments),
        min(most, len(outlets)),
        chapters_of(moments),
    )
