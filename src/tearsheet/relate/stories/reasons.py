"""What do two reports have in common, in words an editor understands?"""

from collections.abc import Collection
from datetime import timedelta

from tearsheet.relate.stories.measures import Seen, apart

_FEW = 4
"""Things in common that are named; the rest is counted."""
_HOURS = 48
"""Hours from which a time is told in days."""
_WORDS = {
    "meaning": ("the texts mean much the same", "the texts mean different things"),
    "title meaning": ("the headlines mean much the same", "the headlines mean different things"),
    "title meant in text": (
        "each headline means what the other's text says",
        "neither headline means what the other's text says",
    ),
    "outlet": ("printed by one outlet", "printed by two outlets"),
}
_ENOUGH, _SOME = 0.4, 0.05


def why(name: str, value: float, one: Seen, other: Seen) -> str:
    """A measure of two reports and its value in words."""
    if name in _WORDS:
        return _WORDS[name][value < _ENOUGH]
    match name:
        case "names" | "rare names":
            return _both("name", _names(one, other), "no name in common")
        case "figures":
            return _both("give", _common(one.figures, other.figures), "no figure in common")
        case "places":
            return _both("are set in", _common(one.places, other.places), "no country in common")
        case "time":
            return f"{_span(apart(one.report, other.report))} apart"
        case "title words":
            return _counted(len(one.title.keys() & other.title.keys()), "of the headlines shared")
        case "title in text":
            share = f"{value:.0%}" if value >= _SOME else "nothing"
            return f"{share} of the headlines stands in the other's text"
        case _:
            return _counted(len(one.words.keys() & other.words.keys()), "shared")


def _names(one: Seen, other: Seen) -> list[str]:
    """As printed, the rarest first."""
    shared = sorted((-one.names[name], name) for name in one.names.keys() & other.names.keys())
    return [min(one.printed[name], other.printed[name]) for _, name in shared]


def _common(one: Collection[str], other: Collection[str]) -> list[str]:
    return sorted(set(one) & set(other))


def _both(verb: str, shared: list[str], none: str) -> str:
    if not shared:
        return none
    if len(shared) > _FEW:
        return f"both {verb} {', '.join(shared[:_FEW])} and {len(shared) - _FEW} more"
    *first, last = shared
    return f"both {verb} {', '.join(first)} and {last}" if first else f"both {verb} {last}"


def _counted(count: int, end: str) -> str:
    return f"{count or 'no'} word{'' if count == 1 else 's'} {end}"


def _span(gap: timedelta | None) -> str:
    hours = round(gap.total_seconds() / 3600) if gap else 0
    if hours < 1:
        return "less than an hour"
    if hours <= _HOURS:
        return "an hour" if hours == 1 else f"{hours} hours"
    return f"{round(hours / 24)} days"
