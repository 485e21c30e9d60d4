"""What joins two threads, in words an editor understands."""

from math import exp, expm1, sqrt

from tearsheet.model import Feature

_HOURS = 48
"""Hours from which a time is told in days."""
_NAMES = {
    "bias": "prior",
    "time between": "time between their middles",
    "silence between": "pause between",
    "reports": "number of reports",
    "both grown": "both are long",
    "vectors": "meaning",
    "mean of pairs": "meaning, report by report",
    "grown": "size",
    "grown vectors": "meaning of large groups",
    "above the crowd": "meaning, beside the next nearest",
    "names and vectors": "names with meaning",
}
_WHERE = {
    "one language": "in one language",
    "two languages": "across languages",
    "one language, no vectors": "in one language",
    "two languages, no vectors": "across languages",
}


def ground(name: str, kind: str, value: float, weight: float) -> Feature:
    """A feature of ``joining.toml`` with its value, named and told in plain words."""
    return Feature(f"{_NAMES.get(name, name)} {_WHERE[kind]}", value, weight, _why(name, value))


def _why(name: str, value: float) -> str:
    match name:
        case "bias":
            return "before anything is compared"
        case "time between":
            return f"{_span(expm1(sqrt(value)))} between the middles of both"
        case "silence between":
            return f"{_span(expm1(value))} without a report between them"
        case "reports":
            return f"{_counted(round(exp(value)), 'pair')} of reports compared"
        case "both grown" | "grown":
            return "both have several reports" if value else "one of them is a single report"
        case "words" | "names" | "figures":
            return f"their {name} agree to {value:.0%}" if value > 0 else f"no {name} in common"
        case "above the crowd":
            return f"nearer by {value:.2f} than the next ones"
        case "names and vectors":
            return (
                "names and meaning agree at once"
                if value > 0
                else "names and meaning do not agree at once"
            )
        case "mean of pairs":
            return f"report by report, their meaning agrees to {max(0.0, value):.0%}"
        case "grown vectors":
            return "of many reports the meaning is surer" if value else "too few to be surer"
        case _:
            return f"their meaning agrees to {max(0.0, value):.0%}"


def _span(hours: float) -> str:
    if hours < 1:
        return "less than an hour"
    if hours < _HOURS:
        return _counted(round(hours), "hour")
    return _counted(round(hours / 24), "day")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
