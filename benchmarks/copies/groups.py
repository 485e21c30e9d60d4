"""Do groups hold the printings of one text, and of one agency?

All 612 articles of ``copies/helsinki-612.jsonl.gz``, read as `labelled` says, go through
`copy_groups`. *together* is the share of the labelled copies whose two articles are in one group,
*apart* that of the labelled others that are in two, *mixed* the number of groups in which
different agencies are credited, *origin* the share of articles called an agency's in the labels
(by their own page or not) whose group is said to be written by it.

``python -m benchmarks.copies.groups CORPORA`` lists the groups of two and more: how many articles,
agencies credited, pairs of pages of different agencies, hosts.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from benchmarks.copies.labelled import articles, pairs
from benchmarks.figures import Figure
from benchmarks.words.wire import helsinki
from tearsheet.model import Article, CopyGroup
from tearsheet.read.signatures import wire_signed
from tearsheet.relate.copies import copy_groups


def measure(corpora: Path) -> list[Figure]:
    """Pairs together and apart, groups of two agencies, origins, and the time for all."""
    known = articles(corpora)
    start = perf_counter()
    groups = _groups(corpora)
    seconds = perf_counter() - start
    group_of = {copy.article_key: group for group in groups for copy in group.copies}
    right = {True: list[bool](), False: list[bool]()}
    for pair in pairs(corpora):
        if pair.is_decided:
            one, other = group_of[known[pair.a].key], group_of[known[pair.b].key]
            right[pair.is_copy].append((one is other) == pair.is_copy)
    mixed = [group for group in groups if _mixed(_members(group, corpora))]
    wire = helsinki(corpora)
    called = {**wire.named, **wire.unnamed}
    origins = [
        _writer(group_of[known[key].key]) == document.agency for key, document in called.items()
    ]
    many = sum(len(group.copies) > 1 for group in groups)
    return [
        Figure(
            "copies.groups.together", _share(right[True]), "share", 0.85, "high", {},
            f"{len(right[True])} labelled copies, {many} groups of two and more",
        ),
        Figure(
            "copies.groups.apart", _share(right[False]), "share", 0.98, "high", {},
            f"{len(right[False])} labelled others",
        ),
        Figure("copies.groups.mixed", len(mixed), "groups", 0, "low", {}, "of two agencies"),
        Figure(
            "copies.groups.origin", _share(origins), "share", 0.9, "high", {},
            f"{len(origins)} articles called an agency's",
        ),
        Figure("copies.groups.time", seconds, "s", None, "low", {}, "612 articles, one core"),
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _groups(corpora: Path) -> tuple[CopyGroup, ...]:
    return copy_groups(list(articles(corpora).values()))


def _members(group: CopyGroup, corpora: Path) -> list[Article]:
    by_key = {article.key: article for article in articles(corpora).values()}
    return [by_key[copy.article_key] for copy in group.copies]


def _mixed(members: Iterable[Article]) -> int:
    """How many pairs of its pages credit agencies and none in common."""
    credited = [found for found in map(_agencies, members) if found]
    return sum(one.isdisjoint(other) for one, other in combinations(credited, 2))


def _agencies(article: Article) -> frozenset[str]:
    """The agencies that its page credits with the text."""
    signed = (wire_signed(credit.name) for credit in article.provenance.credited("originator"))
    return frozenset(wire.name for wire in signed if wire and wire.role == "agency")


def _writer(group: CopyGroup) -> str | None:
    wire = wire_signed(group.written_by.name) if group.written_by else None
    return wire.name if wire else None


def _share(right: Sequence[bool]) -> float:
    return sum(right) / max(1, len(right))


def listing(corpora: Path) -> list[str]:
    """A line for each group of two and more, the largest first."""
    many = [group for group in _groups(corpora) if len(group.copies) > 1]
    lines = list[str]()
    for group in sorted(many, key=lambda group: -len(group.copies)):
        members = _members(group, corpora)
        agencies = Counter(name for article in members for name in sorted(_agencies(article)))
        hosts = Counter(urlsplit(article.url).hostname for article in members)
        lines.append(
            f"{len(members)} articles; written by {_writer(group) or 'nobody named'}; "
            f"credited {dict(agencies) or 'none'}; pages that mix agencies {_mixed(members)}; "
            f"{len(hosts)} hosts: {', '.join(f'{host} {n}' for host, n in hosts.most_common())}; "
            f"ids {' '.join(article.capture_key for article in members)}"
        )
    return lines


if __name__ == "__main__":
    print("\n".join(listing(Path(sys.argv[1]))))
