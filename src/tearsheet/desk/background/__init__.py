"""Work that takes longer than a page may: one worker does it while the site answers.

A page asks (`ask`), is told a number, and shows ``/jobs/NUMBER/``. Whoever knows how to do a kind
of work registers it (`work`) in a module that the site loads with its pages.
"""

from tearsheet.desk.background.work import Done, Progress, WorkRefusedError, ask, work

__all__ = ["Done", "Progress", "WorkRefusedError", "ask", "work"]
