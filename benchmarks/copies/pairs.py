"""Which of two articles' texts are copies of one another, on pairs that people read?

The pairs of ``copies/pairs-half.jsonl`` whose reader was sure. Each is judged by weights learned
without any pair that touches a printing of either of its texts (`benchmarks.learn_copies`);
``shipped`` judges with the weights in the package, which have seen them all. ``found`` asks the
index first, over all 612 articles, as the house does.

*reworded* are the edited copies whose note says so (written through, reworded, rewritten, grown
from a first version), *throughout* those of them that keep less than two fifths of their runs of
five words; *speech* the pairs that are no copies and of which the note says that quotations,
posts, a statement or a transcript are in both. The peer is the share of one text's runs of five
words in the other, cut where it does best on these very pairs.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.copies.labelled import Pair, articles, pairs
from benchmarks.figures import Figure
from benchmarks.learn_copies import Judged, calibration_error, cross_validated, f1
from tearsheet.relate.copies import Printing, judged, printing_of
from tearsheet.relate.copies.candidates import candidates
from tearsheet.relate.copies.words import words_of

_SEED, _TIMED = 7, 400
Kind = Callable[[Pair], bool]
_KINDS: dict[str, Kind] = {
    "reworded": lambda pair: pair.is_reworded,
    "throughout": lambda pair: pair.is_reworded_throughout,
    "speech": lambda pair: pair.only_speech_is_shared,
}


def measure(corpora: Path) -> list[Figure]:
    """F1, the hard kinds, calibration, and the time of a decision."""
    unseen = cross_validated(corpora)
    read = [one.pair for one in unseen]
    printings = {key: printing_of(article) for key, article in articles(corpora).items()}
    seen = [_judged(pair, printings) for pair in read]
    cut = _best_cut(read)
    plain = [Judged(pair, float(pair.contained >= cut)) for pair in read]
    told = _told(corpora)
    found = [
        one if frozenset((one.pair.a, one.pair.b)) in told else Judged(one.pair, 0.0)
        for one in unseen
    ]
    peers = {"containment, best cut in sample": f1(plain)}
    note = f"{len(read)} pairs"
    return [
        Figure("copies.pairs.f1", f1(unseen), "F1", 0.96, "high", peers, f"{note}, unseen"),
        Figure("copies.pairs.found", f1(found), "F1", 0.96, "high", {}, f"{note}, index first"),
        Figure("copies.pairs.shipped", f1(seen), "F1", None, "high", {}, f"{note}, seen"),
        *(_kind(name, kind, unseen, plain) for name, kind in _KINDS.items()),
        Figure(
            "copies.pairs.calibration", calibration_error(unseen), "error", None, "low", {},
            "expected calibration error, ten steps",
        ),
        *_times(printings, read),
    ]  # fmt: skip


def _kind(name: str, kind: Kind, unseen: Sequence[Judged], plain: Sequence[Judged]) -> Figure:
    right, by_peer = (
        [one.is_right for one in judgements if kind(one.pair)] for judgements in (unseen, plain)
    )
    peers = {"containment, best cut in sample": sum(by_peer) / max(1, len(by_peer))}
    share = sum(right) / max(1, len(right))
    return Figure(
        f"copies.pairs.{name}", share, "share", 0.85, "high", peers, f"{len(right)} pairs, unseen"
    )


def _judged(pair: Pair, printings: dict[str, Printing]) -> Judged:
    link = judged(printings[pair.a], printings[pair.b])
    return Judged(pair, link.confidence if link else 0.0)


def _told(corpora: Path) -> set[frozenset[str]]:
    """The labelled pairs that the index tells; the first of the same words stands for them all."""
    known = articles(corpora)
    keys = list(known)
    first = dict[int, str]()
    for key in keys:
        first.setdefault(int(words_of([known[key].text]).whole()[0]), key)
    stands_for = {key: first[int(words_of([known[key].text]).whole()[0])] for key in keys}
    suggested = {
        frozenset((keys[one], keys[other]))
        for one, other in candidates([known[key].text for key in keys])
    }
    return {
        frozenset((pair.a, pair.b))
        for pair in pairs(corpora)
        if frozenset((stands_for[pair.a], stands_for[pair.b])) in suggested
        or stands_for[pair.a] == stands_for[pair.b]
    }


def _best_cut(read: Sequence[Pair]) -> float:
    def score(cut: float) -> float:
        return f1([Judged(pair, float(pair.contained >= cut)) for pair in read])

    return max((pair.contained for pair in read), key=score)


def _times(printings: dict[str, Printing], read: Sequence[Pair]) -> list[Figure]:
    """Of a decision about two texts drawn at random, and about one of the labelled pairs."""
    drawn = Random(_SEED).sample(list(combinations(sorted(printings), 2)), _TIMED)
    nothing = [_milliseconds(printings[one], printings[other]) for one, other in drawn]
    hard = [_milliseconds(printings[pair.a], printings[pair.b]) for pair in read]
    return [
        Figure("copies.pairs.time.nothing", median(nothing), "ms", 0.3, "low", {}, "any two"),
        Figure("copies.pairs.time.labelled", median(hard), "ms", 2.0, "low", {}, "labelled pairs"),
    ]


def _milliseconds(one: Printing, other: Printing) -> float:
    start = perf_counter()
    judged(one, other)
    return 1000 * (perf_counter() - start)
