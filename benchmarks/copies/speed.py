"""How many articles a second are fingerprinted and looked up, and does it stay so as they grow?

Articles of 500 invented words go into an index of 10,000, of 100,000 and of 1,000,000 others, one
in ten of them the edited copy of one that is there and one in ten the same text in other marks.
Measured is the processor time in which their texts are fingerprinted and added, all pairs told;
each size in a process of its own, on one core. What was there before is filed and not looked up.
Peers find the pairs among 5,000.
`python -m benchmarks.copies.speed SIZE` measures one size.
"""

import gc
import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks import peers
from benchmarks.copies.invented import Press, Tokens, press
from benchmarks.copies.labelled import articles, pairs
from benchmarks.figures import Figure
from tearsheet.relate.copies.candidates import candidates
from tearsheet.relate.copies.fingerprints import fingerprints
from tearsheet.relate.copies.index import CopyIndex

SIZES = (10_000, 100_000, 1_000_000)
PEERS = ("datasketch MinHashLSH", "TF-IDF, all pairs")
AMONG_PEERS = 5_000
NEW = 4_000
BATCH = 2_000
_CHUNK = 10_000
_NEW_SEED = 1 << 20


@dataclass(frozen=True)
class Round:
    """Into an index of so many: articles a second, edited copies found, megabytes."""

    size: int
    rate: float
    recall: float
    memory: float


def measure(corpora: Path) -> list[Figure]:
    """Speed at each size, growth, memory, and what is found, beside the peers."""
    rounds = [_in_its_process(size) for size in SIZES]
    first, last = rounds[0], rounds[-1]
    speeds, recalls = _peers_invented()
    found, labelled = _labelled(corpora)
    return [
        *(
            Figure(
                f"copies.speed.{one.size}", one.rate, "articles/s",
                2_000 if one is last else None, "high", speeds,
                f"processor time, 500 words, in batches of {BATCH}; peers with {AMONG_PEERS}",
            )
            for one in rounds
        ),
        Figure("copies.speed.growth", first.rate / last.rate, "times", 2, "low", {},
               "time for an article, one million against 10,000"),
        Figure("copies.memory.1000000", last.memory, "MB", 1_500, "low", {},
               "at most, for the index alone"),
        Figure("copies.candidates.edited", last.recall, "recall", 0.995, "high", recalls,
               "one word in 12 changed, a quarter cut, a new opening; among one million"),
        Figure("copies.candidates.labelled", found, "recall", 1.0, "high", labelled,
               "copies, edited copies and excerpts of pairs-half"),
    ]  # fmt: skip


def round_of(size: int, new: int = NEW) -> Round:
    """Measured in this process with so many new articles, after as many as make a batch."""
    known = press()
    earlier = known.articles(0, min(_CHUNK, size))
    texts, edited = _arriving(known, earlier, BATCH + new)
    before = _most_memory()
    index = CopyIndex.of(
        (
            (_key(seed, at), fingerprint)
            for seed in range(0, size, _CHUNK)
            for at, fingerprint in enumerate(
                known.fingerprints(known.articles(seed, min(_CHUNK, size - seed)))
            )
        ),
        held=[_key(0, at) for at in range(min(size, _CHUNK) // 5)],
    )
    index.add_all(zip(map(str, range(BATCH)), fingerprints(texts[:BATCH]), strict=True))
    gc.collect()
    told, start = set[tuple[str, str]](), process_time()
    for at in range(BATCH, len(texts), BATCH):
        some = texts[at : at + BATCH]
        keys = map(str, range(at, at + len(some)))
        change = index.add_all(zip(keys, fingerprints(some), strict=True))
        told.update((pair.one, pair.other) for pair in change.pairs)
    seconds = process_time() - start
    timed = {new: old for new, old in edited.items() if new >= BATCH}
    found = sum(tuple(sorted((str(new), _key(0, old)))) in told for new, old in timed.items())
    rate = (len(texts) - BATCH) / seconds
    return Round(size, rate, found / len(timed), _most_memory() - before)


def _most_memory() -> float:
    """Megabytes the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _in_its_process(size: int) -> Round:
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.copies.speed", str(size)],
        check=True,
        capture_output=True,
        text=True,
    )
    return Round(**json.loads(answer.stdout.splitlines()[-1]))


def _arriving(known: Press, earlier: Tokens, count: int) -> tuple[list[str], dict[int, int]]:
    """New texts, and which of the earlier ones each edited copy among them was made of."""
    new = known.articles(_NEW_SEED, count)
    random = np.random.default_rng(_NEW_SEED)
    sources = random.permutation(len(earlier))
    texts, edited = list[str](), dict[int, int]()
    for at, article in enumerate(new):
        source = int(sources[at // 5])
        if at % 10 == 0:
            edited[at] = source
            texts.append(known.text(known.edited(earlier[source], _NEW_SEED + at)))
        elif at % 10 == 5:
            texts.append(known.text(earlier[source]).upper())
        else:
            texts.append(known.text(article))
    return texts, edited


def _peers_invented() -> tuple[dict[str, float], dict[str, float]]:
    known = press()
    earlier = known.articles(0, AMONG_PEERS - NEW)
    texts, edited = _arriving(known, earlier, NEW)
    every = [*map(known.text, earlier), *texts]
    speeds, recalls = dict[str, float](), dict[str, float]()
    for peer in PEERS:
        seconds, told = peers.duplicates(peer, every)
        speeds[peer] = round(len(every) / seconds, 1)
        found = sum((old, len(earlier) + new) in told for new, old in edited.items())
        recalls[peer] = round(found / len(edited), 3)
    return speeds, recalls


def _labelled(corpora: Path) -> tuple[float, dict[str, float]]:
    """The share of labelled copies that each suggests."""
    printed = articles(corpora)
    place = {key: at for at, key in enumerate(printed)}
    wanted = {
        tuple(sorted((place[pair.a], place[pair.b]))) for pair in pairs(corpora) if pair.is_copy
    }
    texts = [article.text for article in printed.values()]
    others = {
        peer: round(len(wanted & peers.duplicates(peer, texts)[1]) / len(wanted), 3)
        for peer in PEERS
    }
    # Texts with the same words meet others as the first of them.
    digests = [one.digest for one in fingerprints(texts)]
    met = {(digests[one], digests[other]) for one, other in candidates(texts)}
    found = sum(
        digests[one] == digests[other]
        or (digests[one], digests[other]) in met
        or (digests[other], digests[one]) in met
        for one, other in wanted
    )
    return found / len(wanted), others


def _key(seed: int, at: int) -> str:
    return sha256(f"{seed} {at}".encode()).hexdigest()


if __name__ == "__main__":
    print(json.dumps(asdict(round_of(int(sys.argv[1])))))
