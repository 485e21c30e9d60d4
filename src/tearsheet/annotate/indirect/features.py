"""What speaks for a candidate and against it: named features.

Each is a name with a value; a weight for each name is learned (`benchmarks.learn_indirect`) and
the sum is the log-odds that the candidate is someone's retold speech or thought.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tearsheet.annotate.indirect.candidates import Candidate
from tearsheet.annotate.indirect.cues import Cue
from tearsheet.annotate.indirect.words import Words

Feature = tuple[str, float]
_LENGTHS = (1, 2, 4, 7, 12, 20, 35)
_FORMS = ("ing", "ed", "s")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the quotations in marks tell about a sentence.

    ``holds`` says that a mixed quotation of this cue lies in what would be retold, ``marks`` that
    any marks do, ``cued`` that the cue brings in a direct quotation; ``inside`` that the cue stands
    in marks that nobody was found for.
    """

    holds: bool = False
    marks: bool = False
    cued: bool = False
    inside: bool = False


def features(
    words: Words, found: Candidate, cue: Cue | None, beside: Surroundings
) -> list[Feature]:
    """The features of a candidate."""
    way, at = found.way, found.at
    begin, end = found.sentence
    kinds, lower = words.kinds, words.lower
    after, before = found.after, found.before
    word = lower[at]
    form = next((ending for ending in _FORMS if word.endswith(ending)), "plain")
    first, last = found.content[0]
    made: list[Feature] = [
        (f"{way}", 1.0),
        (f"{way} after {after}", 1.0),
        (f"{way} before {before}", 1.0),
        (f"{way} form {form}", 1.0),
        (f"{way} form {form} before {before}", 1.0),
        (f"{way} length {_bucket(last - first)}", 1.0),
        (f"{way} position {_bucket(at - begin)}", 1.0),
    ]
    add = made.append
    if cue is not None:
        add((f"{way} cue", cue.log_odds))
        beside_after = cue.after.get(after)
        if beside_after is not None:
            add((f"{way} cue with after", beside_after))
        beside_before = cue.before.get(before)
        if beside_before is not None:
            add((f"{way} cue with before", beside_before))
    for helper in found.helpers:
        add((f"{way} helper {helper}", 1.0))
    if not found.helpers:
        add((f"{way} helper none form {form}", 1.0))
    further = found.group - 2
    add((f"{way} before that {kinds[further] if further >= begin else 'start'}", 1.0))
    add((f"{way} opens {kinds[first]}", 1.0))
    if first + 1 < last:
        add((f"{way} opens then {kinds[first + 1]}", 1.0))
    if words.text[words.starts[at]].isupper() and at > begin:
        add((f"{way} capital", 1.0))
    if lower[end - 1] == "?":
        add((f"{way} question", 1.0))
    if beside.holds:
        add((f"{way} holds its quotation", 1.0))
    if beside.marks:
        add((f"{way} marks", 1.0))
    if beside.cued:
        add((f"{way} cue of a direct quotation", 1.0))
    if beside.inside:
        add((f"{way} in marks", 1.0))
    return made


def _bucket(length: int) -> str:
    for most in _LENGTHS:
        if length <= most:
            return f"up to {most}"
    return "more"


def score(made: list[Feature], weights: Mapping[str, float]) -> float:
    """The log-odds: the weighted sum of the features."""
    get = weights.get
    return sum(get(name, 0.0) * value for name, value in made)


def end_features(words: Words, found: Candidate, name: str, end: int) -> list[str]:
    """What speaks for one of the ends that `candidates.ends` names."""
    first, last = found.content[0]
    kinds = words.kinds
    following = kinds[end] if end < last else "end"
    made = [
        f"end {name}",
        f"end {name} after {found.after}",
        f"end {name} length {_bucket(end - first)}",
        f"end {name} rest {_bucket(last - end)}",
    ]
    if end < last:
        made.append(f"end {name} at {following}")
        if end + 1 < last:
            then = "ing" if words.lower[end + 1].endswith("ing") else kinds[end + 1]
            made.append(f"end {name} then {then}")
    return made
