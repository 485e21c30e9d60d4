"""Run by the peers' own Python: ``cleaned.py URLS`` prints what each peer makes of addresses.

The answer is JSON: peer -> [addresses, seconds]. Scheme and closing slash are taken off, so that a
peer is not held against what it does not mean to fold.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 5


def courlan() -> Callable[[str], str]:
    from courlan import clean_url

    return lambda url: clean_url(url) or url


def courlan_strict() -> Callable[[str], str]:
    from courlan import normalize_url, scrub_url

    return lambda url: normalize_url(scrub_url(url), strict=True)


def url_normalize() -> Callable[[str], str]:
    from url_normalize import url_normalize as normalized

    return lambda url: normalized(url, filter_params=False) or url


PEERS = {"courlan": courlan, "courlan strict": courlan_strict, "url-normalize": url_normalize}


def main() -> None:
    urls = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    answers = {}
    for name, made in PEERS.items():
        clean = made()
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            cleaned = [clean(url) for url in urls]
            times.append(time.perf_counter() - start)
        keys = [url.split("://", 1)[-1].rstrip("/") for url in cleaned]
        answers[name] = (keys, statistics.median(times))
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
