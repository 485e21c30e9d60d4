"""Which pairs of some texts are worth comparing? Found without looking at all of them."""

from collections.abc import Iterator, Sequence

from tearsheet.model import Span
from tearsheet.relate.copies.fingerprints import fingerprints
from tearsheet.relate.copies.index import CopyIndex


def candidates(
    texts: Sequence[str], left_out: Sequence[Sequence[Span]] = ()
) -> Iterator[tuple[int, int]]:
    """Pairs of positions (smaller, larger) of texts that share enough sampled runs, by position.

    The pairs that a `CopyIndex` of all ``texts`` tells: texts with the same words are each
    paired with the first of them alone, which meets the others for all. ``left_out`` has for
    each text the spans whose words do not count; empty, all count.
    """
    width = len(str(len(texts)))
    keys = [str(at).zfill(width) for at in range(len(texts))]
    found = CopyIndex().add_all(zip(keys, fingerprints(texts, left_out), strict=True))
    return ((int(pair.one), int(pair.other)) for pair in found.pairs)
