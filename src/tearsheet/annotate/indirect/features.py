"""What speaks for a candidate and against it: named features.

A feature is a question (`QUESTIONS`) with its answer, mostly the kind of a word; a weight for
each is learned (`benchmarks.learn_indirect`), apart for each way, and the sum is the log-odds that
the candidate is someone's retold speech or thought.
"""

from collections.abc import Callable, Sequence

from tearsheet.annotate.indirect.candidates import Candidate
from tearsheet.annotate.indirect.cues import Cue
from tearsheet.annotate.indirect.words import Words

QUESTIONS = (
    "after",  # what follows the cue
    "before",  # what stands before its verb group
    "before that",  # and before that
    "form",  # the ending of the cue
    "form and before",
    "helpers",  # auxiliaries and adverbs in the group
    "opens",  # what opens the retold words
    "opens then",  # and what follows there
    "length",  # words retold, at most
    "position",  # words before the cue in its sentence, at most
    "marks",  # whether the retold words hold a quotation in marks, and whose
    "stands out",  # a capital inside the sentence, a question
)
# The shares of the table of cues as log-odds: of the word, beside what follows, what is before.
NUMBERS = ("cue", "cue with after", "cue with before")
END_QUESTIONS = ("all", "after", "length", "rest", "at", "then")
# For each question a function from the answer (and what an unknown one weighs) to its weight.
Weighed = Sequence[Callable[[str, float], float]]
_LENGTHS = (1, 2, 4, 7, 12, 20, 35)
# The name of each length: the least of `_LENGTHS` that it does not exceed.
_NAMES = tuple(str(next(m for m in _LENGTHS if n <= m)) for n in range(_LENGTHS[-1] + 1))


def answers(words: Words, found: Candidate, marks: str) -> tuple[str, ...]:
    """The answers for a candidate, one for each of `QUESTIONS`; empty where there is none.

    ``marks`` tells of quotations in marks: ``direct`` if the cue brings one in, ``own`` if what
    would be retold holds a mixed one of this cue, ``others`` if it holds any.
    """
    kinds = words.kinds
    begin = found.sentence[0]
    first, last = found.content[0]
    word = words.lower[found.at]
    form = _form(word)
    before = found.before
    further = found.group - 2
    return (
        found.after,
        before,
        kinds[further] if further >= begin else "start",
        form,
        f"{form} {before}",
        " ".join(found.helpers) or f"none {form}",
        kinds[first],
        kinds[first + 1] if first + 1 < last else "",
        _most(last - first),
        _most(found.at - begin),
        marks,
        _stands_out(words, found),
    )


def _form(word: str) -> str:
    end = word[-1]
    if end == "d":
        return "ed" if word.endswith("ed") else "plain"
    if end == "g":
        return "ing" if word.endswith("ing") else "plain"
    return "s" if end == "s" else "plain"


def _stands_out(words: Words, found: Candidate) -> str:
    if words.text[words.starts[found.at]].isupper() and found.at > found.sentence[0]:
        return "capital"
    return "question" if words.lower[found.sentence[1] - 1] == "?" else ""


def _most(length: int) -> str:
    return _NAMES[length] if length < len(_NAMES) else "more"


def numbers(found: Candidate, cue: Cue | None) -> tuple[float, float, float]:
    """What the table of cues says, one for each of `NUMBERS`."""
    if cue is None:
        return 0.0, 0.0, 0.0
    return cue.log_odds, cue.after.get(found.after, 0.0), cue.before.get(found.before, 0.0)


def end_answers(words: Words, found: Candidate, end: int) -> tuple[str, ...]:
    """As `answers`, for one of the places where what is retold may end: `END_QUESTIONS`."""
    first, last = found.content[0]
    if end >= last:
        return "yes", found.after, _most(end - first), _most(0), "", ""
    then = ""
    if end + 1 < last:
        then = "ing" if words.lower[end + 1].endswith("ing") else words.kinds[end + 1]
    return "yes", found.after, _most(end - first), _most(last - end), words.kinds[end], then


def total(given: Sequence[str], weights: Weighed) -> float:
    """The sum of what the answers weigh."""
    return sum([weigh(answer, 0.0) for answer, weigh in zip(given, weights, strict=True)])
