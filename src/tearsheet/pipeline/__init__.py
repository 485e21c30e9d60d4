"""The way of one page, and what happens when.

::

    paths ─► collect ─► archive ─► read ─► annotate ─► store
                          │       ╰── in parallel ──╯    │
                          │        (one process a core)  │
                          ▼                              ▼
                        WARC ◄─── edit.verify ◄─── match ─ relate ─ select ─ draft ─► publish

`ingest` runs the upper line, `editions` the lower one, `proof` holds a finished edition to its
evidence, `check` re-reads everything. Only reading and annotating run in parallel: they are the
work, they share nothing, and a page that hangs or eats memory costs its own process only.
Every drop is counted with its reason: arrived = kept + skipped + failed.
"""

from tearsheet.pipeline.newsroom import Newsroom

__all__ = ["Newsroom"]
