"""Run by the peers' own Python: ``duplicates.py PEER TEXTS`` finds near-duplicates in a JSON list.

Prints the processor seconds for all and the pairs found, as positions. Imports are not counted.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Pairs = list[tuple[int, int]]


def datasketch() -> Callable[[list[str]], Pairs]:
    from datasketch import MinHash, MinHashLSH

    def pairs(texts: list[str]) -> Pairs:
        index = MinHashLSH(threshold=0.2, num_perm=128)
        found: Pairs = []
        for at, text in enumerate(texts):
            words = text.lower().split()
            sketch = MinHash(num_perm=128)
            sketch.update_batch(
                [" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))]
            )
            found.extend((other, at) for other in index.query(sketch))
            index.insert(at, sketch, check_duplication=False)
        return found

    return pairs


def tfidf() -> Callable[[list[str]], Pairs]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    def pairs(texts: list[str]) -> Pairs:
        rows = TfidfVectorizer(sublinear_tf=True).fit_transform(texts).tocsr()
        found: Pairs = []
        for at in range(0, len(texts), 500):
            near = (rows[at : at + 500] @ rows.T).tocoo()
            found.extend(
                (int(other), int(one) + at)
                for one, other, likeness in zip(near.row, near.col, near.data, strict=True)
                if likeness >= 0.5 and other < one + at
            )
        return found

    return pairs


PEERS = {"datasketch MinHashLSH": datasketch, "TF-IDF, all pairs": tfidf}


def main() -> None:
    name, path = sys.argv[1:]
    find = PEERS[name]()
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    find(texts[:50])
    start = time.process_time()
    pairs = find(texts)
    print(json.dumps({"seconds": time.process_time() - start, "pairs": pairs}))


if __name__ == "__main__":
    main()
