"""Run by the peers' own Python: ``timed.py PEER PAGES`` prints seconds for all pages.

Imports and the first page are not counted. A page that makes the peer fail counts with the time
it took.
"""

import contextlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def mediacloud() -> Callable[[str, str], object]:
    import mcmetadata

    return lambda url, markup: mcmetadata.extract(url, html_text=markup)


def trafilatura() -> Callable[[str, str], object]:
    from trafilatura import bare_extraction

    return lambda url, markup: bare_extraction(
        markup, url=url, fast=True, with_metadata=True, include_comments=False
    )


PEERS = {"mediacloud-metadata": mediacloud, "trafilatura fast": trafilatura}


def main() -> None:
    name, path = sys.argv[1:]
    read = PEERS[name]()
    pages = json.loads(Path(path).read_text(encoding="utf-8"))
    url, markup = pages[0]
    read(url, markup)
    start = time.perf_counter()
    for url, markup in pages:
        with contextlib.suppress(Exception):  # whatever a peer may raise is its own affair
            read(url, markup)
    print(json.dumps(time.perf_counter() - start))


if __name__ == "__main__":
    main()
