"""What cards were made of, as it was then: watches, outlets, editions, and their articles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import TypeVar

import msgspec

from tearsheet.edit.match import Match
from tearsheet.model import Digest, Sentence
from tearsheet.store.changes import CHUNK
from tearsheet.store.records import beginning, frozen, thawed
from tearsheet.store.rows import (
    ArticleRow,
    EditionRow,
    MatchRow,
    NotedRow,
    OutletRow,
    UseRow,
    WatchRow,
)

K = TypeVar("K")
Matches = dict[str, tuple[str, Match]]
"""By watch: the digest of the watch that was asked, and the answer."""


def matches_of(article_keys: Collection[str]) -> dict[str, Matches]:
    """What is on file of these articles, by article key."""
    return {
        key: msgspec.json.decode(bytes(noun), type=Matches)
        for some in chunks(list(article_keys))
        for key, noun in MatchRow.objects.filter(article_key__in=some).values_list(
            "article_key", "noun"
        )
    }


def file_matches(matches: Mapping[str, Matches]) -> None:
    """Put on file what articles have to do with the watches, in place of what was there."""
    MatchRow.objects.bulk_create(
        [MatchRow(article_key=key, noun=frozen(found)) for key, found in matches.items()],
        update_conflicts=True,
        unique_fields=["article_key"],
        update_fields=["noun"],
    )


def digest_of(*parts: bytes) -> str:
    """A digest of bytes, in order (hexadecimal)."""
    return sha256(b"\n".join(parts)).hexdigest()


def digests(kind: str) -> dict[str, str]:
    """The digests of things of a kind, by what they are called, when cards were last made."""
    rows = NotedRow.objects.filter(beginning("what", f"{kind} "))
    return {what.removeprefix(f"{kind} "): digest for what, digest in rows.values_list()}


def note(kind: str, now: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Put down what things are now."""
    for some in chunks([f"{kind} {what}" for what in gone]):
        NotedRow.objects.filter(what__in=some).delete()
    NotedRow.objects.bulk_create(
        [NotedRow(what=f"{kind} {what}", digest=digest) for what, digest in now.items()],
        update_conflicts=True,
        unique_fields=["what"],
        update_fields=["digest"],
    )


def watch_digests() -> dict[str, str]:
    """The digest of each watch, by key."""
    rows = WatchRow.objects.order_by("key").values_list("key", "noun")
    return {key: digest_of(bytes(noun)) for key, noun in rows}


def outlet_digests() -> dict[str, str]:
    """The digest of each outlet that printed something, by key."""
    rows = OutletRow.objects.order_by("key").values_list("key", "noun")
    return {key: digest_of(bytes(noun))[:16] for key, noun in rows}


def printed_by(outlet_keys: Collection[str]) -> list[str]:
    """The articles of outlets."""
    rows = ArticleRow.objects.filter(outlet_id__in=list(outlet_keys)).order_by("key")
    return list(rows.values_list("key", flat=True))


def edition_digests() -> dict[tuple[str, int], str]:
    """The digest of each edition, by watch and number."""
    rows = EditionRow.objects.order_by("watch_id", "number").values_list(
        "watch_id", "number", "noun"
    )
    return {(watch, number): digest_of(bytes(noun)) for watch, number, noun in rows.iterator()}


def file_uses(watch_key: str, number: int) -> set[str]:
    """Put down which articles an edition rests on; those that it did not before, or no more."""
    row = EditionRow.objects.filter(watch_id=watch_key, number=number).first()
    uses = _rests_on(thawed(Digest, row.noun)) if row else set[str]()
    rows = UseRow.objects.filter(watch_key=watch_key, number=number)
    before = set(rows.values_list("article_key", flat=True))
    rows.exclude(article_key__in=uses).delete()
    UseRow.objects.bulk_create(
        [UseRow(watch_key=watch_key, number=number, article_key=key) for key in uses - before]
    )
    return before ^ uses


def uses_of(article_keys: Collection[str]) -> dict[tuple[str, str], set[int]]:
    """The numbers of the editions that rest on articles, by watch and article."""
    found = defaultdict[tuple[str, str], set[int]](set)
    for some in chunks(list(article_keys)):
        rows = UseRow.objects.filter(article_key__in=some)
        for watch, article, number in rows.values_list("watch_key", "article_key", "number"):
            found[watch, article].add(number)
    return dict(found)


def _rests_on(digest: Digest) -> set[str]:
    sentences: list[Sentence] = [digest.title, *digest.lead]
    sentences += [sentence for item in digest.items for sentence in item.sentences]
    used = {support.article_key for sentence in sentences for support in sentence.supports}
    return {*used, *(item.article_key for item in digest.items)} - {""}


def chunks(keys: list[K]) -> Iterable[list[K]]:
    """The keys, as many at a time as one question takes."""
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
