"""What differs between two texts, and between two versions of an edition?"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from tearsheet.model import LEAD, TITLE, EditionVersion, Override, Piece, PlaceDifference, Sentence

_TOKEN = re.compile(r"\s+|\w+(?:['’.,-]\w+)*|[^\w\s]")
Place = tuple[str, str]


def words_between(older: str, newer: str) -> tuple[Piece, ...]:
    """Both texts word by word, in reading order; runs of one kind are one piece."""
    before, after = _TOKEN.findall(older), _TOKEN.findall(newer)
    pieces = list[Piece]()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece("gone", "".join(before[start:end])))
        if new_end > new_start:
            pieces.append(Piece("new", "".join(after[new_start:new_end])))
    return tuple(pieces)


def sentences_of(version: EditionVersion) -> dict[Place, Sentence]:
    """Every sentence of a version by its place, in reading order."""
    found: dict[Place, Sentence] = {(TITLE, TITLE): version.digest.title}
    for name, sentence in zip(version.lead_names, version.digest.lead, strict=True):
        found[LEAD, name] = sentence
    for item, names in zip(version.digest.items, version.names, strict=True):
        for name, sentence in zip(names, item.sentences, strict=True):
            found[item.article_key, name] = sentence
    return found


def difference(older: EditionVersion, newer: EditionVersion) -> tuple[PlaceDifference, ...]:
    """Every place that differs, in the order of the newer version; what is gone comes last."""
    return tuple(_differences(older, newer))


def _differences(older: EditionVersion, newer: EditionVersion) -> Iterator[PlaceDifference]:
    before, after = sentences_of(older), sentences_of(newer)
    moved = _moved(older, newer)
    for (item, name), sentence in after.items():
        old = before.get((item, name))
        if item in moved:
            moved.remove(item)
            yield PlaceDifference(item, "", "moved", ())
        if old is None:
            yield PlaceDifference(item, name, "added", (Piece("new", sentence.text),))
        elif old.text != sentence.text:
            pieces = words_between(old.text, sentence.text)
            yield PlaceDifference(item, name, "changed", pieces)
    for (item, name), sentence in before.items():
        if (item, name) not in after:
            yield PlaceDifference(item, name, "removed", (Piece("gone", sentence.text),))
    yield from _let_stand(older, newer, after)


def _moved(older: EditionVersion, newer: EditionVersion) -> set[str]:
    """The items in both whose order is another: all but the longest run that stayed in order."""
    before = [item.article_key for item in older.digest.items]
    after = [item.article_key for item in newer.digest.items]
    both = set(before) & set(after)
    blocks = SequenceMatcher(
        None,
        [one for one in before if one in both],
        stayed := [one for one in after if one in both],
        autojunk=False,
    ).get_matching_blocks()
    in_order = {key for block in blocks for key in stayed[block.b : block.b + block.size]}
    return both - in_order


def _let_stand(
    older: EditionVersion, newer: EditionVersion, after: dict[Place, Sentence]
) -> Iterator[PlaceDifference]:
    for place, sentence in after.items():
        had, has = _excuses(older, sentence), _excuses(newer, sentence)
        for one in has - had:
            yield PlaceDifference(*place, "let stand", (Piece("new", one.reason),))
        for one in had - has:
            yield PlaceDifference(*place, "withdrawn", (Piece("gone", one.reason),))


def _excuses(version: EditionVersion, sentence: Sentence) -> set[Override]:
    return {one for one in version.digest.overrides if one.sentence == sentence.text}
