"""Copies as they come: the index over what is on file, the links between texts, the groups."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from tearsheet.model import Link
from tearsheet.pipeline.relating.desk import Desk
from tearsheet.pipeline.relating.standing import Standing
from tearsheet.relate.copies import Printing, grouped, judged
from tearsheet.relate.copies.fingerprints import Fingerprint, fingerprint_of
from tearsheet.relate.copies.index import Candidate, CopyIndex
from tearsheet.store import relations
from tearsheet.store.queries import Known

_packed = msgspec.msgpack.Encoder().encode
_unpacked = msgspec.msgpack.Decoder(Fingerprint).decode


@dataclass(frozen=True, slots=True)
class Found:
    """What came of an article: its fingerprint, and its links with those before it.

    ``anew`` are fingerprints, by key, of earlier articles that are compared by other words now;
    ``touched`` are all articles whose links changed.
    """

    fingerprint: bytes
    links: tuple[Link, ...]
    anew: dict[str, bytes]
    touched: frozenset[str]


@dataclass(frozen=True, slots=True)
class Copying:
    """The index of every text that has been related, and the desk it takes articles from."""

    index: CopyIndex
    standing: Standing
    desk: Desk

    @classmethod
    def open(cls, desk: Desk, version: str) -> "Copying":
        """The index made anew: a function of the fingerprints on file."""
        rows = ((key, _unpacked(body)) for key, body in relations.related(version))
        index = CopyIndex.of(rows, held=relations.linked())
        return cls(index, Standing(version, desk), desk)

    def add(self, known: Known) -> Found:
        """Find the links of an article with those before it, and put them on file.

        One at a time, so that nothing depends on which articles came in one batch.
        """
        key = known.article.key
        anew = {
            one.article.key: self._fingerprint(one)
            for one in self.desk.all_of(self.standing.add(known))
        }
        own = self._fingerprint(known)
        change = self.index.add_all([*((one, anew[one]) for one in sorted(anew)), (key, own)])
        touched = relations.drop_links(change.void)
        links = tuple(self._judged(change.pairs))
        relations.file_links(links)
        return Found(
            _packed(own),
            tuple(link for link in links if key in (link.one, link.other)),
            {one: _packed(fingerprint) for one, fingerprint in anew.items()},
            frozenset(touched),
        )

    def _fingerprint(self, known: Known) -> Fingerprint:
        return fingerprint_of(known.article.text, self.standing.left_out(known))

    def _judged(self, pairs: Sequence[Candidate]) -> Iterator[Link]:
        self.desk.fetch({end for pair in pairs for end in (pair.one, pair.other)})
        for pair in pairs:
            link = judged(self._printing(pair.one), self._printing(pair.other))
            if link is not None:
                yield link

    def _printing(self, key: str) -> Printing:
        known = self.desk.known(key)
        return self.desk.printing(key, self.standing.left_out(known))


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
