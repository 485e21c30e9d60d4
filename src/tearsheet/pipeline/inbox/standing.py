"""What is decided of a story, from what was decided of its articles?

A decision lies on articles, not on stories: the machine joins and parts stories as reports come,
and the article that stood for a story when it was decided on goes where it goes.
"""

from collections.abc import Iterable

from tearsheet.model import Choice, Standing
from tearsheet.store.triage import Marked

_STRENGTH: dict[Choice, int] = {
    "new": 0,
    "dropped": 1,
    "not about us": 1,
    "later": 2,
    "taken": 3,
}


def standing_of(marks: Iterable[Marked]) -> Standing:
    """The strongest of what stands on a story's articles, of two as strong the later; the other
    choices beside it.
    """
    latest: dict[Choice, Standing] = {}
    for one in sorted(marks, key=lambda one: one.step):
        choice = one.mark.choice
        latest[choice] = Standing(choice, one.who, one.at, one.reason, one.step)
    ranked = sorted(
        latest.values(), key=lambda one: (_STRENGTH[one.choice], one.step), reverse=True
    )
    if not ranked:
        return Standing()
    first, *others = ranked
    return Standing(first.choice, first.who, first.at, first.reason, first.step, tuple(others))
