"""What the API says when a call does not come to pass."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in plain words."""

    problem: str


REFUSED = dict.fromkeys((400, 401, 403, 404, 422), Problem)
"""What any call may be answered instead of what was asked for."""
CLASHED = {**REFUSED, 409: Problem}
