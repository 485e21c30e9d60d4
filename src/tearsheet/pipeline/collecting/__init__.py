"""The press arrives: sources visited, their pages fetched, archived and read.

::

    due ─► claim ─► fetch source ─► listing ─► new leads ─► fetch pages ─► clerk ─► archive, store
           (store)   (one asyncio loop, hosts side by side)              (a thread)      │
                                                                                         ▼
                                                              reader (a thread, processes) ─► store

`round` makes one round over the sources that are due; `claims` keeps several collectors on one
home out of each other's way; `visiting` is one visit; `clerk` is the one hand that archives and
files what was fetched; `reading` understands what is archived while more is fetched. A source's
visit is settled only after all its pages are on disk, so a killed round is simply made again.
`push` asks WebSub hubs to call and hears them (`listener`): a call makes its source due.
"""

from tearsheet.pipeline.collecting.push import Push
from tearsheet.pipeline.collecting.round import Collected, Scope, collect

__all__ = ["Collected", "Push", "Scope", "collect"]
