"""What does the page call itself: sponsored, opinion, release, translation, machine-written?"""

from collections.abc import Iterator

from tearsheet.model import ArticleKind, Label, LabelKind
from tearsheet.read.metadata import Metadata
from tearsheet.read.metadata.kind import note_in, title_head
from tearsheet.read.wire.edges import Line
from tearsheet.read.wire.phrases import label_phrases, labels_worded

_FIRST, _LAST = 4, 4
_REACH = 400
_LONGEST_BASIS = 160


def labels(page: Metadata | None, title: str, lines: tuple[Line, ...]) -> tuple[Label, ...]:
    """Every label with the words that say so, each kind once; the page's own claim first."""
    near = tuple(nearest(lines))
    found: dict[LabelKind, Label] = {}
    for label in (*_claimed(page), *_titled(title), *_noted(near), *_worded(near)):
        found.setdefault(label.kind, label)
    return tuple(found.values())


def nearest(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The lines in which a page may speak of itself: the first and last, and those cut off."""
    yield from [line for line in lines if line.edge == "above"][-_FIRST:]
    inside = [line for line in lines if line.edge in ("head", "foot")]
    last = max(_FIRST, len(inside) - _LAST)
    yield from inside[:_FIRST]
    yield from inside[last:]
    yield from (line for line in lines if line.edge == "tail")


def _claimed(page: Metadata | None) -> Iterator[Label]:
    if page is not None:
        kind = _label_kind(page.kind)
        if kind:
            yield Label(kind, page.kind_basis or f"page: {page.kind}")


def _titled(title: str) -> Iterator[Label]:
    head = title_head(title)
    if head:
        kind = _label_kind(head[0])
        if kind:
            yield Label(kind, f"title: {head[1]}")


def _noted(lines: tuple[Line, ...]) -> Iterator[Label]:
    """The kinds that ``kinds.toml`` has notes for."""
    inside = [line.text for line in lines if line.edge != "tail"]
    tail = [line.text for line in lines if line.edge == "tail"]
    for found, words in note_in(inside, tail):
        kind = _label_kind(found)
        if kind:
            place = next((line for line in lines if words in line.text), None)
            at = place.text.find(words) if place else 0
            span = place.within(at, at + len(words)) if place else None
            yield Label(kind, words[:_LONGEST_BASIS], span)


def _worded(lines: tuple[Line, ...]) -> Iterator[Label]:
    """The kinds that ``phrases.toml`` has phrases for."""
    any_worded = labels_worded("\n".join(map(_ends, lines)).casefold())
    for line in lines:
        start = max(0, len(line.text) - _REACH) if line.edge == "foot" else 0
        said = line.text[start : start + _REACH]
        worded = labels_worded(said.casefold()) if any_worded else any_worded
        for kind, phrases in label_phrases().items():
            match = phrases.opening.match(said) if phrases.opening and not start else None
            if match is None and phrases.anywhere and kind in worded:
                match = phrases.anywhere.search(said)
            if match is None or (line.edge == "tail" and match[0] == said and _is_bare(kind)):
                continue
            if not phrases.is_about(said.casefold()):
                continue
            span = line.within(start + match.start(), start + match.end())
            yield Label(kind, said.strip()[:_LONGEST_BASIS], span)


def _ends(line: Line) -> str:
    return f"{line.text[:_REACH]} {line.text[-_REACH:]}"


def _is_bare(kind: LabelKind) -> bool:
    """Whether a tail line that says only this is another article's label."""
    return kind in ("press release", "government statement")


def _label_kind(kind: ArticleKind) -> LabelKind | None:
    return kind if kind != "news" else None
