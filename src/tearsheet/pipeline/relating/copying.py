"""Copies as they come: the index over what is on file, the links between texts, the groups."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from tearsheet.model import Link
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.relate.copies import grouped, judged
from tearsheet.relate.copies.fingerprints import Fingerprint, fingerprints
from tearsheet.relate.copies.index import Candidate, CopyIndex
from tearsheet.store import relations
from tearsheet.store.queries import Known

AT_ONCE = 5_000

_packed = msgspec.msgpack.Encoder().encode
_unpacked = msgspec.msgpack.Decoder(Fingerprint).decode


@dataclass(frozen=True, slots=True)
class Copying:
    """The index of every text that has been related, and the desk it takes articles from."""

    index: CopyIndex
    desk: Desk

    @classmethod
    def open(cls, desk: Desk, version: str) -> "Copying":
        """The index made anew: a function of the fingerprints on file."""
        index = CopyIndex()
        rows = relations.related(version)
        while batch := [(key, _unpacked(body)) for key, body in islice(rows, AT_ONCE)]:
            index.add_all(batch)
        return cls(index, desk)

    def add(self, articles: Sequence[Known]) -> list[tuple[bytes, list[Link]]]:
        """The fingerprint of each article and its links with what was there before it.

        One after another, so that nothing depends on which articles came in one batch. Links are
        on file when this returns.
        """
        found = fingerprints([one.article.text for one in articles])
        return [
            (_packed(one), self._links(known.article.key, one))
            for known, one in zip(articles, found, strict=True)
        ]

    def _links(self, key: str, fingerprint: Fingerprint) -> list[Link]:
        change = self.index.add_all([(key, fingerprint)])
        relations.drop_links(change.void)
        links = list(self._judged(change.pairs))
        relations.file_links(links)
        return [link for link in links if key in (link.one, link.other)]

    def _judged(self, pairs: Sequence[Candidate]) -> Iterable[Link]:
        self.desk.fetch({end for pair in pairs for end in (pair.one, pair.other)})
        for pair in pairs:
            link = judged(self.desk.printing(pair.one), self.desk.printing(pair.other))
            if link is not None:
                yield link


def regroup(keys: Collection[str], desk: Desk | None = None) -> None:
    """Work out anew the copy groups that these articles are in, from their links.

    Groups are a function of the articles that hang together by links and decisions, so only those
    are looked at.
    """
    desk = desk or Desk()
    pairings = relations.pairings("copies")
    bound = [(one.one, one.other) for one in pairings]
    left, links = set(keys), dict[tuple[str, str], Link]()
    together = set[str]()
    while left:
        together |= left
        near = relations.links_of(left)
        links |= {(link.one, link.other): link for link in near}
        ends = {end for link in near for end in (link.one, link.other)}
        ends |= {end for pair in bound if not left.isdisjoint(pair) for end in pair}
        left = ends - together
    desk.fetch(together)
    known = [desk.known(key) for key in sorted(together) if desk.has(key)]
    groups = grouped(
        [one.article for one in known],
        links.values(),
        {one.article.key: one.outlet for one in known},
        pairings,
    )
    relations.file_groups(together, groups)
